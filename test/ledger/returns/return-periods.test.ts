import { beforeAll, describe, expect, it } from "vitest";
import type { ReturnsCalendar } from "../../../src/core/ledger.ts";
import {
  calendarPeriod,
  dueDayOf,
  labelOf,
  lastEndedPeriod,
  periodAt,
  periodsBegunBy,
  workingDayBefore,
} from "../../../src/ledger/returns/return-periods.ts";
import { loadWorkingDays, type WorkingDays } from "../../../src/work/working-days.ts";

let england: WorkingDays;
const isWorkingDay = (day: string): boolean => england.isWorkingDay(day);

beforeAll(async () => {
  england = await loadWorkingDays();
});

describe("the period that a day lies in", () => {
  it.each([
    ["month", "2026-10-31", "2026-10-01", "2026-11-01", "October 2026"],
    ["month", "2026-12-01", "2026-12-01", "2027-01-01", "December 2026"],
    ["month", "2028-02-29", "2028-02-01", "2028-03-01", "February 2028"],
    ["quarter", "2026-04-01", "2026-04-01", "2026-07-01", "April to June 2026"],
    ["quarter", "2026-09-30", "2026-07-01", "2026-10-01", "July to September 2026"],
    ["quarter", "2026-12-31", "2026-10-01", "2027-01-01", "October to December 2026"],
    ["quarter", "2027-01-01", "2027-01-01", "2027-04-01", "January to March 2027"],
    ["halfYear", "2026-04-01", "2026-04-01", "2026-10-01", "April to September 2026"],
    ["halfYear", "2027-03-31", "2026-10-01", "2027-04-01", "October 2026 to March 2027"],
    ["halfYear", "2026-12-31", "2026-10-01", "2027-04-01", "October 2026 to March 2027"],
  ] as const)("%s: %s", (every, day, from, to, label) => {
    expect(calendarPeriod(every, day)).toEqual({ from, to, label });
  });
});

describe("the name of a stretch of days", () => {
  it.each([
    ["2026-11-03", "2026-11-10", "3 to 9 November 2026"],
    ["2026-11-30", "2026-12-07", "30 November to 6 December 2026"],
    ["2026-12-28", "2027-01-04", "28 December 2026 to 3 January 2027"],
    ["2026-11-03", "2026-11-04", "3 November 2026"],
    ["2026-01-01", "2027-01-01", "January to December 2026"],
  ])("from %s until %s", (from, to, label) => {
    expect(labelOf({ from, to })).toBe(label);
  });
});

describe("a calendar of returns", () => {
  const calendar: ReturnsCalendar = { every: "month", dueWorkingDay: 3, from: "2026-05-18", to: "2026-08-10" };

  it("begins and ends within its periods", () => {
    expect(periodsBegunBy(calendar, "2027-01-01").map(({ from, to }) => [from, to])).toEqual([
      ["2026-05-18", "2026-06-01"],
      ["2026-06-01", "2026-07-01"],
      ["2026-07-01", "2026-08-01"],
      ["2026-08-01", "2026-08-10"],
    ]);
  });

  it("has no period before its first day and after its last", () => {
    expect(periodAt(calendar, "2026-05-17")).toBeUndefined();
    expect(periodAt(calendar, "2026-08-10")).toBeUndefined();
    expect(periodAt(calendar, "2026-08-09")?.from).toBe("2026-08-01");
  });

  it("asks for nothing before its first period has ended", () => {
    expect(lastEndedPeriod(calendar, "2026-05-31")).toBeUndefined();
    expect(lastEndedPeriod(calendar, "2026-06-01")?.from).toBe("2026-05-18");
    expect(lastEndedPeriod(calendar, "2030-01-01")?.from).toBe("2026-08-01");
  });

  it("goes on without an end", () => {
    const open: ReturnsCalendar = { every: "quarter", dueWorkingDay: 5, from: "2025-04-01" };
    expect(lastEndedPeriod(open, "2027-01-04")?.label).toBe("October to December 2026");
  });
});

describe("the day a return is due", () => {
  // https://www.gov.uk/bank-holidays: England and Wales.
  it.each([
    ["after Easter", "quarter", "2026-02-10", 5, "2026-04-09"],
    ["on the working day before Good Friday", "month", "2026-03-15", 2, "2026-04-02"],
    ["after Easter Monday", "month", "2026-03-15", 3, "2026-04-07"],
    ["after New Year's Day", "month", "2026-12-31", 3, "2027-01-06"],
    ["after a leap day", "month", "2028-02-29", 1, "2028-03-01"],
    ["after a weekend", "month", "2026-10-31", 5, "2026-11-06"],
    ["after the half of the year", "halfYear", "2026-08-01", 10, "2026-10-14"],
    ["after two holidays in May", "month", "2026-04-20", 2, "2026-05-05"],
  ] as const)("comes %s", (_, every, day, nth, due) => {
    expect(dueDayOf(calendarPeriod(every, day), nth, isWorkingDay)).toBe(due);
  });

  it("is refused where no working day ever comes", () => {
    expect(() => dueDayOf({ from: "2026-10-01", to: "2026-11-01" }, 1, () => false)).toThrow(RangeError);
  });

  it("is counted back over a weekend and a holiday", () => {
    expect(workingDayBefore("2026-11-09", 3, isWorkingDay)).toBe("2026-11-04");
    expect(workingDayBefore("2026-04-07", 1, isWorkingDay)).toBe("2026-04-02");
  });
});
