import { describe, expect, it } from "vitest";
import type { FoundRecords, RecordQuery } from "../../../src/core/record-query.ts";
import type { ConfirmedUpdate } from "../../../src/core/update.ts";
import { fact, name, participations, recordedOn, run, text, update, where, withStatements } from "./example-ledger.ts";

const [eastmere, northford, hillside] = ["harbour-eastmere", "harbour-northford", "hillside-east"] as const;
const pilots = participations("harbour", "pilot");
const all: RecordQuery = { select: "update", where: [], do: "list" };

const january = { from: "2026-01-01", to: "2026-02-01" };
const february = { from: "2026-02-01", to: "2026-03-01" };
const referrals = (value: number) => ({ name: "referrals", value });

const story: readonly ConfirmedUpdate[] = [
  update("u-1", eastmere, 2, { rating: "amber", period: january, metrics: [referrals(10)] }),
  update("u-2", northford, 3, { rating: "green", period: january, spend: { toDatePence: 500 } }),
  update("u-3", eastmere, 4, {
    rating: "red",
    period: february,
    metrics: [referrals(42)],
    risks: [{ text: "the contract" }],
  }),
  update(
    "u-4",
    hillside,
    5,
    { rating: "amber", help: [{ department: "ministry", text: "a letter" }] },
    { programme: "hillside" },
  ),
  update("u-5", eastmere, 6, { narrative: "New wardens start Monday." }, { validFrom: "2026-03-01" }),
];

function ask(query: Partial<RecordQuery>, updates = story) {
  const { facts, ...rest } = withStatements(updates);
  return run({ ...all, ...query }, facts, rest);
}

async function find(query: Partial<RecordQuery>, updates = story): Promise<FoundRecords> {
  const result = await ask(query, updates);
  if (result.outcome !== "found") throw new Error(`expected rows, not ${JSON.stringify(result)}`);
  return result;
}

async function ids(query: Partial<RecordQuery>, updates = story): Promise<readonly (string | undefined)[]> {
  return (await find(query, updates)).rows.map((row) => row.update?.id);
}

