import { randomUUID } from "node:crypto";
import type { StoreTransaction } from "../../core/store.ts";
import { afterUpdates } from "../../intents/digests/after-updates.ts";
import { systemClock } from "../../main.ts";
import { createWorkingDayCheck } from "../../operations/working-day-check.ts";
import { postsOf } from "../../work/posts.ts";
import type { UpdatesContext } from "./operator.ts";

/**
 * Records something about updates, and in the same transaction puts into the outbox what follows from it, as for one that was
 * confirmed in a channel: digests that tell of it are edited, followers are told. A server posts it.
 */
export async function recordUpdates<Result>(
  { store, operator, admins }: Pick<UpdatesContext, "store" | "operator" | "admins">,
  work: (transaction: StoreTransaction) => Promise<Result>,
): Promise<Result> {
  const isWorkingDay = await createWorkingDayCheck()();
  const now = systemClock.now().toISOString();
  return store.transaction(async (transaction) => {
    const { seq } = await transaction.head();
    const result = await work(transaction);
    const posts = await afterUpdates(transaction, seq, { knowledge: operator.knowledge, now, isWorkingDay, admins });
    await transaction.enqueuePosts(postsOf(posts, { id: `cli:${randomUUID()}` }), now);
    return result;
  });
}
