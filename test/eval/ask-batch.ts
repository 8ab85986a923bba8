import { parseAnswers, type BatchAnswer } from "./batch-answer.ts";
import type { BatchFailure } from "./batch-output.ts";
import type { Question } from "./question.ts";
import { runBatch } from "./run-batch.ts";

/**
 * Asks all questions in one new process on an empty data folder, and returns each question's line by its id. Rejects
 * where the process fails or a line is missing.
 */
export async function askBatch(
  questions: readonly Question[],
  knowledgeFolder: string,
): Promise<ReadonlyMap<string, BatchAnswer | BatchFailure>> {
  // Only what a person would send: the labels stay here.
  const asked = questions.map(({ id, question, thread, trueAt, knownAt }) =>
    JSON.stringify({ id, question, thread, trueAt, knownAt }),
  );
  const output = await runBatch("ask", asked, knowledgeFolder);
  const lines = new Map(parseAnswers(output).map((line) => [line.id ?? "", line]));
  const missing = questions.filter(({ id }) => !lines.has(id)).map(({ id }) => id);
  if (missing.length > 0) throw new Error(`No line came for ${missing.join(", ")}.`);
  return lines;
}
