import type { Reply } from "../../../core/reply.ts";
import type { Arrival } from "../../../core/work.ts";
import type { PlacedActivity } from "../inbound/activity.ts";
import { arrivalParts } from "../inbound/deliveries.ts";
import type { DeliveryParts } from "../inbound/deliveries.ts";
import { originOf } from "../inbound/origin.ts";
import type { Pressed } from "../inbound/arrivals.ts";

/** What a request of Teams is answered with: a status and a JSON body. */
export interface InvokeResponse {
  readonly status: number;
  readonly body?: unknown;
}

/** What came of a turn inside its request. */
export type Answered =
  | { readonly outcome: "answered"; readonly replies: readonly Reply[]; readonly isDuplicate: boolean }
  | { readonly outcome: "failed"; readonly id: string };

/** Asks the desk inside the request. A failure is an answer too: nothing of the turn was stored. */
export async function answerNow(arrival: Arrival, { desk }: DeliveryParts, onFailure: OnFailure): Promise<Answered> {
  try {
    const { acceptance, answers } = await desk.answerNow(arrival);
    return { outcome: "answered", replies: answers, isDuplicate: acceptance.outcome === "duplicate" };
  } catch (error) {
    onFailure(error, arrival.turn.id);
    return { outcome: "failed", id: arrival.turn.id };
  }
}

/** Told of a turn that failed, by its id. */
export type OnFailure = (error: unknown, turn: string) => void;

/** What is said of a turn that failed inside its request. */
export function sayFailed(id: string): string {
  return `I could not do this, and nothing was saved. Please try again; if it fails again, tell the programme office this number: ${id}.`;
}

/** What is said where the desk has nothing to say. */
export function sayNothingMore(isDuplicate: boolean): string {
  return isDuplicate ? "This was done already." : "Done. What became of it stands in the conversation.";
}

/** Reads where a request comes from and who sent it. */
export async function pressedFrom(activity: PlacedActivity, delivery: DeliveryParts): Promise<Pressed> {
  const standing = await delivery.roster.standingOf(activity);
  return {
    activity,
    origin: originOf(activity, standing, delivery.originParts),
    parts: arrivalParts(activity, delivery),
  };
}
