import { sql, type Selectable, type SqlBool } from "kysely";
import type { Attribute } from "../../core/attribute.ts";
import type { Alias, Fact, LedgerEvent, Setting, Source, Subject } from "../../core/ledger.ts";
import type { EventPage, FactFilter, LedgerHead, StoredEvent, SubjectFilter } from "../../core/store.ts";
import type { Instant } from "../../core/time.ts";
import type { ReadScope } from "../../core/trust.ts";
import { aliasOf, attributeOf, factOf, sourceOf, subjectOf } from "./derived-rows.ts";
import { fromJson } from "./json.ts";
import type { EventTable, StoreDatabase } from "./schema.ts";
import { knownIn, seenBy } from "./visibility.ts";
import { withoutNulls } from "./without-nulls.ts";

/** Where the ledger stands. */
export async function readHead(db: StoreDatabase): Promise<LedgerHead> {
  const last = await db
    .selectFrom("event")
    .select(["seq", "recordedAt"])
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return last ?? { seq: 0 };
}

/** The last event recorded at or before an instant; 0 for none. `recordedAt` never falls, so it is also the highest. */
export async function readSeqAt(db: StoreDatabase, instant: Instant): Promise<number> {
  const row = await db
    .selectFrom("event")
    .select("seq")
    .where("recordedAt", "<=", instant)
    .orderBy("recordedAt", "desc")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** The subjects that the reader may see, in order of id. */
export async function readSubjects(
  db: StoreDatabase,
  scope: ReadScope,
  filter: SubjectFilter = {},
): Promise<readonly Subject[]> {
  if (isEmpty(filter.ids) || isEmpty(filter.kinds)) return [];
  let query = db
    .selectFrom("subject")
    .selectAll()
    .where(knownIn("subject", scope))
    .where(seenBy("subject", scope.reader));
  if (filter.ids) query = query.where("id", "in", filter.ids);
  if (filter.kinds) query = query.where("kind", "in", filter.kinds);
  if (filter.programme !== undefined) query = query.where("programme", "=", filter.programme);
  return (await query.orderBy("id").execute()).map(subjectOf);
}

/** The aliases of the subjects that the reader may see, in order of target and text. */
export async function readAliases(db: StoreDatabase, scope: ReadScope): Promise<readonly Alias[]> {
  const rows = await db
    .selectFrom("alias")
    .selectAll()
    .where(knownIn("alias", scope))
    .where(seenBy("alias", scope.reader))
    .orderBy("target")
    .orderBy("text")
    .orderBy("key")
    .execute();
  return rows.map(aliasOf);
}

/** The facts that the reader may see, in order of recording and id. */
export async function readFacts(
  db: StoreDatabase,
  scope: ReadScope,
  filter: FactFilter = {},
): Promise<readonly Fact[]> {
  if ([filter.ids, filter.subjects, filter.subjectKinds, filter.attributes, filter.updates].some(isEmpty)) return [];
  let query = db
    .selectFrom("fact")
    .innerJoin("event", "event.seq", "fact.recordedSeq")
    .selectAll("fact")
    .select("event.recordedAt")
    .where(knownIn("fact", scope))
    .where(seenBy("fact", scope.reader));
  if (filter.ids) query = query.where("fact.id", "in", filter.ids);
  if (filter.subjects) query = query.where("fact.subject", "in", filter.subjects);
  if (filter.attributes) query = query.where("fact.attribute", "in", filter.attributes);
  if (filter.updates) query = query.where("fact.update", "in", filter.updates);
  if (filter.origin) query = query.where("fact.update", filter.origin === "records" ? "is" : "is not", null);
  const kinds = filter.subjectKinds;
  if (kinds) {
    query = query.where("fact.subject", "in", (inner) =>
      inner
        .selectFrom("subject")
        .select("subject.id")
        .where("subject.kind", "in", kinds)
        .where(knownIn("subject", scope))
        .where(seenBy("subject", scope.reader)),
    );
  }
  const rows = await query.orderBy("fact.recordedSeq").orderBy("fact.id").execute();
  const deleted = rows.some((row) => row.permalink !== null) ? await readDeleted(db) : new Set<string>();
  return rows.map(({ recordedAt, ...row }) => {
    const gone = row.update !== null && deleted.has(row.update);
    return { ...factOf(gone ? { ...row, permalink: null } : row), recordedSeq: row.recordedSeq, recordedAt };
  });
}

/** The updates whose message was deleted since: a link to it leads nowhere, whatever was known then. */
async function readDeleted(db: StoreDatabase): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom("pilot_update")
    .select("id")
    .where(isDeleted)
    .where("closedSeq", "is", null)
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** All sources known in the scope, in order of id. */
export async function readSources(db: StoreDatabase, scope: ReadScope): Promise<readonly Source[]> {
  const rows = await db.selectFrom("source").selectAll().where(knownIn("source", scope)).orderBy("id").execute();
  return rows.map(sourceOf);
}

/** All attributes known in the scope, in order of id. */
export async function readAttributes(db: StoreDatabase, scope: ReadScope): Promise<readonly Attribute[]> {
  const rows = await db.selectFrom("attribute").selectAll().where(knownIn("attribute", scope)).orderBy("id").execute();
  return rows.map(attributeOf);
}

// Written as literals, because a condition on a parameter does not find the partial index.
const isSetting = sql<SqlBool>`kind = 'settingChanged'`;
const isDeleted = sql<SqlBool>`source = 'deleted'`;

/** Every setting as it stands, in order of name. */
export async function readSettings(db: StoreDatabase): Promise<readonly Setting[]> {
  const last = await db
    .selectFrom("event")
    .select((eb) => ["about", eb.fn.max("seq").as("seq")])
    .where(isSetting)
    .groupBy("about")
    .execute();
  if (last.length === 0) return [];
  const rows = await db
    .selectFrom("event")
    .innerJoin("payload", "payload.id", "event.payloadId")
    .select(["event.about", "event.recordedAt", "event.actor", "payload.body", "payload.purgedAt"])
    .where(
      "event.seq",
      "in",
      last.map((row) => row.seq),
    )
    .execute();
  return rows
    .map(({ about, recordedAt, actor, body, purgedAt }) => ({
      name: about,
      value: purgedAt === null ? fromJson(body) : null,
      since: recordedAt,
      actor,
    }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** A page of events in order of recording, each with its payload as stored. */
export async function readEvents(db: StoreDatabase, page: EventPage): Promise<readonly StoredEvent[]> {
  let query = db
    .selectFrom("event")
    .leftJoin("payload", "payload.id", "event.payloadId")
    .selectAll("event")
    .select(["payload.class", "payload.salt", "payload.body", "payload.purgedAt"])
    .where("event.seq", ">", page.afterSeq)
    .orderBy("event.seq")
    .limit(page.limit);
  if (page.about !== undefined) query = query.where("event.about", "=", page.about);
  const rows = await query.execute();
  return rows.map(({ class: payloadClass, salt, body, purgedAt, ...event }) => {
    if (payloadClass === null || salt === null || body === null) return { event: eventOf(event) };
    const payload = { class: payloadClass, salt, body: purgedAt === null ? fromJson(body) : null };
    return { event: eventOf(event), payload: { ...payload, ...withoutNulls({ purgedAt }) } };
  });
}

/** The event in a row. */
function eventOf(row: Selectable<EventTable>): LedgerEvent {
  return withoutNulls(row);
}

/** The ids of all imported records with open rows, in order. */
export async function readOpenRecords(db: StoreDatabase): Promise<readonly string[]> {
  const rows = await sql<{ readonly record: string }>`
    select record from subject where ${knownIn("subject", everything)}
    union select record from alias where ${knownIn("alias", everything)}
    union select record from fact where ${knownIn("fact", everything)} and "update" is null
    union select record from source where ${knownIn("source", everything)}
    union select record from attribute where ${knownIn("attribute", everything)}
    order by record`.execute(db);
  return rows.rows.map((row) => row.record);
}

const everything: ReadScope = { reader: { audiences: ["public"] } };

function isEmpty(list: readonly unknown[] | undefined): boolean {
  return list?.length === 0;
}
