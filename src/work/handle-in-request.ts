import type { Acceptance, Arrival } from "../core/work.ts";
import { withinTime } from "./timer.ts";
import { postsOf, type TurnHandler } from "./turn-handler.ts";
import { WorkError } from "./work-error.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** How long a platform waits for the answer inside its request: Teams ten seconds, Slack three. */
const requestTimeoutMs = 10_000;

/** Handles a turn at once and stores it together with its effects and posts; of a duplicate nothing is stored. */
export async function handleInRequest(
  { store, clock, settings, timer }: WorkParts,
  arrival: Arrival,
  handler: TurnHandler,
): Promise<Acceptance> {
  const { turn, replyTo } = arrival;
  const origin = { id: turn.id, turn: turn.id, ...(replyTo && { replyTo }) };
  const unknownPosts = async () => (replyTo ? store.unknownPosts(replyTo) : []);
  const effects = await withinTime(
    (signal) => handler(turn, { tries: 0, signal, unknownPosts, ...(replyTo && { replyTo }) }),
    { timer, timeoutMs: requestTimeoutMs, overtime: () => overtime(turn.id) },
  );
  return store.transaction(async (transaction) => {
    const { now: at, purgeAfter } = momentOf(clock, settings);
    const [acceptance] = await transaction.acceptTurns([{ ...arrival, handled: { at, purgeAfter } }]);
    if (acceptance?.outcome !== "accepted") return acceptance ?? { outcome: "duplicate", turn: turn.id };
    await transaction.enqueuePosts(postsOf(await effects.commit(transaction), origin), at);
    return acceptance;
  });
}

function overtime(id: string): WorkError {
  return new WorkError("turn-timeout", `Turn ${id} took longer than ${requestTimeoutMs} ms inside its request.`);
}
