import type { Desk } from "../../../core/channel.ts";
import type { Clock } from "../../../core/time.ts";
import type { Arrival } from "../../../core/work.ts";
import { readButton } from "../../../renderers/teams/button-data.ts";
import { placeId } from "../address.ts";
import type { PlacedActivity } from "./activity.ts";
import { deletionArrival, messageArrival, pressedArrival, updateArrival } from "./arrivals.ts";
import type { ArrivalParts } from "./arrivals.ts";
import { installedArrivals, joinedArrivals } from "./joined-arrivals.ts";
import { wordsOf } from "./message-words.ts";
import { kindOf, originOf, tenantIn } from "./origin.ts";
import type { OriginParts } from "./origin.ts";
import type { Roster } from "./roster.ts";

/** What deliveries are read with. */
export interface DeliveryParts {
  readonly desk: Desk;
  readonly roster: Roster;
  readonly clock: Clock;
  readonly webUrl: string;
  /** The ids of the assistant besides the one that an activity is addressed to. */
  readonly ourIds: readonly string[];
  readonly originParts: OriginParts;
}

/** What the arrivals of an activity are made with. */
export function arrivalParts({ recipient }: PlacedActivity, { clock, webUrl, ourIds }: DeliveryParts): ArrivalParts {
  return { now: clock.now(), webUrl, ourIds: [...ourIds, ...(recipient ? [recipient.id] : [])] };
}

/**
 * Reads a delivery that nobody waits for and hands its turns over; resolves when they are on the disk. What is of no
 * concern (typing, reactions, other bots) is passed over. Rejects where a turn could not be stored.
 */
export async function takeDelivery(activity: PlacedActivity, delivery: DeliveryParts): Promise<void> {
  for (const arrival of await arrivalsOf(activity, delivery)) await delivery.desk.accept(arrival);
}

async function arrivalsOf(activity: PlacedActivity, delivery: DeliveryParts): Promise<readonly Arrival[]> {
  const { roster, originParts } = delivery;
  const parts = arrivalParts(activity, delivery);
  switch (activity.type) {
    case "message":
    case "messageUpdate":
    case "messageDelete": {
      if (isFromBot(activity, parts) || (await isUnwanted(activity, parts, delivery))) return [];
      const origin = originOf(activity, await roster.standingOf(activity), originParts);
      const arrival = writtenArrival(activity, origin, parts);
      return arrival ? [arrival] : [];
    }
    case "conversationUpdate": {
      roster.forget(activity.conversation.id);
      return joinedArrivals(activity, { standingOf: roster.standingOf, parts, originParts });
    }
    case "installationUpdate":
      roster.forget(activity.conversation.id);
      return installedArrivals(activity, { standingOf: roster.standingOf, parts, originParts });
    default:
      return [];
  }
}

/**
 * A post that does not mention us, in a place where nobody asked us to listen, is not looked into. Nor is an edit or a deletion
 * of one, unless something was made of it before.
 */
async function isUnwanted(
  activity: PlacedActivity,
  parts: ArrivalParts,
  { desk, originParts }: DeliveryParts,
): Promise<boolean> {
  const { id, type, value, conversation } = activity;
  if (kindOf(activity) === "personal") return false;
  if (type === "message" && value !== undefined) return false;
  if (wordsOf(activity, parts.ourIds).mentionsUs) return false;
  const place = placeId(tenantIn(activity, originParts), conversation.id);
  if (await desk.isListening(place)) return false;
  return type === "message" || id === undefined || !(await desk.isTaken({ place, id }));
}

function writtenArrival(
  activity: PlacedActivity,
  origin: ReturnType<typeof originOf>,
  parts: ArrivalParts,
): Arrival | undefined {
  if (activity.type === "messageUpdate") return updateArrival(activity, origin, parts);
  if (activity.type === "messageDelete") return deletionArrival(activity, origin, parts);
  // A button that acts as a message brings its data along.
  const pressed = activity.value === undefined ? undefined : readButton(activity.value);
  return pressed ? pressedArrival(pressed, { activity, origin, parts }) : messageArrival(activity, origin, parts);
}

/** Our own messages and those of other bots: an answer to one would be answered again. */
function isFromBot({ from }: PlacedActivity, { ourIds }: ArrivalParts): boolean {
  return ourIds.includes(from.id) || from.id.startsWith("28:") || from.role?.toLowerCase() === "bot";
}
