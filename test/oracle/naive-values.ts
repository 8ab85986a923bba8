import type { Value } from "../../src/core/attribute.ts";
import type { Fact } from "../../src/core/ledger.ts";
import type { ComputedValue, Condition } from "../../src/core/record-query.ts";
import { readDaySpan } from "../../src/core/time.ts";

/** Lower case and single spaces. */
export function plain(text: string): string {
  return text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
}

/** True where both facts hold on one day: the later of the two starts, if on any. */
export function overlapping(a: Fact, b: Fact): boolean {
  const day = [a.validFrom ?? "0000-01-01", b.validFrom ?? "0000-01-01"].toSorted()[1] ?? "";
  return [a, b].every((fact) => (fact.validFrom ?? "") <= day && day < (fact.validTo ?? "9999-12-31"));
}

/** True for values that state the same. */
export function same(a: Value, b: Value): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "money" && b.kind === "money") {
    const [x, y] = [a.money, b.money];
    return x.pence === y.pence && x.toPence === y.toPence && x.qualifier === y.qualifier && x.basis === y.basis;
  }
  if (a.kind === "date" && b.kind === "date" && a.days && b.days) {
    return a.days.from === b.days.from && a.days.to === b.days.to;
  }
  return JSON.stringify(words(a)) === JSON.stringify(words(b));
}

function words(value: Value): readonly unknown[] {
  if ("text" in value) return [value.kind === "date" && value.days ? "dated" : "", plain(value.text)];
  if ("items" in value) return value.items.map(plain).toSorted();
  if ("ids" in value) return value.ids.toSorted();
  return Object.values(value);
}

/** Least and greatest of a value, days counted since 1970. */
function limits(value: Value): readonly [number, number] | undefined {
  if (value.kind === "count") return [value.count, value.count];
  if (value.kind === "percent") return [value.percent, value.percent];
  if (value.kind === "date" && value.days) {
    return [Date.parse(value.days.from) / 86_400_000, Date.parse(value.days.to) / 86_400_000 - 1];
  }
  if (value.kind !== "money") return undefined;
  const { pence, toPence, qualifier } = value.money;
  if (qualifier === "upTo") return [0, pence];
  if (qualifier === "atLeast") return [pence, Infinity];
  return [pence, toPence ?? pence];
}

/** The same, with a tenth of room around "about". */
export function roomyLimits(value: Value): readonly [number, number] | undefined {
  if (value.kind === "money" && value.money.qualifier === "about") {
    const tenth = Math.abs(value.money.pence) * 0.1;
    return [value.money.pence - tenth, value.money.pence + tenth];
  }
  return limits(value);
}

/** True where the values of one subject meet a condition. */
export function satisfied(values: readonly Value[], condition: Condition): boolean {
  const wanted = condition.value;
  if (condition.comparison === "known") return values.length > 0;
  if (condition.comparison === "unknown") return values.length === 0;
  if (condition.comparison === "isNot") {
    return values.length > 0 && values.every((value) => !equals(value, wanted) && !mayBe(value, wanted));
  }
  return values.some((value) => satisfies(value, condition));
}

function satisfies(value: Value, { comparison, value: wanted }: Condition): boolean {
  const number =
    value.kind === "count" || value.kind === "percent" || value.kind === "money" ? limits(value) : undefined;
  const days = value.kind === "date" ? value.days : undefined;
  const span = typeof wanted === "string" ? readDaySpan(wanted) : undefined;
  if (comparison === "is") return equals(value, wanted);
  if (comparison === "contains") return strings(value).some((text) => plain(text).includes(plain(String(wanted))));
  if (comparison === "atLeast") return number !== undefined && typeof wanted === "number" && number[0] >= wanted;
  if (comparison === "atMost") return number !== undefined && typeof wanted === "number" && number[1] <= wanted;
  if (!days || !span) return false;
  if (comparison === "before") return days.to <= span.from;
  if (comparison === "after") return days.from >= span.to;
  return span.from <= days.from && days.to <= span.to;
}

function equals(value: Value, wanted: Condition["value"]): boolean {
  if (value.kind === "flag") return value.flag === wanted;
  if (value.kind === "count") return value.count === wanted;
  if (value.kind === "percent") return value.percent === wanted;
  if (value.kind === "money") return limits(value)?.[0] === wanted && limits(value)?.[1] === wanted;
  if (value.kind === "reference") return value.id === wanted;
  if (value.kind === "references") return value.ids.some((id) => id === wanted);
  if (typeof wanted !== "string") return false;
  const span = readDaySpan(wanted);
  if (value.kind === "date" && value.days && span && span.from <= value.days.from && value.days.to <= span.to)
    return true;
  return strings(value).some((text) => plain(text) === plain(wanted));
}

function mayBe(value: Value, wanted: Condition["value"]): boolean {
  const range = limits(value);
  if (typeof wanted === "number" && range && value.kind !== "date") return range[0] <= wanted && wanted <= range[1];
  const span = typeof wanted === "string" ? readDaySpan(wanted) : undefined;
  return value.kind === "date" && !!value.days && !!span && value.days.from < span.to && span.from < value.days.to;
}

function strings(value: Value): readonly string[] {
  if ("text" in value) return [value.text];
  return "items" in value ? value.items : [];
}

