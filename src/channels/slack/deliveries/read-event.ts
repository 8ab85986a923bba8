import { z } from "zod";
import type { BotIdentity } from "../identity.ts";
import { placeIdOf } from "../identity.ts";
import type { Delivery, ReadContext } from "./delivery.ts";
import { nothing } from "./delivery.ts";
import type { EnvelopeFacts } from "./read-message.ts";
import { readJoinedChannel, readJoinedTeam, readPlaceChange } from "./read-membership.ts";
import { eventKeys, readMessageEvent } from "./read-message.ts";
import { homeArrival, kindOf, replyTarget, senderOf, turnBase } from "./turn-parts.ts";
import type { Spot } from "./turn-parts.ts";

const envelopeSchema = z.object({
  type: z.string(),
  team_id: z.string().exactOptional(),
  event_id: z.string().exactOptional(),
  is_ext_shared_channel: z.boolean().default(false),
  event: z.looseObject({ type: z.string() }).exactOptional(),
});

/** Reads a delivery of the Events API. */
export function readEvent(body: unknown, context: ReadContext): Delivery {
  const { data } = envelopeSchema.safeParse(body);
  if (!data) return nothing;
  if (data.type === "app_rate_limited") return { kind: "trouble", code: "app_rate_limited" };
  const { event } = data;
  if (data.type !== "event_callback" || !event) return nothing;
  const facts: EnvelopeFacts = { eventId: data.event_id, isShared: data.is_ext_shared_channel };
  switch (event.type) {
    case "message":
    case "app_mention":
      return readMessageEvent(event, facts, context);
    case "app_home_opened":
      return readHomeOpened(event, facts, context);
    case "member_joined_channel":
      return readJoinedChannel(event, facts, context);
    case "team_join":
      return readJoinedTeam(event, facts, context);
    case "member_left_channel":
    case "channel_left":
    case "group_left":
    case "channel_archive":
    case "group_archive":
    case "channel_unarchive":
    case "group_unarchive":
    case "channel_rename":
    case "group_rename":
    case "channel_shared":
    case "channel_unshared":
      return readPlaceChange(event, facts, context);
    case "reaction_added":
      return readReaction(event, facts, context);
    case "tokens_revoked":
      return isOwnToken(event, context) ? { kind: "trouble", code: event.type } : nothing;
    case "app_uninstalled":
      return { kind: "trouble", code: event.type };
    case "channel_id_changed":
      return readNewId(event);
    default:
      return nothing;
  }
}

const revokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).nullish() }).nullish() });

/** True unless Slack says that only people's tokens were revoked: the app uses none of those. */
function isOwnToken(event: unknown, { identity }: ReadContext): boolean {
  const bots = revokedSchema.safeParse(event).data?.tokens?.bot;
  return bots === undefined || bots === null || bots.includes(identity.user);
}

const newIdSchema = z.object({ old_channel_id: z.string(), new_channel_id: z.string() });

function readNewId(event: unknown): Delivery {
  const { data } = newIdSchema.safeParse(event);
  if (!data) return nothing;
  return { kind: "trouble", code: "channel_id_changed", about: `${data.old_channel_id} is ${data.new_channel_id}` };
}

const homeSchema = z.object({ user: z.string(), channel: z.string().exactOptional(), tab: z.string().default("home") });

function readHomeOpened(event: unknown, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { data } = homeSchema.safeParse(event);
  if (!data) return nothing;
  const { user, channel = user, tab } = data;
  if (tab !== "home") return { kind: "prompts", channel };
  const sender = senderOf(context.identity, user);
  return { kind: "turn", arrival: homeArrival(context, { channel, sender }, eventKeys(facts)) };
}

const reactionSchema = z.object({
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.literal("message"), channel: z.string(), ts: z.string() }),
  item_user: z.string().exactOptional(),
});

const thumbs: Readonly<Record<string, "helpful" | "unhelpful">> = {
  "+1": "helpful",
  thumbsup: "helpful",
  "-1": "unhelpful",
  thumbsdown: "unhelpful",
};

function isOwnMessage(author: string | undefined, { user }: BotIdentity): boolean {
  return author === undefined || author === user;
}

function readReaction(event: unknown, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { data } = reactionSchema.safeParse(event);
  const verb = data && thumbs[data.reaction.replace(/::skin-tone-\d$/, "")];
  const { identity } = context;
  if (!data || !verb || data.user === identity.user || !isOwnMessage(data.item_user, identity)) return nothing;
  const { channel, ts } = data.item;
  const spot: Spot = { channel, tail: ts, kind: kindOf(channel), isShared: facts.isShared };
  return {
    kind: "reaction",
    channel,
    ts,
    arrivalFor: (receipt) => ({
      turn: {
        ...turnBase(context, spot, senderOf(identity, data.user)),
        kind: "action",
        call: { verb, target: receipt },
        message: { place: placeIdOf(identity, channel), id: ts },
      },
      dedupeKeys: eventKeys(facts),
      // Whatever is said about it is for whoever reacted, and it has no thread of its own yet.
      replyTo: replyTarget(context, spot, { user: data.user, isPrivate: true }),
    }),
  };
}
