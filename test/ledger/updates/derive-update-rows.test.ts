import { describe, expect, it } from "vitest";
import { noFields, type UpdateFields } from "../../../src/core/update.ts";
import { deriveUpdateRows } from "../../../src/ledger/updates/derive-update-rows.ts";
import { readUpdateChange, readUpdatePayload, type StatedUpdate } from "../../../src/ledger/updates/update-payload.ts";

function stated(fields: Partial<UpdateFields>, more: Partial<StatedUpdate> = {}): StatedUpdate {
  return {
    id: "u-1",
    pilot: "hnb-eastmere",
    programme: "harbour",
    fields: { ...noFields, ...fields },
    validFrom: "2026-10-03",
    postedAt: "2026-10-04T07:30:00.000Z",
    version: 1,
    author: "p-ann",
    confirmedBy: "p-bo",
    audience: "programme:harbour",
    ...more,
  };
}

function factsOf(fields: Partial<UpdateFields>, more: Partial<StatedUpdate> = {}) {
  return deriveUpdateRows(stated(fields, more)).flatMap(({ row }) => (row.table === "fact" ? [row.fact] : []));
}

/** What is stated, as [attribute, part, value] in order of attribute. */
function statements(fields: Partial<UpdateFields>): readonly unknown[] {
  return factsOf(fields)
    .toSorted((left, right) => (`${left.attribute} ${left.part}` < `${right.attribute} ${right.part}` ? -1 : 1))
    .map(({ attribute, part, value }) => [attribute, part, value]);
}

const october = { from: "2026-09-01", to: "2026-10-01" };