/** What a naive computation came to. */
export interface Sums {
  readonly computed: ComputedValue[];
  readonly notComputed: string[];
}

function split(facts: readonly Fact[], name: (fact: Fact) => string): readonly (readonly Fact[])[] {
  return [...new Set(facts.map(name))].map((wanted) => facts.filter((fact) => name(fact) === wanted));
}

function partAndUnit({ part, unit }: Fact): string {
  return `/${plain(part ?? "")}/${unit ?? ""}`;
}

/** The sums of facts, one for each basis, part, unit and year. */
export function naiveSums(facts: readonly Fact[]): Sums {
  const sums: Sums = { computed: [], notComputed: [] };
  const classes = split(facts, (fact) => {
    const of = partAndUnit(fact);
    if (fact.value.kind !== "money") return `${fact.value.kind}${of}`;
    const { basis } = fact.value.money;
    return basis === "inYear" ? JSON.stringify([basis, of, fact.validFrom, fact.validTo]) : `${basis}${of}`;
  });
  for (const members of classes) {
    const counted: Fact[] = [];
    let disagree = false;
    for (const ofOne of split(members, (fact) => fact.subject)) {
      const running = ofOne.some((fact) => fact.value.kind === "money" && fact.value.money.basis === "cumulative");
      const last = ofOne
        .map((fact) => fact.validFrom ?? "")
        .toSorted()
        .at(-1);
      const used = running ? ofOne.filter((fact) => (fact.validFrom ?? "") === last) : ofOne;
      if (used.some((a) => used.some((b) => overlapping(a, b) && !same(a.value, b.value)))) disagree = true;
      const ordered = used.toSorted((a, b) =>
        (a.validFrom ?? "") !== (b.validFrom ?? "")
          ? (a.validFrom ?? "") < (b.validFrom ?? "")
            ? -1
            : 1
          : a.recordedSeq !== b.recordedSeq
            ? a.recordedSeq - b.recordedSeq
            : a.id < b.id
              ? -1
              : 1,
      );
      const ofThis: Fact[] = [];
      for (const fact of ordered) if (!ofThis.some((taken) => overlapping(taken, fact))) ofThis.push(fact);
      counted.push(...ofThis);
    }
    const outcome = disagree ? "the sources disagree on an amount" : add(counted.map((fact) => fact.value));
    if (typeof outcome === "string") sums.notComputed.push(outcome);
    else sums.computed.push({ value: outcome, from: counted });
  }
  return sums;
}

function add(values: readonly Value[]): Value | string {
  const [first] = values;
  if (first && values.length === 1) return first;
  if (first?.kind === "percent") return "percentages cannot be added";
  if (first?.kind === "count") {
    let count = 0;
    for (const value of values) count += value.kind === "count" ? value.count : Number.NaN;
    return { kind: "count", count };
  }
  if (first?.kind !== "money") return "these values are not amounts";
  const { basis } = first.money;
  if (basis === "perPilot") return "amounts for each pilot do not add up to a total";
  const stated = new Set(values.map((value) => (value.kind === "money" ? value.money.qualifier : "none")));
  if (stated.has("upTo") && stated.has("atLeast")) return "an upper and a lower limit cannot be added";
  if (stated.has("about") && ["upTo", "atLeast", "range"].some((each) => stated.has(each as "upTo"))) {
    return "an approximate amount and a limit cannot be added";
  }
  let [low, high] = [0, 0];
  for (const value of values) {
    low += limits(value)?.[0] ?? 0;
    high += limits(value)?.[1] ?? 0;
  }
  if (stated.has("atLeast")) return { kind: "money", money: { pence: low, qualifier: "atLeast", basis } };
  if (stated.has("range")) return { kind: "money", money: { pence: low, toPence: high, qualifier: "range", basis } };
  if (stated.has("upTo")) return { kind: "money", money: { pence: high, qualifier: "upTo", basis } };
  return { kind: "money", money: { pence: low, qualifier: stated.has("about") ? "about" : "exact", basis } };
}

/** The values that are surely the least or greatest, one for each basis. */
export function naiveExtremes(facts: readonly Fact[], end: "least" | "greatest"): Sums {
  const sums: Sums = { computed: [], notComputed: [] };
  const kindOf = ({ value }: Fact): string => (value.kind === "money" ? value.money.basis : value.kind);
  for (const members of split(facts, (fact) => `${kindOf(fact)}${partAndUnit(fact)}`)) {
    if (members.some((fact) => roomyLimits(fact.value) === undefined)) {
      sums.notComputed.push(
        members[0]?.value.kind === "date" ? "a date is not a calendar date" : "these values have no order",
      );
      continue;
    }
    const sure = members.filter((a) =>
      members.every((b) => {
        const [mine, its] = [roomyLimits(a.value), roomyLimits(b.value)];
        if (!mine || !its || same(a.value, b.value)) return true;
        return end === "least" ? mine[1] <= its[0] : mine[0] >= its[1];
      }),
    );
    if (sure[0]) sums.computed.push({ value: sure[0].value, from: sure });
    else sums.notComputed.push(`the stated values overlap, so none is surely the ${end}`);
  }
  return sums;
}
