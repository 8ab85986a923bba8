import type { Value } from "../../src/core/attribute.ts";
import type { Fact } from "../../src/core/ledger.ts";
import { formatMoney } from "../../src/core/money.ts";
import type { ComputedValue, RecordGroup, RecordQuery } from "../../src/core/record-query.ts";
import { type Row, last } from "./naive-row.ts";
import { type Snapshot, ids } from "./naive-snapshot.ts";
import { type Sums, naiveExtremes, naiveSums, plain } from "./naive-values.ts";

/** The facts that state what was asked for, in order of recording. */
export function stated(rows: readonly Row[]): readonly Fact[] {
  return [...new Set(rows.flatMap((row) => row.asked.flatMap((trace) => last(trace) ?? [])))].toSorted((a, b) =>
    a.recordedSeq === b.recordedSeq ? (a.id < b.id ? -1 : 1) : a.recordedSeq - b.recordedSeq,
  );
}

/** What the operation comes to. */
export function compute(query: RecordQuery, rows: readonly Row[]): Sums | undefined {
  const facts = stated(rows);
  if (query.do === "count") {
    const counted: ComputedValue =
      query.select === "fact"
        ? { value: { kind: "count", count: facts.length }, from: facts }
        : { value: { kind: "count", count: rows.length }, from: [] };
    return { computed: [counted], notComputed: [] };
  }
  if (query.do === "sum") return naiveSums(facts);
  if (query.do === "min") return naiveExtremes(facts, "least");
  if (query.do === "max") return naiveExtremes(facts, "greatest");
  if (query.do !== "range") return undefined;
  const [least, greatest] = [naiveExtremes(facts, "least"), naiveExtremes(facts, "greatest")];
  return {
    computed: [...least.computed, ...greatest.computed],
    notComputed: [...least.notComputed, ...greatest.notComputed],
  };
}

/** The rows in the order asked for. */
export function sort(
  rows: readonly Row[],
  { order }: RecordQuery,
): { readonly rows: readonly Row[]; readonly reason?: string } {
  if (!order) return { rows };
  const bases = new Set<string>();
  for (const trace of rows.flatMap((row) => row.ordered)) {
    if (trace.value.kind === "money") bases.add(trace.value.money.basis);
  }
  if (bases.size > 1) return { rows, reason: "amounts of different bases cannot be put in one order" };
  const best = (row: Row): string | number | undefined => {
    const all = row.ordered.flatMap((trace) => sortable(trace.value));
    const sorted = all.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    return order.descending ? sorted.at(-1) : sorted[0];
  };
  return {
    rows: rows.toSorted((a, b) => {
      const [x, y] = [best(a), best(b)];
      if (x === y) return rows.indexOf(a) - rows.indexOf(b);
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      return x < y === order.descending ? 1 : -1;
    }),
  };
}

function sortable(value: Value): readonly (string | number)[] {
  if (value.kind === "count") return [value.count];
  if (value.kind === "percent") return [value.percent];
  if (value.kind === "money") return [value.money.pence];
  if (value.kind === "flag") return [value.flag ? 1 : 0];
  if (value.kind === "date") return [value.days ? Date.parse(value.days.from) : plain(value.text)];
  if ("items" in value) return value.items.map(plain);
  return "text" in value ? [plain(value.text)] : ids(value);
}

/** The rows by value, in no order. */
export function group(query: RecordQuery, rows: readonly Row[], snapshot: Snapshot): readonly RecordGroup[] {
  const names = (row: Row): readonly string[] => {
    const all = row.grouped.flatMap((trace) => groupNames(trace.value));
    return all.length > 0 ? all : ["(none)"];
  };
  const distinct = [...new Set(rows.flatMap(names))];
  const groups = distinct.map((name) => {
    const members = rows.filter((row) => names(row).includes(name));
    const sums = compute(query, members);
    const key = members
      .flatMap((row) => row.grouped.flatMap((trace) => groupKeys(trace.value)))
      .find((each) => each.name === name);
    const subject = key?.id === undefined ? undefined : snapshot.subjects.find((each) => each.id === key.id);
    return {
      ...(key ? { key: key.key } : {}),
      ...(subject ? { subject } : {}),
      rows: members,
      ...(sums && sums.computed.length > 0 ? { computed: sums.computed } : {}),
      ...(sums && sums.notComputed.length > 0 ? { notComputed: sums.notComputed } : {}),
    };
  });
  return groups;
}

function groupNames(value: Value): readonly string[] {
  return groupKeys(value).map((each) => each.name);
}

function groupKeys(value: Value): readonly { readonly name: string; readonly key: string; readonly id?: string }[] {
  if (value.kind === "count") return [{ name: `${value.count}`, key: `${value.count}` }];
  if (value.kind === "percent") return [{ name: `${value.percent}%`, key: `${value.percent}%` }];
  if (value.kind === "flag") return [{ name: String(value.flag), key: value.flag ? "yes" : "no" }];
  if (value.kind === "money") {
    return [{ name: `${value.money.basis}${formatMoney(value.money)}`, key: formatMoney(value.money) }];
  }
  if ("items" in value) return value.items.map((key) => ({ name: plain(key), key }));
  if ("text" in value) return [{ name: plain(value.text), key: value.text }];
  return ids(value).map((id) => ({ name: id, key: id, id }));
}
