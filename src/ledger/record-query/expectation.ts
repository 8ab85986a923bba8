import type { Fact, Subject } from "../../core/ledger.ts";
import type { ExpectedResult, RecordQuery } from "../../core/record-query.ts";
import type { Instant } from "../../core/time.ts";
import { findRows } from "./find-rows.ts";
import { type Finding, type FoundRow, innerClocks } from "./found-row.ts";
import { inPages } from "./fact-reader.ts";
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
  const heard = await lastHeardOf(query, missing, { sources, view: await openView(sources, clocks) });
  return {
    found: subjects.length - missing.length,
    of: subjects.length,
    missing: missing.map((subject) => {
      const lastHeard = heard.get(subject.id);
      return { subject, ...(lastHeard !== undefined && { lastHeard }) };
    }),
  };
}

interface Hearing {
  readonly sources: RecordSources;
  readonly view: RecordView;
}

/** When each subject was last heard of, by its id. */
async function lastHeardOf(
  query: RecordQuery,
  subjects: readonly Subject[],
  hearing: Hearing,
): Promise<ReadonlyMap<string, Instant | undefined>> {
  if (query.select === "update") return lastPosted(subjects, hearing.view);
  const values = await recordedValues(query, subjects, hearing);
  return new Map(
    Array.from(values, ([id, each]) => [id, lastRecorded(each.flatMap(({ facts }) => facts.at(-1) ?? []))]),
  );
}

async function lastPosted(pilots: readonly Subject[], view: RecordView): Promise<ReadonlyMap<string, Instant>> {
  const ids = pilots.map(({ id }) => id);
  const pages = await inPages(ids, (page) => view.updates({ pilots: page }));
  return new Map(pages.flatMap((page) => page.toReversed().map(({ pilot, postedAt }) => [pilot, postedAt] as const)));
}

function recordedValues(
  query: RecordQuery,
  subjects: readonly Subject[],
  { sources, view }: Hearing,
): Promise<ReadonlyMap<string, readonly PathValue[]>> {
  const paths = readQueryPaths(query, sources.attributes);
  return "outcome" in paths || !paths.attribute
    ? view.everything(subjects, "recorded")
    : view.follow(subjects, paths.attribute, "recorded");
}

function lastRecorded(facts: readonly Fact[]): Instant | undefined {
  return facts.toSorted((left, right) => left.recordedSeq - right.recordedSeq).at(-1)?.recordedAt;
}
