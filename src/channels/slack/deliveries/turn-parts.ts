import type { PlaceRef, Sender } from "../../../core/origin.ts";
import { publicReader } from "../../../core/trust.ts";
import type { MessageTurn } from "../../../core/turn.ts";
import type { SlackAddress } from "../address.ts";
import { targetOf } from "../address.ts";
import type { BotIdentity } from "../identity.ts";
import { placeIdOf } from "../identity.ts";
import type { ReadContext, SlackArrival } from "./delivery.ts";

/** Where something happened. `tail` names the conversation within the channel: a thread, a person's corner. */
export interface Spot {
  readonly channel: string;
  readonly tail: string;
  readonly kind: PlaceRef["kind"];
  readonly name?: string | undefined;
  /** Slack says itself that others are in it. */
  readonly isShared?: boolean | undefined;
}

/** The conversation's id. */
function conversationOf(identity: BotIdentity, { channel, tail }: Pick<Spot, "channel" | "tail">): string {
  const place = placeIdOf(identity, channel);
  return tail === "" ? place : `${place}:${tail}`;
}

/** What kind of place a channel's id and type say it is; a closer look may tell more. */
export function kindOf(channel: string, type?: string): PlaceRef["kind"] {
  if (type === "im" || type === "app_home" || channel.startsWith("D")) return "personal";
  return type === "mpim" ? "group" : "channel";
}

/** What every turn from Slack begins with. */
export type SlackTurnBase = Pick<
  MessageTurn,
  "id" | "platform" | "conversation" | "reader" | "arrivedAt" | "place" | "sender"
>;

/** The beginning of a turn. `sender` is left out where Slack does not say who. */
export function turnBase(
  { identity, clock, newId }: ReadContext,
  spot: Spot,
  sender: Sender | undefined,
): SlackTurnBase {
  const place: PlaceRef = {
    id: placeIdOf(identity, spot.channel),
    kind: spot.kind,
    ...(spot.name !== undefined && spot.name !== "" && { name: spot.name }),
    ...(spot.isShared === true && { isShared: true }),
  };
  return {
    id: newId(),
    platform: "slack",
    conversation: conversationOf(identity, spot),
    reader: publicReader,
    arrivedAt: clock.now().toISOString(),
    place,
    ...(sender && { sender }),
  };
}

/** Where answers to a turn go. */
export function replyTarget(
  { identity }: ReadContext,
  spot: Pick<Spot, "channel" | "tail">,
  address: Omit<SlackAddress, "channel">,
): SlackArrival["replyTo"] {
  return targetOf(identity, conversationOf(identity, spot), { channel: spot.channel, ...address });
}

/** Who sends something. Somebody of another workspace is external at once; the rest is looked up. */
export function senderOf(
  { team }: BotIdentity,
  user: string,
  { name, teams = [] }: { readonly name?: string | undefined; readonly teams?: readonly (string | undefined)[] } = {},
): Sender {
  const foreign = teams.find((one) => one !== undefined && one !== "" && one !== team);
  return {
    platform: "slack",
    tenant: foreign ?? team,
    user,
    ...(name !== undefined && name !== "" && { name }),
    ...(foreign !== undefined && { isExternal: true }),
  };
}

/** The thread that a conversation's tail is, or nothing for a person's corner and the like. */
export function threadIn(tail: string): { readonly threadTs?: string } {
  return /^\d+\.\d+$/.test(tail) ? { threadTs: tail } : {};
}

/** The end of the conversation of a person's Home tab. */
export const homeTail = "home";

/** A person's Home tab, to be drawn for them. `channel` is their chat with the app, or they themselves. */
export function homeArrival(
  context: ReadContext,
  { channel, sender }: { readonly channel: string; readonly sender: Sender },
  dedupeKeys: readonly string[],
): SlackArrival {
  const spot: Spot = { channel, tail: homeTail, kind: "personal" };
  return {
    turn: { ...turnBase(context, spot, sender), kind: "opened" },
    dedupeKeys,
    replyTo: replyTarget(context, spot, { user: sender.user }),
  };
}