describe("updates as rows", () => {
  it("are listed the newest first, each with its pilot and everything it states", async () => {
    const { rows, total } = await find({});
    expect(rows.map((row) => row.update?.id)).toEqual(["u-5", "u-4", "u-3", "u-2", "u-1"]);
    expect(total).toBe(5);
    expect(rows[2]?.subject.id).toBe(eastmere);
    expect(rows[2]?.facts.map(({ attribute, value }) => [attribute, value])).toEqual(
      expect.arrayContaining([
        ["rating", text("red")],
        ["metric", { kind: "count", count: 42 }],
        ["risk", text("the contract")],
      ]),
    );
  });

  it("are counted, and grouped by what they state or where they came from", async () => {
    expect((await find({ do: "count" })).computed).toEqual([{ value: { kind: "count", count: 5 }, from: [] }]);
    const { groups } = await find({ do: "count", by: "rating" });
    expect(groups?.map((group) => [group.key, group.rows.length])).toEqual([
      ["amber", 2],
      ["green", 1],
      ["red", 1],
      [undefined, 1],
    ]);
    const byPilot = await find({ do: "count", by: "pilot" });
    expect(byPilot.groups?.[0]).toMatchObject({ key: eastmere, subject: { name: eastmere }, rows: { length: 3 } });
  });

  it.each([
    [[where("rating", "amber")], ["u-4", "u-1"]],
    [[where("pilot", eastmere)], ["u-5", "u-3", "u-1"]],
    [[where("pilot", eastmere, "isNot")], ["u-4", "u-2"]],
    [[where("programme", "hillside")], ["u-4"]],
    [[where("programme.status", "live")], ["u-5", "u-3", "u-2", "u-1"]],
    [[where("pilot.councils.name", "Westbay Council")], ["u-4"]],
    [[where("councils", "northford")], ["u-2"]],
    [[where("period", "2026-01", "within")], ["u-2", "u-1"]],
    [[where("postedAt", "2026-03-04", "after")], ["u-5", "u-4"]],
    [[where("postedAt", "2026-03-04")], ["u-3"]],
    [[where("metric:referrals", 40, "atLeast")], ["u-3"]],
    [[where("helpFrom", "ministry")], ["u-4"]],
    [[where("helpFrom.name", "Ministry of Places")], ["u-4"]],
    [[where("narrative", "wardens", "contains")], ["u-5"]],
    [[where("rating", "amber"), where("programme", "harbour")], ["u-1"]],
  ])("are selected where %j", async (conditions, expected) => {
    expect(await ids({ where: conditions })).toEqual(expected);
  });

  it("give the latest of each pilot, and the latest that says something of what is asked", async () => {
    expect(await ids({ do: "latest" })).toEqual(["u-5", "u-4", "u-2"]);
    const rated = await find({ do: "latest", attribute: "rating", where: [where("programme", "harbour")] });
    expect(rated.rows.map((row) => [row.update?.id, row.facts.map(({ value }) => value)])).toEqual([
      ["u-3", [text("red")]],
      ["u-2", [text("green")]],
    ]);
  });

  it("give the history the oldest first", async () => {
    expect(await ids({ do: "history", where: [where("pilot", eastmere)] })).toEqual(["u-1", "u-3", "u-5"]);
    expect(await ids({ do: "history", attribute: "metric:referrals" })).toEqual(["u-1", "u-3"]);
  });

  it("show between which of them a value changed", async () => {
    const same = update("u-6", eastmere, 7, { rating: "red" });
    const change = { do: "change", attribute: "rating" } as const;
    expect(await ids(change, [...story, same])).toEqual(["u-3", "u-1"]);
    expect(await ids({ ...change, since: "2026-03-04" }, [...story, same])).toEqual(["u-3", "u-1"]);
    expect(await ask({ ...change, since: "2026-03-05" }, [...story, same])).toEqual({ outcome: "noResult" });
  });

  it("are cut after those recorded since a day, and narrowed to those that held on one", async () => {
    expect(await ids({ since: "2026-03-05" })).toEqual(["u-5", "u-4"]);
    expect(await ids({ trueAt: "2026-03-02" })).toEqual(["u-5", "u-1"]);
    expect(await ids({ knownAt: "2026-03-03" })).toEqual(["u-2", "u-1"]);
    expect(await ids({ order: { by: "validFrom", descending: true }, limit: 2 })).toEqual(["u-4", "u-3"]);
  });

  it("are found through sets, and sets through them", async () => {
    const amber: RecordQuery = { ...all, where: [where("rating", "amber")] };
    const sets = { operator: "all", queries: [amber], on: "id" } as const;
    const result = await run({ ...pilots, sets }, withStatements(story).facts, { updates: story });
    expect(result).toMatchObject({ outcome: "found", rows: [{ subject: { id: eastmere } }] });
    const both = { operator: "any", queries: [participations("hillside")], on: "id" } as const;
    expect(await ids({ sets: both })).toEqual(["u-4"]);
  });

  it("are added up over pilots by what they state", async () => {
    const more = update("u-7", eastmere, 8, { period: january, spend: { toDatePence: 250 } });
    const { computed } = await find({ do: "sum", attribute: "spendToDate" }, [...story, more]);
    expect(computed?.map(({ value }) => value)).toEqual([
      { kind: "money", money: { pence: 750, qualifier: "exact", basis: "cumulative" } },
    ]);
  });
});

describe("nothing", () => {
  it("tells pilots that never sent an update from those without such a one", async () => {
    const never = await ask({ where: [where("pilot", "harbour-member")] });
    expect(never).toMatchObject({ outcome: "notRecorded", attribute: "update", subjects: [{ id: "harbour-member" }] });
    expect(await ask({ where: [where("pilot", eastmere), where("postedAt", "2027")] })).toEqual({
      outcome: "noResult",
    });
    expect(await ask({ where: [where("pilot", "nowhere")] })).toEqual({ outcome: "noResult" });
  });

  it("tells what nobody states from what nobody states so, and from what nobody declared", async () => {
    const budget = await ask({ do: "latest", attribute: "budget", where: [where("pilot", eastmere)] });
    expect(budget).toMatchObject({ outcome: "notRecorded", attribute: "budget", subjects: [{ id: eastmere }] });
    expect(await ask({ where: [where("budget", 5, "atLeast")] })).toMatchObject({ outcome: "notRecorded" });
    expect(await ask({ where: [where("rating", "amber-red")] })).toEqual({ outcome: "noResult" });
    expect(await ask({ where: [where("rating.name", "x")] })).toEqual({
      outcome: "unknownAttribute",
      attribute: "rating.name",
    });
    expect(await ask({ by: "mood" })).toEqual({ outcome: "unknownAttribute", attribute: "mood" });
  });

  it("keeps what another audience may see apart", async () => {
    const hidden = [update("u-1", eastmere, 2, { rating: "red" }, { audience: "programme:harbour" })];
    expect(await ask({}, hidden)).toMatchObject({ outcome: "notRecorded", attribute: "update" });
  });
});

