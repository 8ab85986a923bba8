import type { AnalysedQuery } from "./analyse-query.ts";
import type { PassageWords } from "./passage-words.ts";

/** What ranking looks at, in the order of the weights. */
export const featureNames = [
  "bm25",
  "coverage",
  "sibling",
  "window",
  "pairs",
  "bigrams",
  "titleMatch",
  "titleBm25",
  "similarity",
] as const;
export type FeatureName = (typeof featureNames)[number];

/**
 * What each feature weighs once it is scaled over the candidates. Chosen by hand before measuring, but for `sibling`, which
 * came when documents were cut (nDCG@10 on Cranfield .384 with it and .380 without, on XQuAD .978 either way). A learned
 * reranker did not carry over from one set to another. With a stronger encoder measure again (`pilotdesk eval retrieval`).
 */
const featureWeights: Readonly<Record<FeatureName, number>> = {
  bm25: 1,
  coverage: 0.3,
  sibling: 0.2,
  window: 0.3,
  pairs: 0.2,
  bigrams: 0.15,
  titleMatch: 0.1,
  titleBm25: 0.1,
  similarity: 0.35,
};

/**
 * The features of one passage, unscaled, so that they compare between questions: `bm25` as the store scores it, `coverage`,
 * `window` and `titleMatch` the share of the question's weight of words (idf) found in the passage with its headings, in
 * its best 20 words and in its title; `sibling` the bm25 of the best other candidate of its document, because cutting tears
 * apart what answers as one; `pairs` and `bigrams` the share found of the question's; `similarity` the cosine,
 * left out where there are no vectors.
 */
export type PassageFeatures = Readonly<Record<Exclude<FeatureName, "similarity">, number>> & {
  readonly similarity?: number;
};

/** How rare each stem of a question is among the passages: `log(1 + (N - n + .5) / (n + .5))`. */
export type TermWeights = ReadonlyMap<string, number>;

const windowWords = 20;
/** Two words stand together where at most this many places lie between them. */
const pairReach = 3;

/** The weights of a question's terms, from how many of `passages` hold each folded word. */
export function weighTerms(
  query: AnalysedQuery,
  counts: { readonly passages: number; readonly frequencies: ReadonlyMap<string, number> },
): TermWeights {
  return new Map(
    query.terms.map(({ folded, stem, weight }) => {
      const frequency = Math.min(counts.frequencies.get(folded) ?? 0, counts.passages);
      return [stem, weight * Math.log(1 + (counts.passages - frequency + 0.5) / (frequency + 0.5))] as const;
    }),
  );
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function shareFound(weights: TermWeights, total: number, isFound: (stem: string) => boolean): number {
  if (total === 0) return 0;
  let found = 0;
  for (const [stem, weight] of weights) if (isFound(stem)) found += weight;
  return found / total;
}

/** The best share of the weights in any stretch of 20 words. */
function bestWindow(stems: readonly string[], weights: TermWeights, total: number): number {
  const inside = new Map<string, number>();
  let current = 0;
  let best = 0;
  for (const [at, stem] of stems.entries()) {
    const weight = weights.get(stem);
    if (weight !== undefined) {
      const count = inside.get(stem) ?? 0;
      if (count === 0) current += weight;
      inside.set(stem, count + 1);
      best = Math.max(best, current);
    }
    const leaving = stems[at - windowWords + 1];
    const leavingCount = leaving === undefined ? undefined : inside.get(leaving);
    if (leaving === undefined || leavingCount === undefined) continue;
    inside.set(leaving, leavingCount - 1);
    if (leavingCount === 1) current -= weights.get(leaving) ?? 0;
  }
  // Adding and taking away leaves a rest in the last digit.
  return total === 0 ? 0 : Math.min(1, best / total);
}

function placesOf(stems: readonly string[], wanted: TermWeights): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [at, stem] of stems.entries()) {
    if (!wanted.has(stem)) continue;
    const known = places.get(stem);
    if (known) known.push(at);
    else places.set(stem, [at]);
  }
  return places;
}

