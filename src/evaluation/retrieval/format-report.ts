import type { RetrievalReport, SystemResult } from "./evaluate-retrieval.ts";

const columns: readonly (readonly [string, (result: SystemResult) => string])[] = [
  ["nDCG@10", ({ scores }) => scores.ndcg10.toFixed(4)],
  ["recall@5", ({ scores }) => scores.recall5.toFixed(4)],
  ["recall@10", ({ scores }) => scores.recall10.toFixed(4)],
  ["MRR", ({ scores }) => scores.mrr.toFixed(4)],
  ["hit@1", ({ scores }) => scores.hit1.toFixed(4)],
  ["median ms", ({ medianMs }) => medianMs.toFixed(1)],
  ["p95 ms", ({ p95Ms }) => p95Ms.toFixed(1)],
];

/** A report as a table for the terminal. */
export function formatRetrievalReport(report: RetrievalReport): string {
  const { set, documents, passages, questions, model } = report;
  const head = `${set}: ${documents} documents in ${passages} passages, ${questions} questions, ${model ? `vectors of ${model}` : "no vectors"}`;
  const header = ["system".padEnd(9), ...columns.map(([name]) => name.padStart(9))].join(" ");
  const rows = report.systems.map((result) =>
    [result.system.padEnd(9), ...columns.map(([, show]) => show(result).padStart(9))].join(" "),
  );
  return [head, header, ...rows].join("\n");
}
