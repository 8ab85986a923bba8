import type { Instant } from "../../../core/time.ts";
import type { HeldWork, WorkWriter } from "../../../core/work.ts";
import { batchesOf } from "../batches.ts";
import { checkInstant } from "../instant.ts";
import type { StoreDatabase } from "../schema.ts";

/** The columns of a row that nobody works on any more. */
const put = { state: "held", holder: null, dueAt: null } as const;

/** Every turn and post that is held, turns before posts, each oldest first. */
export async function readHeldWork(db: StoreDatabase): Promise<readonly HeldWork[]> {
  const turns = await db
    .selectFrom("turn")
    .select(["id", "platform as channel", "conversation", "arrivedAt as at"])
    .where("state", "=", "held")
    .orderBy("arrivedSeq")
    .execute();
  const posts = await db
    .selectFrom("outbox")
    .select(["key as id", "channel", "conversation", "createdAt as at"])
    .where("state", "=", "held")
    .orderBy("number")
    .execute();
  return [
    ...turns.map((turn) => ({ kind: "turn" as const, ...turn })),
    ...posts.map((post) => ({ kind: "post" as const, ...post })),
  ];
}

/** Holds what is not done. Of posts also those that may have arrived: they are offered again otherwise. */
export async function holdWork(db: StoreDatabase): Promise<number> {
  const turns = await db.updateTable("turn").set(put).where("dueAt", "is not", null).executeTakeFirst();
  const posts = await db
    .updateTable("outbox")
    .set(put)
    .where("state", "in", ["waiting", "sending", "unknown"])
    .where("offeredAs", "is", null)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  return Number(turns.numUpdatedRows + posts.numUpdatedRows);
}

/** Makes what is held due. */
export async function releaseHeld(db: StoreDatabase, ids: readonly string[], at: Instant): Promise<number> {
  checkInstant("at", at);
  return changeHeld(db, ids, { turn: { state: "waiting", dueAt: at }, post: { state: "waiting", dueAt: at } });
}

/** Ends what is held. */
export async function dropHeld(
  db: StoreDatabase,
  ids: readonly string[],
  { at, purgeAfter }: Parameters<WorkWriter["dropHeld"]>[1],
): Promise<number> {
  checkInstant("at", at);
  checkInstant("purgeAfter", purgeAfter);
  const end = { reason: "dropped", finishedAt: at, purgeAfter };
  return changeHeld(db, ids, { turn: { state: "done", ...end }, post: { state: "replaced", ...end } });
}

interface Change<State extends string> {
  readonly state: State;
  readonly dueAt?: Instant;
  readonly reason?: string;
  readonly finishedAt?: Instant;
  readonly purgeAfter?: Instant;
}

async function changeHeld(
  db: StoreDatabase,
  ids: readonly string[],
  { turn, post }: { readonly turn: Change<"waiting" | "done">; readonly post: Change<"waiting" | "replaced"> },
): Promise<number> {
  let changed = 0n;
  for (const batch of batchesOf(ids)) {
    const turns = db.updateTable("turn").set(turn).where("state", "=", "held").where("id", "in", batch);
    const posts = db.updateTable("outbox").set(post).where("state", "=", "held").where("key", "in", batch);
    changed += (await turns.executeTakeFirst()).numUpdatedRows + (await posts.executeTakeFirst()).numUpdatedRows;
  }
  return Number(changed);
}
