import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMoney, readPence } from "../../src/core/money.ts";

describe("readPence", () => {
  it.each([
    ["£150,000", 15_000_000],
    ["£1.7bn", 170_000_000_000],
    ["£46m", 4_600_000_000],
    ["£12.50", 1250],
    ["£0.29", 29],
    ["£5 million", 500_000_000],
    ["£ 5k", 500_000],
    ["150,000", undefined],
    ["£1,50", undefined],
    ["£", undefined],
    ["£-5", undefined],
    ["£9999999999999999", undefined],
  ])("reads %s as %s", (text, pence) => {
    expect(readPence(text)).toBe(pence);
  });
});

const writePence = (pence: number): string => formatMoney({ pence, qualifier: "exact", basis: "total" });

describe("formatMoney", () => {
  it.each([
    [15_000_000, "£150,000"],
    [1250, "£12.50"],
    [8_200_000_000_000, "£82 billion"],
    [170_000_000_000, "£1.7 billion"],
    [500_000_000, "£5 million"],
    [123_456_700, "£1,234,567"],
    [0, "£0"],
  ])("writes %i as %s", (pence, text) => {
    expect(writePence(pence)).toBe(text);
  });

  it("loses no penny", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000_000 }), (pence) => {
        expect(readPence(writePence(pence))).toBe(pence);
      }),
    );
  });
});
