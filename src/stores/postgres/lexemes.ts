import { stemOf } from "../../core/words.ts";
import type { IndexedPassage } from "../sql/lexical-engine.ts";
import { columnWeights } from "../sql/telling-terms.ts";

/** A lexeme of a passage and how often it occurs, weighted by column, in tenths: a whole number compares exactly. */
export interface Posting {
  readonly lexeme: string;
  readonly tenths: number;
}

/** A passage as the index keeps it. `words` counts its tokens over all columns. */
export interface PassagePostings {
  readonly words: number;
  readonly postings: readonly Posting[];
}

// As FTS5's unicode61 cuts text: letters, numbers and private use make words, everything else stands between them.
// https://www.sqlite.org/fts5.html#unicode61_tokenizer
const tokenPattern = /[\p{L}\p{N}\p{Co}]+/gu;

// As FTS5's porter: a shorter or longer token is no English word.
const stemmable = { fewestBytes: 3, mostBytes: 64 } as const;

/** A figure written with separators is up to this many tokens. */
const mostTokensOfFigure = 4;

/**
 * The lexemes of a text in order: words without case and diacritics, by Porter stem. They are the tokens of FTS5's porter,
 * except in scripts other than Latin, where marks are dropped as well and FTS5 keeps some or cuts words at them.
 */
export function lexemesOf(text: string): readonly string[] {
  const folded = text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .normalize("NFC")
    .toLowerCase();
  return Array.from(folded.matchAll(tokenPattern), ([token]) => lexemeOf(token));
}

function lexemeOf(token: string): string {
  const bytes = Buffer.byteLength(token);
  if (bytes < stemmable.fewestBytes || bytes > stemmable.mostBytes) return token;
  // Of a word that begins with a figure Porter's rules only take the plural away: 2020s.
  if (/^\d/.test(token)) return token.replace(/([^s])s$/, "$1");
  return stemOf(token);
}

/**
 * The lexeme that a term is looked up by, or undefined for a term without a word. A term of several tokens, which is a
 * figure such as 150,000, is the lexeme of all of them together.
 */
export function lexemeOfTerm(term: string): string | undefined {
  const lexemes = lexemesOf(term);
  return lexemes.length === 0 ? undefined : lexemes.join(".");
}

/** How often each lexeme occurs in a passage, figures of several tokens included, and how long the passage is. */
export function postingsOf(passage: IndexedPassage): PassagePostings {
  const tenths = new Map<string, number>();
  let words = 0;
  for (const column of ["text", "heading", "title"] as const) {
    const lexemes = lexemesOf(passage[column]);
    words += lexemes.length;
    const weight = Math.round(columnWeights[column] * 10);
    for (const lexeme of [...lexemes, ...figuresIn(lexemes)]) tenths.set(lexeme, (tenths.get(lexeme) ?? 0) + weight);
  }
  return { words, postings: Array.from(tenths, ([lexeme, sum]) => ({ lexeme, tenths: sum })) };
}

/** Every two to four neighbours that are figures, joined: what a search for `150,000` looks for. */
function figuresIn(lexemes: readonly string[]): readonly string[] {
  return lexemes.flatMap((_, start) => {
    const run = lexemes.slice(start, start + mostTokensOfFigure);
    const end = run.findIndex((lexeme) => !/^\d/.test(lexeme));
    const figures = end === -1 ? run : run.slice(0, end);
    return figures.slice(1).map((_, index) => figures.slice(0, index + 2).join("."));
  });
}
