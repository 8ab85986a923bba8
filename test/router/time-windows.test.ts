import { describe, expect, it } from "vitest";
import { lastDayOf, readTimeWindow } from "../../src/router/time-windows.ts";

// A Sunday.
const today = "2026-11-22";

describe("a stretch of days in words", () => {
  it.each([
    ["updates since 4 October", "since", "2026-10-04", "2026-11-23"],
    ["updates since 4 December", "since", "2025-12-04", "2026-11-23"],
    ["since 4 October 2025", "since", "2025-10-04", "2026-11-23"],
    ["since Monday", "since", "2026-11-16", "2026-11-23"],
    ["since last week", "since", "2026-11-09", "2026-11-23"],
    ["since October", "since", "2026-10-01", "2026-11-23"],
    ["since the start of the quarter", "since", "2026-10-01", "2026-11-23"],
    ["in the last two weeks", "since", "2026-11-08", "2026-11-23"],
    ["over the past month", "since", "2026-10-22", "2026-11-23"],
    ["today", "day", "2026-11-22", "2026-11-23"],
    ["on 1 March", "day", "2026-03-01", "2026-03-02"],
    ["as of 2026-10-31", "day", "2026-10-31", "2026-11-01"],
    ["on 29 February", "day", "2024-02-29", "2024-03-01"],
    ["three weeks ago", "day", "2026-11-01", "2026-11-02"],
    ["this week", "current", "2026-11-16", "2026-11-23"],
    ["this month", "current", "2026-11-01", "2026-12-01"],
    ["this financial year", "current", "2026-04-01", "2027-04-01"],
    ["last month", "named", "2026-10-01", "2026-11-01"],
    ["last quarter", "named", "2026-07-01", "2026-10-01"],
    ["for October", "named", "2026-10-01", "2026-11-01"],
    ["in December", "named", "2025-12-01", "2026-01-01"],
    ["who may report in June", "named", "2026-06-01", "2026-07-01"],
    ["for Q2", "named", "2026-07-01", "2026-10-01"],
    ["Q2 2025-26", "named", "2025-07-01", "2025-10-01"],
    ["Q4", "named", "2026-01-01", "2026-04-01"],
    ["the first half", "named", "2026-04-01", "2026-10-01"],
    ["in 2025-26", "named", "2025-04-01", "2026-04-01"],
    ["for the week commencing 2 November", "named", "2026-11-02", "2026-11-09"],
    ["w/e 8 November", "named", "2026-11-02", "2026-11-09"],
    ["due next week", "ahead", "2026-11-23", "2026-11-30"],
    ["by Friday", "ahead", "2026-11-22", "2026-11-28"],
    ["by 4 January", "ahead", "2026-11-22", "2027-01-05"],
    ["by the end of the month", "ahead", "2026-11-22", "2026-12-01"],
    ["in the next 10 days", "ahead", "2026-11-22", "2026-12-03"],
  ])("%s", (text, how, from, to) => {
    expect(readTimeWindow(text, today)).toMatchObject({ how, from, to });
  });

  it.each(["may we see the risks", "the marching band", "on 30 February", "all ambers", "decide"])(
    "%s names none",
    (text) => {
      expect(readTimeWindow(text, today)).toBeUndefined();
    },
  );

  it("is said so that it fits a sentence", () => {
    const said = (text: string) => readTimeWindow(text, today)?.said;
    expect([said("last month"), said("this week"), said("since Monday"), said("yesterday"), said("by Friday")]).toEqual(
      [
        "in October 2026",
        "from 16 to 22 November 2026",
        "since 16 November 2026",
        "on 21 November 2026",
        "by 27 November 2026",
      ],
    );
  });

  it("ends no later than today for what holds on a day", () => {
    expect(lastDayOf({ from: "2026-10-01", to: "2026-11-01" }, today)).toBe("2026-10-31");
    expect(lastDayOf({ from: "2026-11-01", to: "2026-12-01" }, today)).toBe("2026-11-22");
  });
});
