import { PilotdeskError } from "../../../core/errors.ts";
import type { PlaceRef, Sender } from "../../../core/origin.ts";
import type { Arrival } from "../../../core/work.ts";
import type { TurnDelivery } from "../deliveries/delivery.ts";
import type { BotThreads } from "../lookups/bot-threads.ts";
import type { ChannelDirectory } from "../lookups/channel-directory.ts";
import type { PeopleDirectory } from "../lookups/people-directory.ts";
import type { Problems } from "../problems.ts";
import { placeCodes } from "../posting/post-failures.ts";
import { SlackCallError } from "../slack-client.ts";
import { codeOfError } from "./background.ts";
import { within } from "./within.ts";

/** What is asked about who and where. */
export interface Directories {
  readonly people: PeopleDirectory;
  readonly channels: ChannelDirectory;
  readonly threads: BotThreads;
  readonly problems: Problems;
}

/** Slack waits three seconds for an acknowledgement, and two deliveries of a conversation are taken in turn. */
const lookUpMs = 1000;

/** Slack delivers again at once, after one minute and after five: docs.slack.dev/apis/events-api. */
const graceMs = 20_000;
const mostRemembered = 1000;

/** Slack did not say in time who somebody is, or who is in a channel. Mostly it has when the delivery comes again. */
class NotSaidError extends PilotdeskError {
  constructor() {
    super("slack-did-not-say", "Slack did not say in time who is there. The delivery is taken when it comes again.");
  }
}

/** Adds to a turn what Slack says of who it is from, and of the place. */
export type Vouch = (delivery: TurnDelivery) => Promise<Arrival | undefined>;

/**
 * Adds what Slack says of the sender and the place: whether one of them is not of this organisation. Undefined for a turn of
 * another app. Rejects with `NotSaidError` where Slack does not say in time: the delivery must not be acknowledged, so that it
 * comes again. Taken as external and shared, a person would be told that nothing is known, or that they may not confirm. What
 * Slack does not say when the delivery comes again later, or refuses to say, does count as external and shared.
 */
export function createVouch(directories: Directories): Vouch {
  // When each delivery came first that could not be vouched for, in milliseconds since the epoch.
  const late = new Map<string, number>();

  function refuse({ dedupeKeys, turn }: Arrival): boolean {
    const key = dedupeKeys[0] ?? turn.id;
    const at = Date.parse(turn.arrivedAt);
    const first = late.get(key) ?? at;
    late.set(key, first);
    for (const oldest of late.keys()) {
      if (late.size <= mostRemembered) break;
      late.delete(oldest);
    }
    return at - first < graceMs;
  }

  return async (delivery) => {
    try {
      return await vouch(delivery, { ...directories, mayGuess: false });
    } catch (error) {
      if (!(error instanceof NotSaidError) || refuse(delivery.arrival)) throw error;
      return vouch(delivery, { ...directories, mayGuess: true });
    }
  };
}

interface Asking extends Directories {
  /** True where what Slack does not say counts as external and shared. */
  readonly mayGuess: boolean;
}

async function vouch(delivery: TurnDelivery, directories: Asking): Promise<Arrival | undefined> {
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

/** What Slack says in time, or the code of why it does not. Rejects with `NotSaidError` where it may say so soon. */
async function said<Value extends object>(looking: Promise<Value>, mayGuess: boolean): Promise<Value | string> {
  const found = await within(lookUpMs, looking).catch((error: unknown) => {
    const isRefused = !(error instanceof SlackCallError) || error.failure.kind === "refused";
    return isRefused ? codeOfError(error) : "late";
  });
  if (found === "late" && !mayGuess) throw new NotSaidError();
  return found;
}

async function vouchForSender(sender: Sender, { people, mayGuess }: Asking): Promise<Sender | "bot"> {
  if (sender.isExternal === true) return sender;
  const person = await said(people.person(sender.user), mayGuess);
  if (typeof person === "string") return { ...sender, isExternal: true };
  if (person.isBot) return "bot";
  return {
    ...sender,
    ...(person.name !== undefined && { name: person.name }),
    ...(person.isExternal && { isExternal: true }),
  };
}

async function vouchForPlace(place: PlaceRef, { channels, problems, mayGuess }: Asking): Promise<PlaceRef> {
  if (place.kind === "personal") return place;
  const channel = place.id.slice(place.id.lastIndexOf(":") + 1);
  const found = await said(channels.place(channel), mayGuess);
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
