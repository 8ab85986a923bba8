import { describe, expect, it } from "vitest";
import { readReturnPeriod, readShortDay } from "../../../../src/intents/updates/returns/return-period.ts";

describe("a reporting period", () => {
  it.each([
    ["2026-10", "2026-10-01", "2026-11-01"],
    ["October 2026", "2026-10-01", "2026-11-01"],
    ["oct  2026", "2026-10-01", "2026-11-01"],
    ["Oct-26", "2026-10-01", "2026-11-01"],
    ["Sept '26", "2026-09-01", "2026-10-01"],
    ["10/2026", "2026-10-01", "2026-11-01"],
    // What a spreadsheet makes of a month, and the last day of one.
    ["2026-10-01", "2026-10-01", "2026-11-01"],
    ["31/10/2026", "2026-10-01", "2026-11-01"],
    ["01-Oct-26", "2026-10-01", "2026-11-01"],
    ["Q2 2026-27", "2026-07-01", "2026-10-01"],
    ["q4 2026/27", "2027-01-01", "2027-04-01"],
    ["2026-27 Q1", "2026-04-01", "2026-07-01"],
    ["Quarter 3 of FY 26/27", "2026-10-01", "2027-01-01"],
    ["H2 2026-27", "2026-10-01", "2027-04-01"],
    ["2026-27", "2026-04-01", "2027-04-01"],
    ["2026/2027", "2026-04-01", "2027-04-01"],
    ["July to September 2026", "2026-07-01", "2026-10-01"],
    ["Nov 2025 - Jan 2026", "2025-11-01", "2026-02-01"],
    ["2026", "2026-01-01", "2027-01-01"],
  ])("%s", (text, from, to) => expect(readReturnPeriod(text)).toEqual({ from, to }));

  it.each([
    "",
    "last month",
    "Q2 2026",
    "Q5 2026-27",
    "H3 2026-27",
    "2026-13",
    "2026-29",
    "11/12",
    "Foo 2026",
    "Dec to Jan 2026",
    "32/10/2026",
  ])("is none in “%s”", (text) => expect(readReturnPeriod(text)).toBeUndefined());

  it("that is written as a day is the period of the calendar in which it lies", () => {
    expect(readReturnPeriod("2026-11-05", "quarter")).toEqual({ from: "2026-10-01", to: "2027-01-01" });
    expect(readReturnPeriod("1/10/2026", "halfYear")).toEqual({ from: "2026-10-01", to: "2027-04-01" });
    expect(readReturnPeriod("October 2026", "quarter")).toEqual({ from: "2026-10-01", to: "2026-11-01" });
  });
});

describe("a day in a cell", () => {
  it.each([
    ["2026-11-30", "2026-11-30"],
    ["2026-11-30T00:00:00", "2026-11-30"],
    ["30/11/2026", "2026-11-30"],
    ["30/11/26", "2026-11-30"],
    ["30.11.2026", "2026-11-30"],
    ["3-Nov-26", "2026-11-03"],
    ["3 November 2026", "2026-11-03"],
    ["31/02/2026", undefined],
    ["soon", undefined],
  ])("%s", (text, day) => expect(readShortDay(text)).toBe(day));
});
