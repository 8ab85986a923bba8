import type { Day } from "../../core/time.ts";
import { addDays, addMonths, daysBetween, makeDay, partsOf, weekdayOf } from "./calendar.ts";
import type { DateContext } from "./date-rule.ts";

/** How far back and ahead a date without a year is looked for where neither past nor future is said. */
const nearPast = 120;
const nearFuture = 245;

/** A day of a month without a year; undefined where no such day is near. A weekday that is named decides between years. */
export function nearestDay(
  { month, day, weekday = 0 }: { readonly month: number; readonly day: number; readonly weekday?: number },
  context: DateContext,
): Day | undefined {
  const { year } = partsOf(context.today);
  const days = [year - 1, year, year + 1].flatMap((candidate) => makeDay(candidate, month, day) ?? []);
  const named = days.filter((candidate) => weekday === 0 || weekdayOf(candidate) === weekday);
  return pick(named, context) ?? pick(days, context);
}

function pick(days: readonly Day[], { today, tense }: DateContext): Day | undefined {
  if (tense === "future") return days.find((day) => day >= today) ?? undefined;
  if (tense === "past") return days.findLast((day) => day <= today);
  const near = days.filter((day) => {
    const distance = daysBetween(today, day);
    return distance > -nearPast && distance <= nearFuture;
  });
  return near.toSorted((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)))[0];
}

/** The 12th: of this month, the next or the last one, as tense and weekday decide. */
export function nearestDayOfMonth(day: number, weekday: number, context: DateContext): Day | undefined {
  const { today } = context;
  const first = `${today.slice(0, 8)}01`;
  const days = [-2, -1, 0, 1, 2].flatMap((offset) => {
    const { year, month } = partsOf(addMonths(first, offset));
    return makeDay(year, month, day) ?? [];
  });
  const named = days.filter((candidate) => weekday === 0 || weekdayOf(candidate) === weekday);
  if (context.tense === "past") return named.findLast((candidate) => candidate <= today);
  return named.find((candidate) => candidate >= today);
}

/** The next day with this weekday after today, or the last one before it. */
export function nearestWeekday(weekday: number, { today, tense }: DateContext): Day {
  const ahead = (weekday - weekdayOf(today) + 7) % 7 || 7;
  return tense === "past" ? addDays(today, ahead - 7 || -7) : addDays(today, ahead);
}
