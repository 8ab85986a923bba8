import { PilotdeskError } from "../../core/errors.ts";
import type { RecordQuery, RecordResult } from "../../core/record-query.ts";
import { groupRows, orderRows, publicRow } from "./arrange-rows.ts";
import { compareQueries } from "./comparison.ts";
import { computeRows, computedPart } from "./compute-rows.ts";
import { findExpected } from "./expectation.ts";
import { findRows } from "./find-rows.ts";
import { type Finding, type FoundRow, innerClocks } from "./found-row.ts";
import { type Clocks, type RecordSources, openView } from "./record-view.ts";
import { recordQuerySchema } from "./record-query-schema.ts";
import { findConflicts } from "./values/standing-facts.ts";

/**
 * Runs a query against what the reader may see and what was known. Where no pilot that meets the conditions ever sent an
 * update, selecting updates answers `notRecorded` of `update`. Throws `PilotdeskError` `record-query` for a query that
 * breaks its schema; an attribute that is not declared is an outcome.
 */
export async function runRecordQuery(query: RecordQuery, sources: RecordSources): Promise<RecordResult> {
  const checked = checkQuery(query);
  const clocks = innerClocks(checked, {});
  const finding = await findRows(checked, sources, clocks);
  if (finding.outcome === "found") return complete(checked, finding.rows, { sources, clocks, finding });
  if (finding.outcome === "unknownAttribute" || !checked.expect) return finding;
  return complete(checked, [], { sources, clocks, finding });
}

function checkQuery(query: RecordQuery): RecordQuery {
  const parsed = recordQuerySchema.safeParse(query);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "query"} ${issue.message}`);
  throw new PilotdeskError("record-query", `The record query cannot be run: ${issues.join("; ")}. Propose another.`);
}

interface Completion {
  readonly sources: RecordSources;
  readonly clocks: Clocks;
  readonly finding: Finding;
}

/** Adds to the rows what is computed of them. Without rows, and nobody expected either, the finding itself is the result. */
async function complete(
  query: RecordQuery,
  found: readonly FoundRow[],
  { sources, clocks, finding }: Completion,
): Promise<RecordResult> {
  const expected = await findExpected(query, found, { sources, clocks });
  if (expected && "outcome" in expected) return expected;
  if (finding.outcome !== "found" && expected?.of === 0) return finding;
  const compared = await compareQueries(query, found, { sources, clocks });
  if (compared && "outcome" in compared) return compared;
  const { rows, reason } = orderRows(found, query.order);
  return {
    outcome: "found",
    rows: rows.slice(0, query.limit).map(publicRow),
    total: rows.length,
    ...computedPart(computeRows(query, rows), ...(reason === undefined ? [] : [reason])),
    ...(query.by !== undefined && { groups: await groupRows(rows, query, await openView(sources, clocks)) }),
    conflicts: findConflicts(rows.flatMap((row) => row.standing)),
    ...(expected && { expected }),
    ...(compared && { compared }),
  };
}
