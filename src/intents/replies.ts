import type { ActionButton, ActionCall } from "../core/action.ts";
import type { Form } from "../core/form.ts";
import type { Intent } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Block, Reply, ReplyOutcome } from "../core/reply.ts";
import type { Effects, PostDraft } from "../core/turn-handler.ts";

/** What is said besides answers to questions: `joined` and `opened` are turns that ask for nothing. */
export type SpokenIntent = Intent["kind"] | "welcome" | "home";

/** A reply that is no answer to a question, before it is one. */
export interface Saying {
  readonly intent: SpokenIntent;
  readonly blocks: readonly Block[];
  /** `done` where left out. */
  readonly outcome?: ReplyOutcome;
  readonly onlyYou?: boolean;
  readonly form?: Form;
  readonly banner?: string | undefined;
  readonly marking?: string | undefined;
}

/** A reply that is no answer to a question: it has no citations and no receipt. */
export function say({ intent, blocks, outcome = "done", onlyYou = false, form, banner, marking }: Saying): Reply {
  return {
    outcome,
    intent,
    blocks,
    citations: [],
    confidence: 1,
    ...(marking !== undefined && { marking }),
    ...(onlyYou && { visibility: "onlyYou" as const }),
    ...(form && { form }),
    ...(banner !== undefined && { banner }),
    receipt: "",
  };
}

/** A sentence of our own. */
export function notice(text: string, tone: "info" | "refusal" | "warning" = "info"): Block {
  return { kind: "notice", tone, text };
}

/** One sentence as a reply. */
export function sayOnly(intent: SpokenIntent, text: string, more: Omit<Saying, "intent" | "blocks"> = {}): Reply {
  return say({ intent, blocks: [notice(text)], ...more });
}

/** Says to the person alone, in one sentence, that something was not done. */
export function sayNo(intent: SpokenIntent, text: string): Reply {
  return say({ intent, blocks: [notice(text, "refusal")], outcome: "refused", onlyYou: true });
}

/** A button. */
export function button(label: string, call: ActionCall, more: Pick<ActionButton, "style" | "sure"> = {}): ActionButton {
  return { label, call, ...more };
}

/** A row of buttons; nothing where there is none. */
export function actions(buttons: readonly ActionButton[]): readonly Block[] {
  return buttons.length === 0 ? [] : [{ kind: "actions", buttons }];
}

/** A reply to whoever sent the turn: returned to them where they wait for it, posted where they do not. */
export function answerPost(reply: Reply): PostDraft {
  return { operation: "post", reply, isForRequest: true };
}

/** Effects that only say something. */
export function onlySay(...replies: readonly Reply[]): Effects {
  return { commit: () => Promise.resolve(replies.map(answerPost)) };
}

/** No effects, and nothing said. */
export const nothing: Effects = { commit: () => Promise.resolve([]), isEmpty: true };

/** What stands above everything that is about an invented programme. */
const demonstrationBanner = "Demonstration: invented programme and places";

/** The banner of a reply about these subjects, where one of them is invented. */
export function bannerFor(subjects: readonly (string | null | undefined)[], knowledge: Knowledge): string | undefined {
  const isInvented = (id: string | null | undefined): boolean => {
    const subject = knowledge.subject(id ?? "");
    return subject?.fictional === true || (subject?.programme !== undefined && isInvented(subject.programme));
  };
  return subjects.some(isInvented) ? demonstrationBanner : undefined;
}

/** What a button or an option can show, in characters. */
const longestLabel = 75;

/** A label that a button or an option can show whole. */
export function cutLabel(text: string): string {
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1).trimEnd()}…`.toWellFormed();
}
