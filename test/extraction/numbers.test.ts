import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAmounts } from "../../src/extraction/text/amounts.ts";
import { findNumbers, readNumberWords } from "../../src/extraction/text/numbers.ts";
import { createReadingText } from "../../src/extraction/text/reading-text.ts";

function numbersIn(words: string): readonly (number | string)[] {
  const text = createReadingText(words);
  const found = findNumbers(text, { start: 0, end: text.plain.length });
  return found.map(({ value, isPercent }) => (isPercent ? `${value}%` : value));
}

describe("numbers", () => {
  it.each([
    ["42 referrals", [42]],
    ["1,204 journeys", [1204]],
    ["1.2k leaflets", [1200]],
    ["1.1k leaflets and 2.5m visits", [1100, 2_500_000]],
    ["3.2 passengers", [3.2]],
    ["forty-two and forty two", [42, 42]],
    ["a hundred and five", [105]],
    ["one hundred and twenty three thousand four hundred and six", [123_406]],
    ["a dozen, half a dozen, two dozen, 3 dozen", [12, 6, 24, 36]],
    ["85%, 85 per cent, 12.5 percent, sixty five percent", ["85%", "85%", "12.5%", "65%"]],
    ["zero complaints, nil returns", [0, 0]],
    ["(60)", [60]],
  ])("are found in %j", (words, expected) => {
    expect(numbersIn(words)).toEqual(expected);
  });

  it.each([
    "Q3, A1, WK7",
    "3rd and 21st",
    "12-15 people, 12 - 15 people",
    "at 10:30",
    "12/30",
    "1.5.2",
    "£350,000",
    "someone, none, oneself, a couple, several",
    "five-year",
  ])("are none in %j", (words) => {
    expect(numbersIn(words)).toEqual([]);
  });

  it("in words have the value that they are made of", () => {
    const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 0, max: 8 }),
        (ten, unit, hundred) => {
          const words = `${units[hundred]} hundred and ${tens[ten]}-${units[unit]}`;
          expect(readNumberWords(words)).toBe((hundred + 1) * 100 + (ten + 2) * 10 + unit + 1);
        },
      ),
      { seed: 11 },
    );
  });
});

function sumsIn(words: string, bare: "sure" | "bare" = "sure"): readonly number[] {
  const text = createReadingText(words);
  const found = findAmounts(text, { start: 0, end: text.plain.length }, bare);
  return found.filter(({ isRange }) => !isRange).map(({ pence }) => pence);
}

describe("amounts", () => {
  it.each([
    ["£120k of £350,000", [12_000_000, 35_000_000]],
    ["£1.2m, £0.2 million, £12,350.75", [120_000_000, 20_000_000, 1_235_075]],
    ["150 grand", [15_000_000]],
    ["thirty two thousand pounds", [3_200_000]],
  ])("are found in %j", (words, expected) => {
    expect(sumsIn(words)).toEqual(expected);
  });

  it.each(["between £140k and £150k", "£31,364 to £34,834", "£8k-£12k", "£18.75 a head", "£600 per visit"])(
    "that are ends of ranges or prices are marked in %j",
    (words) => {
      expect(sumsIn(words)).toEqual([]);
    },
  );

  it("need a word of money where they have no sign", () => {
    expect(sumsIn("40k of 200k")).toEqual([]);
    expect(sumsIn("40k of 200k", "bare")).toEqual([4_000_000, 20_000_000]);
    expect(sumsIn("a quarter of a million", "bare")).toEqual([25_000_000]);
  });
});
