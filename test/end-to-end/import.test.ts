import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { alter } from "../fixtures/altered-knowledge.ts";
import { createWorkspace } from "./run-pilotdesk.ts";

const workspace = createWorkspace("copied");
afterAll(() => workspace.remove());

async function countEvents(): Promise<string | undefined> {
  return /(\d+) events/.exec((await workspace.run(["doctor"])).stdout)?.[1];
}

describe("import", () => {
  it("says how much is new the first time", async () => {
    const { code, stdout } = await workspace.run(["import"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/records: \d{3} new, 0 changed, 0 unchanged, 0 withdrawn, 0 refused/);
    expect(stdout).toMatch(/documents: \d{2,3} new, 0 changed, 0 unchanged, 0 withdrawn, 0 refused/);
  });

  it("changes nothing the second time", async () => {
    const before = await countEvents();
    const { code, stdout } = await workspace.run(["import"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/records: 0 new, 0 changed, \d+ unchanged, 0 withdrawn, 0 refused/);
    expect(stdout).toMatch(/documents: 0 new, 0 changed, \d+ unchanged, 0 withdrawn, 0 refused/);
    expect(before).toBeDefined();
    expect(await countEvents()).toBe(before);
  });

  it("lets a changed record take the place of the old one", async () => {
    alter(workspace.knowledge, {
      files: "records/participations-pfpp.yaml",
      from: "safeguardingRise: { value: 42",
      to: "safeguardingRise: { value: 57",
    });
    alter(workspace.knowledge, { files: "documents/pfpp/newcastle.md", from: "42%", to: "57%" });
    const { code, stdout } = await workspace.run(["import"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/records: 0 new, 1 changed/);
    expect(stdout).toMatch(/documents: 0 new, 1 changed/);
    const answer = await workspace.run(["ask", "By how much did safeguarding concerns in Newcastle rise in 2020-21?"]);
    expect(answer.stdout).toContain("57%");
    expect(answer.stdout).not.toContain("42%");
  });

  it("withdraws a document that is gone", async () => {
    rmSync(path.join(workspace.knowledge, "documents/practice/private-channels.md"));
    const { code, stdout } = await workspace.run(["import"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/documents: 0 new, 0 changed, \d+ unchanged, 1 withdrawn/);
  });

  it("refuses a bad record with file, line, field and reason, loads the rest, and exits 1", async () => {
    const file = path.join(workspace.knowledge, "records/zz-bad.yaml");
    writeFileSync(
      file,
      [
        "councils:",
        "  - id: good-one",
        "    name: Goodhaven Council",
        "  - id: bad-one",
        "    name: Badhaven Council",
        "    facts:",
        "      region: { value: nowhere, sources: [no-such-source] }",
        "",
      ].join("\n"),
    );
    const bad = await workspace.run(["import"]);
    expect(bad.code).toBe(1);
    expect(bad.stdout).toMatch(/records: 1 new.* 1 refused/);
    expect(bad.stderr).toMatch(/refused: records\/zz-bad\.yaml:\d+: .*region.*no-such-source/);
    const asked = await workspace.run(["ask", "How many pilots were there in PfPP?"]);
    expect(asked.code).toBe(0);
    expect(asked.stdout).toMatch(/13|thirteen/);
    expect(asked.stderr).toContain("zz-bad.yaml");
    rmSync(file);
    const good = await workspace.run(["import"]);
    expect(good).toMatchObject({ code: 0, stderr: "" });
    expect(good.stdout).toMatch(/1 withdrawn, 0 refused/);
  });

  it("refuses a broken document and keeps the version it had", async () => {
    const file = path.join(workspace.knowledge, "documents/pfpp/luton.md");
    alter(workspace.knowledge, { files: "documents/pfpp/luton.md", from: "trust: official", to: "trust: hearsay" });
    appendFileSync(file, "\nA sentence that nobody has checked.\n");
    const { code, stderr } = await workspace.run(["import"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/refused: .*luton\.md:\d+: .*trust/);
    const asked = await workspace.run(["ask", "Which university was the research partner of the Luton pilot?"]);
    expect(asked.code).toBe(0);
    expect(asked.stdout).toContain("University of Bedfordshire");
  });
});
