import { z } from "zod";
import type { ScoredCase } from "./score.ts";

/** Counts over a set of cases; a rate is read with `share`. */
export interface Tally {
  readonly n: number;
  readonly correct: number;
  readonly unanswerable: number;
  readonly refusedRight: number;
  readonly answerable: number;
  readonly refusedWrong: number;
  readonly citedSentences: number;
  readonly acceptedSentences: number;
  /** Sentences of answers that the checker does not accept, with or without a citation. */
  readonly unsupportedSentences: number;
  /** Milliseconds an answer, half and nineteen in twenty of them at most. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** Counts a set of cases. */
export function tally(cases: readonly ScoredCase[]): Tally {
  const unanswerable = cases.filter(({ question }) => question.expect === "refused");
  const answerable = cases.filter(({ question }) => question.expect === "answered");
  const isRefused = ({ answer }: ScoredCase): boolean => answer?.outcome === "refused";
  const verdicts = cases.flatMap(({ answer, verdicts }) =>
    verdicts.map((verdict, at) => ({ ...verdict, cites: (answer?.sentences[at]?.citations.length ?? 0) > 0 })),
  );
  const times = cases.flatMap(({ answer }) => answer?.ms ?? []).toSorted((left, right) => left - right);
  return {
    n: cases.length,
    correct: cases.filter(({ failures }) => failures.length === 0).length,
    unanswerable: unanswerable.length,
    refusedRight: unanswerable.filter(isRefused).length,
    answerable: answerable.length,
    refusedWrong: answerable.filter(isRefused).length,
    citedSentences: verdicts.filter(({ cites }) => cites).length,
    acceptedSentences: verdicts.filter(({ cites, problems }) => cites && problems.length === 0).length,
    unsupportedSentences: verdicts.filter(({ problems }) => problems.length > 0).length,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  };
}

/** The nearest-rank percentile of sorted values; 0 for none. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

/** A share from 0 to 1, or undefined of nothing. */
export function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** What floors.json holds. */
export const floorsSchema = z.strictObject({
  correct: z.number(),
  unanswerableRefused: z.number(),
  answerableRefused: z.number(),
  unsupportedSentences: z.int(),
});

/** The floors that a set of cases falls under, in words; empty when it stands. */
export function underFloors(counts: Tally, floors: z.infer<typeof floorsSchema>): readonly string[] {
  const correct = share(counts.correct, counts.n) ?? 1;
  const refusedRight = share(counts.refusedRight, counts.unanswerable) ?? 1;
  const refusedWrong = share(counts.refusedWrong, counts.answerable) ?? 0;
  const rules: readonly (readonly [boolean, string])[] = [
    [counts.n === 0, "there is no question"],
    [correct < floors.correct, `correct ${sayShare(correct)} is under ${sayShare(floors.correct)}`],
    [
      refusedRight < floors.unanswerableRefused,
      `unanswerable refused ${sayShare(refusedRight)} is under ${sayShare(floors.unanswerableRefused)}`,
    ],
    [
      refusedWrong > floors.answerableRefused,
      `answerable refused ${sayShare(refusedWrong)} is over ${sayShare(floors.answerableRefused)}`,
    ],
    [
      counts.unsupportedSentences > floors.unsupportedSentences,
      `unsupported sentences ${counts.unsupportedSentences} are over ${floors.unsupportedSentences}`,
    ],
  ];
  return rules.filter(([broken]) => broken).map(([, words]) => words);
}

/** A share as a percentage with one decimal, or a dash. */
export function sayShare(value: number | undefined): string {
  return value === undefined ? "–" : `${(value * 100).toFixed(1)} %`;
}
