import type { Button, ContextActionsBlock, KnownBlock, PlainTextOption, StaticSelect } from "@slack/types";
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

/** With more sources than this, a menu stands for the buttons. */
const mostSourceButtons = 2;

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
  const buttons = [
    ...(next === undefined ? [] : button("more", "More", String(next))),
    ...(citations.length > mostSourceButtons
      ? []
      : citations.flatMap(({ number }) => button("showSource", `Show source ${number}`, String(number)))),
    ...(mayShare && reply.outcome === "answered" ? button("share", "Share in channel") : []),
    ...(isAnswer
      ? [
          ...button("why", "Why this answer?"),
          ...(reply.outcome === "answered" ? button("correct", "That\u2019s wrong") : []),
          ...button("askPerson", "Ask a person"),
        ]
      : []),
  ];
  const menu =
    citations.length > mostSourceButtons && !own.has("showSource") ? [sourceMenu(citations, target, ids)] : [];
  const elements = [...menu, ...buttons];
  const hasFeedback = isAnswer && !own.has("helpful") && !own.has("unhelpful");
  return [
    ...(elements.length === 0 ? [] : [{ type: "actions" as const, block_id: ids.block(), elements }]),
    ...(hasFeedback ? [feedback(target, ids)] : []),
  ];
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
