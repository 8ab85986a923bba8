import type { MessageRef, PlaceRef, Sender } from "../../../core/origin.ts";
import type { Instant } from "../../../core/time.ts";
import type { PostTarget } from "../../../core/work.ts";
import { channelOf, placeId, threadOf } from "../address.ts";
import type { TeamsAddress } from "../address.ts";
import { tenantOf } from "./activity.ts";
import type { Activity, ActivityAccount, PlacedActivity } from "./activity.ts";

/** Where a turn comes from, and where its answer goes. */
export interface Origin {
  readonly tenant: string;
  readonly place: PlaceRef;
  readonly conversation: string;
  readonly sender: Sender;
  readonly replyTo: PostTarget;
}

/** What is known of a sender and a place besides what the activity says. */
export interface Standing {
  /** A guest, somebody of another organisation, or somebody who could not be checked. */
  readonly isExternal: boolean;
  /** Others than members of our tenants see the place, or nobody could say who does. */
  readonly isShared: boolean;
}

/** What an origin is read with. */
export interface OriginParts {
  /** The tenant of an activity that names none. */
  readonly homeTenant: string;
  readonly botId: string;
}

/** What kind of place a conversation is. Ids of chats with the bot alone begin with `a:`. */
export function kindOf({ conversation, channelData }: PlacedActivity): PlaceRef["kind"] {
  const type = conversation.conversationType?.toLowerCase();
  if (type === "channel" || type === "personal") return type;
  if (type === "groupchat") return "group";
  if (channelData?.channel?.id !== undefined || channelData?.team?.id !== undefined) return "channel";
  return conversation.isGroup === true ? "group" : "personal";
}

/** The tenant of an activity. */
export function tenantIn(activity: Activity, { homeTenant }: OriginParts): string {
  return tenantOf(activity) ?? homeTenant;
}

/** Reads where an activity comes from. */
export function originOf(activity: PlacedActivity, standing: Standing, parts: OriginParts): Origin {
  const { conversation } = activity;
  const tenant = tenantIn(activity, parts);
  const kind = kindOf(activity);
  const place = placeOf(activity, { tenant, kind, isShared: standing.isShared });
  const thread = kind === "channel" ? (threadOf(conversation.id) ?? activity.id) : undefined;
  const channel = channelOf(conversation.id);
  const conversationId = thread === undefined ? channel : `${channel};messageid=${thread}`;
  const id = `teams:${tenant}:${conversationId}`;
  return {
    tenant,
    place,
    conversation: id,
    sender: senderOf(activity.from, tenant, standing),
    replyTo: {
      channel: "teams",
      place: place.id,
      conversation: id,
      address: addressOf(activity, { tenant, kind, conversationId }, parts),
    },
  };
}

function placeOf(
  { conversation, channelData }: PlacedActivity,
  { tenant, kind, isShared }: { readonly tenant: string; readonly kind: PlaceRef["kind"]; readonly isShared: boolean },
): PlaceRef {
  const name = kind === "channel" ? (channelData?.channel?.name ?? channelData?.team?.name) : conversation.name;
  const shared =
    isShared ||
    channelData?.channel?.type?.toLowerCase() === "shared" ||
    (channelData?.sharedWithTeams?.length ?? 0) > 0;
  return {
    id: placeId(tenant, conversation.id),
    kind,
    ...(name !== undefined && { name }),
    ...(shared && { isShared: true }),
  };
}

/** An account as a sender: known by the id of its directory where it has one, which is the same for every app. */
function senderOf(account: ActivityAccount, tenant: string, { isExternal }: Pick<Standing, "isExternal">): Sender {
  const role = (account.userRole ?? account.role ?? "").toLowerCase();
  const isForeign = account.tenantId !== undefined && account.tenantId !== tenant;
  return {
    platform: "teams",
    tenant: account.tenantId ?? tenant,
    user: account.aadObjectId ?? account.id,
    ...(account.name !== undefined && { name: account.name }),
    ...((isExternal || isForeign || role === "guest" || role === "anonymous") && { isExternal: true }),
  };
}

/** How to post to a conversation that an activity came from. */
function addressOf(
  { from, recipient, serviceUrl }: PlacedActivity,
  {
    tenant,
    kind,
    conversationId,
  }: { readonly tenant: string; readonly kind: PlaceRef["kind"]; readonly conversationId?: string },
  { botId }: OriginParts,
): TeamsAddress {
  return {
    serviceUrl: serviceUrl ?? "",
    tenant,
    kind,
    bot: { id: recipient?.id ?? botId, ...(recipient?.name !== undefined && { name: recipient.name }) },
    ...(conversationId !== undefined && { conversationId }),
    user: { id: from.id, ...(from.aadObjectId !== undefined && { aadObjectId: from.aadObjectId }) },
    ...(recipient?.isTargeted === true && kind !== "personal" && { isPrivate: true }),
  };
}

/** The instant that a text names, or undefined for any other text. */
export function instantOf(text: string | undefined): Instant | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** A message of a place, with the link that opens it; a chat with the bot alone has none. */
export function messageRef(
  activity: Pick<PlacedActivity, "conversation" | "channelData">,
  origin: Pick<Origin, "tenant" | "place" | "conversation">,
  { id, webUrl }: { readonly id: string; readonly webUrl: string },
): MessageRef {
  const permalink = permalinkOf(activity, origin, { id, webUrl });
  return { place: origin.place.id, id, ...(permalink !== undefined && { permalink }) };
}

/** https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams */
function permalinkOf(
  { conversation, channelData }: Pick<PlacedActivity, "conversation" | "channelData">,
  { tenant, place, conversation: thread }: Pick<Origin, "tenant" | "place" | "conversation">,
  { id, webUrl }: { readonly id: string; readonly webUrl: string },
): string | undefined {
  if (place.kind === "personal") return undefined;
  const url = new URL(
    `${webUrl}/l/message/${encodeURIComponent(channelOf(conversation.id))}/${encodeURIComponent(id)}`,
  );
  url.searchParams.set("tenantId", tenant);
  if (place.kind === "group") {
    url.searchParams.set("context", JSON.stringify({ contextType: "chat" }));
    return url.href;
  }
  const group = channelData?.team?.aadGroupId;
  if (group !== undefined) url.searchParams.set("groupId", group);
  url.searchParams.set("parentMessageId", threadOf(thread) ?? id);
  return url.href;
}
