import type { Value } from "../../../core/attribute.ts";
import type { Condition } from "../../../core/record-query.ts";
import { type DaySpan, readDaySpan } from "../../../core/time.ts";
import { assertNever } from "../../../core/assert-never.ts";
import { boundsOf } from "./value-bounds.ts";

type Wanted = NonNullable<Condition["value"]>;

/** Text as it is compared: one case, single spaces. */
export function plainText(text: string): string {
  return text.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
}

/** Equal for equal values only: case and the order of lists do not count, qualifier and basis of an amount do. */
export function valueKey(value: Value): string {
  switch (value.kind) {
    case "list":
    case "names":
      return keyOf(value.kind, ...value.items.map(plainText).toSorted());
    case "references":
      return keyOf(value.kind, ...value.ids.toSorted());
    case "money":
      return keyOf(value.kind, value.money.qualifier, value.money.basis, value.money.pence, value.money.toPence ?? "");
    case "date":
      return value.days ? keyOf(value.kind, value.days.from, value.days.to) : keyOf(value.kind, plainText(value.text));
    case "reference":
      return keyOf(value.kind, value.id);
    case "count":
      return keyOf(value.kind, value.count);
    case "percent":
      return keyOf(value.kind, value.percent);
    case "flag":
      return keyOf(value.kind, String(value.flag));
    default:
      return keyOf(value.kind, plainText(value.text));
  }
}

function keyOf(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/** True where two values say different things of one attribute; amounts of different bases do not speak of the same. */
export function differ(left: Value, right: Value): boolean {
  if (left.kind === "money" && right.kind === "money" && left.money.basis !== right.money.basis) return false;
  return valueKey(left) !== valueKey(right);
}

/** True where the values of a subject meet a condition; no values meet only `unknown`. */
export function meets(values: readonly Value[], { comparison, value: wanted }: Condition): boolean {
  if (comparison === "known") return values.length > 0;
  if (comparison === "unknown") return values.length === 0;
  if (wanted === undefined) return false;
  if (comparison === "isNot") return values.length > 0 && !values.some((value) => couldBe(value, wanted));
  return values.some((value) => valueMeets(value, comparison, wanted));
}

function valueMeets(
  value: Value,
  comparison: Exclude<Condition["comparison"], "known" | "unknown" | "isNot">,
  wanted: Wanted,
): boolean {
  switch (comparison) {
    case "is":
      return is(value, wanted);
    case "contains":
      return typeof wanted === "string" && texts(value).some((text) => plainText(text).includes(plainText(wanted)));
    case "atLeast":
      return typeof wanted === "number" && isNumeric(value) && (boundsOf(value)?.low ?? -Infinity) >= wanted;
    case "atMost":
      return typeof wanted === "number" && isNumeric(value) && (boundsOf(value)?.high ?? Infinity) <= wanted;
    case "before":
      return compareDays(value, wanted, (days, other) => days.to <= other.from);
    case "after":
      return compareDays(value, wanted, (days, other) => days.from >= other.to);
    case "within":
      return compareDays(value, wanted, (days, other) => days.from >= other.from && days.to <= other.to);
    default:
      return assertNever(comparison);
  }
}

function is(value: Value, wanted: Wanted): boolean {
  if (value.kind === "flag") return value.flag === wanted;
  if (typeof wanted === "number") return isNumeric(value) && isExactly(value, wanted);
  if (typeof wanted !== "string") return false;
  if (value.kind === "reference") return value.id === wanted;
  if (value.kind === "references") return value.ids.includes(wanted);
  return valueMeets(value, "within", wanted) || texts(value).some((text) => plainText(text) === plainText(wanted));
}

/** An amount stated exactly or as "about" is the amount; a bound or a range is not. */
function isExactly(value: Value, wanted: number): boolean {
  const bounds = boundsOf(value);
  return bounds?.low === wanted && bounds.high === wanted;
}

function couldBe(value: Value, wanted: Wanted): boolean {
  if (typeof wanted === "number" && isNumeric(value)) {
    const bounds = boundsOf(value);
    return bounds !== undefined && bounds.low <= wanted && wanted <= bounds.high;
  }
  return is(value, wanted) || compareDays(value, wanted, (days, other) => days.from < other.to && other.from < days.to);
}

function compareDays(value: Value, wanted: Wanted, holds: (days: DaySpan, other: DaySpan) => boolean): boolean {
  const other = typeof wanted === "string" ? readDaySpan(wanted) : undefined;
  return value.kind === "date" && value.days !== undefined && other !== undefined && holds(value.days, other);
}

function isNumeric(value: Value): boolean {
  return value.kind === "count" || value.kind === "percent" || value.kind === "money";
}

/** The texts that a value consists of; none for amounts, references and flags. */
export function texts(value: Value): readonly string[] {
  switch (value.kind) {
    case "text":
    case "span":
    case "name":
    case "date":
      return [value.text];
    case "list":
    case "names":
      return value.items;
    default:
      return [];
  }
}
