import { userInfo } from "node:os";
import { describe, expect, it } from "vitest";
import { makeWorkbook } from "../../ingest/returns/make-workbook.ts";
import { openUpdatesBench } from "./run-updates.ts";

const returns = `pilot,programme,period,rating,summary,figure: referrals,target: referrals,spent
Eastmere,,October 2025,amber,"Two drivers are in training, so some nights ran with one bus.",42,60,"£12,500"
Port Calder,,October 2025,green,All nights ran.,58,60,"£9,000"
Wexcombe,Quay Lights,Q3 2025-26,red,The lamps are late.,,,
`;

describe("pilotdesk updates import", () => {
  it("shows what a file would do and writes nothing until it is told to", async () => {
    const bench = await openUpdatesBench();
    const path = await bench.file("returns.csv", returns);
    const said = await bench.done("import", path);
    expect(said).toEqual([
      "Row 2: Eastmere, Harbour Night Buses, October 2025: new",
      "    Rating: Amber",
      "    Summary: Two drivers are in training, so some nights ran with one bus.",
      "    Figure: referrals: 42 (target 60)",
      "    Spent to date: £12,500",
      "Row 3: Port Calder, Harbour Night Buses, October 2025: new",
      "    Rating: Green",
      "    Summary: All nights ran.",
      "    Figure: referrals: 58 (target 60)",
      "    Spent to date: £9,000",
      "Row 4: Wexcombe, Quay Lights, October 2025 to December 2025: new",
      "    Rating: Red",
      "    Summary: The lamps are late.",
      "3 rows: 3 new, 0 amended, 0 unchanged, 0 refused. This was a dry run and nothing was written; --write records it.",
    ]);
    expect(await bench.events()).toEqual([]);
  });

  it("records each row as an event of its own, by whoever runs it, and the same file a second time not at all", async () => {
    const bench = await openUpdatesBench();
    const path = await bench.file("returns.csv", returns);
    expect((await bench.done("import", path, "--write")).at(-1)).toBe(
      "3 rows: 3 new, 0 amended, 0 unchanged, 0 refused. Recorded.",
    );
    const events = await bench.events();
    expect(events.map(({ kind }) => kind)).toEqual(["updateConfirmed", "updateConfirmed", "updateConfirmed"]);
    expect(new Set(events.map(({ actor }) => actor)).size).toBe(1);
    const [first] = await bench.updates();
    const history = await bench.done("show", first?.id ?? "");
    expect(history.join("\n")).toMatch(new RegExp(`confirmed by cli:[^ ]*:${userInfo().username}`));
    const again = await bench.done("import", path, "--write");
    expect(again).toEqual([
      "Unchanged: Eastmere (row 2), Port Calder (row 3), Wexcombe (row 4)",
      "3 rows: 0 new, 0 amended, 3 unchanged, 0 refused. Recorded.",
    ]);
    expect(await bench.events()).toHaveLength(3);
  });

  it("shows a change as old and new, with the words of a summary apart", async () => {
    const bench = await openUpdatesBench();
    await bench.done("import", await bench.file("one.csv", returns), "--write");
    const changed = returns
      .replace("amber", "Amber/Green")
      .replace("one bus", "one bus at most")
      .replace(",42,", ",45,");
    const said = await bench.done("import", await bench.file("two.csv", changed), "--write");
    const [id] = (await bench.updates()).filter(({ version }) => version === 2).map((update) => update.id);
    expect(said.map((line) => line.replace(/of \d+ \w+ \d{4}$/, "of today"))).toEqual([
      `Row 2: Eastmere, Harbour Night Buses, October 2025: amends ${id} of today`,
      "    Rating: Amber → Amber-green",
      "    Summary was: Two drivers are in training, so some nights ran with one bus.",
      "    Summary now: Two drivers are in training, so some nights ran with one bus at most.",
      "    Figure: referrals: 42 (target 60) → referrals: 45 (target 60)",
      "Unchanged: Port Calder (row 3), Wexcombe (row 4)",
      "3 rows: 0 new, 1 amended, 2 unchanged, 0 refused. Recorded.",
    ]);
    expect((await bench.done("show", id ?? "")).join("\n")).toContain("amended by");
  });

  it("writes none of the rows where one is refused", async () => {
    const bench = await openUpdatesBench();
    const path = await bench.file("returns.csv", returns.replace("red", "purple"));
    const { code, said, complained } = await bench.run("import", path, "--write");
    expect(code).toBe(1);
    expect(said.at(-1)).toBe(
      "Row 4, column D (rating): refused. “purple” is no rating here. This programme rates on: green, amber, red. Choose one of them.",
    );
    expect(complained).toEqual([
      "3 rows: 2 new, 0 amended, 0 unchanged, 1 refused. Nothing was written: correct what is refused, then import again.",
    ]);
    expect(await bench.events()).toEqual([]);
  });

  it("takes a workbook, and gives its plan to other programs", async () => {
    const bench = await openUpdatesBench();
    const rows = [
      ["Pilot", "Period", "RAG", "Figure: take-up"],
      ["Eastmere", { day: "2025-10-01" }, "G", { percent: 0.425 }],
    ];
    const path = await bench.file("returns.xlsx", makeWorkbook([{ name: "Return", rows }]));
    const { said, complained } = await bench.run("import", path, "--json");
    expect(JSON.parse(said.join("\n"))).toMatchObject({
      columnProblems: [],
      rows: [
        {
          row: 2,
          action: "add",
          pilot: "hnb-eastmere",
          fields: { rating: "green", metrics: [{ name: "take-up", value: 42.5, unit: "%" }] },
        },
      ],
    });
    expect(complained.join("")).toContain("This was a dry run");
  });

  it("says in one sentence why a file cannot be read", async () => {
    const bench = await openUpdatesBench();
    await expect(bench.run("import", `${bench.folder}/missing.csv`)).rejects.toThrow(/missing\.csv cannot be read/);
  });

  it("records 2,000 rows at once", async () => {
    const bench = await openUpdatesBench();
    const days = Array.from({ length: 2000 }, (_, index) =>
      new Date(Date.UTC(2019, 0, 1 + index)).toISOString().slice(0, 10),
    );
    const rows = days.map((day) => `Eastmere,${day},${day},green,All nights ran.`);
    const path = await bench.file("many.csv", `pilot,from,to,rating,summary\n${rows.join("\n")}\n`);
    expect((await bench.done("import", path, "--write")).at(-1)).toBe(
      "2000 rows: 2000 new, 0 amended, 0 unchanged, 0 refused. Recorded.",
    );
    expect(await bench.updates()).toHaveLength(2000);
  }, 60_000);
});
