import { describe, expect, it } from "vitest";
import type { ReturnPlan } from "../../../../src/intents/updates/returns/plan-returns.ts";
import { only, plan, problemsIn, standing, useKnowledge, written } from "./return-plans.ts";

useKnowledge();

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
