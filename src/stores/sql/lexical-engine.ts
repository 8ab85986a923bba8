import type { ReadScope } from "../../core/trust.ts";
import type { StoreDatabase } from "./schema.ts";

/** A passage as the lexical index takes it in, under the passage row's `number`. */
export interface IndexedPassage {
  readonly number: number;
  readonly text: string;
  readonly heading: string;
  readonly title: string;
}

/** A passage that matched; `score` is higher for better matches. */
export interface LexicalMatch {
  readonly number: number;
  readonly score: number;
}

/** Words of a query, and how many matches are wanted. */
export interface LexicalSearch {
  readonly terms: readonly string[];
  readonly limit: number;
}

/** In how many current passages each term occurs, and how many current passages there are, whatever their audience. */
export interface TermFrequencies {
  readonly passages: number;
  readonly frequencies: ReadonlyMap<string, number>;
}

/** Word search over passages: the part of the store that every database engine does its own way. */
export interface LexicalEngine {
  /** Statements that create the index; part of the first migration. */
  readonly schema: readonly string[];
  /** Takes passages of a current version in. */
  add(db: StoreDatabase, passages: readonly IndexedPassage[]): Promise<void>;
  /** Takes passages, as they were added, out of the current index; searches as of earlier still find them. */
  retire(db: StoreDatabase, passages: readonly IndexedPassage[]): Promise<void>;
  /** Best first, equal scores by passage id; filtered by the scope before the limit. */
  search(db: StoreDatabase, scope: ReadScope, search: LexicalSearch): Promise<readonly LexicalMatch[]>;
  frequencies(db: StoreDatabase, terms: readonly string[]): Promise<TermFrequencies>;
}
