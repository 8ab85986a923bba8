import { describe, expect, it } from "vitest";
import type { Value } from "../../../src/core/attribute.ts";
import type { Comparison, Condition } from "../../../src/core/record-query.ts";
import { meets } from "../../../src/ledger/record-query/values/value-comparison.ts";
import { count, money, moneyRange, text } from "./example-ledger.ts";

const november: Value = { kind: "date", text: "November 2021", days: { from: "2021-11-01", to: "2021-12-01" } };
const budget: Value = { kind: "date", text: "Budget 2009" };
const pence = 100;

describe("meets", () => {
  it.each<[string, Value, Comparison, Condition["value"], boolean]>([
    ["text without case and spaces", text(" Street  Safety"), "is", "street safety", true],
    ["other text", text("skills"), "is", "skill", false],
    ["a part of a text", text("street safety"), "contains", "SAFETY", true],
    ["one item of a list", { kind: "list", items: ["NHS", "Police"] }, "is", "nhs", true],
    ["one of several references", { kind: "references", ids: ["a", "b"] }, "is", "b", true],
    ["an id in another case", { kind: "reference", id: "abc" }, "is", "ABC", false],
    ["a flag", { kind: "flag", flag: false }, "is", false, true],
    ["an exact amount", money(5), "is", 5 * pence, true],
    ["a limit, which is no amount", money(5, "total", "upTo"), "is", 5 * pence, false],
    ["about, at its word", money(5, "total", "about"), "atLeast", 5 * pence, true],
    ["a range that begins below", moneyRange(1, 9), "atLeast", 5 * pence, false],
    ["a range that begins there", moneyRange(5, 9), "atLeast", 5 * pence, true],
    ["a range that ends above", moneyRange(1, 9), "atMost", 5 * pence, false],
    ["at least, which has no upper end", money(1, "total", "atLeast"), "atMost", 5 * pence, false],
    ["a count", count(5), "atMost", 5, true],
    ["a text, which is no number", text("5"), "atLeast", 5, false],
    ["the month before", november, "before", "2021-12", true],
    ["a day inside", november, "before", "2021-11-15", false],
    ["the month after", november, "after", "2021-10-31", true],
    ["the same month", november, "after", "2021-11", false],
    ["a month of the year", november, "within", "2021", true],
    ["a month, which is more than a day of it", november, "within", "2021-11-08", false],
    ["a date by its year", november, "is", "2021", true],
    ["a named moment", budget, "is", "budget 2009", true],
    ["a named moment, which has no days", budget, "within", "2009", false],
    ["another count", count(5), "isNot", 6, true],
    ["an amount that the range may be", moneyRange(1, 9), "isNot", 5 * pence, false],
    ["an amount outside the range", moneyRange(1, 9), "isNot", 10 * pence, true],
    ["a day that the date may be", november, "isNot", "2021-11-08", false],
    ["a day that it cannot be", november, "isNot", "2021-12-01", true],
  ])("compares %s: %j %s %j", (_, value, comparison, wanted, expected) => {
    const condition = { attribute: "any", comparison, ...(wanted !== undefined && { value: wanted }) };
    expect(meets([value], condition)).toBe(expected);
  });

  it("wants one of several values for is, and none of them for isNot", () => {
    const values = [count(11), count(12)];
    expect(meets(values, { attribute: "any", comparison: "is", value: 12 })).toBe(true);
    expect(meets(values, { attribute: "any", comparison: "isNot", value: 12 })).toBe(false);
  });

  it("takes nothing recorded for unknown, and for nothing else", () => {
    expect(meets([], { attribute: "any", comparison: "unknown" })).toBe(true);
    expect(meets([], { attribute: "any", comparison: "isNot", value: 12 })).toBe(false);
    expect(meets([], { attribute: "any", comparison: "known" })).toBe(false);
  });
});
