import { describe, expect, it } from "vitest";
import type { RecordQuery } from "../../../src/core/record-query.ts";
import { readRecordQuery } from "../../../src/ledger/record-query/record-query-schema.ts";
import { participations, run, where } from "./example-ledger.ts";

const plain = participations("harbour");

function nested(levels: number): RecordQuery {
  return levels === 1 ? plain : { ...plain, sets: { operator: "any", queries: [nested(levels - 1)], on: "id" } };
}

describe("readRecordQuery", () => {
  it("reads a query with everything in it", () => {
    const query: RecordQuery = {
      ...plain,
      attribute: "councils.region",
      by: "programme",
      sets: { operator: "exactly", queries: [nested(2), plain], on: "councils", times: 1 },
      expect: { query: plain, period: { from: "2026-01-01", to: "2026-04-01" } },
      compare: plain,
      trueAt: "2026-03-01",
      knownAt: "2026-03-01T10:00:00.000Z",
      since: "2026-01-01",
      order: { by: "name", descending: true },
      limit: 5,
    };
    expect(readRecordQuery(JSON.parse(JSON.stringify(query)))).toEqual(query);
  });

  it.each<[string, unknown]>([
    ["something else", "list pilots"],
    ["a field it does not know", { ...plain, sql: "drop table fact" }],
    ["an operation it does not know", { ...plain, do: "delete" }],
    ["a path with too many dots", { ...plain, attribute: "a.b.c.d.e" }],
    ["a path with other characters", { ...plain, attribute: "region; --" }],
    ["too many conditions", { ...plain, where: Array.from({ length: 13 }, () => where("name", "x")) }],
    ["too long a text", { ...plain, where: [where("name", "x".repeat(201))] }],
    ["a comparison without a value", { ...plain, where: [{ attribute: "name", comparison: "is" }] }],
    ["known with a value", { ...plain, where: [where("name", "x", "known")] }],
    ["a number that is text", { ...plain, where: [where("homes", "5", "atLeast")] }],
    ["a date that does not exist", { ...plain, where: [where("announced", "2024-02-30", "before")] }],
    ["a sum of nothing", { ...plain, do: "sum" }],
    ["a sum of what a subject has by itself", { ...plain, do: "sum", attribute: "programme.status" }],
    ["exactly without a number", { ...plain, sets: { operator: "exactly", queries: [plain], on: "id" } }],
    ["a set of nothing", { ...plain, sets: { operator: "all", queries: [], on: "id" } }],
    ["queries too deep", nested(4)],
    [
      "too many queries",
      {
        ...plain,
        sets: {
          operator: "any",
          on: "id",
          queries: Array.from({ length: 6 }, () => ({
            ...plain,
            sets: { operator: "any", on: "id", queries: [plain, plain] },
          })),
        },
      },
    ],
    ["an expectation inside", { ...plain, compare: { ...plain, expect: { query: plain } } }],
    [
      "a period that ends before it begins",
      { ...plain, expect: { query: plain, period: { from: "2026-02-01", to: "2026-02-01" } } },
    ],
    ["a moment that is none", { ...plain, knownAt: "yesterday" }],
    ["a limit of nothing", { ...plain, limit: 0 }],
  ])("refuses %s", (_, value) => {
    expect(readRecordQuery(value)).toBeUndefined();
  });

  it("keeps a broken query from being run, and says what is wrong with it", async () => {
    await expect(run({ ...plain, limit: 0 })).rejects.toMatchObject({ code: "record-query" });
    await expect(run({ ...plain, limit: 0 })).rejects.toThrow(/limit/);
  });
});
