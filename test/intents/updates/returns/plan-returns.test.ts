import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ConfirmedUpdate, UpdateFields } from "../../../../src/core/update.ts";
import { noFields } from "../../../../src/core/update.ts";
import { importRecords } from "../../../../src/ingest/records/import-records.ts";
import { planReturns } from "../../../../src/intents/updates/returns/plan-returns.ts";
import type { PlannedChange, ReturnPlan } from "../../../../src/intents/updates/returns/plan-returns.ts";
import type { ReturnProblem, WrittenReturns } from "../../../../src/intents/updates/returns/written-returns.ts";
import { createDirectory } from "../../../../src/ledger/directory.ts";
import type { Directory } from "../../../../src/ledger/directory.ts";
import { openSqliteStore } from "../../../../src/stores/sqlite/open-sqlite-store.ts";
import { createTestClock } from "../../../ledger/open-test-store.ts";

const audiences = ["public", "programme:night-buses", "programme:quay-lights"] as const;
let knowledge: Directory;

beforeAll(async () => {
  const clock = createTestClock();
  const directory = await mkdtemp(join(tmpdir(), "pilotdesk-"));
  const store = await openSqliteStore({ directory, clock });
  const folder = join(import.meta.dirname, "../../../fixtures/live-knowledge");
  await importRecords({ store, folder, actor: "test", clock });
  knowledge = await createDirectory(store).at({ reader: { audiences: [...audiences] } });
  await store.close();
  await rm(directory, { recursive: true });
});

/** An update of Eastmere on October 2025, at its second version. */
function standing(fields: Partial<UpdateFields>, more: Partial<ConfirmedUpdate> = {}): ConfirmedUpdate {
  const period = { from: "2025-10-01", to: "2025-11-01" };
  return {
    id: "u-1",
    pilot: "hnb-eastmere",
    programme: "night-buses",
    fields: { ...noFields, period, scale: "five-step", ...fields },
    validFrom: "2025-10-31",
    postedAt: "2025-11-03T10:00:00.000Z",
    version: 2,
    author: "p-1",
    confirmedBy: "p-1",
    audience: "programme:night-buses",
    recordedSeq: 7,
    recordedAt: "2025-11-03T10:00:00.000Z",
    ...more,
  };
}

/** A file of these headings and rows; row 1 has the headings. */
function written(headings: readonly string[], ...rows: readonly (readonly string[])[]): WrittenReturns {
  const letters = headings.map((_, index) => String.fromCodePoint(65 + index));
  return {
    headingRow: 1,
    columns: headings.flatMap((heading, index) => (heading === "" ? [] : [{ letter: letters[index] ?? "", heading }])),
    rows: rows.map((cells, index) => ({
      row: index + 2,
      cells: new Map(cells.flatMap((cell, at) => (cell === "" ? [] : [[letters[at] ?? "", cell] as const]))),
    })),
    faults: [],
  };
}

const plan = (file: WrittenReturns, updates: readonly ConfirmedUpdate[] = []): ReturnPlan =>
  planReturns(file, { knowledge, standing: updates, today: "2026-03-02" });

/** `2 C rating: …`, one a problem. */
function problemsIn({ columnProblems, rows }: ReturnPlan): readonly string[] {
  const say = ({ row, letter = "-", heading = "-", text }: ReturnProblem): string =>
    `${row} ${letter} ${heading}: ${text}`;
  return [...columnProblems, ...rows.flatMap((row) => (row.action === "refuse" ? row.problems : []))].map(say);
}

function only(returns: ReturnPlan): PlannedChange {
  const [row] = returns.rows;
  if (!row || row.action === "refuse") throw new Error(`Refused: ${problemsIn(returns).join(" ")}`);
  return row;
}

