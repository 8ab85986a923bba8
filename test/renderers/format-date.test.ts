import { describe, expect, it } from "vitest";
import { formatDate, formatInstant } from "../../src/renderers/format-date.ts";

describe("formatDate", () => {
  it.each([
    ["2021", "2021"],
    ["2021-11", "November 2021"],
    ["2021-11-08", "8 November 2021"],
    ["2021-13-01", "2021-13-01"],
    ["spring 2021", "spring 2021"],
  ])("writes %s as %s", (text, words) => {
    expect(formatDate(text)).toBe(words);
  });
});

describe("formatInstant", () => {
  it.each([
    ["2026-01-15T14:05:00.000Z", "15 January 2026 at 14:05"],
    ["2026-06-30T23:30:00.000Z", "1 July 2026 at 00:30"],
    ["2026-03-01", "1 March 2026"],
    ["not a time", "not a time"],
  ])("writes %s in London time as %s", (instant, words) => {
    expect(formatInstant(instant)).toBe(words);
  });
});
