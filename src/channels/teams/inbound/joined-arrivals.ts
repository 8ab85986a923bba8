import type { Turn } from "../../../core/turn.ts";
import type { Arrival } from "../../../core/work.ts";
import type { PlacedActivity } from "./activity.ts";
import { turnBase } from "./arrivals.ts";
import type { ArrivalParts } from "./arrivals.ts";
import { originOf, senderOf } from "./origin.ts";
import type { Origin, OriginParts, Standing } from "./origin.ts";

/** Beyond so many new members at once nobody is greeted by name: a whole team was added. */
const mostGreeted = 20;

/** Events of a team that bring a channel that the assistant did not know. */
const newChannelEvents: ReadonlySet<string> = new Set(["channelcreated", "channelrestored", "channelshared"]);

/**
 * Who came to a place: the assistant itself, which in a chat with one person means that they added it, or people. A new
 * channel is a place that the assistant came to. Leaving says nothing.
 */
export function joinedArrivals(
  activity: PlacedActivity,
  {
    standing,
    parts,
    originParts,
  }: { readonly standing: Standing; readonly parts: ArrivalParts; readonly originParts: OriginParts },
): readonly Arrival[] {
  const event = activity.channelData?.eventType?.toLowerCase() ?? "";
  const channel = activity.channelData?.channel?.id;
  if (newChannelEvents.has(event) && channel !== undefined) {
    const inChannel = {
      ...activity,
      conversation: { ...activity.conversation, id: channel, conversationType: "channel" },
    };
    return [assistantJoined(inChannel, originOf(withoutThread(inChannel), standing, originParts), parts)];
  }
  const origin = originOf(withoutThread(activity), standing, originParts);
  const { membersAdded = [] } = activity;
  const isOurs = (id: string): boolean => parts.ourIds.includes(id);
  if (membersAdded.some(({ id }) => isOurs(id))) return [assistantJoined(activity, origin, parts)];
  const people = membersAdded.filter(({ id }) => !id.startsWith("28:"));
  if (origin.place.kind === "personal" || people.length > mostGreeted) return [];
  return people.map((person) => {
    const sender = senderOf(person, origin.tenant, { isExternal: standing.isExternal });
    const turn: Turn = { ...turnBase({ ...origin, sender }, parts), kind: "joined", whom: "person" };
    return { turn, dedupeKeys: [joinKey(activity, origin, `person:${sender.user}`)], replyTo: origin.replyTo };
  });
}

/** The app was added: Teams tells it in two ways, which are one. Removed or updated it says nothing. */
export function installedArrivals(
  activity: PlacedActivity,
  {
    standing,
    parts,
    originParts,
  }: { readonly standing: Standing; readonly parts: ArrivalParts; readonly originParts: OriginParts },
): readonly Arrival[] {
  if (activity.action?.toLowerCase() !== "add") return [];
  return [assistantJoined(activity, originOf(withoutThread(activity), standing, originParts), parts)];
}

function assistantJoined(activity: PlacedActivity, origin: Origin, parts: ArrivalParts): Arrival {
  const { sender, ...place } = turnBase(origin, parts);
  // Who added it to a team is nobody whom the greeting is for; alone with somebody it is for them.
  const isAlone = origin.place.kind === "personal" && !parts.ourIds.includes(activity.from.id);
  const turn: Turn = { ...place, ...(isAlone && { sender }), kind: "joined", whom: "assistant" };
  return { turn, dedupeKeys: [joinKey(activity, origin, "assistant")], replyTo: origin.replyTo };
}

/** An event is no message that a thread could begin with. */
function withoutThread(activity: PlacedActivity): PlacedActivity {
  return { ...activity, id: undefined };
}

/** The same for everything that tells of one arrival: its two events come within seconds of each other. */
function joinKey({ timestamp }: PlacedActivity, { place }: Origin, who: string): string {
  return `${place.id}/joined/${who}/${timestamp?.slice(0, 10) ?? ""}`;
}
