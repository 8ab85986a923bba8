import type { Value } from "../../core/attribute.ts";
import { formatMoney } from "../../core/money.ts";
import type { RecordGroup, RecordQuery, RecordRow } from "../../core/record-query.ts";
import { referredIds } from "./attribute-path.ts";
import { computeRows, computedPart } from "./compute-rows.ts";
import type { FoundRow } from "./found-row.ts";
import type { PathValue, RecordView } from "./record-view.ts";
import { plainText, texts } from "./values/value-comparison.ts";

/** The row as it is handed out. */
export function publicRow({ subject, facts, update }: FoundRow): RecordRow {
  return { subject, facts, ...(update && { update }) };
}

/**
 * The rows in the order asked for; rows without a value come last, equals as they came. Amounts of different bases have
 * no order: then the rows stay as they are, and a reason says so.
 */
export function orderRows(
  rows: readonly FoundRow[],
  order: RecordQuery["order"],
): { readonly rows: readonly FoundRow[]; readonly reason?: string } {
  if (!order) return { rows };
  const values = rows.flatMap((row) => row.orderedBy.map(({ value }) => value));
  const bases = new Set(values.map((value) => (value.kind === "money" ? value.money.basis : undefined)));
  if (bases.size > 1) return { rows, reason: "amounts of different bases cannot be put in one order" };
  const sign = order.descending ? -1 : 1;
  const keyed = rows.map((row) => ({ row, key: orderKey(row.orderedBy, sign) }));
  return { rows: keyed.toSorted((left, right) => compareKeys(left.key, right.key, sign)).map(({ row }) => row) };
}

type OrderKey = number | string | undefined;

/** Of several values the one that comes first in the direction of the order. */
function orderKey(values: readonly PathValue[], sign: 1 | -1): OrderKey {
  return values.flatMap(({ value }) => keysOf(value)).toSorted((left, right) => compareKeys(left, right, sign))[0];
}

/** Numbers go before texts, and what has no key goes last whichever way. */
function compareKeys(left: OrderKey, right: OrderKey, sign: 1 | -1): number {
  if (left === right) return 0;
  if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
  if (typeof left !== typeof right) return typeof left === "number" ? -1 : 1;
  return left < right ? -sign : sign;
}

function keysOf(value: Value): readonly (number | string)[] {
  switch (value.kind) {
    case "count":
      return [value.count];
    case "percent":
      return [value.percent];
    case "money":
      return [value.money.pence];
    case "date":
      return value.days ? [Date.parse(value.days.from)] : [plainText(value.text)];
    case "flag":
      return [Number(value.flag)];
    case "reference":
    case "references":
      return referredIds(value);
    default:
      return texts(value).map(plainText);
  }
}

/** The rows by value of `by`: the largest group first, equals in order of key, and rows without a value last. */
export async function groupRows(
  rows: readonly FoundRow[],
  query: RecordQuery,
  view: RecordView,
): Promise<readonly RecordGroup[]> {
  const groups = new Map<string, { readonly label: GroupLabel; readonly rows: FoundRow[] }>();
  for (const row of rows) {
    for (const label of labelsOf(row)) {
      const group = groups.get(label.identity) ?? { label, rows: [] };
      groups.set(label.identity, group);
      if (group.rows.at(-1) !== row) group.rows.push(row);
    }
  }
  const ids = [...groups.values()].flatMap(({ label }) => label.id ?? []);
  const subjects = new Map((await view.subjects({ ids })).map((subject) => [subject.id, subject]));
  return [...groups.values()].toSorted(compareGroups).map(({ label, rows: members }) => {
    const subject = label.id === undefined ? undefined : subjects.get(label.id);
    return {
      ...(label.key !== undefined && { key: label.key }),
      ...(subject && { subject }),
      rows: members.map(publicRow),
      ...computedPart(computeRows(query, members)),
    };
  });
}

interface GroupLabel {
  /** Equal for values that share a group. */
  readonly identity: string;
  readonly key?: string;
  readonly id?: string;
}

const noLabel: GroupLabel = { identity: "" };

function labelsOf(row: FoundRow): readonly GroupLabel[] {
  const labels = row.groupedBy.flatMap(({ value }) => labelsOfValue(value));
  return labels.length > 0 ? labels : [noLabel];
}

function labelsOfValue(value: Value): readonly GroupLabel[] {
  switch (value.kind) {
    case "count":
      return [labelOf(String(value.count))];
    case "percent":
      return [labelOf(`${value.percent}%`)];
    case "flag":
      return [labelOf(value.flag ? "yes" : "no")];
    case "money": {
      const key = formatMoney(value.money);
      return [{ identity: `${value.money.basis} ${key}`, key }];
    }
    case "reference":
    case "references":
      return referredIds(value).map((id) => ({ identity: `id ${id}`, key: id, id }));
    default:
      return texts(value).map(labelOf);
  }
}

function labelOf(key: string): GroupLabel {
  return { identity: `text ${plainText(key)}`, key };
}

function compareGroups(
  left: { readonly label: GroupLabel; readonly rows: readonly FoundRow[] },
  right: { readonly label: GroupLabel; readonly rows: readonly FoundRow[] },
): number {
  if (left.label === noLabel || right.label === noLabel) return left.label === noLabel ? 1 : -1;
  if (left.rows.length !== right.rows.length) return right.rows.length - left.rows.length;
  return left.label.identity < right.label.identity ? -1 : 1;
}
