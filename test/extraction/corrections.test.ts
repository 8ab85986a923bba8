import { describe, expect, it } from "vitest";
import { readUpdate } from "./proposing.ts";

describe("a figure that is put right", () => {
  it.each([
    ["24 wardens trained. Sorry, 42 not 24!", [{ name: "wardens trained", value: 42 }]],
    ["24 referrals (target 60). Make that 26.", [{ name: "referrals", value: 26, target: 60 }]],
    ["Should read 118 referrals, not 181.", [{ name: "referrals", value: 118 }]],
    ["24 referrals. Sorry, 26 referrals.", [{ name: "referrals", value: 26 }]],
    ["31 flats. Correction, 13 flats completed.", [{ name: "flats completed", value: 13 }]],
    [
      "24 referrals and 30 visits. Oops, 40 visits not 30.",
      [
        { name: "referrals", value: 24 },
        { name: "visits", value: 40 },
      ],
    ],
  ])("counts, and the wrong one does not: %j", (words, metrics) => {
    expect(readUpdate(`Amber. ${words}`).metrics).toEqual(metrics);
  });
});

describe("a number beside a figure", () => {
  it.each([
    "41 referrals vs 38 last month.",
    "41 referrals against 38 in September.",
    "41 referrals, from 38 a month ago.",
  ])("is no target where it is compared with: %j", (words) => {
    expect(readUpdate(`Amber. ${words}`).metrics).toEqual([{ name: "referrals", value: 41 }]);
  });

  it("is a target by a named month", () => {
    expect(readUpdate("Amber: sign-ups 63 (last month 48, target for March 150).").metrics).toEqual([
      { name: "sign-ups", value: 63, target: 150 },
    ]);
  });

  it.each(["Kick-off was 3/11.", "Group meets 12/12.", "Fit-out is now 17/03.", "Launch 25/9."])(
    "is a day and no share in %j",
    (words) => {
      expect(readUpdate(`Amber. ${words}`).metrics).toEqual([]);
    },
  );

  it("has nothing to do with whom somebody lends or moves", () => {
    expect(readUpdate("Amber. We're moving two of our staff to Elverby. 5 of 9 posts filled.").metrics).toEqual([
      { name: "posts filled", value: 5, target: 9 },
    ]);
  });
});
