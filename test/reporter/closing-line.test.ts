import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { closingLine } from "./closing-line.ts";

const repository = path.resolve(import.meta.dirname, "../..");
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Runs vitest with this project's own configuration over the given files, as a process of its own. */
function runVitest(files: Readonly<Record<string, string>>): {
  readonly lastLine: string;
  readonly exitCode: number | null;
} {
  const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-reporter-"));
  folders.push(root);
  mkdirSync(path.join(root, "test"));
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(root, "test", name), text);
  const config = path.join(repository, "vitest.config.ts");
  const vitest = path.join(repository, "node_modules/vitest/vitest.mjs");
  const run = spawnSync(process.execPath, [vitest, "run", "--root", root, "--config", config, "--globals"], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  return { lastLine: run.stdout.trimEnd().split("\n").at(-1) ?? "", exitCode: run.status };
}

describe("the closing line", () => {
  it("leaves skipped out when nothing was", () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed");
    expect(closingLine({ passed: 412, failed: 0, skipped: 3 })).toBe("412 passed, 0 failed, 3 skipped");
  });

  it("counts a file that cannot be read as a failure, beside failed, passed and skipped tests", () => {
    const run = runVitest({
      "mixed.test.ts": `it("passes", () => {}); it("fails", () => { expect(1).toBe(2); }); it.skip("is skipped", () => {});`,
      "broken.test.ts": `it("never ends", () => {`,
    });
    expect(run).toEqual({ lastLine: "1 passed, 2 failed, 1 skipped", exitCode: 1 });
  });

  it("counts what breaks between the tests", () => {
    const run = runVitest({
      "hook.test.ts": `describe("a", () => { beforeAll(() => { throw new Error("no"); }); it("runs", () => {}); });`,
      "loose.test.ts": `it("passes", () => { setTimeout(() => { throw new Error("late"); }, 0); return new Promise((done) => setTimeout(done, 20)); });`,
    });
    expect(run).toEqual({ lastLine: "1 passed, 2 failed, 1 skipped", exitCode: 1 });
  });

  it("is not a success when there is no test at all", () => {
    expect(runVitest({})).toEqual({ lastLine: "0 passed, 1 failed", exitCode: 1 });
  });

  it("ends a run in which everything passes", () => {
    const run = runVitest({ "fine.test.ts": `it("passes", () => {});` });
    expect(run).toEqual({ lastLine: "1 passed, 0 failed", exitCode: 0 });
  });
});
