import { beforeAll, describe, expect, it } from "vitest";
import { dueTimesOf, type Schedule } from "../../src/work/schedule.ts";
import { loadWorkingDays, type WorkingDays } from "../../src/work/working-days.ts";

let england: WorkingDays;

beforeAll(async () => {
  england = await loadWorkingDays();
});

function timesOf(cron: string, days: Schedule["days"] = "all") {
  return dueTimesOf({ cron, days }, england);
}

describe("England's working days", () => {
  // https://www.gov.uk/bank-holidays: England and Wales.
  it.each([
    ["2026-01-01", false, "New Year's Day"],
    ["2026-03-17", true, "St Patrick's Day is a holiday in Northern Ireland only"],
    ["2026-04-03", false, "Good Friday"],
    ["2026-04-06", false, "Easter Monday"],
    ["2026-05-04", false, "early May"],
    ["2026-05-25", false, "spring"],
    ["2026-08-03", true, "the summer holiday of Scotland"],
    ["2026-08-31", false, "summer"],
    ["2026-12-24", true, "Christmas Eve"],
    ["2026-12-25", false, "Christmas Day"],
    ["2026-12-28", false, "the day in place of Boxing Day, a Saturday"],
    ["2027-12-27", false, "the day in place of Christmas Day, a Saturday"],
    ["2027-12-28", false, "the day in place of Boxing Day, a Sunday"],
    ["2023-05-08", false, "the coronation"],
    ["2026-03-01", false, "a Sunday"],
    ["2026-03-15", false, "a Sunday, and Mothering Sunday"],
    ["2026-03-02", true, "a Monday"],
  ])("%s: %s (%s)", (day, isWorking) => {
    expect(england.isWorkingDay(day)).toBe(isWorking);
  });
});

describe("the times of a schedule", () => {
  it("follow the clock of London through the year", () => {
    const { next } = timesOf("30 8 * * *");
    expect(next("2026-03-27T12:00:00.000Z")).toBe("2026-03-28T08:30:00.000Z");
    expect(next("2026-03-28T12:00:00.000Z")).toBe("2026-03-29T07:30:00.000Z");
    expect(next("2026-10-24T12:00:00.000Z")).toBe("2026-10-25T08:30:00.000Z");
  });

  it("come once on the night that has an hour twice, and once on the night that lacks it", () => {
    const times = timesOf("30 1 * * *");
    expect(times.next("2026-10-24T12:00:00.000Z")).toBe("2026-10-25T00:30:00.000Z");
    expect(times.next("2026-10-25T00:30:00.000Z")).toBe("2026-10-26T01:30:00.000Z");
    const autumn = { after: "2026-10-24T12:00:00.000Z", notAfter: "2026-10-25T23:00:00.000Z" };
    expect(times.latest(autumn)).toBe("2026-10-25T00:30:00.000Z");
    const spring = { after: "2026-03-28T12:00:00.000Z", notAfter: "2026-03-29T12:00:00.000Z" };
    expect(times.latest(spring)).toBe("2026-03-29T01:00:00.000Z");
  });

  it("reach to the very instant, and no further", () => {
    const { latest } = timesOf("30 8 * * *");
    const after = "2026-03-02T08:30:00.000Z";
    expect(latest({ after, notAfter: "2026-03-03T08:29:59.999Z" })).toBeUndefined();
    expect(latest({ after, notAfter: "2026-03-03T08:30:00.000Z" })).toBe("2026-03-03T08:30:00.000Z");
    expect(latest({ after: "2026-03-03T08:30:00.000Z", notAfter: "2026-03-03T08:30:00.999Z" })).toBeUndefined();
    // The clock went back.
    expect(latest({ after: "2026-03-03T08:30:00.000Z", notAfter: "2026-03-03T07:30:00.000Z" })).toBeUndefined();
  });

  it("leave out weekends and bank holidays where only working days count", () => {
    const { latest, next } = timesOf("0 9 * * *", "workingDays");
    // Thursday before Easter to Tuesday after it.
    expect(next("2026-04-02T08:00:00.000Z")).toBe("2026-04-07T08:00:00.000Z");
    const easter = { after: "2026-04-01T08:00:00.000Z", notAfter: "2026-04-06T20:00:00.000Z" };
    expect(latest(easter)).toBe("2026-04-02T08:00:00.000Z");
    expect(latest({ ...easter, after: "2026-04-02T08:00:00.000Z" })).toBeUndefined();
  });

  it("need a pattern that can be read", () => {
    expect(() => timesOf("at nine")).toThrow("CronPattern");
  });
});
