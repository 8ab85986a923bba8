import { describe, expect, it } from "vitest";
import type { ReturnPlan } from "../../../../src/intents/updates/returns/plan-returns.ts";
import { only, plan, problemsIn, useKnowledge, written } from "./return-plans.ts";

useKnowledge();

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
