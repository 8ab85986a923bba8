import type { Validity } from "../../../core/attribute.ts";
import type { Fact } from "../../../core/ledger.ts";
import { type Day, type DaySpan, dayOf } from "../../../core/time.ts";
import { isSamePart } from "./parts.ts";
import { differ } from "./value-comparison.ts";

/**
 * The facts about one subject, attribute and part that stand: not replaced by a later word of their class of source, and true on
 * `trueAt`. Without a day, a point attribute keeps the last value of each class, a period attribute its whole series. A
 * point whose start is not known is neither ended by another nor ends one.
 */
export function standingFacts(facts: readonly Fact[], validity: Validity, trueAt?: Day): readonly Fact[] {
  const begun = notReplaced(facts, validity).filter((fact) => hasBegun(fact, trueAt));
  return begun.filter(
    (fact) =>
      (trueAt === undefined || fact.validTo === undefined || trueAt < fact.validTo) &&
      (validity === "period" || !begun.some((other) => ends(other, fact))),
  );
}

/** The facts in the order in which they were true, undated first, without those replaced by a later word; up to `trueAt`. */
export function factHistory(facts: readonly Fact[], validity: Validity, trueAt?: Day): readonly Fact[] {
  return notReplaced(facts, validity)
    .filter((fact) => hasBegun(fact, trueAt))
    .toSorted(byStart);
}

/** Compares facts by when they began to be true, undated first, then by when they were recorded, then by id. */
export function byStart(left: Fact, right: Fact): number {
  return compareText(left.validFrom ?? "", right.validFrom ?? "") || byRecording(left, right);
}

/** Compares facts by when they were recorded, then by id. */
export function byRecording(left: Fact, right: Fact): number {
  return left.recordedSeq - right.recordedSeq || compareText(left.id, right.id);
}

function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** A later event replaces what its class said of the same time: for a point the same start, for a period any common day. */
function notReplaced(facts: readonly Fact[], validity: Validity): readonly Fact[] {
  return facts.filter(
    (fact) =>
      !facts.some(
        (later) =>
          later.sourceClass === fact.sourceClass &&
          later.recordedSeq > fact.recordedSeq &&
          overlap(later, fact) &&
          (validity === "period" || later.validFrom === fact.validFrom),
      ),
  );
}

/** True where `next` of the same class begins after `fact` did, or where an undated fact is over. */
function ends(next: Fact, fact: Fact): boolean {
  if (next.sourceClass !== fact.sourceClass || next.validFrom === undefined) return false;
  const start = fact.validFrom ?? fact.validTo;
  if (start === undefined) return false;
  return fact.validFrom === undefined ? start <= next.validFrom : start < next.validFrom;
}

function hasBegun(fact: Fact, trueAt: Day | undefined): boolean {
  return trueAt === undefined || fact.validFrom === undefined || fact.validFrom <= trueAt;
}

/** True where two facts were true on a common day; an end that is not known is open. */
export function overlap(left: Fact, right: Fact): boolean {
  return beginsBeforeEnd(left, right) && beginsBeforeEnd(right, left);
}

function beginsBeforeEnd(left: Fact, right: Fact): boolean {
  return left.validFrom === undefined || right.validTo === undefined || left.validFrom < right.validTo;
}

/** True where a fact belongs to a stretch of days; see `RecordQuery.expect`. */
export function belongsTo(fact: Fact, validity: Validity, days: DaySpan): boolean {
  if (fact.validFrom === undefined && (validity === "point" || fact.validTo === undefined)) {
    const recorded = dayOf(new Date(fact.recordedAt));
    return days.from <= recorded && recorded < days.to;
  }
  if (validity === "point") return isIn(fact.validFrom, days);
  return (fact.validFrom ?? "") < days.to && (fact.validTo === undefined || days.from < fact.validTo);
}

function isIn(day: Day | undefined, days: DaySpan): boolean {
  return day !== undefined && days.from <= day && day < days.to;
}

/**
 * The facts that contradict each other: same subject and attribute, a common day, another class of source and another
 * value. Facts linked by a contradiction come together; in order of subject, attribute and first recording.
 */
export function findConflicts(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const open = [...new Map(facts.map((fact) => [fact.id, fact])).values()].toSorted(
    (left, right) =>
      compareText(left.subject, right.subject) ||
      compareText(left.attribute, right.attribute) ||
      byRecording(left, right),
  );
  const alike = Map.groupBy(open, ({ subject, attribute }) => `${subject} ${attribute}`);
  return [...alike.values()].flatMap(conflictsAmong);
}

/** The conflicts among facts about one subject and attribute, in order of recording. */
function conflictsAmong(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  if (facts.every((fact) => fact.sourceClass === facts[0]?.sourceClass)) return [];
  const conflicts: Fact[][] = [];
  const placed = new Set<Fact>();
  for (const fact of facts) {
    if (placed.has(fact)) continue;
    const group = [fact];
    for (const member of group) {
      placed.add(member);
      group.push(...facts.filter((other) => !group.includes(other) && contradict(member, other)));
    }
    if (group.length > 1) conflicts.push(group);
  }
  return conflicts;
}

function contradict(left: Fact, right: Fact): boolean {
  return (
    left.sourceClass !== right.sourceClass &&
    isSamePart(left, right) &&
    overlap(left, right) &&
    differ(left.value, right.value)
  );
}
