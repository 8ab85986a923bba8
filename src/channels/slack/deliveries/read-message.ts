import { z } from "zod";
import type { MessageRef, Sender } from "../../../core/origin.ts";
import type { SlackAddress } from "../address.ts";
import { instantOf, permalinkOf, placeIdOf } from "../identity.ts";
import type { Delivery, ReadContext, TurnDelivery } from "./delivery.ts";
import { nothing } from "./delivery.ts";
import { addressesApp, mentionsApp, readMessageText, speaksToOthers } from "./message-text.ts";
import type { Spot } from "./turn-parts.ts";
import { kindOf, replyTarget, senderOf, turnBase } from "./turn-parts.ts";

const postedSchema = z.object({
  subtype: z.string().exactOptional(),
  user: z.string().exactOptional(),
  bot_id: z.string().nullish(),
  bot_profile: z.unknown().optional(),
  text: z.string().nullish(),
  ts: z.string().exactOptional(),
  thread_ts: z.string().exactOptional(),
  team: z.string().nullish(),
  user_team: z.string().nullish(),
  source_team: z.string().nullish(),
  edited: z.object({ user: z.string().exactOptional(), ts: z.string().exactOptional() }).exactOptional(),
  files: z.array(z.unknown()).nullish(),
});
type Posted = z.infer<typeof postedSchema>;

const eventSchema = postedSchema.extend({
  type: z.enum(["message", "app_mention"]),
  channel: z.string(),
  channel_type: z.string().exactOptional(),
  message: postedSchema.exactOptional(),
  previous_message: postedSchema.exactOptional(),
  deleted_ts: z.string().exactOptional(),
});
type MessageEvent = z.infer<typeof eventSchema>;

/** What the envelope says besides the event. */
export interface EnvelopeFacts {
  readonly eventId: string | undefined;
  /** The channel is shared with other organisations. */
  readonly isShared: boolean;
}

/** Messages that people write: plain ones, ones with files, `/me` ones, and replies that are also shown in the channel. */
const writtenSubtypes: ReadonlySet<string | undefined> = new Set([
  undefined,
  "file_share",
  "me_message",
  "thread_broadcast",
]);

/** Reads an event about a message: a question, an overheard post, an edit or a deletion. Nothing of bots, ourselves included. */
export function readMessageEvent(event: unknown, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { data } = eventSchema.safeParse(event);
  if (!data) return nothing;
  switch (data.subtype) {
    case "message_changed":
      return readChange(data, facts, context);
    case "message_deleted":
      return readDeletion(data, data.previous_message, facts, context);
    default:
      return isWritten(data, context) ? readPosted(data, data, facts, context) : nothing;
  }
}

function isWritten(posted: Posted, context: ReadContext): boolean {
  return writtenSubtypes.has(posted.subtype) && isOfPerson(posted, context);
}

function isOfPerson({ user, bot_id: bot, bot_profile: profile }: Posted, { identity }: ReadContext): boolean {
  const isBot = (bot ?? "") !== "" || (profile !== undefined && profile !== null) || user === "USLACKBOT";
  return user !== undefined && user !== identity.user && !isBot;
}

function spotOf(event: MessageEvent, tail: string, { isShared }: EnvelopeFacts): Spot {
  return { channel: event.channel, tail, kind: kindOf(event.channel, event.channel_type), isShared };
}

function authorOf(posted: Posted, { identity }: ReadContext): Sender | undefined {
  const teams = [posted.user_team, posted.source_team, posted.team].map((team) => team ?? undefined);
  return posted.user === undefined ? undefined : senderOf(identity, posted.user, { teams });
}

function refOf(channel: string, posted: Posted, { identity }: ReadContext): MessageRef {
  const ts = posted.ts ?? "";
  const permalink = permalinkOf(identity, channel, ts, posted.thread_ts);
  return { place: placeIdOf(identity, channel), id: ts, permalink };
}

/** The names under which the same message may be delivered again; one that was only overheard may still be asked later. */
function messageKeys(message: MessageRef, isAddressed: boolean): readonly string[] {
  return [`${message.place}:${message.id}${isAddressed ? "" : ":heard"}`];
}

/** The name under which the same event may be delivered again. */
export function eventKeys({ eventId }: EnvelopeFacts): readonly string[] {
  return eventId === undefined ? [] : [`slack:event:${eventId}`];
}

