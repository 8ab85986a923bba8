import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { startInstant } from "../contracts/store/store-samples.ts";
import { postOf } from "../contracts/work/work-samples.ts";
import { createWorkspace } from "../end-to-end/run-pilotdesk.ts";

const workspace = createWorkspace();
beforeAll(async () => {
  await workspace.seed();
  await workspace.run(["ask", "--thread", "t", "How many pilots were there in PfPP?"]);
});
afterAll(() => workspace.remove());

const inRoot = (name: string): string => path.join(workspace.root, name);
const other = { PILOTDESK_DATA: inRoot("other") };

describe("store", () => {
  it("exports, imports into another folder, and exports the same bytes again", async () => {
    const out = await workspace.run(["store", "export", inRoot("export")]);
    expect(out).toMatchObject({ code: 0, stderr: "" });
    expect(out.stdout).toMatch(/^event: \d{3} rows, sha256 [0-9a-f]{64}$/m);
    // What people asked is for this user only.
    expect(statSync(inRoot("export")).mode & 0o077).toBe(0);
    for (const name of readdirSync(inRoot("export")))
      expect(statSync(path.join(inRoot("export"), name)).mode & 0o077).toBe(0);

    const back = await workspace.run(["store", "import", inRoot("export")], other);
    expect(back).toMatchObject({ code: 0, stderr: "", stdout: out.stdout });
    expect((await workspace.run(["store", "export", inRoot("again")], other)).stdout).toBe(out.stdout);
    for (const name of readdirSync(inRoot("export")))
      expect(
        readFileSync(path.join(inRoot("again"), name)).equals(readFileSync(path.join(inRoot("export"), name))),
      ).toBe(true);

    const asked = await workspace.run(["ask", "--thread", "t", "and Total Place?"], other);
    expect(asked).toMatchObject({ code: 0, stderr: "" });
    expect(asked.stdout).toMatch(/13|thirteen/);
    expect((await workspace.run(["doctor"], other)).code).toBe(0);
  });

  it("refuses to import over anything, and a file that was changed by file and line", async () => {
    const again = await workspace.run(["store", "import", inRoot("export")], other);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain("is not empty");
    const file = path.join(inRoot("export"), "payload.ndjson");
    const lines = readFileSync(file, "utf8").split("\n");
    writeFileSync(file, lines.with(4, (lines[4] ?? "").replace('"salt":"', '"salt":"0')).join("\n"));
    const tampered = await workspace.run(["store", "import", inRoot("export")], { PILOTDESK_DATA: inRoot("third") });
    expect(tampered.code).toBe(1);
    expect(tampered.stderr).toContain("payload.ndjson:5:");
  });

  it("holds what the export had not finished, until it is released or dropped", async () => {
    const source = { PILOTDESK_DATA: inRoot("unfinished") };
    await workspace.run(["store", "import", inRoot("again")], source);
    const store = await openSqliteStore({ directory: source.PILOTDESK_DATA, clock: { now: () => new Date() } });
    await store.transaction((transaction) => transaction.enqueuePosts([postOf("p1"), postOf("p2")], startInstant));
    await store.close();
    await workspace.run(["store", "export", inRoot("waiting")], source);
    const back = { PILOTDESK_DATA: inRoot("back") };
    const brought = await workspace.run(["store", "import", inRoot("waiting")], back);
    expect(brought.stdout).toContain("held, neither answered nor posted: 2. pilotdesk held lists them");
    expect((await workspace.run(["doctor"], back)).stdout).toMatch(/note: work: 2 messages and posts .* held/);
    expect((await workspace.run(["held"], back)).stdout).toMatch(/^p1 {2}post {2}slack {2}1 March 2026/m);
    expect(await workspace.run(["held", "drop", "p1"], back)).toMatchObject({ code: 0, stdout: "dropped: 1\n" });
    expect(await workspace.run(["held", "release", "all"], back)).toMatchObject({ code: 0, stdout: "released: 1\n" });
    expect((await workspace.run(["held"], back)).stdout).toBe("Nothing is held.\n");
    expect((await workspace.run(["held", "drop", "p1"], back)).code).toBe(1);
    expect((await workspace.run(["held", "forget"], back)).code).toBe(2);
  });

  it("verifies, and names the first bad event", async () => {
    const good = await workspace.run(["store", "verify"]);
    expect(good).toMatchObject({ code: 0, stderr: "" });
    const database = new DatabaseSync(path.join(inRoot("other"), "pilotdesk.sqlite"));
    database.exec(
      "update payload set body = replace(body, 'a', 'b') where id = (select payloadId from event where seq = 12)",
    );
    database.close();
    const bad = await workspace.run(["store", "verify"], other);
    expect(bad.code).toBe(1);
    expect(bad.stderr).toMatch(/breaks at event 12: its payload was changed/);
  });

  it.each([
    [["store"]],
    [["store", "export"]],
    [["store", "verify", "x"]],
    [["store", "empty"]],
    [["store", "export", "a", "b"]],
  ])("answers %j with what it takes and exit code 2", async (args) => {
    const { code, stderr } = await workspace.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain("store export DIR");
  });
});
