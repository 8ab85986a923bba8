import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createWorkspace, type Workspace } from "../end-to-end/run-pilotdesk.ts";

const seed = createWorkspace();
beforeAll(() => seed.seed());
afterAll(() => seed.remove());

/** A workspace with a copy of the imported data, removed after the test. */
function seeded(knowledge?: "copied"): Workspace {
  const workspace = createWorkspace(knowledge);
  onTestFinished(() => workspace.remove());
  cpSync(seed.data, workspace.data, { recursive: true });
  return workspace;
}

const storeOf = (workspace: Workspace): string => path.join(workspace.data, "pilotdesk.sqlite");

function meddle(workspace: Workspace, statements: string): void {
  const database = new DatabaseSync(storeOf(workspace));
  database.exec(statements);
  database.close();
}

describe("doctor", () => {
  it("says that nothing needs doing, and leaves everything as it was", async () => {
    const workspace = seeded();
    const before = readdirSync(workspace.data).toSorted();
    const { code, stdout, stderr } = await workspace.run(["doctor"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const about of ["node", "disk", "store", "ledger", "knowledge", "vectors", "purges", "work"])
      expect(stdout).toMatch(new RegExp(`^(?:note: )?${about}: `, "m"));
    expect(stdout).toContain("nothing needs doing");
    expect(readdirSync(workspace.data).toSorted()).toEqual(before);
  });

  it("makes nothing where there is no store yet", async () => {
    const workspace = createWorkspace();
    onTestFinished(() => workspace.remove());
    const { code, stderr } = await workspace.run(["doctor"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/problem: store: There is no store .*import/);
    expect(readdirSync(workspace.root)).toEqual([]);
  });

  it.each<[string, (workspace: Workspace) => void, RegExp]>([
    ["is no database", (workspace) => writeFileSync(storeOf(workspace), Buffer.alloc(8192, 0x5a)), /is not a database/],
    [
      "belongs to another program",
      (workspace) => {
        rmSync(storeOf(workspace));
        meddle(workspace, "create table recipe (name text)");
      },
      /belongs to another program/,
    ],
    [
      "was made by a newer program",
      (workspace) => meddle(workspace, "insert into migration values (99, 'later', 'x', '2027-01-01T00:00:00.000Z')"),
      /schema 99.*newer Pilotdesk/,
    ],
    ["was changed by hand", (workspace) => meddle(workspace, "update event set actor = 'x' where seq = 7"), /event 7/],
    [
      "keeps what is past its time",
      (workspace) =>
        meddle(
          workspace,
          `insert into receipt values ('r-1', '2020-01-01T00:00:00.000Z', '{}', '2020-04-01T00:00:00.000Z', null)`,
        ),
      /1 are overdue.*store purge/,
    ],
  ])("names a store that %s, with what to do", async (_, spoil, expected) => {
    const workspace = seeded();
    spoil(workspace);
    const { code, stdout, stderr } = await workspace.run(["doctor"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(expected);
    expect(stdout).toContain("needs doing: 1");
  });

  it("names a store that is locked, and goes on with what can be read", async () => {
    const workspace = seeded();
    const other = new DatabaseSync(storeOf(workspace));
    other.exec("begin immediate");
    const { code, stdout, stderr } = await workspace.run(["doctor"]);
    other.close();
    expect(code).toBe(1);
    expect(stderr).toMatch(/problem: store: .*locked by another process/);
    expect(stdout).toContain("chain whole");
    expect((await workspace.run(["doctor"])).code).toBe(0);
  });

  it("names a data folder that cannot be written", async () => {
    const workspace = seeded();
    chmodSync(workspace.root, 0o755);
    for (const name of readdirSync(workspace.data)) chmodSync(path.join(workspace.data, name), 0o444);
    chmodSync(workspace.data, 0o555);
    onTestFinished(() => chmodSync(workspace.data, 0o755));
    // The superuser may write everywhere, so somebody else asks.
    const { code, stderr } = await (process.getuid?.() === 0
      ? workspace.runAs(65_534, ["doctor"])
      : workspace.run(["doctor"]));
    expect(code).toBe(1);
    expect(stderr).toMatch(/problem: store: .*write access/);
  });

  it("names a knowledge folder that is missing", async () => {
    const workspace = seeded();
    const missing = path.join(workspace.root, "nowhere");
    const { code, stdout, stderr } = await workspace.run(["doctor"], { PILOTDESK_KNOWLEDGE: missing });
    expect(code).toBe(1);
    expect(stderr).toMatch(/problem: knowledge: .*PILOTDESK_KNOWLEDGE/);
    expect(stdout).toContain("chain whole");
  });

  it("counts what is refused without importing anything", async () => {
    const workspace = seeded("copied");
    const records = path.join(workspace.knowledge, "records");
    mkdirSync(records, { recursive: true });
    writeFileSync(path.join(records, "zz-bad.yaml"), "councils:\n  - id: good-one\n    name: Good\n  - id: bad-one\n");
    writeFileSync(path.join(workspace.knowledge, "documents", "sheet.xlsx"), "x");
    const { code, stderr } = await workspace.run(["doctor"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/problem: knowledge: .*; 2 refused\. pilotdesk import/);
    const asked = await workspace.run(["records", "good-one"], { PILOTDESK_KNOWLEDGE: seed.knowledge });
    expect(asked.code).toBe(1);
  });

  it("names what is paused, which is no problem", async () => {
    const workspace = seeded();
    await workspace.run(["pause", "slack:T1:C1"]);
    const { code, stdout } = await workspace.run(["doctor"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/note: paused: slack:T1:C1 since \S+\. To answer again: pilotdesk resume slack:T1:C1/);
  });
});
