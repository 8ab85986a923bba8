import type { PlaceRef, Sender } from "../../../core/origin.ts";
import type { Arrival } from "../../../core/work.ts";
import type { TurnDelivery } from "../deliveries/delivery.ts";
import type { BotThreads } from "../lookups/bot-threads.ts";
import type { ChannelDirectory } from "../lookups/channel-directory.ts";
import type { PeopleDirectory } from "../lookups/people-directory.ts";
import type { Problems } from "../problems.ts";
import { placeCodes } from "../posting/post-failures.ts";
import { codeOfError } from "./background.ts";
import { within } from "./within.ts";

/** What is asked about who and where. */
export interface Directories {
  readonly people: PeopleDirectory;
  readonly channels: ChannelDirectory;
  readonly threads: BotThreads;
  readonly problems: Problems;
}

/** Slack waits three seconds for an acknowledgement. What is not known by then counts against whoever asks. */
const lookUpMs = 1000;

/**
 * Adds what Slack says of the sender and the place: whether one of them is not of this organisation. What Slack does not say
 * in time counts as external and shared, so that only public content is shown. Undefined for a turn of another app.
 */
export async function vouch(delivery: TurnDelivery, directories: Directories): Promise<Arrival | undefined> {
  const { arrival } = delivery;
  const { turn } = arrival;
  const [sender, place, author, isOurs] = await Promise.all([
    turn.sender && vouchForSender(turn.sender, directories),
    turn.place && vouchForPlace(turn.place, directories),
    turn.kind === "message" && turn.author ? vouchForSender(turn.author, directories) : undefined,
    takesPart(delivery, directories),
  ]);
  if (sender === "bot") return undefined;
  const known = { ...arrival, turn: { ...turn, ...(sender && { sender }), ...(place && { place }) } };
  if (known.turn.kind !== "message") return known;
  const written = author && author !== "bot" ? { ...known.turn, author } : known.turn;
  return isOurs ? addressed({ ...known, turn: written }) : { ...known, turn: written };
}

async function vouchForSender(sender: Sender, { people }: Directories): Promise<Sender | "bot"> {
  if (sender.isExternal === true) return sender;
  const person = await within(lookUpMs, people.person(sender.user)).catch(() => "late" as const);
  if (person === "late") return { ...sender, isExternal: true };
  if (person.isBot) return "bot";
  return {
    ...sender,
    ...(person.name !== undefined && { name: person.name }),
    ...(person.isExternal && { isExternal: true }),
  };
}

async function vouchForPlace(place: PlaceRef, { channels, problems }: Directories): Promise<PlaceRef> {
  if (place.kind === "personal") return place;
  const channel = place.id.slice(place.id.lastIndexOf(":") + 1);
  const found = await within(lookUpMs, channels.place(channel)).catch(codeOfError);
  if (typeof found === "string") {
    // Where the app is not, nobody expects it to know.
    if (!placeCodes.has(found)) problems.note("people_unknown", channel);
    return { ...place, isShared: true };
  }
  problems.clear("people_unknown", channel);
  return {
    id: place.id,
    kind: found.kind,
    ...((found.name ?? place.name) !== undefined && { name: found.name ?? place.name }),
    ...((found.isShared || place.isShared === true) && { isShared: true }),
  };
}

/** True for a message in a thread that we take part in. */
export async function takesPart({ ifInThread }: TurnDelivery, { threads }: Directories): Promise<boolean> {
  if (!ifInThread) return false;
  const { channel, threadTs } = ifInThread;
  const found = await within(lookUpMs, threads.takesPart(channel, threadTs)).catch(() => "late" as const);
  return found === true;
}

/** What was overheard, now that it turns out to be meant for us. */
function addressed(arrival: Arrival): Arrival {
  if (arrival.turn.kind !== "message") return arrival;
  const { isAddressed: _, ...turn } = arrival.turn;
  return {
    ...arrival,
    turn: { ...turn, isFollowUp: true },
    dedupeKeys: arrival.dedupeKeys.map((key) => key.replace(/:heard$/, "")),
  };
}
