import type { Attribute, Value } from "../../../src/core/attribute.ts";
import type { Fact, Subject } from "../../../src/core/ledger.ts";
import type { Money } from "../../../src/core/money.ts";
import type { Condition, FoundRecords, RecordQuery, RecordResult } from "../../../src/core/record-query.ts";
import { type ReadScope, publicScope } from "../../../src/core/trust.ts";
import { noFields, type ConfirmedUpdate, type UpdateFields } from "../../../src/core/update.ts";
import { deriveUpdateRows } from "../../../src/ledger/updates/derive-update-rows.ts";
import { updateAttributes } from "../../../src/ledger/updates/update-attributes.ts";
import { runRecordQuery } from "../../../src/ledger/record-query/run-record-query.ts";
import { type MemoryLedgerContent, createMemoryLedger } from "../../fakes/memory-ledger.ts";

function attribute(id: string, kind: Attribute["kind"], more: Partial<Attribute> = {}): Attribute {
  return {
    id,
    label: id,
    kind,
    validity: "point",
    asks: [id],
    answers: "what",
    sentence: "{subject}: {value}.",
    ...more,
  };
}

const attributes = [
  ...updateAttributes,
  attribute("theme", "text"),
  attribute("region", "text"),
  attribute("lead", "name"),
  attribute("department", "reference"),
  attribute("grant", "money"),
  attribute("funding", "money"),
  attribute("spend", "money", { validity: "period" }),
  attribute("homes", "count", { validity: "period", unit: "homes" }),
  attribute("pilotCount", "count", { unit: "pilots" }),
  attribute("share", "percent"),
  attribute("announced", "date"),
];

function subject(id: string, kind: Subject["kind"], more: Partial<Subject> = {}): Subject {
  return { id, kind, name: id, audience: "public", ...more };
}

/** Two programmes with pilots in common places, and a network whose members are no pilots. */
export const subjects: readonly Subject[] = [
  subject("harbour", "programme", { name: "Harbour Towns", status: "live" }),
  subject("hillside", "programme", { name: "Hillside", status: "closed" }),
  subject("eastmere", "council", { name: "Eastmere Council" }),
  subject("northford", "council", { name: "Northford Council" }),
  subject("westbay", "council", { name: "Westbay Council" }),
  subject("ministry", "department", { name: "Ministry of Places" }),
  pilot("harbour-eastmere", "harbour", ["eastmere"]),
  pilot("harbour-northford", "harbour", ["northford"]),
  pilot("hillside-east", "hillside", ["eastmere", "westbay"]),
  { ...pilot("harbour-member", "harbour", ["westbay"]), participationKind: "member" },
];

function pilot(id: string, programme: string, councils: readonly string[]): Subject {
  return subject(id, "participation", { programme, participationKind: "pilot", councils });
}

/** The day of March 2026 on which an event was recorded, at noon. */
export function recordedOn(seq: number): string {
  return `2026-03-${String(seq).padStart(2, "0")}T12:00:00.000Z`;
}

/** A fact of the official record, from event 1 unless told otherwise. */
export function fact(about: string, id: string, value: Value, more: Partial<Fact> = {}): Fact {
  const recordedSeq = more.recordedSeq ?? 1;
  const day = more.validFrom ?? "";
  return {
    id: `${about} ${id} ${recordedSeq}${more.sourceClass ?? ""}${day}`,
    subject: about,
    attribute: id,
    value,
    recordedSeq,
    recordedAt: recordedOn(recordedSeq),
    sourceClass: "publication:official",
    sources: ["official"],
    lowConfidence: false,
    trust: "official",
    audience: "public",
    ...more,
  };
}

/** An update of a pilot of Harbour Towns, recorded by an event of March 2026 and posted on its day. */
export function update(
  id: string,
  pilot: string,
  recordedSeq: number,
  fields: Partial<UpdateFields>,
  more: Partial<ConfirmedUpdate> = {},
): ConfirmedUpdate {
  const postedAt = recordedOn(recordedSeq);
  return {
    id,
    pilot,
    programme: "harbour",
    fields: { ...noFields, ...fields },
    validFrom: postedAt.slice(0, 10),
    postedAt,
    version: 1,
    author: "ann",
    confirmedBy: "ann",
    audience: "public",
    recordedSeq,
    recordedAt: postedAt,
    ...more,
  };
}

/** Updates with the facts that they state. */
export function withStatements(updates: readonly ConfirmedUpdate[]): {
  readonly updates: readonly ConfirmedUpdate[];
  readonly facts: readonly Fact[];
} {
  const facts = updates.flatMap(({ recordedSeq, recordedAt, ...stated }) =>
    deriveUpdateRows(stated).flatMap(({ row }) =>
      row.table === "fact" ? [{ ...row.fact, recordedSeq, recordedAt }] : [],
    ),
  );
  return { updates, facts };
}

export function text(value: string): Value {
  return { kind: "text", text: value };
}

export function name(value: string): Value {
  return { kind: "name", text: value };
}

export function count(value: number): Value {
  return { kind: "count", count: value };
}

export function money(pounds: number, basis: Money["basis"] = "total", qualifier: Money["qualifier"] = "exact"): Value {
  return { kind: "money", money: { pence: pounds * 100, qualifier, basis } };
}

export function moneyRange(pounds: number, toPounds: number, basis: Money["basis"] = "total"): Value {
  return { kind: "money", money: { pence: pounds * 100, toPence: toPounds * 100, qualifier: "range", basis } };
}

export function where(
  attributeId: string,
  value: string | number,
  comparison: Condition["comparison"] = "is",
): Condition {
  return { attribute: attributeId, comparison, value };
}

export function participations(programme: string, kind?: "pilot" | "member"): RecordQuery {
  const conditions = [where("programme", programme)];
  if (kind) conditions.push(where("participationKind", kind));
  return { select: "participation", where: conditions, do: "list" };
}

/** Runs a query over the example subjects and the facts given. */
export function run(
  query: RecordQuery,
  facts: readonly Fact[] = [],
  more: Partial<MemoryLedgerContent> & { readonly scope?: ReadScope } = {},
): Promise<RecordResult> {
  const { scope = publicScope, ...content } = more;
  return runRecordQuery(query, {
    ledger: createMemoryLedger({ subjects, facts, ...content }),
    scope,
    attributes: new Map(attributes.map((each) => [each.id, each])),
  });
}

/** Runs a query that must find something. */
export async function find(...parts: Parameters<typeof run>): Promise<FoundRecords> {
  const result = await run(...parts);
  if (result.outcome !== "found") throw new Error(`expected rows, not ${JSON.stringify(result)}`);
  return result;
}

export function ids(result: FoundRecords): readonly string[] {
  return result.rows.map((row) => row.subject.id);
}

/** The values that a result's rows state, in order. */
export function values(result: FoundRecords): readonly Value[] {
  return result.rows.flatMap((row) => row.facts.map((each) => each.value));
}
