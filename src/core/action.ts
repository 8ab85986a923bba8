import { z } from "zod";

/** Everything that a button can ask for. */
export const actionVerbs = [
  // drafts and updates; the target is a draft or an update
  "confirm",
  "edit",
  "discard",
  "undo",
  "withdraw",
  "amend",
  "keep",
  "newUpdate",
  "logUpdate",
  // changes nothing: the draft or update again, with the buttons that this person may use
  "view",
  // answers; the target is a receipt
  "share",
  "helpful",
  "unhelpful",
  "correct",
  "why",
  "showSource",
  "askPerson",
  "more",
  // reminders and following; the target is a subject
  "snooze",
  "follow",
  "unfollow",
  // a choice that was offered; the value is the text it stands for
  "choose",
  // what is held about the person
  "forgetMe",
] as const;
export type ActionVerb = (typeof actionVerbs)[number];

/**
 * What a button asks for: a verb, what it is about, and the hash of what was shown, so that it acts on nothing else. It
 * carries no content: the text is read from our own store and the role checked again when it comes back.
 */
export interface ActionCall {
  readonly verb: ActionVerb;
  readonly target: string;
  readonly hash?: string;
  /** A short argument: a citation's number, a choice's text. */
  readonly value?: string;
}

/** A button. */
export interface ActionButton {
  readonly label: string;
  readonly call: ActionCall;
  readonly style?: "primary" | "danger";
  /** Asked once more before it is done. */
  readonly sure?: string;
}

const call = z.tuple([z.enum(actionVerbs), z.string().max(120), z.string().max(64), z.string().max(300)]);

/** An action as a platform carries it in a button: at most 600 characters. */
export function encodeAction({ verb, target, hash = "", value = "" }: ActionCall): string {
  return JSON.stringify([verb, target, hash, value]);
}

/** The action that a button carried, or undefined for anything that `encodeAction` does not write. */
export function decodeAction(text: string): ActionCall | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { data } = call.safeParse(parsed);
  if (!data) return undefined;
  const [verb, target, hash, value] = data;
  return { verb, target, ...(hash !== "" && { hash }), ...(value !== "" && { value }) };
}
