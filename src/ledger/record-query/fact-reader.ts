import type { Fact } from "../../core/ledger.ts";
import type { LedgerReader } from "../../core/store.ts";
import type { ReadScope } from "../../core/trust.ts";

/** Ids per read, well below what a statement of SQLite binds. */
const idsPerRead = 500;

/** Reads facts by subject; those of one attribute and subject at most once. */
export interface FactReader {
  /** The facts of one attribute, by subject; every subject asked for has an entry. */
  of(attribute: string, subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
  /** The facts of every attribute, by subject; a subject without facts has no entry. */
  all(subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
}

/** A reader of facts within a scope. */
export function createFactReader(ledger: LedgerReader, scope: ReadScope): FactReader {
  const read = new Map<string, Map<string, readonly Fact[]>>();
  const load = async (subjects: readonly string[], attributes?: readonly string[]) => {
    const pages = await inPages(subjects, (ids) =>
      ledger.facts(scope, attributes ? { subjects: ids, attributes } : { subjects: ids }),
    );
    return Map.groupBy(pages.flat(), (fact) => fact.subject);
  };
  return {
    all: (subjects) => load(subjects),
    async of(attribute, subjects) {
      const known = read.get(attribute) ?? new Map<string, readonly Fact[]>();
      read.set(attribute, known);
      const missing = [...new Set(subjects)].filter((id) => !known.has(id));
      const loaded = await load(missing, [attribute]);
      for (const id of missing) known.set(id, loaded.get(id) ?? []);
      return known;
    },
  };
}

/** Reads rows for any number of ids, some hundred at a time. */
export async function inPages<Row>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly (readonly Row[])[]> {
  const pages: (readonly Row[])[] = [];
  for (let start = 0; start < ids.length; start += idsPerRead) {
    pages.push(await read(ids.slice(start, start + idsPerRead)));
  }
  return pages;
}
