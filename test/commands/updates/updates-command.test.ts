import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openUpdatesBench } from "./run-updates.ts";
import type { UpdatesBench } from "./run-updates.ts";

const returns =
  `pilot,period,rating,summary,figure: referrals,target: referrals,spent,risks,help wanted,next steps,milestones,marking
Eastmere,October 2025,amber,"=cmd|' /C calc'!A0 was typed; drivers, ""two"",
are in training.",42%,60%,"£12,500.50","lease; no cover | owner: clerk",DCC | a decision,train | 2025-12-01,first night | done 2025-10-03,OFFICIAL
Port Calder,October 2025,green,- all nights ran,58,,"£5 million",,,,,
`.replace("=cmd", "'=cmd");

async function openWithUpdates(): Promise<UpdatesBench & { readonly eastmere: string }> {
  const bench = await openUpdatesBench();
  await bench.done("import", await bench.file("returns.csv", returns), "--write");
  const eastmere = (await bench.updates()).find(({ pilot }) => pilot === "hnb-eastmere")?.id ?? "";
  return { ...bench, eastmere };
}

describe("pilotdesk updates list", () => {
  it("lists updates, newest first, of a programme or a pilot by id or name, and since a day", async () => {
    const bench = await openWithUpdates();
    const listed = await bench.done("list");
    expect(listed.map((line) => line.split("  ").slice(2))).toEqual([
      ["Port Calder, Harbour Night Buses", "October 2025", "Green"],
      ["Eastmere, Harbour Night Buses", "October 2025", "Amber"],
    ]);
    expect(await bench.done("list", "--programme", "HNB")).toEqual(listed);
    expect(await bench.done("list", "--pilot", "hnb-eastmere")).toEqual([listed[1]]);
    expect(await bench.done("list", "--pilot", "port calder")).toEqual([listed[0]]);
    expect(await bench.done("list", "--since", "2025-01-01")).toEqual(listed);
    expect(await bench.done("list", "--since", "2999-01-01")).toEqual(["No such update is on record."]);
    expect(await bench.done("list", "--known-at", "2025-01-01")).toEqual(["No such update is on record."]);
    expect(JSON.parse((await bench.done("list", "--json")).join("\n"))).toHaveLength(2);
  });

  it.each([
    [["list", "--since", "yesterday"], "--since takes a day, as in 2026-11-03; yesterday is none."],
    [["list", "--since", "2026-02-30"], "--since takes a day, as in 2026-11-03; 2026-02-30 is none."],
    [["export", "x.csv", "--known-at", "now"], "--known-at takes a day, as in 2026-11-03; now is none."],
    [["list", "--pilot", "Atlantis"], "There is no pilot “Atlantis”. pilotdesk records participation lists them."],
    [["list", "--programme", "x"], "There is no programme “x”. pilotdesk records programme lists them."],
    [["dance"], "pilotdesk updates list [--programme P] [--pilot P] [--since DAY] [--known-at DAY] [--json]"],
    [["show"], "pilotdesk updates list [--programme P] [--pilot P] [--since DAY] [--known-at DAY] [--json]"],
  ])("refuses %j in a sentence", async (args, sentence) => {
    const bench = await openUpdatesBench();
    const { code, complained } = await bench.run(...args);
    expect([code, complained[0]]).toEqual([2, sentence]);
  });
});

describe("pilotdesk updates show", () => {
  it("shows what an update says, and who changed what and why", async () => {
    const bench = await openWithUpdates();
    const { eastmere: id } = bench;
    await bench.done(
      "amend",
      id,
      "--rating",
      "green",
      "--set",
      "figure: referrals=45%",
      "--reason",
      "a slip of the pen",
    );
    await bench.done("withdraw", id, "--reason", "it was about another place");
    const shown = (await bench.done("show", id)).map((line) =>
      line.replaceAll(/\d+ \w+ \d{4} at \d\d:\d\d|cli:\S+?:\S+/g, "…"),
    );
    expect(shown).toEqual([
      `${id}  does not stand any more`,
      "History",
      "  …  confirmed by …",
      "  …  amended by … a slip of the pen",
      "    Rating: Amber → Green",
      "    Figure: referrals: 42% (target 60%) → referrals: 45% (target 60%)",
      "  …  withdrawn by … it was about another place",
    ]);
  });

  it("says so where there is no such update", async () => {
    const bench = await openUpdatesBench();
    const { code, complained } = await bench.run("show", "u-none");
    expect([code, ...complained]).toEqual([1, "There is no update u-none. pilotdesk updates list names them."]);
  });
});

