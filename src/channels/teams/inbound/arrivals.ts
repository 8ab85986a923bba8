import { createHash, randomUUID } from "node:crypto";
import type { ActionCall } from "../../../core/action.ts";
import type { FormSubmission } from "../../../core/form.ts";
import type { MessageRef } from "../../../core/origin.ts";
import { publicReader } from "../../../core/trust.ts";
import type { MessageTurn, Turn } from "../../../core/turn.ts";
import type { Arrival } from "../../../core/work.ts";
import type { PressedButton } from "../../../renderers/teams/button-data.ts";
import type { PlacedActivity } from "./activity.ts";
import { instantOf, messageRef } from "./origin.ts";
import type { Origin } from "./origin.ts";
import { wordsOf } from "./message-words.ts";

/** What arrivals are made with. */
export interface ArrivalParts {
  readonly now: Date;
  readonly webUrl: string;
  /** The ids that the assistant may be mentioned by. */
  readonly ourIds: readonly string[];
}

/** What every turn says about where it comes from. */
export type TurnBase = Required<
  Pick<MessageTurn, "id" | "platform" | "conversation" | "reader" | "arrivedAt" | "sender" | "place">
>;

/** What every turn of an activity says. */
export function turnBase({ conversation, place, sender }: Origin, { now }: ArrivalParts): TurnBase {
  return {
    id: randomUUID(),
    platform: "teams",
    conversation,
    reader: publicReader,
    arrivedAt: now.toISOString(),
    sender,
    place,
  };
}

/** The name of a delivery: the same for a second delivery of the same thing, and of nothing else. */
function keyOf({ place }: Origin, ...parts: readonly string[]): string {
  return [place.id, ...parts].join("/");
}

function hashOf(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

/** A message that somebody wrote. In a place with others it is addressed only where it mentions the assistant. */
export function messageArrival(activity: PlacedActivity, origin: Origin, parts: ArrivalParts): Arrival {
  const { text: said, mentionsUs } = wordsOf(activity, parts.ourIds);
  // Who only names the assistant wants to know what it can do.
  const text = said === "" && mentionsUs ? "help" : said;
  const isAddressed = origin.place.kind === "personal" || mentionsUs;
  const postedAt = instantOf(activity.timestamp);
  const turn: MessageTurn = {
    ...turnBase(origin, parts),
    kind: "message",
    text,
    ...(activity.id !== undefined && {
      message: messageRef(activity, origin, { id: activity.id, webUrl: parts.webUrl }),
    }),
    ...(postedAt !== undefined && { postedAt }),
    ...(!isAddressed && { isAddressed }),
  };
  const key = activity.id ?? hashOf([activity.from.id, activity.timestamp, activity.text]);
  return { turn, dedupeKeys: [keyOf(origin, key)], replyTo: origin.replyTo };
}

/** An edit, or a deletion that was taken back; undefined for one that says nothing new. */
export function updateArrival(activity: PlacedActivity, origin: Origin, parts: ArrivalParts): Arrival | undefined {
  const { id, timestamp = "", channelData } = activity;
  if (id === undefined) return undefined;
  const message = messageRef(activity, origin, { id, webUrl: parts.webUrl });
  const base = { ...turnBase(origin, parts), message };
  if (channelData?.eventType?.toLowerCase() === "undeletemessage") {
    return {
      turn: { ...base, kind: "undeleted" },
      dedupeKeys: [keyOf(origin, id, "undeleted", timestamp)],
      replyTo: origin.replyTo,
    };
  }
  const { text } = wordsOf(activity, parts.ourIds);
  if (text === "") return undefined;
  const key = keyOf(origin, id, "edited", timestamp, hashOf(text));
  return { turn: { ...base, kind: "edited", text }, dedupeKeys: [key], replyTo: origin.replyTo };
}

/** A deletion. Teams does not say by whom. */
export function deletionArrival(activity: PlacedActivity, origin: Origin, parts: ArrivalParts): Arrival | undefined {
  const { id, timestamp = "" } = activity;
  if (id === undefined) return undefined;
  const turn: Turn = {
    ...turnBase(origin, parts),
    kind: "deleted",
    message: messageRef(activity, origin, { id, webUrl: parts.webUrl }),
  };
  return { turn, dedupeKeys: [keyOf(origin, id, "deleted", timestamp)], replyTo: origin.replyTo };
}

/** What a turn of a button is made of. */
export interface Pressed {
  readonly activity: PlacedActivity;
  readonly origin: Origin;
  readonly parts: ArrivalParts;
}

function pressKey({ activity, origin }: Pressed): string {
  const { id, name = "", from, value, timestamp } = activity;
  return keyOf(origin, "pressed", id ?? hashOf([name, from.id, value, timestamp]));
}

/** A button that was pressed, a choice that was taken up, or a form that was sent. */
export function pressedArrival(pressed: PressedButton, about: Pressed): Arrival {
  switch (pressed.kind) {
    case "action":
      return actionArrival(pressed.call, about);
    case "say":
      return sayArrival(pressed.text, about);
    case "form":
      return formArrival(pressed.form, about);
  }
}

/** What a button asks for. */
export function actionArrival(call: ActionCall, about: Pressed): Arrival {
  const { activity, origin, parts } = about;
  const message: MessageRef | undefined =
    activity.replyToId === undefined
      ? undefined
      : messageRef(activity, origin, { id: activity.replyToId, webUrl: parts.webUrl });
  const turn: Turn = { ...turnBase(origin, parts), kind: "action", call, ...(message && { message }) };
  return { turn, dedupeKeys: [pressKey(about)], replyTo: origin.replyTo };
}

/** A choice: as if the person had written its text. */
function sayArrival(text: string, about: Pressed): Arrival {
  const turn: Turn = { ...turnBase(about.origin, about.parts), kind: "message", text };
  return { turn, dedupeKeys: [pressKey(about)], replyTo: about.origin.replyTo };
}

function formArrival(form: FormSubmission, about: Pressed): Arrival {
  const turn: Turn = { ...turnBase(about.origin, about.parts), kind: "form", form };
  return { turn, dedupeKeys: [pressKey(about)], replyTo: about.origin.replyTo };
}

/** Words for the assistant that came with a request: a search, or a message that was chosen to be logged. */
export function askedArrival(
  asked: Pick<MessageTurn, "text" | "as"> &
    Partial<Pick<MessageTurn, "message" | "postedAt" | "author" | "conversation">>,
  about: Pressed,
): Arrival {
  const turn: Turn = { ...turnBase(about.origin, about.parts), kind: "message", ...asked };
  return { turn, dedupeKeys: [pressKey(about)], replyTo: about.origin.replyTo };
}
