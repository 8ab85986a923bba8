import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { alter } from "../fixtures/altered-knowledge.ts";
import { createWorkspace } from "./run-pilotdesk.ts";

const workspace = createWorkspace("copied");
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const question = "Which university was the research partner of the Luton pilot?";

async function ask(): Promise<{ readonly receipt: string; readonly outcome: string }> {
  const { stdout } = await workspace.run(["ask", "--json", question]);
  return JSON.parse(stdout) as { receipt: string; outcome: string };
}

describe("why", () => {
  it("shows the question, what was considered, the verdicts and the exact places", async () => {
    const { receipt } = await ask();
    const { code, stdout, stderr } = await workspace.run(["why", receipt]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(question);
    expect(stdout).toContain("University of Bedfordshire");
    expect(stdout).toMatch(/Considered|candidates/i);
    expect(stdout).toMatch(/characters \d+ to \d+|fact f-/);
  });

  it("finds the same answer again, and again after the knowledge has changed", async () => {
    const { receipt } = await ask();
    const before = await workspace.run(["why", receipt, "--replay"]);
    expect(before).toMatchObject({ code: 0, stderr: "" });
    expect(before.stdout).toContain("the same");
    const change = { from: "University of Bedfordshire", to: "University of Saltholme" };
    alter(workspace.knowledge, { files: "documents/pfpp/luton.md", ...change });
    alter(workspace.knowledge, { files: "records/participations-pfpp.yaml", ...change });
    const now = await workspace.run(["ask", question]);
    expect(now.stdout).toContain("University of Saltholme");
    expect(now.stdout).not.toContain("University of Bedfordshire");
    // What was known then is still on file: the new wording is no reason for another answer.
    const after = await workspace.run(["why", receipt, "--replay"]);
    expect(after).toMatchObject({ code: 0, stderr: "" });
    expect(after.stdout).toContain("the same");
    expect((await workspace.run(["why", receipt])).stdout).toContain("University of Bedfordshire");
  });

  it("says that a receipt was kept and is gone, once its time is over", async () => {
    const { receipt } = await ask();
    const store = new DatabaseSync(path.join(workspace.data, "pilotdesk.sqlite"));
    store.prepare("update receipt set purgeAfter = ? where id = ?").run("2001-01-01T00:00:00.000Z", receipt);
    store.close();
    expect(await workspace.run(["store", "purge"])).toMatchObject({ code: 0, stderr: "" });
    const why = await workspace.run(["why", receipt]);
    expect(why).toMatchObject({ code: 0, stderr: "" });
    expect(why.stdout).toContain("kept once");
    expect(why.stdout).not.toContain("Bedfordshire");
    const replay = await workspace.run(["why", receipt, "--replay"]);
    expect(replay.code).toBe(0);
    expect(replay.stdout).toContain("cannot be asked again");
  });

  it("says that there is no such answer, and exits 1", async () => {
    for (const args of [
      ["why", "r-000000000000"],
      ["why", "r-000000000000", "--replay"],
      ["why", "'; drop table receipt"],
    ]) {
      const { code, stdout, stderr } = await workspace.run(args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("There is no answer with the id");
    }
  });
});
