import type { Reply } from "../core/reply.ts";
import type { TurnHandler } from "../core/turn-handler.ts";
import type { Acceptance, Arrival } from "../core/work.ts";
import { withinTime } from "./timer.ts";
import { postsOf } from "./posts.ts";
import { notePressed } from "./pressed-post.ts";
import { WorkError } from "./work-error.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** How long a platform waits for the answer inside its request: Teams ten seconds, Slack three. */
const requestTimeoutMs = 10_000;

/** What came of a turn inside its request. */
export interface HandledNow {
  readonly acceptance: Acceptance;
  /** What to answer the request with, in order; empty for a duplicate. Everything else was put into the outbox. */
  readonly answers: readonly Reply[];
}

/** Handles a turn at once and stores it together with its effects and posts; of a duplicate nothing is stored. */
export async function handleInRequest(
  { store, clock, settings, timer }: WorkParts,
  arrival: Arrival,
  handler: TurnHandler,
): Promise<HandledNow> {
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
    if (acceptance?.outcome !== "accepted") {
      return { acceptance: acceptance ?? { outcome: "duplicate", turn: turn.id }, answers: [] };
    }
    const drafts = await effects.commit(transaction);
    const posts = postsOf(
      drafts.filter(({ isForRequest }) => !isForRequest),
      origin,
    );
    await notePressed(transaction, turn, posts);
    await transaction.enqueuePosts(posts, at);
    const answers = drafts.flatMap(({ isForRequest, reply }) => (isForRequest && reply ? [reply] : []));
    return { acceptance, answers };
  });
}

function overtime(id: string): WorkError {
  return new WorkError("turn-timeout", `Turn ${id} took longer than ${requestTimeoutMs} ms inside its request.`);
}
