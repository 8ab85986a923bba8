import { StoreError } from "../../../core/errors.ts";
import type { Instant } from "../../../core/time.ts";
import { isOverheard } from "../../../core/turn.ts";
import type { Acceptance, Arrival } from "../../../core/work.ts";
import { batchesOf } from "../batches.ts";
import { checkInstant } from "../instant.ts";
import { toJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";

/** An arrival with every name it is known by, its turn's id among them, each once. */
interface Named {
  readonly arrival: Arrival;
  readonly keys: readonly string[];
}

/** Stores arrivals in order; one that shares a key with a turn that is stored already, or with one before it, is a duplicate. */
export async function acceptTurns(
  db: StoreDatabase,
  arrivals: readonly Arrival[],
  now: Instant,
): Promise<readonly Acceptance[]> {
  const named = arrivals.map((arrival) => ({
    arrival,
    keys: [...new Set([`turn:${arrival.turn.id}`, ...arrival.dedupeKeys])],
  }));
  const owners = await readOwners(db, named);
  const known = new Set(owners.keys());
  const accepted: Arrival[] = [];
  const acceptances = named.map(({ arrival, keys }): Acceptance => {
    const owner = keys.map((key) => owners.get(key)).find((turn) => turn !== undefined);
    for (const key of keys) if (!owners.has(key)) owners.set(key, owner ?? arrival.turn.id);
    if (owner !== undefined) return { outcome: "duplicate", turn: owner };
    accepted.push(arrival);
    return { outcome: "accepted", turn: arrival.turn.id };
  });
  await insertKeys(
    db,
    [...owners].filter(([key]) => !known.has(key)),
  );
  await insertTurns(db, accepted, now);
  return acceptances;
}

async function readOwners(db: StoreDatabase, named: readonly Named[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const batch of batchesOf([...new Set(named.flatMap(({ keys }) => keys))])) {
    const rows = await db.selectFrom("turn_key").selectAll().where("key", "in", batch).execute();
    for (const { key, turn } of rows) owners.set(key, turn);
  }
  return owners;
}

async function insertKeys(db: StoreDatabase, keys: readonly (readonly [string, string])[]): Promise<void> {
  // In order of key, so that two instances that accept the same keys never wait for each other in a circle.
  const rows = keys.map(([key, turn]) => ({ key, turn })).toSorted((left, right) => (left.key < right.key ? -1 : 1));
  for (const batch of batchesOf(rows)) {
    const inserted = await db
      .insertInto("turn_key")
      .values(batch)
      .onConflict((conflict) => conflict.column("key").doNothing())
      .returning("key")
      .execute();
    if (inserted.length < batch.length) throw acceptedElsewhere();
  }
}

async function insertTurns(db: StoreDatabase, arrivals: readonly Arrival[], now: Instant): Promise<void> {
  for (const { turn } of arrivals) checkInstant("arrivedAt", turn.arrivedAt);
  const rows = arrivals.map(({ turn, replyTo, handled }) => ({
    id: turn.id,
    platform: turn.platform,
    conversation: turn.conversation,
    state: handled ? ("done" as const) : ("waiting" as const),
    overheard: isOverheard(turn) ? 1 : 0,
    arrivedAt: turn.arrivedAt,
    holder: null,
    fence: 0,
    tries: 0,
    dueAt: handled ? null : now,
    reason: null,
    finishedAt: handled?.at ?? null,
    body: toJson({ turn, ...(replyTo && { replyTo }) }),
    purgeAfter: handled?.purgeAfter ?? null,
    purgedAt: null,
  }));
  for (const batch of batchesOf(rows)) await db.insertInto("turn").values(batch).execute();
}

/** Only where several instances accept at once: the other one's transaction was committed between the read and the write. */
function acceptedElsewhere(): StoreError {
  return new StoreError(
    "store-locked",
    "Another instance accepted the same delivery at this moment. Accept it again; it will be found as a duplicate.",
  );
}
