import type { Instant } from "../../../core/time.ts";
import type { ClaimedTurn, ClaimRequest, Lease, WorkWriter } from "../../../core/work.ts";
import { checkInstant } from "../instant.ts";
import { fromJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";

/** How instances that claim at the same time keep out of each other's way. */
export interface ClaimEngine {
  /** True where several transactions write at once: claims then add `for update skip locked`. */
  readonly skipsLocked: boolean;
}

/** Leases due turns, oldest first and of each conversation only the oldest that is open. */
export async function claimTurns(
  db: StoreDatabase,
  { holder, limit, now, leaseUntil, horizon }: ClaimRequest,
  { skipsLocked }: ClaimEngine,
): Promise<readonly ClaimedTurn[]> {
  checkInstant("leaseUntil", leaseUntil);
  const due = await db
    .selectFrom("turn")
    .selectAll("turn")
    .where("turn.dueAt", "is not", null)
    .where((where) => where.or([where("turn.dueAt", "<=", now), where("turn.dueAt", ">", horizon)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom("turn as older")
            .select("older.arrivedSeq")
            .whereRef("older.conversation", "=", "turn.conversation")
            .where("older.dueAt", "is not", null)
            .whereRef("older.arrivedSeq", "<", "turn.arrivedSeq"),
        ),
      ),
    )
    .orderBy("turn.arrivedSeq")
    .limit(limit)
    .$if(skipsLocked, (query) => query.forUpdate().skipLocked())
    .execute();
  if (due.length === 0) return [];
  const ids = due.map(({ id }) => id);
  await db
    .updateTable("turn")
    .set((set) => ({ state: "leased", holder, fence: set("fence", "+", 1), dueAt: leaseUntil }))
    .where("id", "in", ids)
    .execute();
  return due.map(({ id, fence, tries, arrivedSeq, body }) => ({
    lease: { id, holder, fence: fence + 1 },
    tries,
    arrivedSeq,
    ...fromJson(body),
  }));
}

/** Prolongs leases. Returns the ids of the turns that are still held under them. */
export async function renewTurns(
  db: StoreDatabase,
  leases: readonly Lease[],
  leaseUntil: Instant,
): Promise<readonly string[]> {
  checkInstant("leaseUntil", leaseUntil);
  const renewed: string[] = [];
  for (const lease of leases) {
    const { numUpdatedRows } = await held(db, lease).set({ dueAt: leaseUntil }).executeTakeFirst();
    if (numUpdatedRows === 1n) renewed.push(lease.id);
  }
  return renewed;
}

/** Ends a turn; false where the lease is void. */
export async function finishTurn(
  db: StoreDatabase,
  lease: Lease,
  { state, at, purgeAfter, reason }: Parameters<WorkWriter["finishTurn"]>[1],
): Promise<boolean> {
  checkInstant("at", at);
  checkInstant("purgeAfter", purgeAfter);
  const { numUpdatedRows } = await held(db, lease)
    .set({ state, holder: null, dueAt: null, finishedAt: at, purgeAfter, reason: reason ?? null })
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Puts a turn back for later; false where the lease is void. */
export async function retryTurn(
  db: StoreDatabase,
  lease: Lease,
  { dueAt, reason, failed }: Parameters<WorkWriter["retryTurn"]>[1],
): Promise<boolean> {
  checkInstant("dueAt", dueAt);
  const { numUpdatedRows } = await held(db, lease)
    .set((set) => ({ state: "waiting", holder: null, dueAt, reason, tries: set("tries", "+", failed ? 1 : 0) }))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

// The fence alone would do: the holder is compared as well, so that a mistake in one of them shows.
function held(db: StoreDatabase, { id, holder, fence }: Lease) {
  return db
    .updateTable("turn")
    .where("id", "=", id)
    .where("holder", "=", holder)
    .where("fence", "=", fence)
    .where("state", "=", "leased");
}
