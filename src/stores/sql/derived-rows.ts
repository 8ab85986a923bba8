import type { Insertable, Selectable } from "kysely";
import type { Alias, Fact, LedgerEvent, Source, Subject } from "../../core/ledger.ts";
import type { Attribute } from "../../core/attribute.ts";
import type { DerivedRow, StoredRow } from "../../core/store.ts";
import { checkInstant } from "./instant.ts";
import { fromJson, toJson } from "./json.ts";
import type {
  AliasTable,
  AttributeTable,
  FactTable,
  PilotUpdateTable,
  SourceTable,
  StoredBoolean,
  StoreTables,
  SubjectTable,
} from "./schema.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The tables that hold rows derived from events. */
export const derivedTables = [
  "subject",
  "alias",
  "fact",
  "source",
  "attribute",
  "pilot_update",
] as const satisfies readonly (keyof StoreTables)[];

export type DerivedTable = (typeof derivedTables)[number];

/** The derived columns that a row is stored with: where it belongs and the event that opened it. */
type Placement = Pick<SubjectTable, "record" | "key" | "recordedSeq" | "closedSeq">;

/** Rows ready to be inserted, by table. */
export interface DerivedInserts {
  readonly subject: readonly Insertable<SubjectTable>[];
  readonly alias: readonly Insertable<AliasTable>[];
  readonly fact: readonly Insertable<FactTable>[];
  readonly source: readonly Insertable<SourceTable>[];
  readonly attribute: readonly Insertable<AttributeTable>[];
  readonly pilot_update: readonly Insertable<PilotUpdateTable>[];
}

/** Sorts the rows of a record by table, each with its columns filled. */
export function derivedInserts(record: string, event: LedgerEvent, rows: readonly StoredRow[]): DerivedInserts {
  const place = (key: string): Placement => ({ record, key, recordedSeq: event.seq, closedSeq: null });
  return {
    subject: rows.flatMap(({ key, row }) =>
      row.table === "subject" ? [{ ...place(key), ...subjectColumns(row.subject) }] : [],
    ),
    alias: rows.flatMap(({ key, row }) =>
      row.table === "alias" ? [{ ...place(key), ...aliasColumns(row.alias), audience: row.audience }] : [],
    ),
    fact: rows.flatMap(({ key, row }) => (row.table === "fact" ? [{ ...place(key), ...factColumns(row.fact) }] : [])),
    source: rows.flatMap(({ key, row }) =>
      row.table === "source" ? [{ ...place(key), ...sourceColumns(row.source) }] : [],
    ),
    attribute: rows.flatMap(({ key, row }) =>
      row.table === "attribute" ? [{ ...place(key), ...attributeColumns(row.attribute) }] : [],
    ),
    pilot_update: rows.flatMap(({ key, row }) =>
      row.table === "update" ? [{ ...place(key), ...updateColumns(row.update) }] : [],
    ),
  };
}

function stored(flag: boolean): StoredBoolean {
  return flag ? 1 : 0;
}

function subjectColumns(subject: Subject): Omit<SubjectTable, keyof Placement> {
  return {
    id: subject.id,
    kind: subject.kind,
    name: subject.name,
    programme: subject.programme ?? null,
    participationKind: subject.participationKind ?? null,
    councils: subject.councils === undefined ? null : toJson(subject.councils),
    status: subject.status ?? null,
    fictional: subject.fictional === undefined ? null : stored(subject.fictional),
    returns: subject.returns === undefined ? null : toJson(subject.returns),
    ratingScale: subject.ratingScale ?? null,
    isObserver: subject.isObserver === undefined ? null : stored(subject.isObserver),
    audience: subject.audience,
    marking: subject.marking ?? null,
  };
}

