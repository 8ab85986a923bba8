import { describe, expect, it } from "vitest";
import {
  averageScores,
  scoreNdcg,
  scoreQuestion,
  scoreRecall,
  scoreReciprocalRank,
} from "../../../src/evaluation/retrieval/metrics.ts";

const judgements = new Map([
  ["a", 3],
  ["b", 2],
  ["c", 1],
  ["zero", 0],
]);

describe("scoreNdcg", () => {
  it("is 1 for the ideal order and 0 where nothing is found", () => {
    expect(scoreNdcg(["a", "b", "c"], judgements, 10)).toBe(1);
    expect(scoreNdcg(["x", "zero"], judgements, 10)).toBe(0);
    expect(scoreNdcg(["x"], new Map(), 10)).toBe(0);
  });

  it("agrees with a hand-worked example with linear gain", () => {
    // Gain 1/log2(2) + 3/log2(4) = 1 + 1.5 = 2.5; ideal 3/1 + 2/1.584963 + 1/2 = 4.761860.
    expect(scoreNdcg(["c", "x", "a"], judgements, 10)).toBeCloseTo(2.5 / 4.76186, 5);
  });

  it("agrees with the worked example of Järvelin and Kekäläinen's measure on Wikipedia", () => {
    // Grades 3, 2, 3, 0, 1, 2: DCG 6.861; with 3 and 2 more judged, the ideal over six is 8.740; nDCG .785.
    const graded = new Map([
      ["d1", 3],
      ["d2", 2],
      ["d3", 3],
      ["d4", 0],
      ["d5", 1],
      ["d6", 2],
      ["d7", 3],
      ["d8", 2],
    ]);
    expect(scoreNdcg(["d1", "d2", "d3", "d4", "d5", "d6"], graded, 6)).toBeCloseTo(0.785, 3);
  });

  it("looks no deeper than it is told, in the ranking and in the ideal", () => {
    expect(scoreNdcg(["x", "a"], judgements, 1)).toBe(0);
    expect(scoreNdcg(["a", "x"], judgements, 1)).toBe(1);
  });
});

describe("the other measures", () => {
  it("count shares and ranks of useful documents only", () => {
    expect(scoreRecall(["a", "x", "b"], judgements, 2)).toBeCloseTo(1 / 3, 12);
    expect(scoreRecall(["zero"], judgements, 5)).toBe(0);
    expect(scoreReciprocalRank(["zero", "x", "b"], judgements)).toBeCloseTo(1 / 3, 12);
    expect(scoreReciprocalRank([], judgements)).toBe(0);
    expect(scoreQuestion(["zero", "a"], judgements)).toMatchObject({ hit1: 0, mrr: 0.5, recall5: 1 / 3 });
  });

  it("average over questions", () => {
    const scores = [scoreQuestion(["a", "b", "c"], judgements), scoreQuestion([], judgements)];
    expect(averageScores(scores)).toEqual({ ndcg10: 0.5, recall5: 0.5, recall10: 0.5, mrr: 0.5, hit1: 0.5 });
    expect(averageScores([])).toMatchObject({ ndcg10: 0 });
  });
});
