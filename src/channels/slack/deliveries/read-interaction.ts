import { z } from "zod";
import { decodeAction } from "../../../core/action.ts";
import type { ActionCall, ActionVerb } from "../../../core/action.ts";
import type { MessageRef } from "../../../core/origin.ts";
import { threadOfBlock } from "../../../renderers/slack/element-ids.ts";
import type { SlackAddress } from "../address.ts";
import { instantOf, permalinkOf, placeIdOf } from "../identity.ts";
import type { Delivery, ReadContext, SlackArrival } from "./delivery.ts";
import { nothing, responseUrlFrom } from "./delivery.ts";
import { readMessageText } from "./message-text.ts";
import { readSubmission } from "./read-submission.ts";
import { homeArrival, homeTail, kindOf, replyTarget, senderOf, threadIn, turnBase } from "./turn-parts.ts";
import type { Spot } from "./turn-parts.ts";

const common = {
  user: z.object({ id: z.string(), team_id: z.string().exactOptional(), name: z.string().exactOptional() }),
  trigger_id: z.string().exactOptional(),
  action_ts: z.string().exactOptional(),
  response_url: z.string().exactOptional(),
};

const blockActionsSchema = z.object({
  ...common,
  channel: z.object({ id: z.string(), name: z.string().exactOptional() }).nullish(),
  container: z.object({
    type: z.string(),
    message_ts: z.string().exactOptional(),
    channel_id: z.string().exactOptional(),
    thread_ts: z.string().exactOptional(),
    is_ephemeral: z.boolean().default(false),
  }),
  message: z.object({ thread_ts: z.string().exactOptional() }).nullish(),
  actions: z
    .array(
      z.object({
        block_id: z.string().default(""),
        action_ts: z.string().exactOptional(),
        value: z.string().nullish(),
        selected_option: z.object({ value: z.string().nullish() }).nullish(),
      }),
    )
    .min(1),
});
type BlockActions = z.infer<typeof blockActionsSchema>;

const messageActionSchema = z.object({
  ...common,
  callback_id: z.string(),
  channel: z.object({ id: z.string(), name: z.string().exactOptional() }),
  message: z.object({
    user: z.string().exactOptional(),
    bot_id: z.string().nullish(),
    team: z.string().nullish(),
    text: z.string().nullish(),
    ts: z.string(),
    thread_ts: z.string().exactOptional(),
  }),
});

const shortcutSchema = z.object({ ...common, callback_id: z.string() });

/** What the shortcuts of manifest/slack.json are called. */
const shortcuts = { logMessage: "log_update", newUpdate: "new_update" } as const;

/** What opens a form, and so has to be answered while Slack waits. */
const formVerbs: ReadonlySet<ActionVerb> = new Set([
  "edit",
  "amend",
  "withdraw",
  "newUpdate",
  "logUpdate",
  "unhelpful",
  "correct",
]);

/** Reads a click, a shortcut, a form that came back, or a menu that asks for options. */
export function readInteraction(payload: unknown, context: ReadContext): Delivery {
  const { data } = z.looseObject({ type: z.string() }).safeParse(payload);
  switch (data?.type) {
    case "block_actions":
      return readBlockActions(data, context);
    case "view_submission":
      return readSubmission(data, context);
    case "message_action":
      return readMessageAction(data, context);
    case "shortcut":
      return readShortcut(data, context);
    case "block_suggestion":
      return { kind: "options" };
    default:
      return nothing;
  }
}

function readBlockActions(payload: unknown, context: ReadContext): Delivery {
  const { data } = blockActionsSchema.safeParse(payload);
  const [action] = data?.actions ?? [];
  const call = decodeAction(action?.value ?? action?.selected_option?.value ?? "");
  if (!data || !action || !call) return nothing;
  const arrival = clickArrival(data, call, context);
  const { trigger_id: triggerId } = data;
  const opensForm = formVerbs.has(call.verb) && triggerId !== undefined;
  if (opensForm) return { kind: "form", arrival, triggerId };
  return {
    kind: "turn",
    arrival,
    ...(clickSpot(data).tail === homeTail && { afterwards: homeAfter(arrival, context) }),
  };
}

/** The Home tab drawn again, after what was clicked there was done. */
function homeAfter({ turn, dedupeKeys, replyTo }: SlackArrival, context: ReadContext): SlackArrival {
  const sender = turn.sender ?? senderOf(context.identity, replyTo.address.channel);
  const keys = dedupeKeys.map((key) => `${key}:home`);
  return homeArrival(context, { channel: replyTo.address.channel, sender }, keys);
}

/** What decides about a draft leaves nothing to press on its card. */
function usesUp({ verb, target }: ActionCall): boolean {
  return verb === "confirm" || verb === "discard" || (verb === "choose" && target.startsWith("d-"));
}

/** The page that "More" asks for. */
function pageOf({ verb, value = "" }: ActionCall): Pick<SlackAddress, "page"> {
  return verb === "more" && /^[1-9]\d{0,2}$/.test(value) ? { page: Number(value) } : {};
}