describe("deriveUpdateRows", () => {
  it("gives the update itself and a fact for what it states, with everything a citation needs", () => {
    const message = { place: "teams:T1:C1", id: "17", permalink: "https://teams.example/l/17" };
    const text = "Still amber this week";
    const update = stated(
      { rating: "amber" },
      { message, text, spans: [{ field: "rating", start: 0, end: 11 }], marking: "OFFICIAL" },
    );
    const rows = deriveUpdateRows(update);
    expect(rows.map(({ row }) => row)).toEqual([
      {
        table: "fact",
        fact: {
          id: expect.stringMatching(/^f-[0-9a-f]{16}$/),
          subject: "hnb-eastmere",
          attribute: "rating",
          value: { kind: "text", text: "amber" },
          validFrom: "2026-10-03",
          sourceClass: "update",
          sources: [],
          lowConfidence: false,
          trust: "official",
          audience: "programme:harbour",
          marking: "OFFICIAL",
          update: "u-1",
          postedAt: "2026-10-04T07:30:00.000Z",
          permalink: "https://teams.example/l/17",
          words: "Still amber",
        },
      },
      { table: "update", update },
    ]);
  });

  it("states every field in the kind of its attribute, each metric and milestone as a part of its own", () => {
    const fields: UpdateFields = {
      period: october,
      rating: "amber-green",
      scale: "five-step",
      trend: "up",
      narrative: "Wardens start Monday.",
      milestones: [
        { name: "hub opens", due: "2026-12-12", forecast: "2027-01-09" },
        { name: "staff hired", done: true },
        { name: "lease signed", done: "2026-09-30" },
      ],
      metrics: [
        { name: "referrals", value: 42, target: 60 },
        { name: "average wait", value: 3.5, unit: "days" },
        { name: "occupancy", value: 81.5, unit: "%" },
        { name: "grants paid", value: 1250.5, unit: "£" },
      ],
      spend: { toDatePence: 35_000_000, forecastPence: 40_000_000, budgetPence: 38_000_000 },
      risks: [
        { text: "The contract ends.", ownerRole: "contracts lead", mitigation: "a second supplier" },
        { text: "rain" },
      ],
      help: [{ department: "dept-transport", text: "a letter of comfort" }],
      nextSteps: [{ text: "recruit two wardens", due: "2026-10-16" }, { text: "rest" }],
    };
    const money = (pence: number, basis: string) => ({ kind: "money", money: { pence, qualifier: "exact", basis } });
    const words = (text: string) => ({ kind: "text", text });
    const date = (text: string, to: string) => ({ kind: "date", text, days: { from: text, to } });
    expect(statements(fields)).toEqual([
      ["budget", undefined, money(38_000_000, "total")],
      ["help", undefined, words("a letter of comfort")],
      ["helpFrom", undefined, { kind: "reference", id: "dept-transport" }],
      ["metric", "average wait", { kind: "count", count: 3.5 }],
      ["metric", "grants paid", money(125_050, "total")],
      ["metric", "occupancy", { kind: "percent", percent: 81.5 }],
      ["metric", "referrals", { kind: "count", count: 42 }],
      ["metricTarget", "referrals", { kind: "count", count: 60 }],
      ["milestone", "hub opens", words("hub opens (due 12 December 2026; forecast 9 January 2027)")],
      ["milestone", "lease signed", words("lease signed (done 30 September 2026)")],
      ["milestone", "staff hired", words("staff hired (done)")],
      ["milestoneDone", "lease signed", date("2026-09-30", "2026-10-01")],
      ["milestoneDue", "hub opens", date("2026-12-12", "2026-12-13")],
      ["milestoneForecast", "hub opens", date("2027-01-09", "2027-01-10")],
      ["narrative", undefined, words("Wardens start Monday.")],
      ["nextStep", undefined, expect.anything()],
      ["nextStep", undefined, expect.anything()],
      ["rating", undefined, words("amber-green")],
      ["risk", undefined, expect.anything()],
      ["risk", undefined, expect.anything()],
      ["spendForecast", undefined, money(40_000_000, "total")],
      ["spendToDate", undefined, money(35_000_000, "cumulative")],
      ["trend", undefined, words("up")],
    ]);
    const texts = factsOf(fields).flatMap(({ value }) => ("text" in value ? [value.text] : []));
    expect(texts).toEqual(
      expect.arrayContaining([
        "The contract ends (owner: contracts lead; mitigation: a second supplier)",
        "rain",
        "recruit two wardens (by 16 October 2026)",
        "rest",
      ]),
    );
    expect(factsOf(fields).find(({ part }) => part === "average wait")?.unit).toBe("days");
  });

  it("lets points hold from the update's day on, and figures over its period, else on that day", () => {
    const fields = { rating: "red", metrics: [{ name: "referrals", value: 4 }], spend: { toDatePence: 1 } } as const;
    const days = (more: Partial<UpdateFields>) =>
      Object.fromEntries(
        factsOf({ ...fields, ...more }).map((fact) => [fact.attribute, [fact.validFrom, fact.validTo]]),
      );
    expect(days({ period: october })).toEqual({
      rating: ["2026-10-03", undefined],
      metric: ["2026-09-01", "2026-10-01"],
      spendToDate: ["2026-09-01", "2026-10-01"],
    });
    expect(days({})).toMatchObject({ metric: ["2026-10-03", "2026-10-04"] });
    expect(days({ period: { from: "2026-10-01", to: "2026-10-01" } })).toMatchObject({
      metric: ["2026-10-03", "2026-10-04"],
    });
  });

  it("states nothing of what nobody said", () => {
    expect(statements({})).toEqual([]);
    expect(statements({ narrative: "", help: [{ department: "", text: "anything" }] })).toEqual([
      ["help", undefined, { kind: "text", text: "anything" }],
    ]);
  });

  it("keeps a fact's id and row while what it states does not change", () => {
    const keys = (fields: Partial<UpdateFields>, version: number) =>
      deriveUpdateRows(stated(fields, { version })).flatMap(({ key, row }) =>
        row.table === "fact" ? [`${row.fact.attribute} ${row.fact.id} ${key}`] : [],
      );
    const before = keys({ rating: "red", trend: "up" }, 1);
    const after = keys({ rating: "amber", trend: "up" }, 2);
    expect(after.filter((key) => before.includes(key))).toEqual([expect.stringMatching(/^trend /)]);
  });
});

describe("the payloads of updates", () => {
  it("are read back whole, without members of a later version", () => {
    const update = stated(
      { rating: "red", milestones: [{ name: "hub", done: true }] },
      { source: "edited", fictional: true },
    );
    const body: unknown = JSON.parse(
      JSON.stringify({ type: "update", update: { ...update, mood: "new" }, reason: "typo", x: 1 }),
    );
    expect(readUpdatePayload(body)).toStrictEqual({ type: "update", update, reason: "typo" });
    expect(readUpdateChange({ type: "updateChange", source: "deleted", x: 1 })).toStrictEqual({
      type: "updateChange",
      source: "deleted",
    });
  });

  it.each([[undefined], ["text"], [{ type: "update" }], [{ type: "purge", reason: "asked for" }]])(
    "are not seen in %j",
    (body) => {
      expect(readUpdatePayload(body)).toBeUndefined();
      expect(readUpdateChange(body)).toBeUndefined();
    },
  );
});
