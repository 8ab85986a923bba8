import type { TermFrequencies } from "./lexical-engine.ts";

/**
 * Terms in more passages and in a larger share of all passages say little and cost most; they are left out where rarer ones
 * exist, so that a search stays quick at 100,000 passages. A store of ordinary size looks for every word.
 */
const common = { passages: 2000, share: 0.4 } as const;

/** A question has at most this many words that matter; of a pasted page the rarest are kept. */
const mostTerms = 64;

/** How much a word in each column counts in BM25. */
export const columnWeights = { text: 1.0, heading: 0.4, title: 0.3 } as const;

/** Each term once, without blanks around it. A NUL, which would end a query in the middle of a word, becomes a blank. */
export function tidyTerms(terms: readonly string[]): readonly string[] {
  return [...new Set(terms.map((term) => term.replaceAll("\0", " ").trim()).filter((term) => term !== ""))];
}

/** The terms that occur, rarest first, without the common ones unless all are; and how many passages they match at most. */
export function tellingTerms({ passages, frequencies }: TermFrequencies): {
  readonly telling: readonly string[];
  readonly matches: number;
} {
  const occurring = [...frequencies].filter(([, count]) => count > 0).toSorted((left, right) => left[1] - right[1]);
  const mostPassages = Math.max(common.passages, passages * common.share);
  const rare = occurring.filter(([, count]) => count <= mostPassages);
  const kept = (rare.length > 0 ? rare : occurring).slice(0, mostTerms);
  return { telling: kept.map(([term]) => term), matches: kept.reduce((sum, [, count]) => sum + count, 0) };
}
