import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { isAnswer, parseAnswers } from "../eval/batch-answer.ts";
import { createWorkspace, type Workspace } from "./run-pilotdesk.ts";

const seed = createWorkspace();
beforeAll(() => seed.seed());
afterAll(() => seed.remove());

const question = "How many pilots were there in PfPP?";

/** A workspace with a copy of the imported data, removed after the test. */
function seeded(): Workspace {
  const workspace = fresh();
  cpSync(seed.data, workspace.data, { recursive: true });
  return workspace;
}

function fresh(knowledge?: { readonly folder: string }): Workspace {
  const workspace = createWorkspace(knowledge);
  onTestFinished(() => workspace.remove());
  return workspace;
}

function hashOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}

const storeOf = (workspace: Workspace): string => path.join(workspace.data, "pilotdesk.sqlite");

describe("a knowledge folder", () => {
  it("that is missing is named, and nothing is lost", async () => {
    const workspace = seeded();
    const missing = path.join(workspace.root, "nowhere");
    const { code, stdout, stderr } = await workspace.run(["ask", question], { PILOTDESK_KNOWLEDGE: missing });
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("PILOTDESK_KNOWLEDGE");
    expect((await workspace.run(["ask", question])).stdout).toMatch(/13|thirteen/);
  });

  it("that is empty gives an assistant that knows nothing and says so", async () => {
    const workspace = fresh();
    const empty = path.join(workspace.root, "empty");
    mkdirSync(empty);
    const { code, stdout } = await workspace.run(["ask", question], { PILOTDESK_KNOWLEDGE: empty });
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/13|thirteen/);
    expect(stdout).toContain("I don't know");
  });

  it("that is a file is named", async () => {
    const workspace = fresh();
    const file = path.join(workspace.root, "file");
    writeFileSync(file, "no folder");
    const { code, stderr } = await workspace.run(["ask", question], { PILOTDESK_KNOWLEDGE: file });
    expect(code).toBe(1);
    expect(stderr).toContain("PILOTDESK_KNOWLEDGE");
  });
});

describe("a data folder", () => {
  it("with bytes that are no database is left as it is", async () => {
    const workspace = fresh();
    mkdirSync(workspace.data);
    writeFileSync(storeOf(workspace), Buffer.alloc(8192, 0x5a));
    const before = hashOf(storeOf(workspace));
    const { code, stdout, stderr } = await workspace.run(["ask", question]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(workspace.data);
    expect(hashOf(storeOf(workspace))).toBe(before);
  });

  it("with another program's database is left as it is", async () => {
    const workspace = fresh();
    mkdirSync(workspace.data);
    const foreign = new DatabaseSync(storeOf(workspace));
    foreign.exec("create table recipe (name text); insert into recipe values ('fish pie')");
    foreign.close();
    const before = hashOf(storeOf(workspace));
    const { code, stderr } = await workspace.run(["ask", question]);
    expect(code).toBe(1);
    expect(stderr).toContain(workspace.data);
    expect(hashOf(storeOf(workspace))).toBe(before);
  });

  it("with a database cut in half ends in a sentence, whatever is asked of it", async () => {
    const workspace = seeded();
    truncateSync(storeOf(workspace), Math.floor(statSync(storeOf(workspace)).size / 2));
    for (const args of [["ask", question], ["import"], ["doctor"]]) {
      const { code, stderr } = await workspace.run(args);
      expect(`${args[0]} ${code}`).toBe(`${args[0]} 1`);
      expect(stderr.trim().length).toBeGreaterThan(20);
    }
  });

  it("that is a file is named", async () => {
    const workspace = fresh();
    writeFileSync(workspace.data, "no folder");
    const { code, stderr } = await workspace.run(["ask", question]);
    expect(code).toBe(1);
    expect(stderr).toContain(workspace.data);
  });

  it("that cannot be written to is named", async () => {
    const workspace = seeded();
    chmodSync(workspace.root, 0o755);
    for (const name of readdirSync(workspace.data)) chmodSync(path.join(workspace.data, name), 0o444);
    chmodSync(workspace.data, 0o555);
    onTestFinished(() => chmodSync(workspace.data, 0o755));
    // The superuser may write everywhere, so somebody else asks.
    const asked = ["ask", question];
    const { code, stderr } = await (process.getuid?.() === 0 ? workspace.runAs(65_534, asked) : workspace.run(asked));
    expect(code).toBe(1);
    expect(stderr).toContain(workspace.data);
  });

  it("that another program has locked is named, and serves again when it is free", async () => {
    const workspace = seeded();
    const other = new DatabaseSync(storeOf(workspace));
    other.exec("begin immediate");
    const { code, stderr } = await workspace.run(["ask", question]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/use|lock/);
    other.exec("rollback");
    other.close();
    expect((await workspace.run(["ask", question])).stdout).toMatch(/13|thirteen/);
  });

  it("with a spoilt vector index still answers", async () => {
    const workspace = seeded();
    const vectors = path.join(workspace.data, "vectors");
    mkdirSync(vectors, { recursive: true });
    const names = readdirSync(vectors);
    for (const name of [...names, "manifest.json", "index.bin"]) writeFileSync(path.join(vectors, name), "spoilt");
    const { code, stdout } = await workspace.run(["ask", question]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/13|thirteen/);
  });

  it("serves two processes at once, from the first import on", async () => {
    const workspace = fresh();
    const file = path.join(workspace.root, "batch.jsonl");
    const lines = Array.from({ length: 20 }, (_, at) => JSON.stringify({ id: String(at), question }));
    writeFileSync(file, lines.join("\n"));
    const runs = await Promise.all([1, 2].map(() => workspace.run(["ask", "--batch", file])));
    for (const { code, stdout, stderr } of runs) {
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const answers = parseAnswers(stdout);
      expect(answers.filter(isAnswer)).toHaveLength(lines.length);
      for (const answer of answers.filter(isAnswer)) expect(answer.text).toMatch(/13|thirteen/);
    }
    const doctor = await workspace.run(["doctor"]);
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toContain("chain whole");
  });
});
