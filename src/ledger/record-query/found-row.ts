import type { Fact, Subject } from "../../core/ledger.ts";
import type { FoundRecords, RecordQuery, RecordResult } from "../../core/record-query.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import type { Clocks, PathValue } from "./record-view.ts";

/** A selected subject, or a selected update with its pilot, with everything the query looked at. */
export interface FoundRow {
  readonly subject: Subject;
  readonly update?: ConfirmedUpdate;
  /** The values of the attribute asked for; of every attribute for facts, or where only `since` or a period asks. */
  readonly asked: readonly PathValue[];
  readonly groupedBy: readonly PathValue[];
  readonly orderedBy: readonly PathValue[];
  /** Distinct: of the attribute first, then what met the conditions, then of grouping and order. */
  readonly facts: readonly Fact[];
  /** Every standing fact of the attributes looked at, where conflicts are searched. */
  readonly standing: readonly Fact[];
}

/** The rows of a query, of subjects in order of id, of updates the newest first; or why there are none. */
export type Finding =
  | { readonly outcome: "found"; readonly rows: readonly FoundRow[] }
  | Exclude<RecordResult, FoundRecords>;

/** A finding without rows. */
export type Nothing = Exclude<Finding, { readonly outcome: "found" }>;

export const noResult = { outcome: "noResult" } as const;

/** The clocks of a query inside another: its own where it names them. */
export function innerClocks(query: RecordQuery, outer: Clocks): Clocks {
  const [trueAt, knownAt] = [query.trueAt ?? outer.trueAt, query.knownAt ?? outer.knownAt];
  return { ...(trueAt !== undefined && { trueAt }), ...(knownAt !== undefined && { knownAt }) };
}

/** The distinct facts of values, in order. */
export function factsOf(values: readonly PathValue[]): readonly Fact[] {
  return [...new Map(values.flatMap(({ facts }) => facts).map((fact) => [fact.id, fact])).values()];
}
