import type { Day, DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { addDays, daysBetween, mondayOf, yearOf } from "../../ledger/returns/days.ts";
import { dueDayOf, labelOf, periodsBegunBy } from "../../ledger/returns/return-periods.ts";
import { isPostedIn, postedOn, reportsOn, type ReturnsRecord } from "../../ledger/returns/return-status.ts";

/** A week from Monday to Sunday, `[from, to)`. */
export interface DigestWeek extends DaySpan {
  /** The week of the ISO calendar: `2026-W45`. */
  readonly id: string;
  /** `2 to 8 November 2026`. */
  readonly label: string;
}

/** The week that a day lies in. */
export function weekOf(day: Day): DigestWeek {
  const from = mondayOf(day);
  const span = { from, to: addDays(from, 7) };
  // A week belongs to the year of its Thursday (ISO 8601).
  const year = yearOf(addDays(from, 3));
  const first = mondayOf(`${year}-01-04`);
  const number = daysBetween(first, from) / 7 + 1;
  return { ...span, id: `${year}-W${String(number).padStart(2, "0")}`, label: labelOf(span) };
}

/** The last week that is over on a day: the one that the current digest tells of. */
export function lastWeek(today: Day): DigestWeek {
  return weekOf(addDays(mondayOf(today), -1));
}

/**
 * True for an update that came after a week and should have come before its end: it reports on a period whose return was past
 * its due day by then and still missing.
 */
function isLateFor(update: ConfirmedUpdate, { to }: DaySpan, record: ReturnsRecord | undefined): boolean {
  const { fields, pilot } = update;
  if (!record || fields.period === undefined || postedOn(update) < to) return false;
  const before = record.updates.filter((other) => other.pilot === pilot && postedOn(other) < to);
  return periodsBegunBy(record.calendar, to).some(
    (period) =>
      period.to <= to &&
      reportsOn(update, period) &&
      dueDayOf(period, record.calendar.dueWorkingDay, record.isWorkingDay) < to &&
      !before.some((other) => reportsOn(other, period)),
  );
}

/** The updates that a digest knows of: everything posted until the end of its week, and what came late for it. */
export function updatesUntil(
  updates: readonly ConfirmedUpdate[],
  week: DaySpan,
  record: ReturnsRecord | undefined,
): readonly ConfirmedUpdate[] {
  return updates.filter((update) => postedOn(update) < week.to || isLateFor(update, week, record));
}

/** True for an update that a digest of a week tells of: posted in it, or late for it. */
export function isToldIn(update: ConfirmedUpdate, week: DaySpan, record: ReturnsRecord | undefined): boolean {
  return isPostedIn(update, week) || isLateFor(update, week, record);
}
