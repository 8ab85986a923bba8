import { sql } from "kysely";
import type { ReadScope } from "../../core/trust.ts";
import { batchesOf } from "../sql/batches.ts";
import type { IndexedPassage, LexicalEngine, LexicalMatch } from "../sql/lexical-engine.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { tellingTerms, tidyTerms } from "../sql/telling-terms.ts";
import { isBeforeLastChange, knownIn, seenBy } from "../sql/visibility.ts";
import { lexemeOfTerm, postingsOf } from "./lexemes.ts";
import { createStatistics, postingsIn, textArray, type Extent, type Statistics } from "./posting-statistics.ts";

/** BM25's constants, and the least that a term counts, as FTS5 has them: https://www.sqlite.org/fts5.html#the_bm25_function */
const bm25 = { k1: 1.2, b: 0.75, leastIdf: 1e-6 } as const;

// `posting` holds the passages of current versions; what is retired moves to `posting_retired`, which only questions as of an
// earlier time look at. A passage's length stands in each of its postings, so that a search reads nothing but the index.
const schema = [
  `create table posting (lexeme text collate "C" not null, passage bigint not null, tenths integer not null,
    words integer not null)`,
  `create index posting_lexeme on posting (lexeme) include (passage, tenths, words)`,
  `create index posting_passage on posting (passage)`,
  `create table posting_retired (lexeme text collate "C" not null, passage bigint not null, tenths integer not null,
    words integer not null)`,
  `create index posting_retired_lexeme on posting_retired (lexeme) include (passage, tenths, words)`,
  `create table passage_length (passage bigint primary key, words integer not null, current integer not null)`,
];

/** BM25 over a table of postings. Counts are kept until the index changes: one engine a connection. */
export function createPostingEngine(): LexicalEngine {
  const statistics = { current: createStatistics("current"), all: createStatistics("all") };
  return {
    schema,
    add,
    retire,
    async search(db, scope, search) {
      const terms = tidyTerms(search.terms);
      if (terms.length === 0 || search.limit <= 0) return [];
      const extent = await extentFor(db, scope);
      const found = await statistics[extent](db, terms);
      const { telling, matches } = tellingTerms(found);
      if (matches === 0) return [];
      return findBest(db, scope, {
        extent,
        weights: weightsOf(telling, found),
        limit: search.limit,
        matches,
        ...found,
      });
    },
    frequencies: async (db, terms) => {
      const { passages, frequencies } = await statistics.current(db, terms);
      return { passages, frequencies };
    },
  };
}

async function add(db: StoreDatabase, passages: readonly IndexedPassage[]): Promise<void> {
  for (const batch of batchesOf(passages)) {
    const indexed = batch.map((passage) => ({ number: passage.number, ...postingsOf(passage) }));
    const rows = indexed.flatMap(({ number, words, postings }) =>
      postings.map(({ lexeme, tenths }) => ({ lexeme, number, tenths, words })),
    );
    await sql`insert into posting (lexeme, passage, tenths, words)
      select * from unnest(${textArray(rows.map((row) => row.lexeme))}::text[],
        ${textArray(rows.map((row) => row.number))}::bigint[], ${textArray(rows.map((row) => row.tenths))}::integer[],
        ${textArray(rows.map((row) => row.words))}::integer[])`.execute(db);
    await sql`insert into passage_length (passage, words, current)
      select *, 1 from unnest(${textArray(indexed.map((row) => row.number))}::bigint[],
        ${textArray(indexed.map((row) => row.words))}::integer[])`.execute(db);
  }
}

async function retire(db: StoreDatabase, passages: readonly IndexedPassage[]): Promise<void> {
  for (const batch of batchesOf(passages)) {
    const numbers = sql`${textArray(batch.map((passage) => passage.number))}::bigint[]`;
    await sql`with retired as (
        delete from posting where passage = any(${numbers}) returning lexeme, passage, tenths, words)
      insert into posting_retired (lexeme, passage, tenths, words) select * from retired`.execute(db);
    await sql`update passage_length set current = 0 where passage = any(${numbers})`.execute(db);
  }
}

interface PostingSearch extends Statistics {
  readonly extent: Extent;
  readonly weights: ReadonlyMap<string, number>;
  readonly limit: number;
  /** How many passages match at most. */
  readonly matches: number;
}

/** What each lexeme counts. Two terms with one stem count twice, as they do in FTS5. */
function weightsOf(terms: readonly string[], { passages, frequencies }: Statistics): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const term of terms) {
    const [lexeme, found] = [lexemeOfTerm(term), frequencies.get(term) ?? 0];
    if (lexeme === undefined) continue;
    const idf = Math.log((passages - found + 0.5) / (found + 0.5));
    weights.set(lexeme, (weights.get(lexeme) ?? 0) + (idf > 0 ? idf : bm25.leastIdf));
  }
  return weights;
}

async function extentFor(db: StoreDatabase, scope: ReadScope): Promise<Extent> {
  return (await isBeforeLastChange(db, scope)) ? "all" : "current";
}

/** The best visible passages: the filter meets the best candidates first, and more of them while too few are visible. */
async function findBest(db: StoreDatabase, scope: ReadScope, search: PostingSearch): Promise<readonly LexicalMatch[]> {
  for (let candidates = 100 + 4 * search.limit; ; candidates *= 16) {
    const found = await findAmong(db, scope, { ...search, candidates });
    if (found.length === search.limit || candidates >= search.matches) return found;
  }
}

async function findAmong(
  db: StoreDatabase,
  scope: ReadScope,
  { extent, weights, averageWords, candidates, limit }: PostingSearch & { readonly candidates: number },
): Promise<readonly LexicalMatch[]> {
  const { k1, b } = bm25;
  const term = sql`unnest(${textArray([...weights.keys()])}::text[], ${textArray([...weights.values()])}::float8[])`;
  const found = await sql<LexicalMatch>`
    with candidate as materialized (
      select passage as number, sum(idf * tf * ${sql.lit(k1 + 1)}
        / (tf + ${sql.lit(k1)}::float8 * (${sql.lit(1 - b)} + ${sql.lit(b)} * words / ${averageWords}::float8))) as score
      from ${term} as term (lexeme, idf)
      cross join lateral (
        select passage, tenths / 10::float8 as tf, words from ${postingsIn(extent)} as entry
        where entry.lexeme = term.lexeme) as matching
      group by passage order by score desc limit ${candidates})
    select candidate.number, candidate.score from candidate
    join passage on passage.number = candidate.number
    join document_version on document_version.number = passage.version
    where ${knownIn("document_version", scope)} and ${seenBy("document_version", scope.reader)}
    order by candidate.score desc, passage.id limit ${limit}`.execute(db);
  return found.rows;
}
