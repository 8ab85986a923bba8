import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { until } from "./one-ledger-people.ts";
import { createWorkspace, plainEnvironment, program, repository } from "./run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

/** True where some compiled module that is kept defines a function of that name. */
function keepsCompiled(folder: string, functionName: string): boolean {
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return files.some(({ parentPath, name }) => readFileSync(path.join(parentPath, name)).includes(functionName));
  } catch (error) {
    // Not there yet, or just given its last name.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

it(
  "keeps what it compiled though it is never ended in order, and has what answers ready before anybody asks",
  { timeout: 120_000 },
  async () => {
    const cache = path.join(workspace.root, "compiled");
    const child = spawn(process.execPath, [program, "start"], {
      cwd: repository,
      env: plainEnvironment({
        PORT: "0",
        PILOTDESK_VECTORS: "off",
        PILOTDESK_DATA: workspace.data,
        PILOTDESK_KNOWLEDGE: workspace.knowledge,
        NODE_COMPILE_CACHE: cache,
      }),
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise((resolve) => child.once("close", resolve));
    onTestFinished(async () => {
      child.kill("SIGKILL");
      await ended;
    });
    await new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        if (chunk.toString("utf8").includes("playground: ")) resolve();
      });
    });
    // The first is of the process, the second of the thread that answers, which nobody has asked anything yet.
    for (const functionName of ["startHousekeeping", "createIndexFollower"]) {
      const kept = await until(functionName, () => keepsCompiled(cache, functionName) || undefined, 60_000);
      expect(kept).toBe(true);
    }
  },
);
