import type { Fact } from "../../core/ledger.ts";
import type { ComputedValue, FoundRecords, RecordQuery } from "../../core/record-query.ts";
import { type Computation, extremeOf, sumFacts } from "./values/amounts.ts";
import type { FoundRow } from "./found-row.ts";
import { byRecording } from "./values/standing-facts.ts";

/** What the operation of a query computes of its rows, or undefined for one that only lists. */
export function computeRows(query: RecordQuery, rows: readonly FoundRow[]): Computation | undefined {
  const facts = statedFacts(rows);
  switch (query.do) {
    case "count":
      return { computed: [countOf(query, rows, facts)], notComputed: [] };
    case "sum":
      return sumFacts(facts);
    case "min":
      return extremeOf(facts, "least");
    case "max":
      return extremeOf(facts, "greatest");
    case "range":
      return rangeOf(facts);
    default:
      return undefined;
  }
}

/** The fields of a result or a group that a computation fills; those it leaves empty are left out. */
export function computedPart(
  computation: Computation | undefined,
  ...reasons: readonly string[]
): Pick<FoundRecords, "computed" | "notComputed"> {
  const notComputed = [...(computation?.notComputed ?? []), ...reasons];
  return {
    ...(computation && computation.computed.length > 0 && { computed: computation.computed }),
    ...(notComputed.length > 0 && { notComputed }),
  };
}

/** The facts that state what was asked for in order of recording, each once though several rows may lead to it. */
export function statedFacts(rows: readonly FoundRow[]): readonly Fact[] {
  const facts = rows.flatMap((row) => row.asked.flatMap((value) => value.facts.at(-1) ?? []));
  return [...new Map(facts.map((fact) => [fact.id, fact])).values()].toSorted(byRecording);
}

function countOf(query: RecordQuery, rows: readonly FoundRow[], facts: readonly Fact[]): ComputedValue {
  return query.select === "fact"
    ? { value: { kind: "count", count: facts.length }, from: facts }
    : { value: { kind: "count", count: rows.length }, from: [] };
}

function rangeOf(facts: readonly Fact[]): Computation {
  const [least, greatest] = [extremeOf(facts, "least"), extremeOf(facts, "greatest")];
  const notComputed = [...new Set([...least.notComputed, ...greatest.notComputed])];
  return { computed: [...least.computed, ...greatest.computed], notComputed };
}