function clickArrival(data: BlockActions, call: ActionCall, context: ReadContext): SlackArrival {
  const { identity } = context;
  const { container, user, message } = data;
  const [action] = data.actions;
  const spot = clickSpot(data);
  const sender = senderOf(identity, user.id, { teams: [user.team_id], name: user.name });
  const at = action?.action_ts ?? data.action_ts ?? data.trigger_id ?? "";
  const isPrivate = container.is_ephemeral && spot.kind !== "personal" && call.verb !== "share";
  const inThread = container.thread_ts ?? message?.thread_ts;
  const address: Omit<SlackAddress, "channel"> = {
    user: user.id,
    ...threadIn(spot.tail),
    ...(inThread !== undefined && { inThread: true }),
    ...(isPrivate && { isPrivate }),
    ...(isPrivate && usesUp(call) && { replaces: true }),
    ...pageOf(call),
    ...responseUrlFrom(data.response_url, context),
  };
  return {
    turn: {
      ...turnBase(context, spot, sender),
      kind: "action",
      call,
      ...clickedMessage(data, context),
    },
    dedupeKeys: at === "" ? [] : [`slack:action:${identity.team}:${user.id}:${at}`],
    replyTo: replyTarget(context, spot, address),
  };
}

/** The post that was clicked; what only one person sees has no address that opens it. */
function clickedMessage(
  { container, channel, message }: BlockActions,
  { identity }: ReadContext,
): { readonly message?: MessageRef } {
  const { message_ts: id, channel_id: channelId = channel?.id, is_ephemeral: isPrivate } = container;
  if (id === undefined || channelId === undefined) return {};
  const permalink = permalinkOf(identity, channelId, id, container.thread_ts ?? message?.thread_ts);
  return { message: { place: placeIdOf(identity, channelId), id, ...(!isPrivate && { permalink }) } };
}

/** Where the clicked message stands; the Home tab and windows stand in the chat with the person. */
function clickSpot({ container, channel, message, user, actions }: BlockActions): Spot {
  const id = container.channel_id ?? channel?.id;
  if (id === undefined) return { channel: user.id, tail: homeTail, kind: "personal" };
  const told = threadOfBlock(actions[0]?.block_id ?? "") ?? container.thread_ts ?? message?.thread_ts;
  const tail = told ?? (container.is_ephemeral ? user.id : (container.message_ts ?? user.id));
  const name = channel?.name;
  const isNamed = name !== undefined && name !== "directmessage" && name !== "privategroup";
  return { channel: id, tail, kind: kindOf(id), ...(isNamed && { name }) };
}

function readMessageAction(payload: unknown, context: ReadContext): Delivery {
  const { data } = messageActionSchema.safeParse(payload);
  if (data?.callback_id !== shortcuts.logMessage) return nothing;
  const { identity } = context;
  const { message, channel, user } = data;
  const text = readMessageText(message.text ?? "", identity);
  const address = responseUrlFrom(data.response_url, context);
  if (message.user === identity.user || (identity.bot !== undefined && message.bot_id === identity.bot)) {
    return { kind: "nothingToRead", why: "ownWords", responseUrl: address.responseUrl?.url };
  }
  if (text === "") return { kind: "nothingToRead", why: "noWords", responseUrl: address.responseUrl?.url };
  const spot: Spot = { channel: channel.id, tail: message.thread_ts ?? message.ts, kind: kindOf(channel.id) };
  const isOwn = message.user === undefined || message.user === user.id;
  const isBot = (message.bot_id ?? "") !== "";
  const author =
    isOwn || isBot ? undefined : senderOf(identity, message.user ?? "", { teams: [message.team ?? undefined] });
  const postedAt = instantOf(message.ts);
  const permalink = permalinkOf(identity, channel.id, message.ts, message.thread_ts);
  return {
    kind: "turn",
    arrival: {
      turn: {
        ...turnBase(context, spot, senderOf(identity, user.id, { teams: [user.team_id], name: user.name })),
        kind: "message",
        text,
        as: "update",
        message: { place: placeIdOf(identity, channel.id), id: message.ts, permalink },
        ...(postedAt !== undefined && { postedAt }),
        ...(author && { author }),
      },
      dedupeKeys: data.trigger_id === undefined ? [] : [`slack:trigger:${data.trigger_id}`],
      replyTo: replyTarget(context, spot, {
        user: user.id,
        ...threadIn(spot.tail),
        ...(message.thread_ts !== undefined && { inThread: true }),
        ...address,
      }),
    },
  };
}

function readShortcut(payload: unknown, context: ReadContext): Delivery {
  const { data } = shortcutSchema.safeParse(payload);
  if (data?.callback_id !== shortcuts.newUpdate || data.trigger_id === undefined) return nothing;
  const { user } = data;
  const spot: Spot = { channel: user.id, tail: "shortcut", kind: "personal" };
  const sender = senderOf(context.identity, user.id, { teams: [user.team_id], name: user.name });
  return {
    kind: "form",
    triggerId: data.trigger_id,
    arrival: {
      turn: { ...turnBase(context, spot, sender), kind: "action", call: { verb: "newUpdate", target: "new" } },
      dedupeKeys: [`slack:trigger:${data.trigger_id}`],
      replyTo: replyTarget(context, spot, { user: user.id }),
    },
  };
}
