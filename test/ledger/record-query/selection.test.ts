import { describe, expect, it } from "vitest";
import type { RecordQuery } from "../../../src/core/record-query.ts";
import { count, fact, find, ids, name, participations, run, subjects, text, where } from "./example-ledger.ts";

const regions = [
  fact("eastmere", "region", text("East")),
  fact("northford", "region", text("North")),
  fact("westbay", "region", text("east ")),
];

describe("sets", () => {
  const inBoth: RecordQuery = {
    select: "council",
    where: [],
    do: "list",
    sets: { operator: "all", queries: [participations("harbour"), participations("hillside")], on: "councils" },
  };

  it("finds the councils in both programmes", async () => {
    expect(ids(await find(inBoth))).toEqual(["eastmere", "westbay"]);
  });

  it("finds the councils with a pilot in both programmes when members do not count", async () => {
    const queries = [participations("harbour", "pilot"), participations("hillside", "pilot")];
    expect(ids(await find({ ...inBoth, sets: { operator: "all", queries, on: "councils" } }))).toEqual(["eastmere"]);
  });

  it.each([
    ["any", 0, ["eastmere", "northford", "westbay"]],
    ["none", 0, ["northford"]],
    ["exactly", 1, ["northford"]],
    ["exactly", 2, ["eastmere", "westbay"]],
  ] as const)("finds the councils in %s (%i) of the programmes", async (operator, times, expected) => {
    const queries = [participations("harbour"), participations("hillside")];
    const sets = { operator, queries, on: "councils" as const, ...(operator === "exactly" && { times }) };
    expect(ids(await find({ ...inBoth, sets }))).toEqual(expected);
  });

  it("finds the participations of a programme in places of another", async () => {
    const elsewhere: RecordQuery = {
      ...participations("harbour", "pilot"),
      sets: { operator: "any", queries: [participations("hillside")], on: "councils" },
    };
    expect(ids(await find(elsewhere))).toEqual(["harbour-eastmere"]);
  });

  it("nests: councils of one programme that are not in both", async () => {
    const query: RecordQuery = {
      ...inBoth,
      sets: { operator: "none", queries: [participations("harbour"), inBoth], on: "councils" },
    };
    expect(ids(await find(query))).toEqual(["northford"]);
  });

  it("does not cut a set by the limit of its query", async () => {
    const queries = [{ ...participations("harbour"), limit: 1 }, participations("hillside")];
    expect(ids(await find({ ...inBoth, sets: { operator: "all", queries, on: "councils" } }))).toEqual([
      "eastmere",
      "westbay",
    ]);
  });
});

describe("counts", () => {
  it("counts pilots without members", async () => {
    const result = await find({ ...participations("harbour", "pilot"), do: "count" });
    expect(result.computed).toEqual([{ value: count(2), from: [] }]);
  });

  it("counts by programme, the largest first, and names the programme", async () => {
    const query: RecordQuery = {
      select: "participation",
      where: [where("participationKind", "pilot")],
      do: "count",
      by: "programme",
      limit: 1,
    };
    const result = await find(query);
    expect(result.total).toBe(3);
    expect(result.rows).toHaveLength(1);
    expect(result.groups?.map((group) => [group.key, group.subject?.name, group.computed?.[0]?.value])).toEqual([
      ["harbour", "Harbour Towns", count(2)],
      ["hillside", "Hillside", count(1)],
    ]);
  });

  it("counts by the region of any council, once and without case, and says whose region is not recorded", async () => {
    const query: RecordQuery = { select: "participation", where: [], do: "count", by: "councils.region" };
    const result = await find(query, [
      fact("eastmere", "region", text("East")),
      fact("westbay", "region", text("east ")),
    ]);
    expect(result.groups?.map((group) => [group.key, group.rows.map((row) => row.subject.id)])).toEqual([
      ["East", ["harbour-eastmere", "harbour-member", "hillside-east"]],
      [undefined, ["harbour-northford"]],
    ]);
  });

  it("counts facts when facts are selected", async () => {
    const result = await find({ select: "fact", where: [], do: "count", attribute: "region" }, regions);
    expect(result.computed).toEqual([{ value: count(3), from: regions }]);
  });
});

