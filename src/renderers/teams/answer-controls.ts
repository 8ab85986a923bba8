import type { ActionVerb } from "../../core/action.ts";
import type { Reply } from "../../core/reply.ts";
import { buttonsOf } from "./card-buttons.ts";
import type { DrawnButton } from "./card-buttons.ts";

/** Intents whose replies rest on a receipt that can be looked into. */
const answeringIntents: ReadonlySet<string> = new Set(["ask", "define"]);

/** True for an answer or a refusal that can be judged and explained. */
export function isExplainable({ intent, outcome, receipt }: Reply): boolean {
  return receipt !== "" && answeringIntents.has(intent) && (outcome === "answered" || outcome === "refused");
}

/**
 * What can be done with an answer besides its own buttons: read on, see the words of its sources, ask why, say that it is
 * wrong, ask a person, show it to the others. Whether it helped is asked by Teams itself, below the message.
 */
export function answerControls(
  reply: Reply,
  { next, mayShare = false }: { readonly next?: number | undefined; readonly mayShare?: boolean },
): readonly DrawnButton[] {
  const { receipt: target, citations, outcome } = reply;
  if (target === "" || target.length > 120) return [];
  const own = new Set(buttonsOf(reply.blocks).map(({ call }) => call.verb));
  const one = (verb: ActionVerb, label: string, more: ControlDetails = {}) =>
    own.has(verb) ? [] : [controlOf(verb, label, target, more)];
  const first = citations.toSorted((a, b) => a.number - b.number)[0];
  const sources = citations.length;
  const isAnswer = isExplainable(reply);
  // Of a refusal, a person is what comes next; of an answer it is seldom wanted.
  const isSecondary = outcome === "answered";
  return [
    ...(next === undefined ? [] : one("more", "More", { value: String(next) })),
    ...(first
      ? one("showSource", sources === 1 ? "Show source" : "Show sources", { value: String(first.number), sources })
      : []),
    ...(isAnswer ? one("why", "Why this answer?") : []),
    ...(mayShare && outcome === "answered" ? one("share", "Share here") : []),
    ...(isAnswer && outcome === "answered" ? one("correct", "That’s wrong", { isSecondary }) : []),
    ...(isAnswer ? one("askPerson", "Ask a person", { isSecondary }) : []),
  ];
}

type ControlDetails = Pick<DrawnButton, "sources" | "isSecondary"> & { readonly value?: string };

function controlOf(
  verb: ActionVerb,
  label: string,
  target: string,
  { value, sources, isSecondary = false }: ControlDetails,
): DrawnButton {
  return {
    label,
    call: { verb, target, ...(value !== undefined && { value }) },
    ...(sources !== undefined && { sources }),
    ...(isSecondary && { isSecondary }),
  };
}