describe("a row", () => {
  it("is read as the form of an update is, whatever its columns are called", () => {
    const headings = [
      "Place",
      "Month",
      "RAG",
      "Trend",
      "Progress",
      "Spent to date",
      "Figure: Referrals",
      "Target: referrals",
      "Risks",
      "Help wanted",
      "Next steps",
      "Milestones",
      "Marking",
    ];
    const cells = [
      "Eastmere",
      "Oct-25",
      "A/G",
      "↑",
      "Two routes run.",
      "£12,500",
      "42%",
      "60%",
      "lease | owner: project manager",
      "DCC | a decision",
      "train drivers | 2025-12-01",
      "first night | done 2025-10-03",
      "Official – Sensitive",
    ];
    const { action, pilot, fields, marking } = only(plan(written(headings, cells)));
    expect([action, pilot.id, marking]).toEqual(["add", "hnb-eastmere", "OFFICIAL-SENSITIVE"]);
    expect(fields).toEqual({
      period: { from: "2025-10-01", to: "2025-11-01" },
      rating: "amber-green",
      scale: "five-step",
      trend: "up",
      narrative: "Two routes run.",
      spend: { toDatePence: 1_250_000 },
      metrics: [{ name: "Referrals", value: 42, unit: "%", target: 60 }],
      risks: [{ text: "lease", ownerRole: "project manager" }],
      help: [{ department: "dcc", text: "a decision" }],
      nextSteps: [{ text: "train drivers", due: "2025-12-01" }],
      milestones: [{ name: "first night", done: "2025-10-03" }],
    });
  });

  it("has the items of a list on lines, or between semicolons where each has bars of its own", () => {
    const risks = (cell: string): readonly string[] =>
      only(plan(written(["pilot", "period", "risks"], ["Eastmere", "2025-10", cell]))).fields.risks.map(
        ({ text }) => text,
      );
    expect(risks("lease\nno drivers")).toEqual(["lease", "no drivers"]);
    expect(risks("lease | owner: clerk; fuel | owner: clerk")).toEqual(["lease", "fuel"]);
    expect(risks("lease runs out; no cover until May")).toEqual(["lease runs out; no cover until May"]);
  });

  it("takes a day in the column of the period for the period that its programme reports on", () => {
    const period = (pilot: string): unknown =>
      only(plan(written(["pilot", "period", "rating"], [pilot, "2025-11-01", "green"]))).fields.period;
    expect(period("Eastmere")).toEqual({ from: "2025-11-01", to: "2025-12-01" });
    expect(period("Long Strand")).toEqual({ from: "2025-10-01", to: "2026-01-01" });
  });

  it.each([
    ["hnb-eastmere", "hnb-eastmere"],
    ["EASTMERE", "hnb-eastmere"],
    ["Eastmere pilot", "hnb-eastmere"],
    ["Eastmere Harbour Council", "hnb-eastmere"],
  ])("names its pilot as %s", (cell, id) =>
    expect(only(plan(written(["pilot", "period", "rating"], [cell, "2025-10", "green"]))).pilot.id).toBe(id),
  );

  it("says which of two pilots of one name it means by its programme", () => {
    const row = (programme: string): ReturnPlan =>
      plan(written(["pilot", "programme", "period", "rating"], ["Wexcombe", programme, "2025-10", "green"]));
    expect(only(row("Quay Lights")).pilot.id).toBe("ql-wexcombe");
    expect(only(row("HNB")).pilot.id).toBe("hnb-wexcombe");
    expect(problemsIn(row(""))).toEqual([
      "2 A pilot: “Wexcombe” stands for several pilots: hnb-wexcombe (Harbour Night Buses) and ql-wexcombe (Quay Lights). Write the id of one.",
    ]);
    expect(problemsIn(row("Quay Lamps"))).toEqual(["2 B programme: There is no programme “Quay Lamps”."]);
  });
});

