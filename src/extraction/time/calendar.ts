import { isDay } from "../../core/time.ts";
import type { Day, DaySpan } from "../../core/time.ts";

const dayMs = 86_400_000;

function timeOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function dayAt(time: number): Day {
  return new Date(time).toISOString().slice(0, 10);
}

/** The day of a year, a month (1 to 12) and a day of the month, or undefined where there is none. Years 1900 to 2199. */
export function makeDay(year: number, month: number, day: number): Day | undefined {
  if (year < 1900 || year > 2199) return undefined;
  const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isDay(text) ? text : undefined;
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: Day, days: number): Day {
  return dayAt(timeOf(day) + days * dayMs);
}

/** The same day of the month so many months later, or the last one where that month is shorter. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = partsOf(day);
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const length = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return dayAt(first.getTime() + (Math.min(dayOfMonth, length) - 1) * dayMs);
}

/** Year, month (1 to 12) and day of the month. */
export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly dayOfMonth: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), dayOfMonth: Number(day.slice(8, 10)) };
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(timeOf(day)).getUTCDay() || 7;
}

/** How many days from one day to another; negative where it is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((timeOf(to) - timeOf(from)) / dayMs);
}

/** The week from Monday on that a day is in. */
export function weekOf(day: Day): DaySpan {
  const from = addDays(day, 1 - weekdayOf(day));
  return { from, to: addDays(from, 7) };
}

/** Whole months from the first of a month on; `month` may be above 12 or below 1. */
export function monthsFrom(year: number, month: number, count: number): DaySpan {
  const from = dayAt(Date.UTC(year, month - 1, 1));
  return { from, to: addMonths(from, count) };
}

/** The calendar month that a day is in. */
export function monthOf(day: Day): DaySpan {
  const { year, month } = partsOf(day);
  return monthsFrom(year, month, 1);
}

/** The year in which the financial year of a day began, on 1 April. */
export function financialYearOf(day: Day): number {
  const { year, month } = partsOf(day);
  return month >= 4 ? year : year - 1;
}

/** The financial year that began in a year, 1 April to 31 March. */
export function financialYear(startYear: number): DaySpan {
  return monthsFrom(startYear, 4, 12);
}

/** A quarter (1 to 4) of the financial year that began in a year. */
export function financialQuarter(startYear: number, quarter: number): DaySpan {
  return monthsFrom(startYear, 4 + (quarter - 1) * 3, 3);
}

/** The quarter of its financial year that a day is in, 1 to 4. */
export function quarterOf(day: Day): number {
  return Math.floor(((partsOf(day).month + 8) % 12) / 3) + 1;
}

/** The last day of a span. */
export function lastDayOf(span: DaySpan): Day {
  return addDays(span.to, -1);
}

/** Easter Sunday of a year (the anonymous Gregorian algorithm). */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return monthsFrom(year, Math.floor(f / 31), 1).from.slice(0, 8) + String((f % 31) + 1).padStart(2, "0");
}
