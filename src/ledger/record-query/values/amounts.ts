import type { Value } from "../../../core/attribute.ts";
import type { Fact } from "../../../core/ledger.ts";
import type { Money, MoneyBasis } from "../../../core/money.ts";
import type { ComparedResult, ComputedValue } from "../../../core/record-query.ts";
import { byStart, overlap } from "./standing-facts.ts";
import { partKey } from "./parts.ts";
import { type Bounds, boundsOf, cautiousBounds } from "./value-bounds.ts";
import { differ, valueKey } from "./value-comparison.ts";

/** What came of a computation; each reason is a clause in plain English. */
export interface Computation {
  readonly computed: readonly ComputedValue[];
  readonly notComputed: readonly string[];
}

const basisWords: Readonly<Record<MoneyBasis, string>> = {
  perPilot: "per pilot",
  total: "in total",
  inYear: "in one year",
  cumulative: "so far",
};

/**
 * Adds up counts and money: one sum for each basis, part and unit, and for each year of in-year amounts. What sources disagree on, what
 * holds for each pilot, and percentages are not added.
 */
export function sumFacts(facts: readonly Fact[]): Computation {
  return forEachClass(facts, sumClass, (group) => {
    const counted = countedFacts(group);
    if (typeof counted === "string") return counted;
    const values = counted.map((fact) => fact.value);
    const value = values.length === 1 ? values[0] : sumValues(values);
    if (value === undefined || typeof value === "string") return value ?? "these values are not amounts";
    return [{ value, from: counted }];
  });
}

function sumClass(fact: Fact): string {
  const { value, validFrom, validTo } = fact;
  const isInYear = value.kind === "money" && value.money.basis === "inYear";
  return isInYear ? `${orderClass(fact)} ${validFrom ?? ""} ${validTo ?? ""}` : orderClass(fact);
}

/** The facts of one class that a sum counts: each stated amount once, and of running totals each subject's last. */
function countedFacts(facts: readonly Fact[]): readonly Fact[] | string {
  const bySubject = Map.groupBy(facts, (fact) => fact.subject);
  const counted: Fact[] = [];
  for (const stated of bySubject.values()) {
    const once = countOnce(isRunningTotal(stated[0]) ? lastOf(stated) : stated);
    if (once === undefined) return "the sources disagree on an amount";
    counted.push(...once);
  }
  return counted;
}

function isRunningTotal(fact: Fact | undefined): boolean {
  return fact?.value.kind === "money" && fact.value.money.basis === "cumulative";
}

function lastOf(facts: readonly Fact[]): readonly Fact[] {
  const last = facts.toSorted(byStart).at(-1)?.validFrom;
  return facts.filter((fact) => fact.validFrom === last);
}

/** Leaves out what repeats an amount for the same time; undefined where two amounts for the same time disagree. */
function countOnce(facts: readonly Fact[]): readonly Fact[] | undefined {
  const taken: Fact[] = [];
  for (const fact of facts.toSorted(byStart)) {
    const rivals = facts.filter((other) => overlap(other, fact));
    if (rivals.some((other) => differ(other.value, fact.value))) return undefined;
    if (!taken.some((other) => overlap(other, fact))) taken.push(fact);
  }
  return taken;
}

function sumValues(values: readonly Value[]): Value | string | undefined {
  if (values.some((value) => value.kind === "percent")) return "percentages cannot be added";
  const counts = values.flatMap((value) => (value.kind === "count" ? [value.count] : []));
  if (counts.length === values.length) return { kind: "count", count: total(counts) };
  const amounts = values.flatMap((value) => (value.kind === "money" ? [value.money] : []));
  if (amounts.length !== values.length) return undefined;
  const money = sumMoney(amounts);
  return typeof money === "string" ? money : { kind: "money", money };
}

