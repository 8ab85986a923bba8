import type { Turn } from "../../../core/turn.ts";
import type { Arrival } from "../../../core/work.ts";
import type { PlacedActivity } from "./activity.ts";
import { turnBase } from "./arrivals.ts";
import type { ArrivalParts } from "./arrivals.ts";
import { kindOf, originOf } from "./origin.ts";
import type { Origin, OriginParts, Standing } from "./origin.ts";

/** Beyond so many new members at once nobody is greeted by name: a whole team was added. */
const mostGreeted = 20;

/** Events of a team that bring a channel that the assistant did not know. */
const newChannelEvents: ReadonlySet<string> = new Set(["channelcreated", "channelrestored", "channelshared"]);

/** What events are read with. */
export interface JoinParts {
  readonly standingOf: (activity: PlacedActivity) => Promise<Standing>;
  readonly parts: ArrivalParts;
  readonly originParts: OriginParts;
}

/**
 * Who came to a place: the assistant itself, which in a chat with one person means that they added it, or people. A new
 * channel is a place that the assistant came to. Leaving says nothing.
 */
export async function joinedArrivals(activity: PlacedActivity, join: JoinParts): Promise<readonly Arrival[]> {
  const event = activity.channelData?.eventType?.toLowerCase() ?? "";
  const channel = activity.channelData?.channel?.id;
  const { membersAdded = [], conversation } = activity;
  if (newChannelEvents.has(event) && channel !== undefined) {
    return [
      await assistantJoined(
        { ...activity, conversation: { ...conversation, id: channel, conversationType: "channel" } },
        join,
      ),
    ];
  }
  // A chat with one person begins when they add the assistant, whomever the event names first.
  const isUs = kindOf(activity) === "personal" || membersAdded.some(({ id }) => join.parts.ourIds.includes(id));
  if (isUs && membersAdded.length > 0) return [await assistantJoined(activity, join)];
  const people = membersAdded.filter(({ id }) => !id.startsWith("28:"));
  if (people.length > mostGreeted) return [];
  const arrivals: Arrival[] = [];
  for (const person of people) arrivals.push(await personJoined({ ...activity, from: person }, join));
  return arrivals;
}

/** The app was added: Teams tells it in two ways, which are one. Removed or updated it says nothing. */
export async function installedArrivals(activity: PlacedActivity, join: JoinParts): Promise<readonly Arrival[]> {
  return activity.action?.toLowerCase() === "add" ? [await assistantJoined(activity, join)] : [];
}

async function personJoined(activity: PlacedActivity, join: JoinParts): Promise<Arrival> {
  const origin = await originOfEvent(activity, join);
  const turn: Turn = { ...turnBase(origin, join.parts), kind: "joined", whom: "person" };
  return { turn, dedupeKeys: [joinKey(activity, origin, `person:${origin.sender.user}`)], replyTo: origin.replyTo };
}

async function assistantJoined(activity: PlacedActivity, join: JoinParts): Promise<Arrival> {
  const origin = await originOfEvent(activity, join);
  const { sender, ...place } = turnBase(origin, join.parts);
  // Who added it to a team is nobody whom the greeting is for; alone with somebody it is for them.
  const isAlone = origin.place.kind === "personal" && !join.parts.ourIds.includes(activity.from.id);
  const turn: Turn = { ...place, ...(isAlone && { sender }), kind: "joined", whom: "assistant" };
  return { turn, dedupeKeys: [joinKey(activity, origin, "assistant")], replyTo: origin.replyTo };
}

/** An event is no message that a thread could begin with. */
async function originOfEvent(activity: PlacedActivity, { standingOf, originParts }: JoinParts): Promise<Origin> {
  return originOf({ ...activity, id: undefined }, await standingOf(activity), originParts);
}

/** The same for everything that tells of one arrival: its two events come within seconds of each other. */
function joinKey({ timestamp }: PlacedActivity, { place }: Origin, who: string): string {
  return `${place.id}/joined/${who}/${timestamp?.slice(0, 10) ?? ""}`;
}
