import { sql, type RawBuilder } from "kysely";
import { readIndexGeneration } from "../sql/document-reads.ts";
import type { TermFrequencies } from "../sql/lexical-engine.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { lexemeOfTerm } from "./lexemes.ts";

/** Which passages are searched: current ones, or all that there ever were. */
export type Extent = "current" | "all";

/** What BM25 needs to know of the passages searched. */
export interface Statistics extends TermFrequencies {
  readonly averageWords: number;
}

/** Reads the statistics for some terms. */
type StatisticsReader = (db: StoreDatabase, terms: readonly string[]) => Promise<Statistics>;

const mostCachedTerms = 10_000;

/** A list as the text of a PostgreSQL array. Lexemes have no quotes and no backslashes: they are letters, figures and stops. */
export function textArray(values: readonly (string | number)[]): string {
  return `{${values.map((value) => `"${value}"`).join(",")}}`;
}

/** The postings of an extent, to select from. */
export function postingsIn(extent: Extent): RawBuilder<unknown> {
  return extent === "current"
    ? sql`posting`
    : sql`(select lexeme, passage, tenths, words from posting
        union all select lexeme, passage, tenths, words from posting_retired)`;
}

/** Counts passages by term, and remembers the counts until the index changes. */
export function createStatistics(extent: Extent): StatisticsReader {
  let known = { generation: -1, passages: 0, averageWords: 1, counts: new Map<string, number>() };
  return async (db, terms) => {
    const generation = await readIndexGeneration(db);
    if (generation !== known.generation || known.counts.size > mostCachedTerms) {
      known = { generation, ...(await readLengths(db, extent)), counts: new Map() };
    }
    const { passages, averageWords, counts } = known;
    const lexemes = terms.map((term) => ({ term, lexeme: lexemeOfTerm(term) ?? "" }));
    const missing = new Set(
      lexemes.map(({ lexeme }) => lexeme).filter((lexeme) => lexeme !== "" && !counts.has(lexeme)),
    );
    if (missing.size > 0) {
      for (const [lexeme, count] of await countPassagesWith(db, extent, [...missing])) counts.set(lexeme, count);
    }
    const frequencies = new Map(lexemes.map(({ term, lexeme }) => [term, counts.get(lexeme) ?? 0]));
    return { passages, averageWords, frequencies };
  };
}

async function readLengths(
  db: StoreDatabase,
  extent: Extent,
): Promise<{ readonly passages: number; readonly averageWords: number }> {
  const read = await sql<{ readonly passages: number; readonly words: number | null }>`
    select count(*) as passages, sum(words) as words from passage_length
    where ${extent === "all" ? sql`true` : sql`current = 1`}`.execute(db);
  const { passages = 0, words = 0 } = read.rows[0] ?? {};
  return { passages, averageWords: Math.max(words ?? 0, 1) / Math.max(passages, 1) };
}

// Each lexeme by itself: asked for all at once, a server that has not yet analysed the table reads the whole of it.
async function countPassagesWith(
  db: StoreDatabase,
  extent: Extent,
  lexemes: readonly string[],
): Promise<readonly (readonly [string, number])[]> {
  const counted = await sql<{ readonly lexeme: string; readonly passages: number }>`
    select term.lexeme, matching.passages from unnest(${textArray(lexemes)}::text[]) as term (lexeme)
    cross join lateral (
      select count(*) as passages from ${postingsIn(extent)} as entry where entry.lexeme = term.lexeme) as matching`.execute(
    db,
  );
  return counted.rows.map(({ lexeme, passages }) => [lexeme, passages]);
}