/** The subject in a row. */
export function subjectOf(row: Selectable<SubjectTable>): Subject {
  const { record: _record, key: _key, recordedSeq: _seq, closedSeq: _closed, ...own } = row;
  const { councils, fictional, returns, isObserver, ...rest } = own;
  return {
    ...withoutNulls(rest),
    ...(councils === null ? {} : { councils: fromJson(councils) }),
    ...(fictional === null ? {} : { fictional: fictional === 1 }),
    ...(returns === null ? {} : { returns: fromJson(returns) }),
    ...(isObserver === null ? {} : { isObserver: isObserver === 1 }),
  };
}

function aliasColumns(alias: Alias): Omit<AliasTable, keyof Placement | "audience"> {
  return {
    target: alias.target,
    text: alias.text,
    ambiguous: stored(alias.ambiguous),
    place: stored(alias.place),
    from: alias.from ?? null,
    to: alias.to ?? null,
  };
}

/** The alias in a row. */
export function aliasOf(row: Selectable<AliasTable>): Alias {
  const { target, text, from, to } = row;
  return { ...withoutNulls({ target, text, from, to }), ambiguous: row.ambiguous === 1, place: row.place === 1 };
}

type DerivedFact = Omit<Fact, "recordedSeq" | "recordedAt">;
type DerivedUpdate = Extract<DerivedRow, { readonly table: "update" }>["update"];

function factColumns(fact: DerivedFact): Omit<FactTable, keyof Placement> {
  return {
    id: fact.id,
    subject: fact.subject,
    attribute: fact.attribute,
    value: toJson(fact.value),
    validFrom: fact.validFrom ?? null,
    validTo: fact.validTo ?? null,
    sourceClass: fact.sourceClass,
    sources: toJson(fact.sources),
    lowConfidence: stored(fact.lowConfidence),
    note: fact.note ?? null,
    trust: fact.trust,
    audience: fact.audience,
    marking: fact.marking ?? null,
    part: fact.part ?? null,
    unit: fact.unit ?? null,
    update: fact.update ?? null,
    postedAt: fact.postedAt ?? null,
    permalink: fact.permalink ?? null,
    words: fact.words ?? null,
  };
}

/** The fact in a row, without the time of its event. */
export function factOf(row: Selectable<FactTable>): DerivedFact {
  const {
    record: _record,
    key: _key,
    recordedSeq: _seq,
    closedSeq: _closed,
    value,
    sources,
    lowConfidence,
    ...own
  } = row;
  return {
    ...withoutNulls(own),
    value: fromJson(value),
    sources: fromJson(sources),
    lowConfidence: lowConfidence === 1,
  };
}

function sourceColumns(source: Source): Omit<SourceTable, keyof Placement> {
  return {
    id: source.id,
    title: source.title,
    publisher: source.publisher ?? null,
    url: source.url ?? null,
    published: source.published ?? null,
    trust: source.trust,
    note: source.note ?? null,
  };
}

/** The source in a row. */
export function sourceOf(row: Selectable<SourceTable>): Source {
  const { id, title, publisher, url, published, trust, note } = row;
  return withoutNulls({ id, title, publisher, url, published, trust, note });
}

function attributeColumns(attribute: Attribute): Omit<AttributeTable, keyof Placement> {
  return { ...attribute, asks: toJson(attribute.asks), unit: attribute.unit ?? null };
}

/** The attribute in a row. */
export function attributeOf(row: Selectable<AttributeTable>): Attribute {
  const { id, label, kind, validity, answers, sentence, unit } = row;
  return { ...withoutNulls({ id, label, kind, validity, answers, sentence, unit }), asks: fromJson(row.asks) };
}

function updateColumns(update: DerivedUpdate): Omit<PilotUpdateTable, keyof Placement> {
  checkInstant("postedAt", update.postedAt);
  return {
    id: update.id,
    pilot: update.pilot,
    programme: update.programme,
    postedAt: update.postedAt,
    place: update.message?.place ?? null,
    message: update.message?.id ?? null,
    source: update.source ?? null,
    fictional: stored(update.fictional === true),
    audience: update.audience,
    content: toJson(update),
  };
}

/** The update in a row. */
export function updateOf(row: Pick<Selectable<PilotUpdateTable>, "content">): DerivedUpdate {
  return fromJson(row.content);
}
