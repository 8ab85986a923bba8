import { randomBytes, randomUUID } from "node:crypto";
import { sql, type Selectable } from "kysely";
import { canonicalJson } from "../../core/canonical-json.ts";
import { StoreError } from "../../core/errors.ts";
import { genesisHash, hashEvent, hashPayload } from "../../core/event-hash.ts";
import type { LedgerEvent, PayloadClass } from "../../core/ledger.ts";
import type { NewEvent, StoredRow } from "../../core/store.ts";
import type { Clock, Instant } from "../../core/time.ts";
import {
  aliasOf,
  attributeOf,
  derivedInserts,
  derivedTables,
  type DerivedTable,
  factOf,
  sourceOf,
  subjectOf,
  updateOf,
} from "./derived-rows.ts";
import { checkInstant, daysAfter } from "./instant.ts";
import type { StoreDatabase, StoreTables } from "./schema.ts";
import { batchesOf } from "./batches.ts";

/** For how many days a payload is kept after its event; records for the life of the record. */
const keepDays: Readonly<Record<PayloadClass, number | undefined>> = {
  record: undefined,
  update: undefined,
  question: 90,
  receipt: 90,
};

/** Appends an event: numbers and stamps it, stores its payload with a fresh salt, and chains it to the one before. */
export async function appendEvent(db: StoreDatabase, clock: Clock, event: NewEvent): Promise<LedgerEvent> {
  checkInstant("occurredAt", event.occurredAt);
  const last = await db
    .selectFrom("event")
    .select(["seq", "recordedAt", "hash"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  const now = clock.now().toISOString();
  const recordedAt = last !== undefined && last.recordedAt > now ? last.recordedAt : now;
  const row = {
    seq: (last?.seq ?? 0) + 1,
    id: randomUUID(),
    kind: event.kind,
    about: event.about,
    occurredAt: event.occurredAt,
    recordedAt,
    actor: event.actor,
    ...(event.payload === undefined ? {} : await putPayload(db, event.payload, recordedAt)),
    previousHash: last?.hash ?? genesisHash,
  };
  const appended: LedgerEvent = { ...row, hash: hashEvent(row) };
  await db
    .insertInto("event")
    .values({ ...appended, payloadId: appended.payloadId ?? null, payloadHash: appended.payloadHash ?? null })
    .execute();
  return appended;
}

async function putPayload(
  db: StoreDatabase,
  payload: NonNullable<NewEvent["payload"]>,
  recordedAt: Instant,
): Promise<{ readonly payloadId: string; readonly payloadHash: string }> {
  const [payloadId, salt, days] = [randomUUID(), randomBytes(16).toString("hex"), keepDays[payload.class]];
  const body = bodyText(payload.body);
  await db
    .insertInto("payload")
    .values({
      id: payloadId,
      class: payload.class,
      salt,
      body,
      purgeAfter: days === undefined ? null : daysAfter(recordedAt, days),
      purgedAt: null,
    })
    .execute();
  return { payloadId, payloadHash: hashPayload(salt, payload.body) };
}

function bodyText(body: unknown): string {
  try {
    return canonicalJson(body);
  } catch (cause) {
    throw new StoreError("store-misuse", "The body of an event is not JSON. Write it with plain values.", { cause });
  }
}

/** Empties a payload, keeping its id, class and hash. Returns false where it was empty already. */
export async function purgePayload(db: StoreDatabase, payloadId: string, purgedAt: Instant): Promise<boolean> {
  checkInstant("purgedAt", purgedAt);
  const { numUpdatedRows } = await db
    .updateTable("payload")
    .set({ salt: "", body: "", purgedAt })
    .where("id", "=", payloadId)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows > 0n) return true;
  const known = await db.selectFrom("payload").select("id").where("id", "=", payloadId).executeTakeFirst();
  if (known) return false;
  throw new StoreError("store-misuse", `There is no payload ${payloadId}. Pass the payloadId of an event.`);
}

/** The rows that a record has open now, in order of key. */
export async function readOpenRows(db: StoreDatabase, record: string): Promise<readonly StoredRow[]> {
  const open = <Table extends DerivedTable>(table: Table) =>
    sql<Selectable<StoreTables[Table]>>`
      select * from ${sql.table(table)} where record = ${record} and "closedSeq" is null`.execute(db);
  const rows: StoredRow[] = [
    ...(await open("subject")).rows.map((row): StoredRow => ({
      key: row.key,
      row: { table: "subject", subject: subjectOf(row) },
    })),
    ...(await open("alias")).rows.map((row): StoredRow => ({
      key: row.key,
      row: { table: "alias", alias: aliasOf(row), record, audience: row.audience },
    })),
    ...(await open("fact")).rows.map((row): StoredRow => ({ key: row.key, row: { table: "fact", fact: factOf(row) } })),
    ...(await open("source")).rows.map((row): StoredRow => ({
      key: row.key,
      row: { table: "source", source: sourceOf(row) },
    })),
    ...(await open("attribute")).rows.map((row): StoredRow => ({
      key: row.key,
      row: { table: "attribute", attribute: attributeOf(row) },
    })),
    ...(await open("pilot_update")).rows.map((row): StoredRow => ({
      key: row.key,
      row: { table: "update", update: updateOf(row) },
    })),
  ];
  return rows.toSorted((left, right) => (left.key < right.key ? -1 : 1));
}

/** Stores rows of a record as opened by an event. */
export async function insertRows(
  db: StoreDatabase,
  record: string,
  event: LedgerEvent,
  rows: readonly StoredRow[],
): Promise<void> {
  const inserts = derivedInserts(record, event, rows);
  for (const batch of batchesOf(inserts.subject)) await db.insertInto("subject").values(batch).execute();
  for (const batch of batchesOf(inserts.alias)) await db.insertInto("alias").values(batch).execute();
  for (const batch of batchesOf(inserts.fact)) await db.insertInto("fact").values(batch).execute();
  for (const batch of batchesOf(inserts.source)) await db.insertInto("source").values(batch).execute();
  for (const batch of batchesOf(inserts.attribute)) await db.insertInto("attribute").values(batch).execute();
  for (const batch of batchesOf(inserts.pilot_update)) await db.insertInto("pilot_update").values(batch).execute();
}

/** Closes open rows of a record as of an event. Throws `store-misuse` for a key that is not open. */
export async function closeRows(
  db: StoreDatabase,
  record: string,
  event: LedgerEvent,
  keys: readonly string[],
): Promise<void> {
  let closed = 0n;
  for (const batch of batchesOf([...new Set(keys)])) {
    for (const table of derivedTables) {
      const { numUpdatedRows } = await db
        .updateTable(table)
        .set({ closedSeq: event.seq })
        .where("record", "=", record)
        .where("key", "in", batch)
        .where("closedSeq", "is", null)
        .executeTakeFirst();
      closed += numUpdatedRows;
    }
  }
  if (closed !== BigInt(new Set(keys).size)) {
    throw new StoreError(
      "store-misuse",
      `Record ${record} has no open row for some of the keys to close. Read openRows.`,
    );
  }
}

/** Removes every derived row, or those of one record, for a replay from the events. */
export async function clearDerivedRows(db: StoreDatabase, record?: string): Promise<void> {
  for (const table of derivedTables) {
    const rows = db.deleteFrom(table);
    await (record === undefined ? rows : rows.where("record", "=", record)).execute();
  }
}
