import type { Button, ContextActionsBlock, KnownBlock, Overflow, PlainTextOption, StaticSelect } from "@slack/types";
import { encodeAction } from "../../core/action.ts";
import type { ActionVerb } from "../../core/action.ts";
import type { Citation } from "../../core/citation.ts";
import type { Form } from "../../core/form.ts";
import type { Reply } from "../../core/reply.ts";
import { cleanLine } from "../clean-text.ts";
import { drawButton } from "./draw-block.ts";
import type { ElementIds } from "./element-ids.ts";
import { slackLimits } from "./limits.ts";
import { shorten } from "./mrkdwn.ts";
import { plainText } from "./piece.ts";

/** Intents whose replies rest on a receipt that can be looked into. */
const answeringIntents: ReadonlySet<string> = new Set(["ask", "define"]);

/** Of ours: a menu counts towards the length of a message. */
const mostMenuSources = 20;

/** What the controls of a page are made for. */
export interface ControlsOf {
  readonly reply: Reply;
  readonly ids: ElementIds;
  /** The sources of this page. */
  readonly citations: readonly Citation[];
  /** The page that "More" asks for; left out on the last one. */
  readonly next?: number;
  /** Only one person sees it: they may show it to the others. */
  readonly mayShare?: boolean;
}

/** The verbs that a reply's own buttons stand for. */
function ownVerbs({ blocks }: Reply): ReadonlySet<ActionVerb> {
  return new Set(
    blocks.flatMap((block) => (block.kind === "actions" ? block.buttons.map(({ call }) => call.verb) : [])),
  );
}

/** What can be done with an answer: read on, open a source, share it, judge it, ask why, ask a person. */
export function drawControls({ reply, ids, citations, next, mayShare }: ControlsOf): readonly KnownBlock[] {
  const target = reply.receipt;
  if (target === "" || target.length > 120) return [];
  const own = ownVerbs(reply);
  const isAnswer = answeringIntents.has(reply.intent) && (reply.outcome === "answered" || reply.outcome === "refused");
  const button = (verb: ActionVerb, label: string, value?: string): Button[] =>
    own.has(verb) ? [] : [drawButton({ label, call: { verb, target, ...(value !== undefined && { value }) } }, ids)];
  const isRight = isAnswer && reply.outcome === "answered";
  const elements = [
    ...(next === undefined ? [] : button("more", "More", String(next))),
    ...(own.has("showSource") ? [] : sourceControl(citations, target, ids)),
    ...(mayShare && reply.outcome === "answered" ? button("share", "Share in channel") : []),
    ...(isAnswer ? button("why", "Why this answer?") : []),
    // What is seldom wanted of an answer stands behind one sign; of a refusal it is what comes next.
    ...(isRight ? furtherActions(own, target, ids) : isAnswer ? button("askPerson", "Ask a person") : []),
  ];
  const hasFeedback = isAnswer && !own.has("helpful") && !own.has("unhelpful");
  return [
    ...(elements.length === 0 ? [] : [{ type: "actions" as const, block_id: ids.block(), elements }]),
    ...(hasFeedback ? [feedback(target, ids)] : []),
  ];
}

/** A button for the only source, a menu for several. */
function sourceControl(
  citations: readonly Citation[],
  target: string,
  ids: ElementIds,
): readonly (Button | StaticSelect)[] {
  const [first, ...others] = citations;
  if (!first) return [];
  if (others.length > 0) return [sourceMenu(citations, target, ids)];
  return [drawButton({ label: "Show source", call: { verb: "showSource", target, value: String(first.number) } }, ids)];
}

const further = [
  ["correct", "That\u2019s wrong"],
  ["askPerson", "Ask a person"],
] as const;

/** What else can be done with an answer, behind one sign; a single thing is a button. */
function furtherActions(own: ReadonlySet<ActionVerb>, target: string, ids: ElementIds): readonly (Button | Overflow)[] {
  const offered = further.filter(([verb]) => !own.has(verb));
  const options = offered.map(([verb, label]) => ({ text: plainText(label), value: encodeAction({ verb, target }) }));
  if (options.length > 1 && options.every(({ value }) => value.length <= slackLimits.optionValue)) {
    return [{ type: "overflow", action_id: ids.action(), options }];
  }
  return offered.map(([verb, label]) => drawButton({ label, call: { verb, target } }, ids));
}

function sourceMenu(citations: readonly Citation[], target: string, ids: ElementIds): StaticSelect {
  const options = citations
    .map(({ number, title }): PlainTextOption => {
      const text = shorten(`${number}. ${cleanLine(title)}`, 50);
      return { text: plainText(text), value: encodeAction({ verb: "showSource", target, value: String(number) }) };
    })
    .filter(({ value }) => (value ?? "").length <= slackLimits.optionValue)
    .slice(0, mostMenuSources);
  return { type: "static_select", action_id: ids.action(), placeholder: plainText("Show source\u2026"), options };
}

function feedback(target: string, ids: ElementIds): ContextActionsBlock {
  return {
    type: "context_actions",
    block_id: ids.block(),
    elements: [
      {
        type: "feedback_buttons",
        action_id: ids.action(),
        positive_button: {
          text: plainText("Helpful"),
          accessibility_label: "This answer helped",
          value: encodeAction({ verb: "helpful", target }),
        },
        negative_button: {
          text: plainText("Not helpful"),
          accessibility_label: "This answer did not help",
          value: encodeAction({ verb: "unhelpful", target }),
        },
      },
    ],
  };
}

/** Which button asks for a form again. */
const openedBy: Readonly<Partial<Record<Form["id"], ActionVerb>>> = {
  update: "edit",
  withdraw: "withdraw",
  feedback: "unhelpful",
  correct: "correct",
};

/** The button that opens a form, where it could not be opened at once; undefined for a form that no button opens. */
export function formButton(form: Form, ids: ElementIds): Button | undefined {
  const verb = form.id === "update" && form.target === "new" ? "newUpdate" : openedBy[form.id];
  if (verb === undefined || form.target.length > 120) return undefined;
  const call = { verb, target: form.target, ...(form.hash.length <= 64 && { hash: form.hash }) };
  return drawButton({ label: form.title, call, style: "primary" }, ids);
}
