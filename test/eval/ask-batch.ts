import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseBatchOutput, type BatchAnswer, type BatchFailure } from "./batch-answer.ts";
import type { Question } from "./question.ts";

const program = path.resolve(import.meta.dirname, "../../pilotdesk.mjs");

/**
 * Asks all questions in one new process on an empty data folder, and returns each question's line by its id. Rejects
 * where the process fails or a line is missing.
 */
export async function askBatch(
  questions: readonly Question[],
  knowledgeFolder: string,
): Promise<ReadonlyMap<string, BatchAnswer | BatchFailure>> {
  const folder = mkdtempSync(path.join(tmpdir(), "pilotdesk-eval-"));
  try {
    const file = path.join(folder, "questions.jsonl");
    // Only what a person would send: the labels stay here.
    const asked = questions.map(({ id, question, thread, trueAt, knownAt }) =>
      JSON.stringify({ id, question, thread, trueAt, knownAt }),
    );
    writeFileSync(file, asked.join("\n"));
    const output = await runBatch(file, path.join(folder, "data"), knowledgeFolder);
    const lines = new Map(parseBatchOutput(output).map((line) => [line.id ?? "", line]));
    const missing = questions.filter(({ id }) => !lines.has(id)).map(({ id }) => id);
    if (missing.length > 0) throw new Error(`No line came for ${missing.join(", ")}.`);
    return lines;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runBatch(file: string, dataFolder: string, knowledgeFolder: string): Promise<string> {
  const env = { ...process.env, PILOTDESK_DATA: dataFolder, PILOTDESK_KNOWLEDGE: knowledgeFolder };
  const child = spawn(process.execPath, [program, "ask", "--batch", file], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(new Error(`pilotdesk ask --batch ended with exit code ${code}.`));
    });
  });
}
