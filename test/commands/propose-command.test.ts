import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { proposeCommand } from "../../src/commands/propose-command.ts";
import { readConfig } from "../../src/config.ts";
import { createTestFolder } from "../ledger/open-test-store.ts";

const knowledge = join(import.meta.dirname, "../fixtures/other-knowledge");

async function runPropose(...args: readonly string[]) {
  const folder = await createTestFolder();
  const printed: string[] = [];
  const complained: string[] = [];
  const config = readConfig({
    PILOTDESK_DATA: join(folder, "data"),
    PILOTDESK_KNOWLEDGE: knowledge,
    PILOTDESK_VECTORS: "off",
  });
  const code = await proposeCommand(args, {
    config,
    print: (text) => void printed.push(text),
    complain: (text) => void complained.push(text),
  });
  return { code, printed, complained };
}

describe("propose", () => {
  it("prints what a message proposes in words, and records nothing", async () => {
    const { code, printed } = await runPropose(
      "--posted-at",
      "2026-11-20",
      "Thornquay: still amber, new wardens start Monday,",
      "42 referrals so far (target 60)",
    );
    expect(code).toBe(0);
    expect(printed.join("\n").split("\n")).toEqual([
      "Pilot         hnb-thornquay",
      "Programme     night-buses",
      "Rating        amber (same)",
      "Metric        referrals: 42 (target 60)",
      "Next          new wardens start (2026-11-23)",
      "Summary       still amber, new wardens start Monday, 42 referrals so far (target 60)",
    ]);
  });

  it("takes the pilot that it is told, and prints JSON where asked to", async () => {
    const { printed } = await runPropose("--json", "--pilot", "hnb-thornquay", "Amber, 42 referrals.");
    expect(JSON.parse(printed.join("\n"))).toMatchObject({
      isUpdate: true,
      proposals: [{ pilot: "hnb-thornquay", rating: "amber" }],
    });
  });

  it("says where there is nothing to log, and what is asked", async () => {
    expect((await runPropose("Is Thornquay still amber?")).printed).toEqual([
      "This message reports nothing that could be logged as an update.",
    ]);
    expect((await runPropose("Eastmere: amber, 42 referrals.")).printed.join("\n")).toContain(
      "hdb-eastmere  Eastmere (Harbour Day Boats)",
    );
  });

  it("refuses no text, a day that is none and a pilot that is none", async () => {
    expect((await runPropose()).code).toBe(2);
    expect(await runPropose("--posted-at", "2026-02-30", "Amber")).toMatchObject({
      code: 2,
      complained: ["--posted-at takes a day or an instant, as in 2026-03-01; 2026-02-30 is none."],
    });
    expect(await runPropose("--pilot", "thornquay", "Amber")).toMatchObject({ code: 1 });
  });
});

describe("propose --batch", () => {
  it("reads line by line in order, and goes on after lines that are none", async () => {
    const file = join(await createTestFolder(), "batch.jsonl");
    const lines = [
      '\uFEFF{"id":"a","text":"October update: amber","channel":"#thornquay","postedAt":"2026-11-02"}',
      "",
      "not json",
      '{"id":7,"text":"Thornquay: green, up from amber","postedAt":"2026-11-02T10:14:00Z","author":"x"}\r',
      '{"id":"c","text":"Lunch?"}',
      '{"id":"d","text":"Amber","postedAt":"yesterday"}',
      '{"id":"e"}',
    ];
    await writeFile(file, lines.join("\n"));
    const { code, printed } = await runPropose("--batch", file);
    expect(code).toBe(0);
    const [first, ...rest] = printed.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toEqual({
      id: "a",
      isUpdate: true,
      proposals: [
        {
          pilot: "hnb-thornquay",
          programme: "night-buses",
          period: { from: "2026-10-01", to: "2026-11-01" },
          rating: "amber",
          narrative: "October update: amber",
          milestones: [],
          metrics: [],
          risks: [],
          help: [],
          nextSteps: [],
          personalData: [],
          spans: [
            { field: "period", start: 0, end: 7 },
            { field: "narrative", start: 0, end: 21 },
            { field: "rating", start: 16, end: 21 },
          ],
        },
      ],
    });
    expect(rest).toMatchObject([
      { line: 3, error: "not a line of JSON" },
      { id: 7, isUpdate: true, proposals: [{ pilot: "hnb-thornquay", rating: "green", trend: "up" }] },
      { id: "c", isUpdate: false, proposals: [] },
      { id: "d", line: 6, error: "postedAt: a day (YYYY-MM-DD) or an instant" },
      { id: "e", line: 7, error: expect.stringContaining("text") as string },
    ]);
  });

  it("names the file that it cannot read", async () => {
    await expect(runPropose("--batch", "/no/such/file.jsonl")).rejects.toThrow(
      "The batch file /no/such/file.jsonl cannot be read.",
    );
  });
});
