import { stopWords, wordsOf } from "../core/words.ts";

/** A word to look for. `weight` is 1 for the asker's own words and less for words that expand an alias. */
export interface QueryTerm {
  readonly folded: string;
  readonly stem: string;
  readonly weight: number;
}

/** What ranking needs to know of a question. */
export interface AnalysedQuery {
  /** Distinct by stem: the asker's words in order, then those of the expansions. */
  readonly terms: readonly QueryTerm[];
  /** Stems of content words that follow each other in the question, stop words between them left out. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Words that follow each other in the question as written, folded, stop words included; at least one is no stop word. */
  readonly bigrams: readonly (readonly [string, string])[];
}

/** An expansion is our guess at what was meant, so it counts half. */
const expansionWeight = 0.5;

/** Of a pasted page only so many words are looked for; a question has far fewer. */
const mostTerms = 100;

function distinct(pairs: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  return [...new Map(pairs.map((pair) => [pair.join(" "), pair])).values()];
}

function neighbours(words: readonly string[]): (readonly [string, string])[] {
  return words.slice(1).map((word, at) => [words[at] ?? "", word] as const);
}

/** Analyses a question. Where it has nothing but stop words, those are what is looked for. */
export function analyseQuery(text: string, expansions: readonly string[] = []): AnalysedQuery {
  const words = wordsOf(text);
  const isContent = (folded: string): boolean => !stopWords.has(folded);
  const content = words.filter(({ folded }) => isContent(folded));
  const own = content.length > 0 ? content : words;
  const terms = new Map<string, QueryTerm>();
  for (const { folded, stem } of own) if (!terms.has(stem)) terms.set(stem, { folded, stem, weight: 1 });
  for (const { folded, stem } of expansions.flatMap((expansion) => wordsOf(expansion)))
    if (isContent(folded) && !terms.has(stem)) terms.set(stem, { folded, stem, weight: expansionWeight });
  return {
    terms: [...terms.values()].slice(0, mostTerms),
    pairs: distinct(neighbours(own.map(({ stem }) => stem))).slice(0, mostTerms),
    bigrams: distinct(neighbours(words.map(({ folded }) => folded)))
      .filter((pair) => pair.some(isContent))
      .slice(0, mostTerms),
  };
}
