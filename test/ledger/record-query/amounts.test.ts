import { describe, expect, it } from "vitest";
import type { Money } from "../../../src/core/money.ts";
import type { RecordQuery } from "../../../src/core/record-query.ts";
import { compareValues, sumMoney } from "../../../src/ledger/record-query/values/amounts.ts";
import { count, fact, find, money, moneyRange, participations, where } from "./example-ledger.ts";

const [eastmere, northford, member] = ["harbour-eastmere", "harbour-northford", "harbour-member"] as const;
const grants: RecordQuery = { ...participations("harbour"), do: "sum", attribute: "grant" };

describe("sumMoney", () => {
  const exact: Money = { pence: 100, qualifier: "exact", basis: "total" };
  const about: Money = { pence: 50, qualifier: "about", basis: "total" };
  const upTo: Money = { pence: 30, qualifier: "upTo", basis: "total" };
  const atLeast: Money = { pence: 20, qualifier: "atLeast", basis: "total" };
  const range: Money = { pence: 10, toPence: 15, qualifier: "range", basis: "total" };

  it.each<[string, readonly Money[], Omit<Money, "basis">]>([
    ["exact amounts give an exact sum", [exact, exact], { pence: 200, qualifier: "exact" }],
    ["about makes the sum about", [exact, about], { pence: 150, qualifier: "about" }],
    ["an upper limit makes the sum an upper limit", [exact, upTo], { pence: 130, qualifier: "upTo" }],
    ["a lower limit makes the sum a lower limit", [exact, atLeast], { pence: 120, qualifier: "atLeast" }],
    ["a range makes the sum a range", [exact, range], { pence: 110, toPence: 115, qualifier: "range" }],
    ["two ranges add at both ends", [range, range], { pence: 20, toPence: 30, qualifier: "range" }],
    [
      "a range with an upper limit begins as if nothing came of it",
      [range, upTo],
      { pence: 10, toPence: 45, qualifier: "range" },
    ],
    ["a range with a lower limit has no upper end", [range, atLeast], { pence: 30, qualifier: "atLeast" }],
  ])("%s", (_, amounts, expected) => {
    expect(sumMoney(amounts)).toEqual({ ...expected, basis: "total" });
  });

  it.each<[string, readonly Money[], string]>([
    ["limits from both sides", [upTo, atLeast], "an upper and a lower limit cannot be added"],
    ["limits from both sides beside a range", [upTo, range, atLeast], "an upper and a lower limit cannot be added"],
    ["about with a limit", [about, upTo], "an approximate amount and a limit cannot be added"],
    ["about with a range", [about, range], "an approximate amount and a limit cannot be added"],
    [
      "amounts for each pilot",
      [
        { ...exact, basis: "perPilot" },
        { ...exact, basis: "perPilot" },
      ],
      "amounts for each pilot do not add up to a total",
    ],
  ])("refuses %s", (_, amounts, reason) => {
    expect(sumMoney(amounts)).toBe(reason);
  });
});

