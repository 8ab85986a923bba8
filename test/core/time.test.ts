import { describe, expect, it } from "vitest";
import { dayOf, endOfDay, isDay, readDaySpan } from "../../src/core/time.ts";

describe("days in Europe/London", () => {
  it.each([
    ["2026-03-01T23:59:59.999Z", "2026-03-01"],
    ["2026-07-01T22:59:59.999Z", "2026-07-01"],
    ["2026-07-01T23:00:00.000Z", "2026-07-02"],
  ])("%s falls on %s", (instant, day) => {
    expect(dayOf(new Date(instant))).toBe(day);
  });

  it.each([
    ["2026-01-15", "2026-01-15T23:59:59.999Z"],
    ["2026-07-15", "2026-07-15T22:59:59.999Z"],
    // The clocks go forward on 29 March and back on 25 October 2026.
    ["2026-03-28", "2026-03-28T23:59:59.999Z"],
    ["2026-03-29", "2026-03-29T22:59:59.999Z"],
    ["2026-10-24", "2026-10-24T22:59:59.999Z"],
    ["2026-10-25", "2026-10-25T23:59:59.999Z"],
  ])("%s ends at %s", (day, instant) => {
    expect(endOfDay(day)).toBe(instant);
  });

  it.each([
    ["2024-02-29", true],
    ["2023-02-29", false],
    ["2024-13-01", false],
    ["2024-1-1", false],
    ["", false],
  ])("%s exists: %s", (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});

describe("readDaySpan", () => {
  it.each([
    ["2021", { from: "2021-01-01", to: "2022-01-01" }],
    ["2021-11", { from: "2021-11-01", to: "2021-12-01" }],
    ["2021-12", { from: "2021-12-01", to: "2022-01-01" }],
    ["2024-02-29", { from: "2024-02-29", to: "2024-03-01" }],
    ["2021-12-31", { from: "2021-12-31", to: "2022-01-01" }],
    ["2023-02-29", undefined],
    ["Budget 2009", undefined],
  ])("%s covers %o", (text, span) => {
    expect(readDaySpan(text)).toEqual(span);
  });
});
