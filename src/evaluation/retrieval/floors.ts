import { z } from "zod";
import type { RetrievalReport } from "./evaluate-retrieval.ts";

const share = z.number().min(0).max(1).optional();

/** The file of floors: by set, the least that the shipped system may score. `{"xquad-en": {"ndcg10": 0.975}}`. */
export const retrievalFloors = z.record(
  z.string(),
  z.strictObject({ ndcg10: share, recall5: share, recall10: share, mrr: share, hit1: share }),
);
export type RetrievalFloors = z.infer<typeof retrievalFloors>;

/** What a report fails: every floor it is below, and any system that ranks worse than words alone. Empty when all is well. */
export function findRetrievalFailures(report: RetrievalReport, floors: RetrievalFloors): readonly string[] {
  const shipped = report.systems.at(-1);
  const lexical = report.systems.find(({ system }) => system === "lexical");
  const failures: string[] = [];
  for (const name of ["ndcg10", "recall5", "recall10", "mrr", "hit1"] as const) {
    const floor = floors[report.set]?.[name];
    const score = shipped?.scores[name] ?? 0;
    if (floor !== undefined && score < floor)
      failures.push(
        `${report.set}: ${name} of ${shipped?.system ?? "nothing"} is ${score.toFixed(4)}, below its floor ${floor}`,
      );
  }
  for (const { system, scores } of report.systems)
    if (lexical && scores.ndcg10 < lexical.scores.ndcg10)
      failures.push(
        `${report.set}: ndcg10 of ${system} is ${scores.ndcg10.toFixed(4)}, below words alone ${lexical.scores.ndcg10.toFixed(4)}`,
      );
  return failures;
}