/** The share of the question's pairs that stand together in the passage, in either order. */
function sharePairs(query: AnalysedQuery, places: ReadonlyMap<string, readonly number[]>): number {
  if (query.pairs.length === 0) return 0;
  const together = query.pairs.filter(([left, right]) =>
    (places.get(left) ?? []).some((at) =>
      (places.get(right) ?? []).some((other) => other !== at && Math.abs(other - at) <= pairReach),
    ),
  );
  return together.length / query.pairs.length;
}

/** BM25 of a title on its own (k1 1.2, b .75; Robertson and Zaragoza 2009), against the titles of the other candidates. */
function scoreTitle(titleStems: readonly string[], weights: TermWeights, averageLength: number): number {
  const [k1, b] = [1.2, 0.75];
  const length = averageLength === 0 ? 1 : titleStems.length / averageLength;
  let score = 0;
  for (const [stem, weight] of weights) {
    const frequency = titleStems.filter((title) => title === stem).length;
    score += (weight * frequency * (k1 + 1)) / (frequency + k1 * (1 - b + b * length));
  }
  return score;
}

/** A passage among the candidates for a question. */
export interface Candidate {
  readonly documentId: string;
  readonly words: PassageWords;
  readonly bm25: number;
  readonly similarity?: number;
}

/** For each candidate the best bm25 of another one of its document; 0 for none. */
function readSiblings(candidates: readonly Candidate[]): readonly number[] {
  const best = new Map<string, readonly [number, number]>();
  for (const { documentId, bm25 } of candidates) {
    const [first, second] = best.get(documentId) ?? [0, 0];
    best.set(documentId, bm25 > first ? [bm25, first] : [first, Math.max(second, bm25)]);
  }
  return candidates.map(({ documentId, bm25 }) => {
    const [first, second] = best.get(documentId) ?? [0, 0];
    return bm25 === first ? second : first;
  });
}

/** The features of every candidate, in their order. */
export function readFeatures(
  query: AnalysedQuery,
  weights: TermWeights,
  candidates: readonly Candidate[],
): readonly PassageFeatures[] {
  const total = sum(weights.values());
  const averageTitle = sum(candidates.map(({ words }) => words.titleStems.length)) / Math.max(candidates.length, 1);
  const siblings = readSiblings(candidates);
  return candidates.map(({ words, bm25, similarity }, at) => {
    const places = placesOf(words.stems, weights);
    const bigrams = query.bigrams.filter((pair) => words.bigrams.has(pair.join(" "))).length;
    return {
      bm25,
      coverage: shareFound(weights, total, (stem) => places.has(stem) || words.headingStems.has(stem)),
      sibling: siblings[at] ?? 0,
      window: bestWindow(words.stems, weights, total),
      pairs: sharePairs(query, places),
      bigrams: bigrams / Math.max(query.bigrams.length, 1),
      titleMatch: shareFound(weights, total, (stem) => words.titleStems.includes(stem)),
      titleBm25: scoreTitle(words.titleStems, weights, averageTitle),
      ...(similarity !== undefined && { similarity }),
    };
  });
}

/**
 * The score of every candidate: each feature scaled to 0..1 over the candidates, times its weight, over the sum of the
 * weights in use, so that a score lies between 0 and 1 with vectors and without.
 */
export function scoreFeatures(features: readonly PassageFeatures[]): readonly number[] {
  const scores = features.map(() => 0);
  let weightInUse = 0;
  for (const name of featureNames) {
    const values = features.map((feature) => feature[name] ?? 0);
    if (features.every((feature) => feature[name] === undefined)) continue;
    weightInUse += featureWeights[name];
    const least = values.reduce((low, value) => Math.min(low, value), Infinity);
    const range = values.reduce((high, value) => Math.max(high, value), -Infinity) - least;
    if (range <= 0) continue;
    for (const [at, value] of values.entries())
      scores[at] = (scores[at] ?? 0) + (featureWeights[name] * (value - least)) / range;
  }
  return scores.map((score) => score / weightInUse);
}
