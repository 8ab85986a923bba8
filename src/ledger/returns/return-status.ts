import type { ReturnsCalendar, Subject } from "../../core/ledger.ts";
import type { Day, DaySpan } from "../../core/time.ts";
import { dayOf } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { dueDayOf, lastEndedPeriod, periodsBegunBy } from "./return-periods.ts";
import type { IsWorkingDay, ReturnPeriod } from "./return-periods.ts";

/** A pilot that reported, with the last of its updates that counts and the first. */
export interface ReportedPilot {
  readonly pilot: Subject;
  readonly update: ConfirmedUpdate;
  readonly first: ConfirmedUpdate;
}

/** A pilot that has not reported; `lastHeard` is left out where it never did. */
export interface MissingPilot {
  readonly pilot: Subject;
  readonly lastHeard?: ConfirmedUpdate;
}

/** Who of those expected reported. Both lists are in the order of the pilots. */
export interface Completeness {
  readonly expected: number;
  readonly reported: readonly ReportedPilot[];
  readonly missing: readonly MissingPilot[];
}

/** How far the returns of one period have come. */
export interface ReturnStatus extends Completeness {
  readonly period: ReturnPeriod;
  readonly dueDay: Day;
  /** The due day is over. */
  readonly isPastDue: boolean;
}

/** What returns are judged by: the participations of one programme and its updates in any order. */
export interface ReturnsRecord {
  readonly calendar: ReturnsCalendar;
  readonly participations: readonly Subject[];
  readonly updates: readonly ConfirmedUpdate[];
  readonly today: Day;
  readonly isWorkingDay: IsWorkingDay;
}

/** True for a pilot that owes returns: observers and members of a network owe none. */
export function owesReturns({ participationKind, isObserver }: Subject): boolean {
  return participationKind === "pilot" && isObserver !== true;
}

const postingDays = new Map<string, Day>();
/** A year of updates of five hundred pilots. */
const mostDaysKept = 50_000;

/** The day an update was posted, in Europe/London. */
export function postedOn({ postedAt }: Pick<ConfirmedUpdate, "postedAt">): Day {
  const known = postingDays.get(postedAt);
  if (known !== undefined) return known;
  // Working out the day is slow, and a digest asks for it many times over.
  if (postingDays.size >= mostDaysKept) postingDays.clear();
  const day = dayOf(new Date(postedAt));
  postingDays.set(postedAt, day);
  return day;
}

/** True where an update reports on any day of a period: it says so, or it names no period and was posted in it. */
export function reportsOn(update: ConfirmedUpdate, { from, to }: DaySpan): boolean {
  const stated = update.fields.period;
  if (stated) return stated.from < to && from < stated.to;
  return isPostedIn(update, { from, to });
}

/** True where an update was posted in a stretch of days. */
export function isPostedIn(update: ConfirmedUpdate, { from, to }: DaySpan): boolean {
  const day = postedOn(update);
  return from <= day && day < to;
}

/** Orders updates by when they were posted, then by when they were recorded; oldest first. */
export function byPosting(left: ConfirmedUpdate, right: ConfirmedUpdate): number {
  return left.postedAt === right.postedAt
    ? left.recordedSeq - right.recordedSeq
    : left.postedAt < right.postedAt
      ? -1
      : 1;
}

/** Who of the pilots that owe returns has an update that counts, and when the others were last heard. */
export function completenessOf(
  { participations, updates }: Pick<ReturnsRecord, "participations" | "updates">,
  counts: (update: ConfirmedUpdate) => boolean,
): Completeness {
  const expected = participations.filter(owesReturns);
  const byPilot = Map.groupBy(updates.toSorted(byPosting), ({ pilot }) => pilot);
  const judged = expected.map((pilot) => {
    const own = byPilot.get(pilot.id) ?? [];
    return { pilot, update: own.findLast(counts), first: own.find(counts), lastHeard: own.at(-1) };
  });
  return {
    expected: expected.length,
    reported: judged.flatMap(({ pilot, update, first }) => (update && first ? [{ pilot, update, first }] : [])),
    missing: judged.flatMap(({ pilot, update, lastHeard }) =>
      update ? [] : [{ pilot, ...(lastHeard && { lastHeard }) }],
    ),
  };
}

/** The pilots that reported after the due day. */
export function lateReports({ reported, dueDay }: ReturnStatus): readonly ReportedPilot[] {
  return reported.filter(({ first }) => postedOn(first) > dueDay);
}

/** How far the returns of a period have come on a day. */
export function returnStatus(period: ReturnPeriod, record: ReturnsRecord): ReturnStatus {
  const dueDay = dueDayOf(period, record.calendar.dueWorkingDay, record.isWorkingDay);
  return {
    ...completenessOf(record, (update) => reportsOn(update, period)),
    period,
    dueDay,
    isPastDue: record.today > dueDay,
  };
}

/** The returns that are asked for on a day: of the last period that ended; undefined before the first one ends. */
export function currentReturns(record: ReturnsRecord): ReturnStatus | undefined {
  const period = lastEndedPeriod(record.calendar, record.today);
  return period && returnStatus(period, record);
}

/** A pilot that owes returns past their due day, oldest period first. */
export interface OverduePilot extends MissingPilot {
  readonly periods: readonly ReturnPeriod[];
}

/** Every pilot with returns past their due day, in the order of the pilots. */
export function overdueReturns(record: ReturnsRecord): readonly OverduePilot[] {
  const due = periodsBegunBy(record.calendar, record.today)
    .filter((period) => period.to <= record.today)
    .map((period) => returnStatus(period, record))
    .filter(({ isPastDue }) => isPastDue);
  const byPilot = new Map<string, OverduePilot>();
  for (const { period, missing } of due) {
    for (const one of missing) {
      byPilot.set(one.pilot.id, { ...one, periods: [...(byPilot.get(one.pilot.id)?.periods ?? []), period] });
    }
  }
  return record.participations.flatMap(({ id }) => byPilot.get(id) ?? []);
}
