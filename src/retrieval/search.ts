import type { Passage } from "../core/document.ts";
import type { Embedder } from "../core/embedder.ts";
import type { DocumentReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { analyseQuery, type AnalysedQuery } from "./analyse-query.ts";
import { readFeatures, scoreFeatures, weighTerms, type PassageFeatures } from "./features.ts";
import { createPassageReader } from "./passage-words.ts";
import type { VectorHit, VectorIndex } from "./vector-index.ts";

/** A passage that was found, with its score from 0 to 1 among the candidates, and the features behind it. */
export interface RankedPassage {
  readonly passage: Passage;
  readonly score: number;
  readonly features: PassageFeatures;
}

/** A search: the question, words that its aliases stand for, for whom, and how many passages at most. */
export interface SearchRequest {
  readonly text: string;
  readonly expansions?: readonly string[];
  readonly scope: ReadScope;
  readonly limit: number;
  /** How many passages words and vectors offer each, to be ranked by everything else; 50 unless said. */
  readonly depth?: number;
}

/** Finds passages. */
export interface Search {
  /** Best first; passages of equal score in order of id. Empty where no word of the question is found anywhere. */
  search(request: SearchRequest): Promise<readonly RankedPassage[]>;
}

/** What a search looks in. Without an encoder and vectors, or until they are ready, it ranks by words. */
export interface SearchOptions {
  readonly store: DocumentReader;
  readonly embedder?: Embedder;
  readonly vectors?: VectorIndex;
  /** Told when the encoder failed and a question was answered by words alone. */
  readonly onVectorFailure?: (error: unknown) => void;
}

/** More changed no ranking on the public sets. */
const usualDepth = 50;
/** How far down the nearest passages are read: one that is not among them is as unlike as the last of them. */
const similarityDepth = 500;

async function findSimilar(text: string, options: SearchOptions): Promise<readonly VectorHit[]> {
  const { embedder, vectors, onVectorFailure } = options;
  if (!embedder || !vectors?.isReady() || text.trim() === "") return [];
  try {
    const [vector] = await embedder.embed([text]);
    return vector ? await vectors.search(vector, similarityDepth) : [];
  } catch (error) {
    // The question is answered by words; only the ranking is a little worse.
    onVectorFailure?.(error);
    return [];
  }
}

async function findCandidates(
  query: AnalysedQuery,
  similar: readonly VectorHit[],
  { scope, depth = usualDepth }: SearchRequest,
  store: DocumentReader,
): Promise<readonly { readonly passage: Passage; readonly bm25: number }[]> {
  const terms = query.terms.map(({ folded }) => folded);
  const lexical = terms.length > 0 ? await store.searchLexical(scope, { terms, limit: depth }) : [];
  const known = new Set(lexical.map(({ passage }) => passage.id));
  const others = similar.slice(0, depth).map(({ passageId }) => passageId);
  // The store decides what the reader may see; what it does not return was never a candidate.
  const wanted = others.filter((id) => !known.has(id));
  const added = wanted.length > 0 ? await store.passages(scope, wanted) : [];
  return [
    ...lexical.map(({ passage, score }) => ({ passage, bm25: score })),
    ...added.map((passage) => ({ passage, bm25: 0 })),
  ];
}

function compareRanked(left: RankedPassage, right: RankedPassage): number {
  return right.score - left.score || (left.passage.id < right.passage.id ? -1 : 1);
}

/** A search over a store's documents. */
export function createSearch(options: SearchOptions): Search {
  const readWords = createPassageReader();
  return {
    async search(request) {
      const query = analyseQuery(request.text, request.expansions);
      if (query.terms.length === 0) return [];
      const similar = await findSimilar(request.text, options);
      const candidates = await findCandidates(query, similar, request, options.store);
      if (candidates.length === 0) return [];
      const folded = query.terms.map((term) => term.folded);
      const weights = weighTerms(query, await options.store.documentFrequencies(request.scope, folded));
      const similarities = new Map(similar.map(({ passageId, similarity }) => [passageId, similarity]));
      const floor = similar.at(-1)?.similarity;
      const features = readFeatures(
        query,
        weights,
        candidates.map(({ passage, bm25 }) => {
          const similarity = similarities.get(passage.id) ?? floor;
          return {
            documentId: passage.documentId,
            words: readWords(passage),
            bm25,
            ...(similarity !== undefined && { similarity }),
          };
        }),
      );
      const scores = scoreFeatures(features);
      return candidates
        .flatMap(({ passage }, at) => {
          const feature = features[at];
          return feature ? [{ passage, score: scores[at] ?? 0, features: feature }] : [];
        })
        .toSorted(compareRanked)
        .slice(0, request.limit);
    },
  };
}
