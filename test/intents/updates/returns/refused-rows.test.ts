import { describe, expect, it } from "vitest";
import { plan, problemsIn, useKnowledge, written } from "./return-plans.ts";

useKnowledge();

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