/** The sum of amounts of one basis with the qualifier that it deserves, or why there is none. Never called without amounts. */
export function sumMoney(amounts: readonly Money[]): Money | string {
  const basis = amounts[0]?.basis ?? "total";
  const has = (qualifier: Money["qualifier"]): boolean => amounts.some((each) => each.qualifier === qualifier);
  if (basis === "perPilot") return "amounts for each pilot do not add up to a total";
  if (has("upTo") && has("atLeast")) return "an upper and a lower limit cannot be added";
  if (has("about") && (has("upTo") || has("atLeast") || has("range"))) {
    return "an approximate amount and a limit cannot be added";
  }
  const bounds = amounts.map((money) => boundsOf({ kind: "money", money }) ?? { low: 0, high: 0 });
  const low = total(bounds.map((each) => each.low));
  const high = total(bounds.map((each) => each.high));
  if (has("atLeast")) return { pence: low, qualifier: "atLeast", basis };
  if (has("range")) return { pence: low, toPence: high, qualifier: "range", basis };
  return { pence: high, qualifier: has("upTo") ? "upTo" : has("about") ? "about" : "exact", basis };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}

/** The least or the greatest value, one for each basis, part and unit, and only where it is so for certain. */
export function extremeOf(facts: readonly Fact[], end: "least" | "greatest"): Computation {
  return forEachClass(facts, orderClass, (group) => {
    const bounds = new Map(group.map((fact) => [fact, cautiousBounds(fact.value)]));
    if ([...bounds.values()].includes(undefined)) return noOrder(group);
    const certain = group.filter((fact) => group.every((other) => comesFirst(bounds, fact, other, end)));
    const [first] = certain;
    return first ? [{ value: first.value, from: certain }] : `the stated values overlap, so none is surely the ${end}`;
  });
}

/** Equal for facts whose values may be put side by side. */
function orderClass({ value, part, unit }: Fact): string {
  return JSON.stringify([value.kind === "money" ? value.money.basis : value.kind, partKey(part), unit ?? ""]);
}

function noOrder(facts: readonly Fact[]): string {
  return facts[0]?.value.kind === "date" ? "a date is not a calendar date" : "these values have no order";
}

function comesFirst(
  bounds: ReadonlyMap<Fact, Bounds | undefined>,
  fact: Fact,
  other: Fact,
  end: "least" | "greatest",
): boolean {
  const [mine, its] = [bounds.get(fact), bounds.get(other)];
  if (valueKey(fact.value) === valueKey(other.value)) return true;
  if (!mine || !its) return false;
  return end === "least" ? mine.high <= its.low : mine.low >= its.high;
}

function forEachClass(
  facts: readonly Fact[],
  classOf: (fact: Fact) => string,
  compute: (facts: readonly Fact[]) => readonly ComputedValue[] | string,
): Computation {
  const distinct = new Map(facts.map((fact) => [fact.id, fact]));
  const outcomes = [...Map.groupBy(distinct.values(), classOf).values()].map(compute);
  return {
    computed: outcomes.flatMap((outcome) => (typeof outcome === "string" ? [] : outcome)),
    notComputed: [...new Set(outcomes.filter((outcome) => typeof outcome === "string"))],
  };
}

/** Which of two values is more, where that is certain; else why not. */
export function compareValues(left: Value, right: Value): Pick<ComparedResult, "difference" | "reason"> {
  const incomparable = (reason: string) => ({ difference: "incomparable", reason }) as const;
  if (left.kind === "money" && right.kind === "money" && left.money.basis !== right.money.basis) {
    return incomparable(`one amount is ${basisWords[left.money.basis]} and the other ${basisWords[right.money.basis]}`);
  }
  if (valueKey(left) === valueKey(right)) return { difference: "same" };
  const [mine, its] = [cautiousBounds(left), cautiousBounds(right)];
  if (left.kind !== right.kind) return incomparable("they are values of different kinds");
  if (!mine || !its) return incomparable("these values have no order");
  if (mine.low > its.high) return { difference: "more" };
  if (mine.high < its.low) return { difference: "less" };
  if (mine.low === its.high && mine.high === its.low) return { difference: "same" };
  return incomparable("the stated values overlap");
}