describe("conditions over references", () => {
  it("finds participations by the region of their councils and cites the region", async () => {
    const query: RecordQuery = { select: "participation", where: [where("councils.region", "EAST")], do: "list" };
    const result = await find(query, regions);
    expect(ids(result)).toEqual(["harbour-eastmere", "harbour-member", "hillside-east"]);
    expect(result.rows[2]?.facts).toEqual([regions[0], regions[2]]);
  });

  it("finds participations by the status of their programme", async () => {
    const query: RecordQuery = { select: "participation", where: [where("programme.status", "live")], do: "list" };
    expect(ids(await find(query))).toEqual(["harbour-eastmere", "harbour-member", "harbour-northford"]);
  });

  it("cites every reference on the way", async () => {
    const department = fact("harbour", "department", { kind: "reference", id: "ministry" });
    const lead = fact("ministry", "lead", name("Ann Lee"));
    const query: RecordQuery = { select: "programme", where: [], do: "list", attribute: "department.lead" };
    const result = await find(query, [department, lead]);
    expect(result.rows.map((row) => row.facts)).toEqual([[department, lead], []]);
  });
});

describe("the three outcomes without an answer", () => {
  const themed: RecordQuery = { ...participations("harbour"), attribute: "theme" };

  it("says that nobody declared the attribute, wherever it is named", async () => {
    const unknown = (attribute: string) => ({ outcome: "unknownAttribute", attribute });
    expect(await run({ ...themed, attribute: "colour" })).toEqual(unknown("colour"));
    expect(await run({ ...themed, where: [where("theme.region", "x")] })).toEqual(unknown("theme.region"));
    expect(await run({ ...themed, by: "councils.colour" })).toEqual(unknown("councils.colour"));
    const sets = { operator: "any", queries: [{ ...themed, attribute: "size" }], on: "id" } as const;
    expect(await run({ ...themed, sets })).toEqual(unknown("size"));
  });

  it("says that nothing is recorded of the attribute, and about whom", async () => {
    const result = await run({ ...themed, where: [where("id", "harbour-eastmere")] });
    const about = subjects.filter((each) => each.id === "harbour-eastmere");
    expect(result).toEqual({ outcome: "notRecorded", attribute: "theme", subjects: about });
  });

  it("says that nobody meets the conditions", async () => {
    expect(await run({ ...themed, where: [where("programme", "nowhere")] })).toEqual({ outcome: "noResult" });
  });

  it("tells a condition that nobody meets from one that nothing is recorded of", async () => {
    const query: RecordQuery = {
      ...participations("hillside"),
      where: [where("theme", "skills"), where("programme", "hillside")],
    };
    const facts = [fact("hillside-east", "theme", text("housing"))];
    expect(await run(query, facts)).toEqual({ outcome: "noResult" });
    expect(await run(query)).toMatchObject({ outcome: "notRecorded", attribute: "theme" });
  });

  it("keeps who has no value beside those who have one", async () => {
    const result = await find(themed, [fact("harbour-eastmere", "theme", text("housing"))]);
    expect(result.rows.map((row) => row.facts.length)).toEqual([1, 0, 0]);
  });

  it("does not answer with updates, which are not recorded yet", async () => {
    const result = await run({ ...participations("hillside"), select: "update" });
    expect(result).toMatchObject({ outcome: "notRecorded", attribute: "update" });
  });
});

describe("order", () => {
  const homes = [
    fact("harbour-eastmere", "homes", count(9)),
    fact("harbour-northford", "homes", count(20)),
    fact("harbour-member", "homes", count(10)),
  ];

  it("puts the greatest first and whoever has no value last, before the limit cuts", async () => {
    const query: RecordQuery = { select: "participation", where: [], do: "list", attribute: "homes" };
    const result = await find({ ...query, order: { by: "homes", descending: true }, limit: 2 }, homes);
    expect([ids(result), result.total]).toEqual([["harbour-northford", "harbour-member"], 4]);
    const rising = await find({ ...query, order: { by: "homes", descending: false } }, homes);
    expect(ids(rising)).toEqual(["harbour-eastmere", "harbour-member", "harbour-northford", "hillside-east"]);
  });
});

describe("audience", () => {
  it("neither shows nor counts nor follows what the reader may not see", async () => {
    const hidden = fact("harbour-eastmere", "theme", text("housing"), { audience: "programme:harbour" });
    const query: RecordQuery = { ...participations("harbour"), where: [where("theme", "housing")] };
    expect(await run(query, [hidden])).toMatchObject({ outcome: "notRecorded" });
    const scope = { reader: { audiences: ["public", "programme:harbour"] as const } };
    expect(ids(await find(query, [hidden], { scope }))).toEqual(["harbour-eastmere"]);
  });
});
