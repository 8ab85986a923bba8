import { describe, expect, it } from "vitest";
import { sayDate, sayList, sayValue } from "../../src/answer/say-value.ts";
import type { Value } from "../../src/core/attribute.ts";
import type { Money } from "../../src/core/money.ts";
import { attributeOf } from "./samples.ts";

const money = (pence: number, more: Partial<Money> = {}): Value => ({
  kind: "money",
  money: { pence, qualifier: "exact", basis: "total", ...more },
});

describe("sayValue", () => {
  it.each<[Value, string]>([
    [{ kind: "text", text: "safe streets" }, "safe streets"],
    [{ kind: "span", text: "about two years" }, "about two years"],
    [{ kind: "name", text: "Tarn Coaches" }, "Tarn Coaches"],
    [{ kind: "list", items: ["fewer cars", "safer stops"] }, "fewer cars and safer stops"],
    [{ kind: "names", items: ["Ada Quill", "Jo Brown", "Kit Marl"] }, "Ada Quill, Jo Brown and Kit Marl"],
    [{ kind: "count", count: 61_400 }, "61,400 riders"],
    [{ kind: "percent", percent: 23 }, "23%"],
    [money(15_000_000), "£150,000"],
    [money(1250), "£12.50"],
    [money(500_000_000, { qualifier: "about" }), "about £5 million"],
    [money(10_000_000_000, { qualifier: "upTo" }), "up to £100 million"],
    [money(170_000_000_000, { qualifier: "atLeast" }), "at least £1.7 billion"],
    [money(1_200_000, { toPence: 2_100_000, qualifier: "range" }), "between £12,000 and £21,000"],
    [{ kind: "date", text: "2021-11-08" }, "8 November 2021"],
    [{ kind: "date", text: "2021-11" }, "November 2021"],
    [{ kind: "date", text: "Budget 2009" }, "Budget 2009"],
    [{ kind: "reference", id: "eastmere" }, "<eastmere>"],
    [{ kind: "references", ids: ["eastmere", "wexcombe"] }, "<eastmere> and <wexcombe>"],
    [{ kind: "flag", flag: true }, "yes"],
    [{ kind: "flag", flag: false }, "no"],
  ])("writes %j as %j", (value, expected) => {
    expect(sayValue(value, attributeOf({ unit: "riders" }), (id) => `<${id}>`)).toBe(expected);
  });

  it("writes a count without a unit as the figure alone", () => {
    expect(sayValue({ kind: "count", count: 13 }, attributeOf(), (id) => id)).toBe("13");
  });
});

describe("sayDate", () => {
  it.each([
    ["2021", "2021"],
    ["2021-01", "January 2021"],
    ["2021-12-31", "31 December 2021"],
    ["spring 2021", "spring 2021"],
  ])("writes %s as %s", (text, expected) => {
    expect(sayDate(text)).toBe(expected);
  });
});

describe("sayList", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
    [["a, of b", "c"], "a, of b; and c"],
    [["a, of b", "c", "d"], "a, of b; c; and d"],
  ])("joins %j as %j", (items, expected) => {
    expect(sayList(items)).toBe(expected);
  });
});