describe("a row is refused, with its cell", () => {
  const refusedFor = (column: string, cell: string, pilot = "Eastmere"): readonly string[] =>
    problemsIn(plan(written(["pilot", "period", column], [pilot, column === "period" ? "" : "2025-10", cell])));

  it.each([
    [
      "rating",
      "purple",
      "“purple” is no rating here. This programme rates on: green, amber-green, amber, amber-red, red.",
    ],
    ["trend", "sideways", "“sideways” is no trend. Write up, same or down."],
    ["spent", "lots", "“lots” is not an amount. Write it as £12,500."],
    ["figure: referrals", "some", "“some” is not a number with its target. Write it as 42, 42% or £42."],
    ["marking", "SECRET", "“SECRET” is no marking that can be kept here."],
    ["milestones", "opens | soon", "“soon” is not a date."],
    ["summary", "word ".repeat(251), "The summary has 251 words. Shorten it to 250."],
    ["risks", "x".repeat(3001), "It has 3,001 characters. Shorten it to 3,000."],
    ["summary", "Jane Smith rang from 07700 900123.", "Take out"],
    ["next steps", "ring 07700 900123 | 2025-12-01", "Take out a phone number (“07700 900123”)"],
  ])("for %s (%#)", (column, cell, problem) => {
    const [first = ""] = refusedFor(column, cell);
    expect(first).toContain(`2 C ${column}: ${problem}`);
  });

  it("for a rating that is on another scale", () => {
    expect(refusedFor("rating", "amber green", "Long Strand")).toEqual([
      "2 C rating: “amber-green” is no rating here. This programme rates on: green, amber, red. Choose one of them.",
    ]);
  });

  it.each([
    ["", "2 A pilot: It names no pilot."],
    ["Estmere", "2 A pilot: There is no pilot “Estmere” in a live programme. Is it Eastmere?"],
    ["Atlantis", "2 A pilot: There is no pilot “Atlantis” in a live programme."],
    [
      "Ullock Quay",
      "2 A pilot: Ullock Quay is in Harbour Day Boats, which is closed: returns are taken for live programmes only.",
    ],
    [
      "Saltby",
      "2 A pilot: Saltby is in Quiet Quays Network, which runs no pilots that report: returns are taken for live programmes only.",
    ],
  ])("for the pilot “%s”", (pilot, problem) => expect(refusedFor("rating", "green", pilot)).toEqual([problem]));

  it("for a period that is none, has not begun, is missing or is given twice", () => {
    const row = (...cells: readonly string[]): readonly string[] =>
      problemsIn(plan(written(["pilot", "period", "from", "to", "rating"], ["Eastmere", ...cells, "green"])));
    expect(row("last month", "", "")).toEqual([
      "2 B period: “last month” is no period. Write it as October 2026, 2026-10 or Q2 2026-27.",
    ]);
    expect(row("April 2026", "", "")).toEqual(["2 B period: April 2026 has not begun."]);
    expect(row("", "", "")).toEqual([
      "2 B period: It says no period. Write it as October 2026, or fill in from and to.",
    ]);
    expect(row("2025-10", "2025-10-01", "")[0]).toBe(
      "2 B period: It gives a period and days from and to. Keep one of them.",
    );
    expect(row("", "2025-10-31", "2025-10-01")).toEqual(["2 D to: The last day comes before the first."]);
    expect(row("", "2025-10-40", "2025-10-31")).toEqual([
      "2 C from: “2025-10-40” is not a date. Write it as 2026-11-30.",
    ]);
  });

  it("for everything that is wrong with it at once", () => {
    const headings = ["pilot", "period", "rating", "spent"];
    const problems = problemsIn(plan(written(headings, ["Atlantis", "soon", "purple", "lots"])));
    expect(problems.map((problem) => problem.slice(0, 3))).toEqual(["2 A", "2 B"]);
    const known = problemsIn(plan(written(headings, ["Eastmere", "soon", "purple", "lots"])));
    expect(known.map((problem) => problem.slice(0, 3))).toEqual(["2 B", "2 C", "2 D"]);
  });

  it("where another is about the same pilot and period, however both are written and whatever is wrong with them", () => {
    const headings = ["pilot", "period", "rating"];
    const rows = [
      ["Eastmere", "2025-10", "green"],
      ["hnb-eastmere", "October 2025", "purple"],
      ["Eastmere", "2025-11", "red"],
    ];
    expect(problemsIn(plan(written(headings, ...rows)))).toEqual([
      "3 A pilot: It is about the same pilot and period as row 2.",
      expect.stringContaining("3 C rating: “purple” is no rating here."),
    ]);
  });

  it("where it says nothing, or a cell could not be read", () => {
    const file = written(["pilot", "period", "rating"], ["Eastmere", "2025-10", ""], ["Port Calder", "2025-10", ""]);
    const faults = [{ row: 3, letter: "C", text: "It holds #REF!: a formula that failed." }];
    expect(problemsIn(plan({ ...file, faults }))).toEqual([
      expect.stringMatching(/^2 .*Say something: a rating, a summary or a figure\.$/),
      "3 C rating: It holds #REF!: a formula that failed.",
    ]);
  });

  it("where nothing but “none” is said of something new", () => {
    const [problem = ""] = problemsIn(plan(written(["pilot", "period", "risks"], ["Eastmere", "2025-10", "none"])));
    expect(problem).toContain("It says nothing.");
  });
});

describe("columns", () => {
  const columnsOf = (...headings: readonly string[]): readonly string[] =>
    plan(
      written(
        headings,
        headings.map(() => "green"),
      ),
    ).columnProblems.map(({ letter = "-", text }) => `${letter} ${text}`);

  it("that are not known, stand twice or belong to a figure that is missing are named once", () => {
    expect(
      columnsOf("pilot", "colour", "rating", "RAG", "target: referrals", "Figure: visits", "metric: Visits"),
    ).toEqual([
      "B There is no such column. Take it out, or call it what the template does.",
      "D It says the same thing as “rating” in column C. Keep one of them.",
      "G It says the same thing as “Figure: visits” in column F. Keep one of them.",
      "E It needs a column “figure: referrals” beside it.",
    ]);
  });

  it("must name the pilot; nothing else is said where they do not", () => {
    const returns = plan(written(["town", "rating"], ["Eastmere", "purple"]));
    expect(problemsIn(returns)).toEqual([
      "1 - -: No column is called “pilot”, so the rows name no pilot.",
      "1 A town: There is no such column. Take it out, or call it what the template does.",
    ]);
  });
});

