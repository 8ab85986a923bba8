import type { Fact, Subject } from "../../core/ledger.ts";
import type { ExpectedResult, RecordQuery } from "../../core/record-query.ts";
import type { Instant } from "../../core/time.ts";
import { type Finding, type FoundRow, findRows, innerClocks } from "./find-rows.ts";
import { readQueryPaths } from "./query-paths.ts";
import { type Clocks, type PathValue, type RecordSources, type RecordView, openView } from "./record-view.ts";

type Unknown = Extract<Finding, { readonly outcome: "unknownAttribute" }>;

/** Who of those expected was found and who is missing, in order of id; or the attribute that their query names wrongly. */
export async function findExpected(
  query: RecordQuery,
  rows: readonly FoundRow[],
  { sources, clocks }: { readonly sources: RecordSources; readonly clocks: Clocks },
): Promise<ExpectedResult | Unknown | undefined> {
  if (!query.expect) return undefined;
  const expected = query.expect.query;
  const finding = await findRows(expected, sources, innerClocks(expected, clocks));
  if (finding.outcome === "unknownAttribute") return finding;
  const subjects = finding.outcome === "found" ? finding.rows.map((row) => row.subject) : [];
  const found = new Set(rows.map((row) => row.subject.id));
  const missing = subjects.filter(({ id }) => !found.has(id));
  const heard = await recordedValues(query, missing, { sources, view: await openView(sources, clocks) });
  return {
    found: subjects.length - missing.length,
    of: subjects.length,
    missing: missing.map((subject) => {
      const lastHeard = lastRecorded((heard.get(subject.id) ?? []).flatMap(({ facts }) => facts.at(-1) ?? []));
      return { subject, ...(lastHeard !== undefined && { lastHeard }) };
    }),
  };
}

function recordedValues(
  query: RecordQuery,
  subjects: readonly Subject[],
  { sources, view }: { readonly sources: RecordSources; readonly view: RecordView },
): Promise<ReadonlyMap<string, readonly PathValue[]>> {
  const paths = readQueryPaths(query, sources.attributes);
  return "outcome" in paths || !paths.attribute
    ? view.everything(subjects, "recorded")
    : view.follow(subjects, paths.attribute, "recorded");
}

function lastRecorded(facts: readonly Fact[]): Instant | undefined {
  return facts.toSorted((left, right) => left.recordedSeq - right.recordedSeq).at(-1)?.recordedAt;
}
