import { describe, expect, it } from "vitest";
import { lastWeek, weekOf } from "../../../src/intents/digests/digest-week.ts";

describe("a week", () => {
  // ISO 8601: week 1 is the week with the first Thursday of the year.
  it.each([
    ["2026-11-08", "2026-W45", "2026-11-02", "2026-11-09", "2 to 8 November 2026"],
    ["2026-01-01", "2026-W01", "2025-12-29", "2026-01-05", "29 December 2025 to 4 January 2026"],
    ["2027-01-03", "2026-W53", "2026-12-28", "2027-01-04", "28 December 2026 to 3 January 2027"],
    ["2027-01-04", "2027-W01", "2027-01-04", "2027-01-11", "4 to 10 January 2027"],
    ["2028-02-29", "2028-W09", "2028-02-28", "2028-03-06", "28 February to 5 March 2028"],
  ])("that %s lies in is %s", (day, id, from, to, label) => {
    expect(weekOf(day)).toEqual({ id, from, to, label });
  });

  it("that is told of is the last one that is over", () => {
    expect(lastWeek("2026-11-09").id).toBe("2026-W45");
    expect(lastWeek("2026-11-15").id).toBe("2026-W45");
    expect(lastWeek("2026-11-16").id).toBe("2026-W46");
  });
});