describe("sums over records", () => {
  it("adds within a basis and never across", async () => {
    const facts = [
      fact(eastmere, "grant", money(100)),
      fact(northford, "grant", money(50)),
      fact(member, "grant", money(7, "cumulative")),
    ];
    const result = await find({ ...grants, limit: 1 }, facts);
    expect(result.computed).toEqual([
      { value: money(150), from: facts.slice(0, 2) },
      { value: money(7, "cumulative"), from: [facts[2]] },
    ]);
  });

  it("adds in-year amounts for each year by itself", async () => {
    const year = (from: string, to: string) => ({ validFrom: from, validTo: to });
    const facts = [
      fact(eastmere, "spend", money(10, "inYear"), year("2024-04-01", "2025-04-01")),
      fact(northford, "spend", money(20, "inYear"), year("2024-04-01", "2025-04-01")),
      fact(eastmere, "spend", money(5, "inYear"), year("2025-04-01", "2026-04-01")),
    ];
    const result = await find({ ...grants, attribute: "spend" }, facts);
    expect(result.computed?.map((each) => each.value)).toEqual([money(30, "inYear"), money(5, "inYear")]);
  });

  it("adds only the last of each running total", async () => {
    const facts = [
      fact(eastmere, "spend", money(10, "cumulative"), { validFrom: "2025-01-01", validTo: "2025-04-01" }),
      fact(eastmere, "spend", money(25, "cumulative"), { validFrom: "2025-04-01", validTo: "2025-07-01" }),
      fact(northford, "spend", money(5, "cumulative"), { validFrom: "2025-01-01", validTo: "2025-04-01" }),
    ];
    const result = await find({ ...grants, attribute: "spend" }, facts);
    expect(result.computed?.map((each) => each.value)).toEqual([money(30, "cumulative")]);
  });

  it("adds what two sources state once, and nothing where they disagree", async () => {
    const stated = (pounds: number) => [
      fact(eastmere, "grant", money(100), { sourceClass: "publication:a" }),
      fact(eastmere, "grant", money(pounds), { sourceClass: "publication:b" }),
      fact(northford, "grant", money(50)),
    ];
    expect((await find(grants, stated(100))).computed?.map((each) => each.value)).toEqual([money(150)]);
    const disputed = await find(grants, stated(110));
    expect(disputed.computed).toBeUndefined();
    expect(disputed.notComputed).toEqual(["the sources disagree on an amount"]);
    expect(disputed.conflicts).toEqual([stated(110).slice(0, 2)]);
  });

  it("adds an amount once that several rows lead to", async () => {
    const funding = fact("harbour", "funding", money(500));
    const result = await find({ ...grants, attribute: "programme.funding" }, [funding]);
    expect(result.computed).toEqual([{ value: money(500), from: [funding] }]);
  });

  it("adds counts by programme and never percentages", async () => {
    const homes = [
      fact(eastmere, "homes", count(3)),
      fact(northford, "homes", count(4)),
      fact("hillside-east", "homes", count(5)),
    ];
    const query: RecordQuery = { select: "participation", where: [], do: "sum", attribute: "homes", by: "programme" };
    const result = await find(query, homes);
    expect(result.computed?.map((each) => each.value)).toEqual([count(12)]);
    expect(result.groups?.map((group) => [group.key, group.computed?.[0]?.value])).toEqual([
      ["harbour", count(7)],
      ["hillside", count(5)],
    ]);
    const shares = [eastmere, northford].map((id) => fact(id, "share", { kind: "percent", percent: 50 }));
    const refused = await find({ ...grants, attribute: "share" }, shares);
    expect([refused.computed, refused.notComputed]).toEqual([undefined, ["percentages cannot be added"]]);
  });
});

describe("least and greatest", () => {
  it("gives the least and the greatest grant with who has it", async () => {
    const facts = [
      fact(eastmere, "grant", moneyRange(10, 20)),
      fact(northford, "grant", money(20)),
      fact(member, "grant", money(300)),
    ];
    const result = await find({ ...grants, do: "range" }, facts);
    expect(result.computed).toEqual([
      { value: moneyRange(10, 20), from: [facts[0]] },
      { value: money(300), from: [facts[2]] },
    ]);
  });

  it("does not choose between amounts that overlap, of which about is one", async () => {
    const overlapping = [fact(eastmere, "grant", money(100, "total", "about")), fact(northford, "grant", money(105))];
    const result = await find({ ...grants, do: "max" }, overlapping);
    expect(result.notComputed).toEqual(["the stated values overlap, so none is surely the greatest"]);
    const apart = [fact(eastmere, "grant", money(100, "total", "about")), fact(northford, "grant", money(111))];
    expect((await find({ ...grants, do: "max" }, apart)).computed?.[0]?.value).toEqual(money(111));
  });

  it("names everybody who shares the greatest", async () => {
    const facts = [
      fact(eastmere, "homes", count(9)),
      fact(northford, "homes", count(9)),
      fact(member, "homes", count(2)),
    ];
    const result = await find({ ...grants, attribute: "homes", do: "max" }, facts);
    expect(result.computed).toEqual([{ value: count(9), from: [facts[0], facts[1]] }]);
  });

  it("puts no order on amounts of different bases", async () => {
    const facts = [fact(eastmere, "grant", money(1)), fact(northford, "grant", money(2, "inYear"))];
    const result = await find({ ...participations("harbour"), order: { by: "grant", descending: true } }, facts);
    expect(result.notComputed).toEqual(["amounts of different bases cannot be put in one order"]);
    expect((await find({ ...grants, do: "max" }, facts)).computed).toHaveLength(2);
  });
});

