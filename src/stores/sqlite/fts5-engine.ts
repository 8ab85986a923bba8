import { sql, type RawBuilder } from "kysely";
import type { ReadScope } from "../../core/trust.ts";
import { batchesOf } from "../sql/batches.ts";
import { readIndexGeneration } from "../sql/document-reads.ts";
import type {
  IndexedPassage,
  LexicalEngine,
  LexicalMatch,
  LexicalSearch,
  TermFrequencies,
} from "../sql/lexical-engine.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { columnWeights, tellingTerms, tidyTerms } from "../sql/telling-terms.ts";
import { isBeforeLastChange, knownIn, seenBy } from "../sql/visibility.ts";

const mostCachedTerms = 10_000;

// `passage_index` holds the passages of current versions, so that old ones neither crowd them out nor change their scores;
// `passage_history` holds all, for questions as of an earlier time. Both keep only the index, the text is in `passage`. They
// are without contentless_delete, which leaves the words of removed passages in the average length that bm25() divides by.
const indexTables = ["passage_index", "passage_history"] as const;
type IndexTable = (typeof indexTables)[number];

const schema = indexTables.map(
  (table) =>
    `create virtual table ${table} using fts5(text, heading, title, content='', tokenize='porter unicode61 remove_diacritics 2')`,
);

/** SQLite's own full-text search with BM25. Frequencies are kept until the index changes: one engine a connection. */
export function createFts5Engine(): LexicalEngine {
  const counters = {
    passage_index: createTermCounter("passage_index"),
    passage_history: createTermCounter("passage_history"),
  };
  return {
    schema,
    add,
    retire,
    async search(db, scope, search) {
      const terms = tidyTerms(search.terms);
      if (terms.length === 0 || search.limit <= 0) return [];
      const table = await indexFor(db, scope);
      const { telling, matches } = tellingTerms(await counters[table](db, terms));
      return matches === 0 ? [] : findBest(db, scope, { table, terms: telling, limit: search.limit, matches });
    },
    frequencies: counters.passage_index,
  };
}

async function add(db: StoreDatabase, passages: readonly IndexedPassage[]): Promise<void> {
  for (const batch of batchesOf(passages)) {
    const rows = batch.map((row) => sql`(${row.number}, ${row.text}, ${row.heading}, ${row.title})`);
    for (const table of indexTables) {
      await sql`insert into ${sql.table(table)} (rowid, text, heading, title) values ${sql.join(rows)}`.execute(db);
    }
  }
}

// The index forgets a passage when it is told the same words again: https://www.sqlite.org/fts5.html#the_delete_command
async function retire(db: StoreDatabase, passages: readonly IndexedPassage[]): Promise<void> {
  for (const batch of batchesOf(passages)) {
    const rows = batch.map((row) => sql`('delete', ${row.number}, ${row.text}, ${row.heading}, ${row.title})`);
    await sql`insert into passage_index (passage_index, rowid, text, heading, title) values ${sql.join(rows)}`.execute(
      db,
    );
  }
}

/** A term as a phrase: inside quotes nothing is an operator. */
function quoted(term: string): string {
  return `"${term.replaceAll('"', '""')}"`;
}

interface IndexSearch extends LexicalSearch {
  readonly table: IndexTable;
  /** How many passages match at most. */
  readonly matches: number;
}

/**
 * The best visible passages. The filter meets only the best candidates first, because looking a passage up costs more than
 * scoring it, and more of them while too few are visible.
 */
async function findBest(db: StoreDatabase, scope: ReadScope, search: IndexSearch): Promise<readonly LexicalMatch[]> {
  for (let candidates = 100 + 4 * search.limit; ; candidates *= 16) {
    const found = await findAmong(db, scope, { ...search, candidates });
    if (found.length === search.limit || candidates >= search.matches) return found;
  }
}

async function indexFor(db: StoreDatabase, scope: ReadScope): Promise<IndexTable> {
  return (await isBeforeLastChange(db, scope)) ? "passage_history" : "passage_index";
}

async function findAmong(
  db: StoreDatabase,
  scope: ReadScope,
  search: IndexSearch & { readonly candidates: number },
): Promise<readonly LexicalMatch[]> {
  const table = sql.table(search.table);
  const found = await sql<LexicalMatch>`
    with candidate as materialized (
      select rowid as number, rank as score from ${table}
      where ${table} match ${search.terms.map(quoted).join(" OR ")} and rank match ${ranking}
      order by rank limit ${search.candidates})
    select candidate.number, -candidate.score as score from candidate
    cross join passage on passage.number = candidate.number
    cross join document_version on document_version.number = passage.version
    where ${knownIn("document_version", scope)} and ${seenBy("document_version", scope.reader)}
    order by candidate.score, passage.id limit ${search.limit}`.execute(db);
  return found.rows;
}

const ranking: RawBuilder<string> = sql.lit(
  `bm25(${[columnWeights.text, columnWeights.heading, columnWeights.title].join(", ")})`,
);

type TermCounter = (db: StoreDatabase, terms: readonly string[]) => Promise<TermFrequencies>;

/** Counts passages by term, and remembers the counts until the index changes. */
function createTermCounter(table: IndexTable): TermCounter {
  let known = { generation: -1, passages: 0, counts: new Map<string, number>() };
  return async (db, terms) => {
    const generation = await readIndexGeneration(db);
    if (generation !== known.generation || known.counts.size > mostCachedTerms) {
      known = { generation, passages: await countPassages(db, table), counts: new Map() };
    }
    const { passages, counts } = known;
    for (const term of terms) {
      if (!counts.has(term)) counts.set(term, await countPassagesWith(db, table, term));
    }
    return { passages, frequencies: new Map(terms.map((term) => [term, counts.get(term) ?? 0])) };
  };
}

// The index's table of lengths has one row a passage and is far smaller than the passages.
async function countPassages(db: StoreDatabase, table: IndexTable): Promise<number> {
  const counted = await sql<{ readonly passages: number }>`
    select count(*) as passages from ${sql.table(`${table}_docsize`)}`.execute(db);
  return counted.rows[0]?.passages ?? 0;
}

async function countPassagesWith(db: StoreDatabase, table: IndexTable, term: string): Promise<number> {
  const [clean] = tidyTerms([term]);
  if (clean === undefined) return 0;
  const counted = await sql<{ readonly passages: number }>`
    select count(*) as passages from ${sql.table(table)} where ${sql.table(table)} match ${quoted(clean)}`.execute(db);
  return counted.rows[0]?.passages ?? 0;
}