describe("who has reported", () => {
  const reported = (period: { from: string; to: string }, more: Partial<RecordQuery> = {}) =>
    find({ where: [where("programme", "harbour")], expect: { query: pilots, period }, ...more });

  it("counts those whose update reports on the period, and says when the others last posted", async () => {
    const result = await reported(february);
    expect(result.rows.map((row) => row.update?.id)).toEqual(["u-3"]);
    expect(result.expected).toEqual({
      found: 1,
      of: 2,
      missing: [{ subject: expect.objectContaining({ id: northford }), lastHeard: recordedOn(3) }],
    });
    expect((await reported(january)).expected).toMatchObject({ found: 2, of: 2, missing: [] });
  });

  it("counts an update without a period by its day", async () => {
    const march = { from: "2026-03-01", to: "2026-04-01" };
    expect((await reported(march)).rows.map((row) => row.update?.id)).toEqual(["u-5"]);
  });

  it("says that nobody reported, and of whom nothing was ever heard", async () => {
    const result = await ask(
      { where: [where("programme", "harbour")], expect: { query: pilots, period: january } },
      [],
    );
    expect(result).toMatchObject({
      outcome: "found",
      rows: [],
      expected: { found: 0, of: 2, missing: [{ subject: { id: eastmere } }, { subject: { id: northford } }] },
    });
  });
});

describe("what updates state of their pilots", () => {
  const current: RecordQuery = { ...pilots, attribute: "rating" };
  const ratingOf = async (query: Partial<RecordQuery>, updates = story) => {
    const { facts, ...rest } = withStatements(updates);
    const result = await run({ ...current, ...query }, facts, rest);
    if (result.outcome !== "found") return result.outcome;
    return result.rows.map((row) => [
      row.subject.id,
      row.facts.map(({ value }) => ("text" in value ? value.text : value)),
    ]);
  };

  it("holds until the next one says otherwise", async () => {
    expect(await ratingOf({})).toEqual([
      [eastmere, ["red"]],
      [northford, ["green"]],
    ]);
    expect(await ratingOf({ trueAt: "2026-03-03" })).toEqual([
      [eastmere, ["amber"]],
      [northford, ["green"]],
    ]);
  });

  it("keeps each metric's and milestone's own history", async () => {
    const updates = [
      update("u-1", eastmere, 2, { period: january, metrics: [referrals(10), { name: "visits", value: 3 }] }),
      update("u-2", eastmere, 3, { period: january, metrics: [{ name: "Referral", value: 12 }] }),
      update("u-3", eastmere, 4, { milestones: [{ name: "hub opens", due: "2026-04-01" }] }),
      update("u-4", eastmere, 5, { milestones: [{ name: "staff hired", due: "2026-05-01" }] }),
    ];
    const { facts, ...rest } = withStatements(updates);
    const read = async (attribute: string, more: Partial<RecordQuery> = {}) => {
      const result = await run({ ...pilots, attribute, where: [where("id", eastmere)], ...more }, facts, rest);
      return result.outcome === "found"
        ? result.rows.flatMap((row) => row.facts.map(({ part, value }) => [part, value]))
        : [];
    };
    expect(await read("metric")).toEqual([
      ["visits", { kind: "count", count: 3 }],
      ["Referral", { kind: "count", count: 12 }],
    ]);
    expect(await read("metric:referrals")).toEqual([["Referral", { kind: "count", count: 12 }]]);
    expect((await read("milestoneDue")).map(([part]) => part)).toEqual(["hub opens", "staff hired"]);
  });

  it("never adds what is counted in different parts", async () => {
    const updates = [
      update("u-1", eastmere, 2, { metrics: [referrals(10), { name: "visits", value: 3 }] }),
      update("u-2", northford, 3, { metrics: [referrals(5)] }),
    ];
    const { facts, ...rest } = withStatements(updates);
    const result = await run({ ...pilots, do: "sum", attribute: "metric" }, facts, rest);
    expect(result).toMatchObject({ computed: [{ value: { count: 15 } }, { value: { count: 3 } }] });
  });

  it("is put beside a publication that says otherwise", async () => {
    const published = fact(eastmere, "rating", name("green"), { validFrom: "2026-02-01" });
    const { facts, ...rest } = withStatements(story);
    const result = await run(current, [...facts, published], rest);
    if (result.outcome !== "found") throw new Error(result.outcome);
    expect(result.conflicts.map((facts) => facts.map(({ value }) => value))).toEqual([[name("green"), text("red")]]);
  });
});