describe("pilotdesk updates amend", () => {
  it("changes what it is told and nothing else", async () => {
    const bench = await openWithUpdates();
    const before = (await bench.updates()).find(({ id }) => id === bench.eastmere);
    const said = await bench.done(
      "amend",
      bench.eastmere,
      "--narrative",
      "Trained.",
      "--set",
      "risks=none",
      "--set",
      "spent=£13k",
    );
    expect(said.slice(-1)).toEqual([`Recorded. pilotdesk updates show ${bench.eastmere} has its history.`]);
    const after = (await bench.updates()).find(({ id }) => id === bench.eastmere);
    expect(after?.version).toBe(2);
    expect(after?.fields).toEqual({
      ...before?.fields,
      narrative: "Trained.",
      risks: [],
      spend: { toDatePence: 1_300_000 },
    });
    expect(await bench.done("amend", bench.eastmere, "--narrative", "Trained.")).toEqual([
      `${bench.eastmere} says so already.`,
    ]);
    expect(await bench.events()).toHaveLength(3);
  });

  it.each([
    [["--rating", "purple"], 1, "rating: “purple” is no rating here."],
    [["--narrative", "Ring 07700 900123."], 1, "narrative: Take out a phone number (“07700 900123”)"],
    [["--narrative", "word ".repeat(251)], 1, "narrative: The summary has 251 words."],
    [["--set", "colour=red"], 1, "colour: There is no such column."],
    [["--set", "spent"], 2, "--set takes a column and a value"],
    [["--rating", ""], 2, "rating has no value. Write none to take out what it says."],
    [["--reason", "just so"], 2, "Say what to change: --rating, --narrative or --set COLUMN=VALUE."],
  ])("refuses what is not right (%#)", async (args, code, sentence) => {
    const bench = await openWithUpdates();
    const ran = await bench.run("amend", bench.eastmere, ...args);
    expect([ran.code, ran.complained[0]]).toEqual([code, expect.stringContaining(sentence)]);
    expect(await bench.events()).toHaveLength(2);
  });

  it("of an update that was withdrawn, and a withdrawal without a reason, change nothing", async () => {
    const bench = await openWithUpdates();
    const bare = await bench.run("withdraw", bench.eastmere, "--reason", "  ");
    expect([bare.code, bare.complained[0]]).toEqual([2, expect.stringContaining("Say why")]);
    await bench.done("withdraw", bench.eastmere, "--reason", "wrong place");
    const amended = await bench.run("amend", bench.eastmere, "--rating", "green");
    expect([amended.code, amended.complained[0]]).toEqual([1, expect.stringContaining("does not stand")]);
    const again = await bench.run("withdraw", bench.eastmere, "--reason", "twice");
    expect([again.code, again.complained[0]]).toEqual([
      1,
      `Nothing was recorded about ${bench.eastmere}: it was withdrawn already.`,
    ]);
  });
});

describe("pilotdesk updates export", () => {
  it("writes a file that is taken back without a change, and changes what is changed in it", async () => {
    const bench = await openWithUpdates();
    const path = join(bench.folder, "out.csv");
    expect(await bench.done("export", path)).toEqual([`2 updates written to ${path}`]);
    const back = await bench.done("import", path, "--write");
    expect(back.at(-1)).toBe("2 rows: 0 new, 0 amended, 2 unchanged, 0 refused. Recorded.");
    const text = await readFile(path, "utf8");
    await bench.done("import", await bench.file("changed.csv", text.replace("green", "amber")), "--write");
    expect((await bench.updates()).map(({ fields, version }) => [fields.rating, version])).toEqual([
      ["amber", 2],
      ["amber", 1],
    ]);
    const stale = await bench.run("import", path);
    expect(stale.said).toContainEqual(expect.stringContaining("was changed after this file was made"));
  });

  it("writes nothing that a spreadsheet would run", async () => {
    const bench = await openWithUpdates();
    const path = join(bench.folder, "out.csv");
    await bench.done("export", path, "--pilot", "Eastmere");
    const text = await readFile(path, "utf8");
    expect(text.startsWith("\uFEFFupdate,version,programme,pilot,from,to,rating,trend,summary,")).toBe(true);
    expect(text).toContain(`"'=cmd|' /C calc'!A0 was typed`);
  });

  it("says where it cannot write", async () => {
    const bench = await openWithUpdates();
    await expect(bench.run("export", "/nowhere/at/all.csv")).rejects.toThrow("/nowhere/at/all.csv cannot be written");
  });
});

describe("pilotdesk updates template", () => {
  it("writes the columns with an example, of which only the pilot and the department are to be replaced", async () => {
    const bench = await openUpdatesBench();
    const path = join(bench.folder, "template.csv");
    await bench.done("template", path);
    const text = (await readFile(path, "utf8"))
      .replace("(name of the pilot)", "Eastmere")
      .replace("October 2026", "October 2025")
      .replace("(department)", "DCC");
    const said = await bench.done("import", await bench.file("filled.csv", text), "--write");
    expect(said.at(-1)).toBe("1 row: 1 new, 0 amended, 0 unchanged, 0 refused. Recorded.");
  });
});
