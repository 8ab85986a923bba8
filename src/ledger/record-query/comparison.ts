import type { Attribute } from "../../core/attribute.ts";
import type { ComparedResult, ComputedValue, RecordQuery } from "../../core/record-query.ts";
import { compareValues } from "./values/amounts.ts";
import { publicRow } from "./arrange-rows.ts";
import { lastSegment } from "./attribute-path.ts";
import { computeRows, statedFacts } from "./compute-rows.ts";
import { findRows } from "./find-rows.ts";
import { type Finding, type FoundRow, innerClocks } from "./found-row.ts";
import type { Clocks, RecordSources } from "./record-view.ts";
import { valueKey } from "./values/value-comparison.ts";

type Unknown = Extract<Finding, { readonly outcome: "unknownAttribute" }>;

/** What the other query gives beside these rows; or the attribute that it names wrongly. */
export async function compareQueries(
  query: RecordQuery,
  rows: readonly FoundRow[],
  { sources, clocks }: { readonly sources: RecordSources; readonly clocks: Clocks },
): Promise<ComparedResult | Unknown | undefined> {
  if (!query.compare) return undefined;
  const other = query.compare;
  const finding = await findRows(other, sources, innerClocks(other, clocks));
  if (finding.outcome === "unknownAttribute") return finding;
  const otherRows = finding.outcome === "found" ? finding.rows : [];
  const [left, right] = [singleValue(query, rows), singleValue(other, otherRows)];
  return {
    ...(typeof left !== "string" && { left }),
    ...(typeof right !== "string" && { right }),
    rightRows: otherRows.map(publicRow),
    ...judge(left, right, [unitOf(query, sources.attributes), unitOf(other, sources.attributes)]),
  };
}

function judge(
  left: ComputedValue | string,
  right: ComputedValue | string,
  [unit, otherUnit]: readonly [string | undefined, string | undefined],
): Pick<ComparedResult, "difference" | "reason"> {
  if (typeof left === "string") return { difference: "incomparable", reason: left };
  if (typeof right === "string") return { difference: "incomparable", reason: right };
  if (unit !== otherUnit) {
    return {
      difference: "incomparable",
      reason: `one is in ${unit ?? "no unit"} and the other in ${otherUnit ?? "no unit"}`,
    };
  }
  return compareValues(left.value, right.value);
}

/** The one value that a query comes to, or why it comes to none. */
function singleValue(query: RecordQuery, rows: readonly FoundRow[]): ComputedValue | string {
  const computation = computeRows(query, rows);
  const [reason] = computation?.notComputed ?? [];
  if (reason !== undefined) return reason;
  const values = computation?.computed ?? statedValues(rows);
  const [value, another] = values;
  if (!value || rows.length === 0) return "nothing is recorded for one of them";
  return another ? "the records give more than one value for one of them" : value;
}

function statedValues(rows: readonly FoundRow[]): readonly ComputedValue[] {
  const byValue = Map.groupBy(statedFacts(rows), (fact) => valueKey(fact.value));
  return [...byValue.values()].flatMap((from) => (from[0] ? [{ value: from[0].value, from }] : []));
}

/** The unit of what a query comes to: what it counts, or its attribute's own. */
function unitOf(query: RecordQuery, attributes: ReadonlyMap<string, Attribute>): string | undefined {
  if (query.do === "count") return `${query.select}s`;
  return query.attribute === undefined ? undefined : attributes.get(lastSegment(query.attribute))?.unit;
}
