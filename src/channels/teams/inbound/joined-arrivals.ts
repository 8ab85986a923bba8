import type { Turn } from "../../../core/turn.ts";
import type { Arrival } from "../../../core/work.ts";
import type { PlacedActivity } from "./activity.ts";
import { turnBase } from "./arrivals.ts";
import type { ArrivalParts } from "./arrivals.ts";
import { kindOf, originOf } from "./origin.ts";
import type { Origin, OriginParts, Standing } from "./origin.ts";

/** Beyond so many new members at once nobody is greeted by name: a whole team was added. */
const mostGreeted = 20;

/** What an event of a team means for the place that it is about. Whatever is not listed says nothing. */
const placeEvents: Readonly<Record<string, "joined" | "left" | "kept">> = {
  channelcreated: "joined",
  channelshared: "joined",
  channeldeleted: "left",
  channelrenamed: "kept",
  channelrestored: "kept",
  teamarchived: "left",
  teamdeleted: "left",
  teamharddeleted: "left",
  teamrenamed: "kept",
  teamrestored: "kept",
  teamunarchived: "kept",
};

/** What events are read with. */
export interface JoinParts {
  readonly standingOf: (activity: PlacedActivity) => Promise<Standing>;
  readonly parts: ArrivalParts;
  readonly originParts: OriginParts;
}

/**
 * What became of a place and who came to it: the assistant itself, which in a chat with one person means that they added it, or
 * people. A channel or a team that is created, renamed, closed or opened again is told as the place that it is. That people leave
 * says nothing.
 */
export async function joinedArrivals(activity: PlacedActivity, join: JoinParts): Promise<readonly Arrival[]> {
  const event = placeEvents[activity.channelData?.eventType?.toLowerCase() ?? ""];
  const { membersAdded = [], membersRemoved = [] } = activity;
  const isUs = ({ id }: { readonly id: string }): boolean => join.parts.ourIds.includes(id);
  if (event !== undefined) return [await placeArrival(event, inItsChannel(activity), join)];
  if (membersRemoved.some(isUs)) return [await placeArrival("left", activity, join)];
  // A chat with one person begins when they add the assistant, whomever the event names first.
  const isForUs = kindOf(activity) === "personal" || membersAdded.some(isUs);
  if (isForUs && membersAdded.length > 0) return [await placeArrival("joined", activity, join)];
  const people = membersAdded.filter(({ id }) => !id.startsWith("28:"));
  if (people.length > mostGreeted) return [];
  const arrivals: Arrival[] = [];
  for (const person of people) arrivals.push(await personJoined({ ...activity, from: person }, join));
  return arrivals;
}

/** The app was added, which Teams tells in two ways, or taken out. That it was updated says nothing. */
export async function installedArrivals(activity: PlacedActivity, join: JoinParts): Promise<readonly Arrival[]> {
  const action = activity.action?.toLowerCase();
  if (action === "add") return [await placeArrival("joined", activity, join)];
  return action === "remove" ? [await placeArrival("left", activity, join)] : [];
}

/** An event about a channel comes in the conversation of its team. */
function inItsChannel(activity: PlacedActivity): PlacedActivity {
  const { conversation, channelData } = activity;
  const isOfChannel = channelData?.eventType?.toLowerCase().startsWith("channel") === true;
  const id = isOfChannel ? channelData?.channel?.id : undefined;
  return id === undefined
    ? activity
    : { ...activity, conversation: { ...conversation, id, conversationType: "channel" } };
}

async function personJoined(activity: PlacedActivity, join: JoinParts): Promise<Arrival> {
  const origin = await originOfEvent(activity, join);
  const turn: Turn = { ...turnBase(origin, join.parts), kind: "joined", whom: "person" };
  const day = activity.timestamp?.slice(0, 10) ?? "";
  const key = `${origin.place.id}/joined/person:${origin.sender.user}/${day}`;
  return { turn, dedupeKeys: [key], replyTo: origin.replyTo };
}

async function placeArrival(
  what: "joined" | "left" | "kept",
  activity: PlacedActivity,
  join: JoinParts,
): Promise<Arrival> {
  // Where it has left nobody can be asked who is there.
  const origin =
    what === "left" ? originOf(withoutId(activity), gone, join.originParts) : await originOfEvent(activity, join);
  const { sender, ...place } = turnBase(origin, join.parts);
  // Who added it to a team is nobody whom the greeting is for; alone with somebody it is for them.
  const isAlone = origin.place.kind === "personal" && !join.parts.ourIds.includes(activity.from.id);
  const base = { ...place, ...(isAlone && { sender }) };
  const turn: Turn =
    what === "joined"
      ? { ...base, kind: "joined", whom: "assistant" }
      : { ...base, kind: "placeChanged", change: what };
  return { turn, dedupeKeys: [placeKey(activity, origin, what)], replyTo: origin.replyTo };
}

const gone: Standing = { isExternal: false, isShared: false };

function withoutId(activity: PlacedActivity): PlacedActivity {
  return { ...activity, id: undefined };
}

/** An event is no message that a thread could begin with. */
async function originOfEvent(activity: PlacedActivity, { standingOf, originParts }: JoinParts): Promise<Origin> {
  return originOf(withoutId(activity), await standingOf(activity), originParts);
}

/** The same for every delivery of one event, and of no other: an app that was taken out may be added again on the same day. */
function placeKey({ id = "", type, timestamp = "" }: PlacedActivity, { place }: Origin, what: string): string {
  return `${place.id}/${what}/${type}/${id}/${timestamp}`;
}
