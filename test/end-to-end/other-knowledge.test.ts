import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { askBatch } from "../eval/ask-batch.ts";
import { readKnowledgeFiles } from "../eval/knowledge-files.ts";
import { readQuestions } from "../eval/question.ts";
import { formatWrong } from "../eval/report.ts";
import { scoreCase } from "../eval/score.ts";
import { createAlteredKnowledge } from "../fixtures/altered-knowledge.ts";
import { repository } from "./run-pilotdesk.ts";

const fixtures = path.join(repository, "test/fixtures");

/** Every wrong answer to the questions of one folder, a line each. */
async function findWrong(name: string, folder: string): Promise<readonly string[]> {
  const questions = readQuestions(path.join(fixtures, "other-questions.jsonl")).filter(
    ({ knowledge }) => knowledge === name,
  );
  expect(questions.length).toBeGreaterThan(10);
  const knowledge = readKnowledgeFiles(folder);
  const answers = await askBatch(questions, folder);
  return formatWrong(
    questions.flatMap((question) => {
      const answer = answers.get(question.id);
      return answer ? [scoreCase(question, answer, knowledge)] : [];
    }),
  );
}

describe("another knowledge folder", () => {
  it("with invented programmes, places and attributes is answered by the same code", async () => {
    expect(await findWrong("other", path.join(fixtures, "other-knowledge"))).toEqual([]);
  });

  it("with altered facts is answered as altered", async () => {
    const altered = createAlteredKnowledge();
    onTestFinished(() => altered.remove());
    expect(await findWrong("altered", altered.folder)).toEqual([]);
  });
});