describe("compareValues", () => {
  it.each([
    ["more", money(2), money(1)],
    ["less", money(1), moneyRange(2, 3)],
    ["same", money(1), money(1)],
    ["same", moneyRange(1, 2), moneyRange(1, 2)],
    [
      "more",
      { kind: "date", text: "2024", days: { from: "2024-01-01", to: "2025-01-01" } },
      { kind: "date", text: "2023-12", days: { from: "2023-12-01", to: "2024-01-01" } },
    ],
  ] as const)("finds %s", (difference, left, right) => {
    expect(compareValues(left, right)).toEqual({ difference });
  });

  it.each([
    ["an amount inside a range", moneyRange(1, 3), money(2), "the stated values overlap"],
    ["an amount at the end of a range", moneyRange(1, 3), money(3), "the stated values overlap"],
    ["an amount under an upper limit", money(2, "total", "upTo"), money(1), "the stated values overlap"],
    ["an amount at an upper limit", money(2), money(2, "total", "upTo"), "the stated values overlap"],
    ["amounts of different bases", money(1), money(5, "perPilot"), "one amount is in total and the other per pilot"],
    ["money and a count", money(1), count(5), "they are values of different kinds"],
    ["words", { kind: "text", text: "a" }, { kind: "text", text: "b" }, "these values have no order"],
  ] as const)("does not compare %s", (_, left, right, reason) => {
    expect(compareValues(left, right)).toEqual({ difference: "incomparable", reason });
  });
});

describe("compared queries", () => {
  const of = (id: string, attribute: string): RecordQuery => ({
    select: "participation",
    where: [where("id", id)],
    do: "list",
    attribute,
  });

  it("compares two pilots and cites both", async () => {
    const facts = [fact(eastmere, "homes", count(9)), fact(northford, "homes", count(4))];
    const result = await find({ ...of(eastmere, "homes"), compare: of(northford, "homes") }, facts);
    expect(result.compared).toMatchObject({
      left: { value: count(9), from: [facts[0]] },
      right: { value: count(4), from: [facts[1]] },
      difference: "more",
    });
  });

  it("compares how many pilots two programmes have", async () => {
    const counted = (programme: string): RecordQuery => ({ ...participations(programme, "pilot"), do: "count" });
    const result = await find({ ...counted("hillside"), compare: counted("harbour") });
    expect(result.compared).toMatchObject({
      left: { value: count(1) },
      right: { value: count(2) },
      difference: "less",
    });
  });

  it("refuses other units, other bases, several values and none", async () => {
    const facts = [
      fact(eastmere, "homes", count(9)),
      fact(eastmere, "pilotCount", count(9)),
      fact(eastmere, "grant", money(9)),
      fact(northford, "grant", money(9, "perPilot")),
    ];
    const reasonOf = async (left: RecordQuery, right: RecordQuery) =>
      (await find({ ...left, compare: right }, facts)).compared?.reason;
    const homes = of(eastmere, "homes");
    expect(await reasonOf(homes, of(eastmere, "pilotCount"))).toBe("one is in homes and the other in pilots");
    expect(await reasonOf(of(eastmere, "grant"), of(northford, "grant"))).toBe(
      "one amount is in total and the other per pilot",
    );
    expect(await reasonOf(homes, of(northford, "homes"))).toBe("nothing is recorded for one of them");
    const both = { ...participations("harbour"), attribute: "grant" };
    expect(await reasonOf(of(eastmere, "grant"), both)).toBe("the records give more than one value for one of them");
  });

  it("compares a value with what was thought earlier", async () => {
    const facts = [
      fact(eastmere, "homes", count(4), { validFrom: "2025-01-01" }),
      fact(eastmere, "homes", count(9), { validFrom: "2025-01-01", recordedSeq: 10 }),
    ];
    const earlier: RecordQuery = { ...of(eastmere, "homes"), knownAt: "2026-03-05" };
    const result = await find({ ...of(eastmere, "homes"), compare: earlier }, facts);
    expect(result.compared).toMatchObject({
      left: { value: count(9) },
      right: { value: count(4) },
      difference: "more",
    });
  });
});
