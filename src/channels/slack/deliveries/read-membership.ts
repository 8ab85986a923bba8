import { z } from "zod";
import { placeIdOf } from "../identity.ts";
import type { Delivery, ReadContext } from "./delivery.ts";
import { nothing } from "./delivery.ts";
import { eventKeys } from "./read-message.ts";
import type { EnvelopeFacts } from "./read-message.ts";
import { kindOf, replyTarget, senderOf, turnBase } from "./turn-parts.ts";
import type { Spot } from "./turn-parts.ts";

const joinedSchema = z.object({
  user: z.string(),
  channel: z.string(),
  channel_type: z.string().exactOptional(),
  team: z.string().exactOptional(),
  event_ts: z.string().default(""),
});

/** The chat with a person where its own id is not known: Slack takes their id for it. */
function chatWith(user: string): Spot {
  return { channel: user, tail: "welcome", kind: "personal" };
}

/** Reads that somebody, or the app itself, came to a channel. */
export function readJoinedChannel(event: unknown, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { data } = joinedSchema.safeParse(event);
  if (!data) return nothing;
  const { user, channel } = data;
  const { identity } = context;
  const spot: Spot = { channel, tail: "", kind: kindOf(channel), isShared: facts.isShared };
  const dedupeKeys = [...eventKeys(facts), `${placeIdOf(identity, channel)}:joined:${user}:${data.event_ts}`];
  if (user === identity.user) {
    const turn = { ...turnBase(context, spot, undefined), kind: "joined", whom: "assistant" } as const;
    return { kind: "turn", arrival: { turn, dedupeKeys, replyTo: replyTarget(context, spot, {}) } };
  }
  // Of a member of a shared channel, `team` is their own workspace.
  const turn = {
    ...turnBase(context, spot, senderOf(identity, user, { teams: [data.team] })),
    kind: "joined",
    whom: "person",
  } as const;
  return { kind: "turn", arrival: { turn, dedupeKeys, replyTo: replyTarget(context, chatWith(user), { user }) } };
}

const teamJoinSchema = z.object({
  user: z.object({
    id: z.string(),
    team_id: z.string().exactOptional(),
    is_bot: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
  }),
});

/** Reads that somebody came to the workspace. */
export function readJoinedTeam(event: unknown, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { data } = teamJoinSchema.safeParse(event);
  if (!data || data.user.is_bot || data.user.id === context.identity.user) return nothing;
  const { user } = data;
  const isGuest = user.is_restricted || user.is_ultra_restricted;
  const sender = {
    ...senderOf(context.identity, user.id, { teams: [user.team_id] }),
    ...(isGuest && { isExternal: true }),
  };
  const spot = chatWith(user.id);
  return {
    kind: "turn",
    arrival: {
      turn: { ...turnBase(context, spot, sender), kind: "joined", whom: "person" },
      dedupeKeys: [...eventKeys(facts), `slack:${context.identity.team}:joined:${user.id}`],
      replyTo: replyTarget(context, spot, { user: user.id }),
    },
  };
}

const changedSchema = z.object({
  type: z.string(),
  user: z.string().exactOptional(),
  channel: z.union([z.string(), z.object({ id: z.string(), name: z.string().exactOptional() })]),
  event_ts: z.string().default(""),
});

/** After these the app is still there. */
const keptEvents: ReadonlySet<string> = new Set([
  "channel_unarchive",
  "group_unarchive",
  "channel_rename",
  "group_rename",
  "channel_shared",
  "channel_unshared",
]);

/** Reads that the app was taken out of a channel, or that the channel was closed, opened again, renamed, or shared with others. */
export function readPlaceChange(event: unknown, facts: EnvelopeFacts, context: ReadContext): Delivery {
  const { data } = changedSchema.safeParse(event);
  // Others come and go without a change for the app.
  if (!data || (data.type === "member_left_channel" && data.user !== context.identity.user)) return nothing;
  const { id, name } = typeof data.channel === "string" ? { id: data.channel, name: undefined } : data.channel;
  const spot: Spot = { channel: id, tail: "", kind: kindOf(id), name, isShared: facts.isShared };
  const change = keptEvents.has(data.type) ? "kept" : "left";
  return {
    kind: "turn",
    arrival: {
      turn: { ...turnBase(context, spot, undefined), kind: "placeChanged", change },
      dedupeKeys: [...eventKeys(facts), `${placeIdOf(context.identity, id)}:${data.type}:${data.event_ts}`],
      replyTo: replyTarget(context, spot, {}),
    },
  };
}
