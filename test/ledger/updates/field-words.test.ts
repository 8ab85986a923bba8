import { describe, expect, it } from "vitest";
import { noFields, type UpdateFields } from "../../../src/core/update.ts";
import { spansThatHold, wordsOfField } from "../../../src/ledger/updates/field-words.ts";

const text = "Still amber, 42 referrals so far (target 60)";
const spans = [
  { field: "rating", start: 6, end: 11 },
  { field: "metrics.0.value", start: 13, end: 15 },
  { field: "metrics.0.name", start: 16, end: 25 },
  { field: "metrics.0.target", start: 41, end: 43 },
  { field: "metrics.01.value", start: 0, end: 5 },
];

describe("the words of a field", () => {
  it("are the stretch from the first to the last word that states it", () => {
    expect(wordsOfField(text, spans, "rating")).toBe("amber");
    expect(wordsOfField(text, spans, "metrics.0")).toBe("42 referrals so far (target 60");
    expect(wordsOfField(text, spans, "trend")).toBeUndefined();
  });

  it("are the pieces where they stand far apart, what overlaps once", () => {
    const long = `Amber. ${"Nothing else to say. ".repeat(20)}Really amber-ish.`;
    const end = long.length - 1;
    const far = [
      { field: "rating", start: end - 9, end: end - 4 },
      { field: "rating", start: 0, end: 5 },
      { field: "rating", start: end - 6, end },
    ];
    expect(wordsOfField(long, far, "rating")).toBe("Amber … amber-ish");
  });

  it("are none where a span points outside the text", () => {
    for (const [start, end] of [
      [-1, 4],
      [4, 4],
      [0, 45],
    ] as const) {
      expect(wordsOfField(text, [{ field: "rating", start, end }], "rating")).toBeUndefined();
    }
  });
});

describe("spansThatHold", () => {
  const before: UpdateFields = {
    ...noFields,
    rating: "amber",
    metrics: [
      { name: "referrals", value: 42 },
      { name: "visits", value: 3 },
    ],
    spend: { toDatePence: 1 },
  };
  const all = ["rating", "metrics.0.value", "metrics.1.value", "spend.toDatePence"].map((field, index) => ({
    field,
    start: index,
    end: index + 1,
  }));
  const held = (after: UpdateFields) => spansThatHold(all, before, after).map(({ field }) => field);

  it("drops the words of what was changed by hand, and of what moved", () => {
    expect(held(before)).toHaveLength(4);
    expect(held({ ...before, rating: "green" })).toEqual(["metrics.0.value", "metrics.1.value", "spend.toDatePence"]);
    expect(held({ ...before, metrics: [{ name: "visits", value: 3 }] })).toEqual(["rating", "spend.toDatePence"]);
    expect(held({ ...before, metrics: [{ name: "referrals", value: 42, target: 60 }] })).toEqual([
      "rating",
      "spend.toDatePence",
    ]);
  });
});
