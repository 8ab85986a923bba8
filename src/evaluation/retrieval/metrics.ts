/** How useful each document is for one question; a document that is not in it is of no use. Grades from 1 up. */
export type Judgements = ReadonlyMap<string, number>;

/** What one question scored, each from 0 to 1. */
export interface QuestionScores {
  readonly ndcg10: number;
  readonly recall5: number;
  readonly recall10: number;
  readonly mrr: number;
  readonly hit1: number;
}

function discountedGain(grades: readonly number[]): number {
  return grades.reduce((sum, grade, at) => sum + grade / Math.log2(at + 2), 0);
}

/**
 * nDCG over the first `depth` documents with linear gain (grade / log2(rank + 1)) as trec_eval's `ndcg_cut` and so BEIR
 * compute it (Järvelin and Kekäläinen 2002). 0 where nothing is of use.
 */
export function scoreNdcg(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const gain = discountedGain(ranking.slice(0, depth).map((id) => judgements.get(id) ?? 0));
  const ideal = discountedGain([...judgements.values()].toSorted((left, right) => right - left).slice(0, depth));
  return ideal === 0 ? 0 : gain / ideal;
}

/** The share of the useful documents among the first `depth`. */
export function scoreRecall(ranking: readonly string[], judgements: Judgements, depth: number): number {
  const useful = [...judgements].filter(([, grade]) => grade > 0);
  const found = useful.filter(([id]) => ranking.slice(0, depth).includes(id));
  return useful.length === 0 ? 0 : found.length / useful.length;
}

/** One over the rank of the first useful document; 0 where there is none. */
export function scoreReciprocalRank(ranking: readonly string[], judgements: Judgements): number {
  const at = ranking.findIndex((id) => (judgements.get(id) ?? 0) > 0);
  return at === -1 ? 0 : 1 / (at + 1);
}

/** All scores of one question. `ranking` holds document ids, best first, each once. */
export function scoreQuestion(ranking: readonly string[], judgements: Judgements): QuestionScores {
  return {
    ndcg10: scoreNdcg(ranking, judgements, 10),
    recall5: scoreRecall(ranking, judgements, 5),
    recall10: scoreRecall(ranking, judgements, 10),
    mrr: scoreReciprocalRank(ranking, judgements),
    hit1: (judgements.get(ranking[0] ?? "") ?? 0) > 0 ? 1 : 0,
  };
}

/** The mean of every score; zeros for no questions. */
export function averageScores(scores: readonly QuestionScores[]): QuestionScores {
  const mean = (name: keyof QuestionScores): number =>
    scores.reduce((sum, score) => sum + score[name], 0) / Math.max(scores.length, 1);
  return {
    ndcg10: mean("ndcg10"),
    recall5: mean("recall5"),
    recall10: mean("recall10"),
    mrr: mean("mrr"),
    hit1: mean("hit1"),
  };
}
