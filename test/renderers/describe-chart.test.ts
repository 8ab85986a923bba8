import { describe, expect, it } from "vitest";
import { describeChart } from "../../src/renderers/describe-chart.ts";

const points = [
  { x: "2026-03-31", y: 1250 },
  { x: "2026-01-31", y: 900 },
  { x: "2026-02-28", y: 1400 },
];

describe("what a chart shows, in words", () => {
  it("says where a line begins and ends, by day", () => {
    expect(
      describeChart({
        kind: "chart",
        caption: "Passengers, Eastmere",
        shape: "line",
        series: [{ name: "Eastmere", points }],
        citations: [],
      }),
    ).toBe(
      "Line chart: Passengers, Eastmere. From 900 (31 January 2026) to 1,250 (31 March 2026). The values are in the table below.",
    );
  });

  it("says the lowest and the highest bar of each of several series", () => {
    const other = [{ x: "2026-01-31", y: 7 }];
    expect(
      describeChart({
        kind: "chart",
        caption: "Passengers",
        unit: "a night",
        shape: "bar",
        series: [
          { name: "Eastmere", points },
          { name: "Ullock", points: other },
          { name: "Wexcombe", points: [] },
        ],
        citations: [],
      }),
    ).toBe(
      "Bar chart: Passengers (a night). Eastmere: Lowest 900 (31 January 2026), highest 1,400 (28 February 2026). Ullock: 7 (31 January 2026). The values are in the table below.",
    );
  });

  it("counts many series instead of telling each", () => {
    const series = Array.from({ length: 5 }, (_, index) => ({ name: `Pilot ${index}`, points }));
    expect(describeChart({ kind: "chart", caption: "", shape: "line", series, citations: [] })).toBe(
      "Line chart. 5 series. The values are in the table below.",
    );
  });
});
