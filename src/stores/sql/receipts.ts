import type { Receipt } from "../../core/receipt.ts";
import { purgeableTables, type Purge } from "../../core/store.ts";
import type { Instant } from "../../core/time.ts";
import { checkInstant } from "./instant.ts";
import { fromJson, toJson } from "./json.ts";
import type { StoreDatabase } from "./schema.ts";

/** A receipt; `purged` where it was kept once and is gone; undefined where there never was one. */
export async function readReceipt(db: StoreDatabase, id: string): Promise<Receipt | "purged" | undefined> {
  const row = await db.selectFrom("receipt").select(["body", "purgedAt"]).where("id", "=", id).executeTakeFirst();
  if (!row) return undefined;
  return row.purgedAt === null ? fromJson(row.body) : "purged";
}

/** Up to `limit` receipt ids, newest first; purged ones are among them. */
export async function readRecentReceipts(
  db: StoreDatabase,
  limit: number,
): Promise<readonly { readonly id: string; readonly createdAt: Instant }[]> {
  return db
    .selectFrom("receipt")
    .select(["id", "createdAt"])
    .orderBy("createdAt", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

/** Stores a receipt; one with the same id is replaced unless it was purged. */
export async function putReceipt(db: StoreDatabase, receipt: Receipt, purgeAfter: Instant): Promise<void> {
  checkInstant("createdAt", receipt.createdAt);
  checkInstant("purgeAfter", purgeAfter);
  const [createdAt, body] = [receipt.createdAt, toJson(receipt)];
  await db
    .insertInto("receipt")
    .values({ id: receipt.id, createdAt, body, purgeAfter, purgedAt: null })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ createdAt, body, purgeAfter }).where("receipt.purgedAt", "is", null),
    )
    .execute();
}

/** What a conversation left behind for its next question; undefined for none. */
export async function readThreadState(db: StoreDatabase, conversation: string): Promise<unknown> {
  const row = await db
    .selectFrom("thread_state")
    .select("state")
    .where("conversation", "=", conversation)
    .executeTakeFirst();
  return row && fromJson(row.state);
}

/** Replaces what a conversation left behind. */
export async function putThreadState(
  db: StoreDatabase,
  conversation: string,
  state: { readonly value: unknown; readonly purgeAfter: Instant },
): Promise<void> {
  checkInstant("purgeAfter", state.purgeAfter);
  const values = { state: toJson(state.value), purgeAfter: state.purgeAfter };
  await db
    .insertInto("thread_state")
    .values({ conversation, ...values })
    .onConflict((conflict) => conflict.column("conversation").doUpdateSet(values))
    .execute();
}

/** Empties receipts and forgets thread states whose time is over at `now`. Returns how many. */
export async function purgeExpiredReceipts(db: StoreDatabase, now: Instant): Promise<number> {
  const receipts = await db
    .updateTable("receipt")
    .set({ body: "", purgedAt: now })
    .where("purgeAfter", "<=", now)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  const states = await db.deleteFrom("thread_state").where("purgeAfter", "<=", now).executeTakeFirst();
  return Number(receipts.numUpdatedRows + states.numDeletedRows);
}

/** How many payloads, receipts, thread states, turns, posts and drafts are past their time at `now`. */
export async function countExpired(db: StoreDatabase, now: Instant): Promise<number> {
  checkInstant("now", now);
  let expired = 0;
  for (const table of ["payload", "receipt", "turn", "outbox", "draft"] as const) {
    const { count } = await db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .where("purgeAfter", "<=", now)
      .where("purgedAt", "is", null)
      .executeTakeFirstOrThrow();
    expired += count;
  }
  const { count } = await db
    .selectFrom("thread_state")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("purgeAfter", "<=", now)
    .executeTakeFirstOrThrow();
  return expired + count;
}

/** Everything that was emptied and must stay so, in order of table and id. */
export async function readPurges(db: StoreDatabase): Promise<readonly Purge[]> {
  const purges: Purge[] = [];
  for (const table of purgeableTables) {
    const rows = await db.selectFrom(table).select(["id", "purgedAt"]).where("purgedAt", "is not", null).execute();
    const found = rows.flatMap(({ id, purgedAt }) => (purgedAt === null ? [] : [{ table, id, purgedAt }]));
    purges.push(...found.toSorted((left, right) => (left.id < right.id ? -1 : 1)));
  }
  return purges;
}
