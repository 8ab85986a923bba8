import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const program = path.resolve(import.meta.dirname, "../../pilotdesk.mjs");

/**
 * Runs `pilotdesk COMMAND --batch` on some lines in one new process with an empty data folder, and returns what it
 * wrote. Rejects where the process fails.
 */
export async function runBatch(command: string, lines: readonly string[], knowledgeFolder: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), "pilotdesk-eval-"));
  try {
    const file = path.join(folder, "lines.jsonl");
    writeFileSync(file, lines.join("\n"));
    const env = {
      ...process.env,
      PILOTDESK_DATA: path.join(folder, "data"),
      PILOTDESK_KNOWLEDGE: knowledgeFolder,
    };
    return await runProgram([command, "--batch", file], env);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runProgram(words: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [program, ...words], { env, stdio: ["ignore", "pipe", "inherit"] });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString("utf8"));
      else reject(new Error(`pilotdesk ${words[0]} --batch ended with exit code ${code}.`));
    });
  });
}
