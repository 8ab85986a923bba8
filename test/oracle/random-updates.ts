import fc from "fast-check";
import type { Attribute, Value } from "../../src/core/attribute.ts";
import type { Fact, Subject } from "../../src/core/ledger.ts";
import { noFields, ratings, type ConfirmedUpdate } from "../../src/core/update.ts";
import { updateAttributes } from "../../src/ledger/updates/update-attributes.ts";

const stated = ["rating", "metric", "spendToDate", "risk", "helpFrom", "milestoneDue"];

/** The declarations of some of what updates state: a text, a figure with parts, money, a reference, a date with parts. */
export const randomUpdateAttributes: readonly Attribute[] = updateAttributes.filter(({ id }) => stated.includes(id));

/** Updates and what they state. */
export interface RandomUpdates {
  readonly updates: readonly ConfirmedUpdate[];
  readonly facts: readonly Fact[];
}

const days = ["2023-10-29", "2024-01-01", "2024-04-01", "2024-06-01"] as const;
const periods = [
  { from: "2023-10-01", to: "2024-01-01" },
  { from: "2024-01-01", to: "2024-04-01" },
  { from: "2024-03-01", to: "2024-04-01" },
] as const;

type Statement = Pick<Fact, "attribute" | "value"> & Partial<Pick<Fact, "part" | "unit">>;

const part = fc.constantFrom("referrals", "Referrals", "home visits");
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.constantFrom(...ratings, "amber", "amber").map((text) => said("rating", { kind: "text", text })),
  fc
    .record({ part, count: fc.constantFrom(5, 10, 20), unit: fc.constantFrom(undefined, undefined, "people") })
    .map((each) => ({
      ...said("metric", { kind: "count", count: each.count }),
      part: each.part,
      ...(each.unit && { unit: each.unit }),
    })),
  fc
    .constantFrom(100, 200)
    .map((pence) => said("spendToDate", { kind: "money", money: { pence, qualifier: "exact", basis: "cumulative" } })),
  fc.constantFrom("Housing", "the contract").map((text) => said("risk", { kind: "text", text })),
  fc.constantFrom("d1", "d2", "nobody").map((id) => said("helpFrom", { kind: "reference", id })),
  fc.record({ part, text: fc.constantFrom(...days) }).map((each) => ({
    ...said("milestoneDue", { kind: "date", text: each.text, days: { from: each.text, to: dayAfter(each.text) } }),
    part: each.part,
  })),
);

function said(attribute: string, value: Value): Statement {
  return { attribute, value };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** Up to ten updates of the participations among these subjects; `moments` are the times of events 1, 2, …. */
export function updatesOf(subjects: readonly Subject[], moments: readonly string[]): fc.Arbitrary<RandomUpdates> {
  const pilots = subjects.filter(({ kind }) => kind === "participation");
  const one = fc.record({
    pilot: fc.constantFrom(...pilots, ...pilots.slice(0, 1)),
    seq: fc.integer({ min: 1, max: moments.length }),
    posted: fc.constantFrom(...moments),
    validFrom: fc.constantFrom(...days),
    period: fc.option(fc.constantFrom(...periods), { nil: undefined }),
    audience: fc.constantFrom("public" as const, "public" as const, "programme:p1" as const),
    marking: fc.constantFrom(undefined, "OFFICIAL"),
    fictional: fc.constantFrom(undefined, true as const),
    version: fc.integer({ min: 1, max: 2 }),
    statements: fc.array(statement, { maxLength: 4 }),
  });
  return fc.array(one, { maxLength: 10, size: "max" }).map((parts) => {
    const updates = parts.map((each, index): ConfirmedUpdate => ({
      id: `u${index}`,
      pilot: each.pilot.id,
      programme: each.pilot.programme ?? "",
      fields: { ...noFields, ...(each.period && { period: each.period, scale: "five-step" as const }) },
      validFrom: each.validFrom,
      postedAt: each.posted,
      version: each.version,
      author: "ann",
      confirmedBy: "bo",
      ...(each.marking && { marking: each.marking, message: { place: "teams:T1:C1", id: `${index}` } }),
      ...(each.fictional && { fictional: each.fictional, source: "edited" as const }),
      audience: each.audience,
      recordedSeq: each.seq,
      recordedAt: moments[each.seq - 1] ?? "",
    }));
    return { updates, facts: updates.flatMap((update, index) => factsOf(update, parts[index]?.statements ?? [])) };
  });
}

function factsOf(update: ConfirmedUpdate, statements: readonly Statement[]): readonly Fact[] {
  return statements.map(({ attribute, ...rest }, index): Fact => {
    const isPeriod = attribute === "metric" || attribute === "spendToDate";
    const days = update.fields.period ?? { from: update.validFrom, to: dayAfter(update.validFrom) };
    return {
      id: `g${update.id}${index}`,
      subject: update.pilot,
      attribute,
      ...rest,
      ...(isPeriod ? { validFrom: days.from, validTo: days.to } : { validFrom: update.validFrom }),
      recordedSeq: update.recordedSeq,
      recordedAt: update.recordedAt,
      sourceClass: "update",
      sources: [],
      lowConfidence: false,
      trust: "official",
      audience: update.audience,
      update: update.id,
      postedAt: update.postedAt,
    };
  });
}