function readPosted(event: MessageEvent, posted: Posted, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { ts, thread_ts: threadTs, user } = posted;
  if (ts === undefined) return nothing;
  const raw = posted.text ?? "";
  const tail = threadTs ?? ts;
  const spot = spotOf(event, tail, facts);
  const isPersonal = spot.kind === "personal";
  // Slack tells of a mention wherever it stands; one that the text does not show was made in another way.
  const isUnseenMention = event.type === "app_mention" && !mentionsApp(raw, context.identity);
  const isAsked = isPersonal || isUnseenMention || addressesApp(raw, context.identity);
  const mayBeAsked = !isAsked && threadTs !== undefined && !speaksToOthers(raw, context.identity);
  const hadFiles = (posted.files ?? []).length > 0;
  const written = readMessageText(raw, context.identity);
  // A bare mention asks what can be asked.
  const text = written === "" && isAsked ? "help" : written;
  if (text === "") return nothing;
  const message = refOf(event.channel, posted, context);
  const postedAt = instantOf(ts);
  const address: Omit<SlackAddress, "channel"> = {
    threadTs: tail,
    ...(threadTs !== undefined && { inThread: true }),
    ...(user !== undefined && { user }),
    ...(hadFiles && { hadFiles }),
  };
  return {
    kind: "turn",
    arrival: {
      turn: {
        ...turnBase(context, spot, authorOf(posted, context)),
        kind: "message",
        text,
        message,
        ...(postedAt !== undefined && { postedAt }),
        ...(!isAsked && { isAddressed: false }),
      },
      dedupeKeys: [...eventKeys(facts), ...messageKeys(message, isAsked)],
      replyTo: replyTarget(context, spot, address),
    },
    ...(mayBeAsked && { ifInThread: { channel: event.channel, threadTs } }),
  };
}

function readChange(event: MessageEvent, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { message, previous_message: previous } = event;
  if (message?.subtype === "tombstone") return readDeletion(event, previous ?? message, facts, context);
  if (!message || !isWritten(message, context)) return nothing;
  const [now, before] = [message.text ?? "", previous?.text ?? undefined];
  // Slack also tells of changes that nobody made: a link that got its preview, a reply below it.
  if (before === undefined ? message.edited === undefined : before === now) return nothing;
  const ts = message.ts ?? previous?.ts;
  if (ts === undefined) return nothing;
  const current: Posted = { ...message, ts };
  const isNowAsked =
    addressesApp(now, context.identity) && !(before !== undefined && addressesApp(before, context.identity));
  if (isNowAsked && kindOf(event.channel, event.channel_type) !== "personal") {
    return readPosted(event, current, facts, context);
  }
  const threadTs = message.thread_ts ?? previous?.thread_ts;
  const spot = spotOf(event, threadTs ?? ts, facts);
  const ref = refOf(event.channel, { ...current, ...(threadTs !== undefined && { thread_ts: threadTs }) }, context);
  const editedAt = message.edited?.ts ?? event.ts ?? "";
  return {
    kind: "turn",
    arrival: {
      turn: {
        ...turnBase(context, spot, authorOf(message, context)),
        kind: "edited",
        message: ref,
        text: readMessageText(now, context.identity),
      },
      dedupeKeys: [...eventKeys(facts), `${ref.place}:${ref.id}:edited:${editedAt}`],
      replyTo: replyTarget(context, spot, addressAfter(ts, threadTs, message.user)),
    },
    ...unaskedParts(spot, { texts: [now, before ?? ""], threadTs }, context),
  };
}

/** What tells whether a change of a message is wanted: nothing in a chat with one person, or where its words spoke to us. */
function unaskedParts(
  { channel, kind }: Spot,
  { texts, threadTs }: { readonly texts: readonly string[]; readonly threadTs: string | undefined },
  { identity }: ReadContext,
): Pick<TurnDelivery, "isUnasked" | "ifInThread"> {
  if (kind === "personal" || texts.some((text) => mentionsApp(text, identity))) return {};
  return { isUnasked: true, ...(threadTs !== undefined && { ifInThread: { channel, threadTs } }) };
}

function readDeletion(
  event: MessageEvent,
  previous: Posted | undefined,
  facts: EnvelopeFacts,
  context: ReadContext,
): Delivery {
  if (previous && !isOfPerson(previous, context)) return nothing;
  const ts = event.deleted_ts ?? previous?.ts;
  if (ts === undefined) return nothing;
  const threadTs = previous?.thread_ts;
  const spot = spotOf(event, threadTs ?? ts, facts);
  const ref = refOf(event.channel, { ...previous, bot_profile: undefined, ts }, context);
  return {
    kind: "turn",
    arrival: {
      // Slack does not say who deleted it.
      turn: { ...turnBase(context, spot, undefined), kind: "deleted", message: ref },
      dedupeKeys: [...eventKeys(facts), `${ref.place}:${ref.id}:deleted`],
      replyTo: replyTarget(context, spot, addressAfter(ts, threadTs, previous?.user)),
    },
    ...unaskedParts(spot, { texts: [previous?.text ?? ""], threadTs }, context),
  };
}

function addressAfter(
  ts: string,
  threadTs: string | undefined,
  user: string | undefined,
): Omit<SlackAddress, "channel"> {
  return {
    threadTs: threadTs ?? ts,
    ...(threadTs !== undefined && { inThread: true }),
    ...(user !== undefined && { user }),
  };
}
