import type { Updateable } from "kysely";
import type { Instant } from "../../../core/time.ts";
import type { ClaimedTurn, Lease, TurnClaimRequest, WorkWriter } from "../../../core/work.ts";
import { checkInstant } from "../instant.ts";
import { fromJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";
import type { TurnTable } from "./work-schema.ts";

/** How instances that claim at the same time keep out of each other's way. */
export interface ClaimEngine {
  /** True where several transactions write at once: claims then add `for update skip locked`. */
  readonly skipsLocked: boolean;
}

/** Which turns: those that somebody waits for, or those that were only overheard. */
type Lane = { readonly overheard: 0 | 1; readonly limit: number };

/** Leases due turns, those that somebody waits for first, and of each conversation only the oldest that is open. */
export async function claimTurns(
  db: StoreDatabase,
  request: TurnClaimRequest,
  engine: ClaimEngine,
): Promise<readonly ClaimedTurn[]> {
  checkInstant("leaseUntil", request.leaseUntil);
  const { limit, overheardLimit } = request;
  const waitedFor = await claimLane(db, request, engine, { overheard: 0, limit });
  const others = { overheard: 1, limit: overheardLimit ?? limit - waitedFor.length } as const;
  return [...waitedFor, ...(await claimLane(db, request, engine, others))];
}

async function claimLane(
  db: StoreDatabase,
  { holder, now, leaseUntil, horizon }: TurnClaimRequest,
  { skipsLocked }: ClaimEngine,
  { overheard, limit }: Lane,
): Promise<readonly ClaimedTurn[]> {
  if (limit <= 0) return [];
  const rows = await db
    .with(
      // Made once: looked up again for each row, `skip locked` would find other rows each time.
      (due) => due("due").materialized(),
      (query) =>
        query
          .selectFrom("turn")
          .select("turn.arrivedSeq as number")
          .where("turn.overheard", "=", overheard)
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
          .$if(skipsLocked, (locking) => locking.forUpdate().skipLocked()),
    )
    .updateTable("turn")
    .set((set) => ({ state: "leased", holder, fence: set("fence", "+", 1), dueAt: leaseUntil }))
    .where("arrivedSeq", "in", (due) => due.selectFrom("due").select("due.number"))
    .returning(["id", "fence", "tries", "arrivedSeq", "body"])
    .execute();
  return rows
    .toSorted((left, right) => left.arrivedSeq - right.arrivedSeq)
    .map(({ id, fence, tries, arrivedSeq, body }) => ({
      lease: { id, holder, fence },
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
  return changeHeld(db, leases, { dueAt: leaseUntil });
}

/** Ends turns as done; the ids of those whose leases were not void. */
export async function finishTurns(
  db: StoreDatabase,
  leases: readonly Lease[],
  { at, purgeAfter }: Parameters<WorkWriter["finishTurns"]>[1],
): Promise<readonly string[]> {
  checkInstant("at", at);
  checkInstant("purgeAfter", purgeAfter);
  return changeHeld(db, leases, {
    state: "done",
    holder: null,
    dueAt: null,
    finishedAt: at,
    purgeAfter,
    reason: null,
  });
}

/** As many leases as fit one statement, and no more alternatives than a planner likes. */
const mostLeases = 50;

async function changeHeld(
  db: StoreDatabase,
  leases: readonly Lease[],
  change: Updateable<TurnTable>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let first = 0; first < leases.length; first += mostLeases) {
    const some = leases.slice(first, first + mostLeases);
    const changed = await db
      .updateTable("turn")
      .set(change)
      .where((where) =>
        where.or(
          some.map(({ id, holder, fence }) =>
            where.and([where("id", "=", id), where("holder", "=", holder), where("fence", "=", fence)]),
          ),
        ),
      )
      .where("state", "=", "leased")
      .returning("id")
      .execute();
    ids.push(...changed.map(({ id }) => id));
  }
  return ids;
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
