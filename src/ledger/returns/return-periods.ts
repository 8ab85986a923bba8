import type { ReturnsCalendar } from "../../core/ledger.ts";
import type { Day, DaySpan } from "../../core/time.ts";
import { addDays, addMonths, monthOf, yearOf } from "./days.ts";

/** How often a return is due. */
export type Frequency = ReturnsCalendar["every"];

/** A stretch of days `[from, to)` that a return reports on, and how it is called: `October 2026`, `July to September 2026`. */
export interface ReturnPeriod extends DaySpan {
  readonly label: string;
}

/** True for a day on which people work. */
export type IsWorkingDay = (day: Day) => boolean;

const lengths: Readonly<Record<Frequency, number>> = { month: 1, quarter: 3, halfYear: 6 };
const monthNames = "January February March April May June July August September October November December".split(" ");

/** The month, the quarter or the half of the financial year (April to March) that a day lies in. */
export function calendarPeriod(every: Frequency, day: Day): ReturnPeriod {
  const months = lengths[every];
  const sinceApril = (monthOf(day) + 8) % 12;
  const from = addMonths(day, -(sinceApril % months));
  return periodFrom(from, addMonths(from, months));
}

function periodFrom(from: Day, to: Day): ReturnPeriod {
  return { from, to, label: labelOf({ from, to }) };
}

/** Names a stretch of days: `October 2026`, `July to September 2026`, `October 2026 to March 2027`, `3 to 9 November 2026`. */
export function labelOf({ from, to }: DaySpan): string {
  const last = addDays(to, -1);
  const [first, end] = [nameMonth(from), nameMonth(last)];
  const sameYear = yearOf(from) === yearOf(last);
  const isWholeMonths = from.endsWith("-01") && to.endsWith("-01");
  if (isWholeMonths && first === end && sameYear) return `${end} ${yearOf(last)}`;
  if (isWholeMonths) return `${first}${sameYear ? "" : ` ${yearOf(from)}`} to ${end} ${yearOf(last)}`;
  const until = `${Number(last.slice(8))} ${end} ${yearOf(last)}`;
  if (from === last) return until;
  const sameMonth = sameYear && first === end;
  return `${Number(from.slice(8))}${sameMonth ? "" : ` ${first}`}${sameYear ? "" : ` ${yearOf(from)}`} to ${until}`;
}

function nameMonth(day: Day): string {
  return monthNames[monthOf(day) - 1] ?? "";
}

/** The period of a calendar that a day lies in, cut to the calendar's first and last day; undefined outside it. */
export function periodAt(calendar: ReturnsCalendar, day: Day): ReturnPeriod | undefined {
  if (day < calendar.from || (calendar.to !== undefined && day >= calendar.to)) return undefined;
  return cut(calendarPeriod(calendar.every, day), calendar);
}

function cut(period: ReturnPeriod, { from, to }: ReturnsCalendar): ReturnPeriod {
  const first = period.from < from ? from : period.from;
  const end = to !== undefined && to < period.to ? to : period.to;
  return { ...period, from: first, to: end };
}

/** Every period that began on or before a day, oldest first. */
export function periodsBegunBy(calendar: ReturnsCalendar, day: Day): readonly ReturnPeriod[] {
  const periods: ReturnPeriod[] = [];
  for (let start: Day = calendar.from; start <= day;) {
    const period = periodAt(calendar, start);
    if (!period) break;
    periods.push(period);
    start = period.to;
  }
  return periods;
}

/** The last period that is over on a day; undefined before the first one ends. */
export function lastEndedPeriod(calendar: ReturnsCalendar, day: Day): ReturnPeriod | undefined {
  return periodsBegunBy(calendar, day).findLast((period) => period.to <= day);
}

/** No stretch without the working days that a calendar asks for is longer. */
const mostDaysLookedAt = 400;

/** The day a return is due: the nth working day after its period. Throws `RangeError` where no such day comes within a year. */
export function dueDayOf({ to }: DaySpan, dueWorkingDay: number, isWorkingDay: IsWorkingDay): Day {
  return workingDayFrom(to, dueWorkingDay, isWorkingDay);
}

/** The nth working day on or after a day, counted from 1. Throws `RangeError` where none comes within a year. */
export function workingDayFrom(day: Day, count: number, isWorkingDay: IsWorkingDay): Day {
  let left = Math.max(1, count);
  for (let looked = 0; looked < mostDaysLookedAt; looked += 1) {
    const candidate = addDays(day, looked);
    if (isWorkingDay(candidate)) left -= 1;
    if (left === 0) return candidate;
  }
  throw new RangeError(`No working day number ${count} comes within a year after ${day}.`);
}

/** The nth working day before a day. Throws `RangeError` where none came within a year. */
export function workingDayBefore(day: Day, count: number, isWorkingDay: IsWorkingDay): Day {
  let left = count;
  for (let looked = 1; looked < mostDaysLookedAt; looked += 1) {
    const candidate = addDays(day, -looked);
    if (isWorkingDay(candidate)) left -= 1;
    if (left <= 0) return candidate;
  }
  throw new RangeError(`No working day number ${count} came within a year before ${day}.`);
}