describe("what stands already", () => {
  const before = standing({
    rating: "amber",
    trend: "same",
    narrative: "Two drivers are in training.",
    metrics: [
      { name: "NHS referrals", value: 42, target: 60 },
      { name: "visits", value: 7, unit: "people" },
    ],
    spend: { toDatePence: 500, budgetPence: 9_000 },
    risks: [{ text: "lease" }],
  });

  it("is compared, and an empty cell says nothing about it", () => {
    const headings = ["pilot", "period", "rating", "summary", "figure: nhs referrals", "spent", "risks"];
    const returns = plan(written(headings, ["Eastmere", "October 2025", "green", "", "45", "£7.50", ""]), [before]);
    const { action, amends, fields, changes } = only(returns);
    expect([action, amends?.id]).toEqual(["amend", "u-1"]);
    expect(changes.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      "Rating: Amber → Green",
      "Figure: NHS referrals: 42 (target 60) → NHS referrals: 45 (target 60)",
      "Spent to date: £5 → £7.50",
    ]);
    expect(fields).toEqual({
      ...before.fields,
      rating: "green",
      metrics: [{ name: "NHS referrals", value: 45, target: 60 }, before.fields.metrics[1]],
      spend: { toDatePence: 750, budgetPence: 9_000 },
    });
  });

  it("loses what a cell calls none", () => {
    const headings = ["pilot", "period", "risks", "figure: visits", "budget", "trend"];
    const { fields } = only(plan(written(headings, ["Eastmere", "2025-10", "None", "n/a", "-", "nil"]), [before]));
    const { trend: _trend, ...rest } = before.fields;
    expect(fields).toEqual({ ...rest, risks: [], metrics: [before.fields.metrics[0]], spend: { toDatePence: 500 } });
  });

  it("is unchanged by a row that says the same", () => {
    const row = ["Eastmere", "2025-10", "amber", "Two drivers are in training.", "42", "60"];
    const headings = ["pilot", "period", "rating", "summary", "figure: NHS referrals", "target: NHS referrals"];
    expect(only(plan(written(headings, row), [before])).action).toBe("same");
  });

  it("is found by its id, whatever its period, and only at the version that was exported", () => {
    const noPeriod = standing({ rating: "amber" }, { id: "u-2", pilot: "hnb-port-calder" });
    const { period: _period, ...fields } = noPeriod.fields;
    const updates = [{ ...noPeriod, fields }, before];
    const row = (...cells: readonly string[]): ReturnPlan =>
      plan(written(["update", "version", "pilot", "rating"], cells), updates);
    expect(only(row("u-2", "2", "Port Calder", "red"))).toMatchObject({ action: "amend", fields: { rating: "red" } });
    expect(problemsIn(row("u-2", "1", "Port Calder", "red"))).toEqual([
      "2 B version: u-2 was changed after this file was made: it is at version 2 now. Export it again.",
    ]);
    expect(problemsIn(row("u-2", "2", "Eastmere", "red"))).toEqual([
      "2 C pilot: u-2 is about Port Calder: an update stays with its pilot.",
    ]);
    expect(problemsIn(row("u-9", "", "", "red"))).toEqual([
      "2 A update: u-9 does not stand: it was withdrawn, or there is no such update.",
    ]);
  });

  it("keeps its marking, and something of what it says", () => {
    const marked = { ...standing({ rating: "amber" }), marking: "OFFICIAL" };
    const row = (...cells: readonly string[]): readonly string[] =>
      problemsIn(plan(written(["pilot", "period", "rating", "marking"], ["Eastmere", "2025-10", ...cells]), [marked]));
    expect(row("green", "none")).toEqual([
      "2 D marking: u-1 is marked OFFICIAL: a marking is changed, never taken away.",
    ]);
    expect(row("none", "")).toEqual(["2 - -: Nothing would be left of u-1. Withdraw it instead."]);
  });

  it("of the same pilot in another period is left alone", () => {
    const { action } = only(plan(written(["pilot", "period", "rating"], ["Eastmere", "2025-11", "green"]), [before]));
    expect(action).toBe("add");
  });
});
