import type { Day } from "../core/time.ts";
import { isDay } from "../core/time.ts";
import { addDays, addMonths, weekdayOf, yearOf } from "../ledger/returns/days.ts";

/** Whether a day or month without a year lies behind or ahead; today lies in both. */
export type Direction = "past" | "ahead";

const monthNames = "january february march april may june july august september october november december".split(" ");
const weekdays = "sunday monday tuesday wednesday thursday friday saturday".split(" ");
const shortened = (name: string): string => (name === "may" ? name : `${name.slice(0, 3)}(?:${name.slice(3)})?`);
const ordinal = "(?:st|nd|rd|th)?";

/** The sources of patterns for days, months and the like, to be put into longer ones. */
export const phrases = {
  month: `(?:sept|${monthNames.map(shortened).join("|")})`,
  weekday: `(?:${weekdays.map((name) => `${name}|${name.slice(0, 3)}`).join("|")})`,
  get day(): string {
    const inWords = `\\d{1,2}${ordinal} (?:of )?${this.month}\\b(?:,? \\d{4})?|${this.month} \\d{1,2}${ordinal}\\b(?!\\d)(?:,? \\d{4})?`;
    return `(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}/\\d{1,2}(?:/\\d{4})?|${inWords})`;
  },
  count: "(?:\\d{1,3}|a couple of|an?|one|two|three|four|five|six)",
  unit: "(?:day|week|fortnight|month|quarter|year)s?",
};

const counts: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 };

/** The number that a count names: `a`, `two`, `a couple of`, `12`. */
export function readCount(text: string): number {
  const said = text.toLowerCase();
  return said === "a couple of" ? 2 : (counts[said] ?? Number(said));
}

/** What decides which of several days is meant. */
interface Near {
  readonly today: Day;
  readonly direction: Direction;
}

/** A day that a text names; without a year the nearest in the direction. Undefined for one that does not exist. */
export function readDay(text: string, near: Near): Day | undefined {
  const said = text.trim().toLowerCase();
  if (isDay(said)) return said;
  const { day, month, name, year } =
    (
      /^(?<day>\d{1,2})\/(?<month>\d{1,2})(?:\/(?<year>\d{4}))?$/.exec(said) ??
      /^(?<day>\d{1,2})[a-z]{0,2} (?:of )?(?<name>[a-z]{3,9}),?(?: (?<year>\d{4}))?$/.exec(said) ??
      /^(?<name>[a-z]{3,9}) (?<day>\d{1,2})[a-z]{0,2},?(?: (?<year>\d{4}))?$/.exec(said)
    )?.groups ?? {};
  return day === undefined
    ? undefined
    : nearest(Number(day), name === undefined ? Number(month) : numberOfMonth(name), year, near);
}

/** The first day of a month that a text names; without a year the nearest in the direction. */
export function readMonth(name: string, year: string | undefined, near: Near): Day | undefined {
  return nearest(1, numberOfMonth(name), year, near);
}

function numberOfMonth(name: string): number {
  return monthNames.findIndex((full) => full.startsWith(name.toLowerCase().slice(0, 3))) + 1;
}

/** A leap day comes every four years, and once after eight. */
const mostYears = 9;

function nearest(day: number, month: number, year: string | undefined, { today, direction }: Near): Day | undefined {
  const inYear = (number: number): Day => `${number}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  if (year !== undefined) return isDay(inYear(Number(year))) ? inYear(Number(year)) : undefined;
  const step = direction === "past" ? -1 : 1;
  const fits = (candidate: Day): boolean => (direction === "past" ? candidate <= today : candidate >= today);
  return Array.from({ length: mostYears }, (_, index) => inYear(yearOf(today) + step * index)).find(
    (candidate) => isDay(candidate) && fits(candidate),
  );
}

/** The nearest day with the name of a weekday, today counted. */
export function readWeekday(name: string, { today, direction }: Near): Day {
  const wanted = weekdays.findIndex((full) => full.startsWith(name.toLowerCase().slice(0, 3)));
  const back = (weekdayOf(today) - wanted + 7) % 7;
  return direction === "past" ? addDays(today, -back) : addDays(today, (7 - back) % 7);
}

/** The day a number of weeks, months … later; earlier for a negative number. A month ends with its last day. */
export function stepBy(day: Day, times: number, unit: string): Day {
  const months = unit.startsWith("month") ? 1 : unit.startsWith("quarter") ? 3 : unit.startsWith("year") ? 12 : 0;
  if (months > 0) return sameDayLater(day, times * months);
  return addDays(day, times * (unit.startsWith("week") ? 7 : unit.startsWith("fortnight") ? 14 : 1));
}

function sameDayLater(day: Day, months: number): Day {
  const first = addMonths(day, months);
  const last = Number(addDays(addMonths(first, 1), -1).slice(8));
  return addDays(first, Math.min(Number(day.slice(8)), last) - 1);
}
