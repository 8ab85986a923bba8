import { describe, expect, it } from "vitest";
import { figuresOf } from "../../../src/answer/gate/figures.ts";

/** Each figure as `unit value hedge`; money in pence. */
const read = (text: string): readonly string[] =>
  figuresOf(text).map(({ unit, value, hedge }) => `${unit} ${Math.round(value * 100) / 100} ${hedge}`);

describe("figuresOf", () => {
  it.each([
    ["£150,000", ["money 15000000 exact"]],
    ["£12.50 a head", ["money 1250 exact"]],
    ["up to £100 million", ["money 10000000000 upTo"]],
    ["about £1.7bn", ["money 170000000000 about"]],
    ["a minimum of £46m", ["money 4600000000 atLeast"]],
    ["between £150,000 and £350,000", ["money 15000000 range", "money 35000000 range"]],
    ["£5m, £6m", ["money 500000000 exact", "money 600000000 exact"]],
    ["3.5 per cent", ["percent 3.5 exact"]],
    ["almost a third", ["percent 33.33 about"]],
    ["three quarters of them", ["percent 75 exact"]],
    ["half of the riders", ["percent 50 exact"]],
    ["a half-day meeting", []],
    ["13 of 26", ["number 13 exact", "number 26 exact"]],
    ["twenty-six", ["number 26 exact"]],
    ["two hundred", ["number 200 exact"]],
    ["a dozen", ["number 12 exact"]],
    ["1,234,567", ["number 1234567 exact"]],
    ["fewer than 40", ["number 40 upTo"]],
    ["40 or fewer", ["number 40 upTo"]],
    ["more than forty", ["number 40 atLeast"]],
    ["COVID-19 and G7", []],
    ["no one, one another, that one", []],
    ["only one of them", ["number 1 exact"]],
    ["", []],
  ])("reads %j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("says where each figure stands", () => {
    expect(figuresOf("It cost £5m.")).toEqual([
      { unit: "money", value: 500_000_000, hedge: "exact", text: "£5m", start: 8, end: 11 },
    ]);
  });
});
