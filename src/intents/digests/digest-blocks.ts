import type { DraftBlock, DraftPoint } from "../../answer/compose-blocks.ts";
import { sayList } from "../../answer/say-value.ts";
import type { Draft, FactEvidence } from "../../core/evidence.ts";
import type { DaySpan } from "../../core/time.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { calendarPeriod, periodsBegunBy } from "../../ledger/returns/return-periods.ts";
import { isPostedIn, reportsOn, returnStatus, type ReturnsRecord } from "../../ledger/returns/return-status.ts";
import { addMonths } from "../../ledger/returns/days.ts";
import { figureSeries, lastOfEach, type FigureSeries } from "../ask-updates/figures.ts";
import { standingEntries } from "../ask-updates/help-and-risks.ts";
import { isOverdue, milestoneItem, standingMilestones } from "../ask-updates/milestones.ts";
import { countRatings, movedRatings, ratingItem, ratingsOn } from "../ask-updates/ratings.ts";
import { overdueItems } from "../ask-updates/returns.ts";
import { countOf, sayPosted, sayWhen, stated, summedUp, workedOut } from "../ask-updates/say-update.ts";
import { bookOf, lastPosted, type UpdateBook } from "../ask-updates/update-book.ts";
import { evidenceOf, evidenceThat } from "../ask-updates/update-evidence.ts";
import { sayHelp } from "../ask-updates/update-items.ts";
import { isToldIn, updatesUntil, type DigestWeek } from "./digest-week.ts";

/** How many lines a part of a digest has. */
const mostLines = 20;
/** How many figures, and of how many periods. */
const mostFigures = 3;
const mostPeriods = 6;

/**
 * The digest of a programme's week: changed ratings, what is overdue, help that is wanted, numbers with a chart. Pure: the same
 * updates make the same digest, whenever it is composed. `record` is left out for a programme without a calendar of returns.
 */
export function digestBlocks(whole: UpdateBook, week: DigestWeek, record?: ReturnsRecord): readonly DraftBlock[] {
  const known = updatesUntil(whole.updates, week, record);
  const book = bookOf({ ...whole, today: week.to }, known);
  const judged = record && { ...record, updates: known, today: week.to };
  return [
    { kind: "heading", text: `${book.programme.name}, week of ${week.label}` },
    ...inBrief(book, week, judged),
    ...changedRatings(book, week, record),
    ...overdue(book, judged),
    ...helpWanted(book),
    ...numbers(book, judged),
  ];
}

function part(title: string, drafts: readonly Draft[], ...more: readonly DraftBlock[]): readonly DraftBlock[] {
  if (drafts.length === 0 && more.length === 0) return [];
  const rest = drafts.length - mostLines;
  return [
    { kind: "heading", text: title },
    ...(drafts.length > 0 ? [{ kind: "list" as const, drafts: drafts.slice(0, mostLines) }] : []),
    ...(rest > 0 ? [note(`${rest} more are left out.`)] : []),
    ...more,
  ];
}

function note(text: string): DraftBlock {
  return { kind: "notice", tone: "info", text };
}

function inBrief(book: UpdateBook, week: DigestWeek, record: ReturnsRecord | undefined): readonly DraftBlock[] {
  const { knowledge, pilots, programme, updates, today } = book;
  const last = lastPosted(updates);
  if (!last) return [note(`Nothing new: no update from ${programme.name} is on record.`)];
  const told = updates.filter((update) => isToldIn(update, week, record));
  const posted = told.filter((update) => isPostedIn(update, week));
  const late = told.filter((update) => !posted.includes(update));
  const rated = ratingsOn(book, today);
  const news =
    posted.length === 0
      ? workedOut(
          `Nothing new: no update of ${programme.name} was posted from ${week.label}; the last was posted on ${sayPosted(last)}.`,
          evidenceThat(last, knowledge),
        )
      : summedUp(
          `${countOf(posted.length, "update")} came from ${countPilots(posted)} of ${pilots.length} pilots of ${programme.name} from ${week.label}.`,
          posted.flatMap((update) => evidenceThat(update, knowledge)),
        );
  const afterwards = summedUp(
    `${countOf(late.length, "update")} from ${countPilots(late)} of ${pilots.length} pilots came after that week, for returns that were due by its end.`,
    late.flatMap((update) => evidenceThat(update, knowledge)),
  );
  const ratings = summedUp(
    `${rated.length} of ${pilots.length} pilots have a rating on record: ${countRatings(rated)}.`,
    rated.flatMap(({ update }) => evidenceOf(update, knowledge, "rating")),
  );
  return [
    {
      kind: "paragraph",
      drafts: [
        news,
        ...(late.length > 0 ? [afterwards] : []),
        ...(rated.length > 0 ? [ratings] : []),
        ...completeness(book, record),
      ],
    },
  ];
}

function countPilots(updates: readonly ConfirmedUpdate[]): number {
  return new Set(updates.map(({ pilot }) => pilot)).size;
}

/** How many returns of the last period that ended are in. */
function completeness({ knowledge, programme }: UpdateBook, record: ReturnsRecord | undefined): readonly Draft[] {
  const period = record && periodsBegunBy(record.calendar, record.today).findLast(({ to }) => to <= record.today);
  if (!record || !period) return [];
  const { reported, expected } = returnStatus(period, record);
  const evidence = reported.flatMap(({ update }) => evidenceThat(update, knowledge));
  const text = `${reported.length} of ${expected} pilots of ${programme.name} have reported for ${period.label}.`;
  return evidence.length === 0 ? [] : [summedUp(text, evidence)];
}

function changedRatings(book: UpdateBook, week: DigestWeek, record: ReturnsRecord | undefined): readonly DraftBlock[] {
  const moved = movedRatings(ratingsOn(book, book.today)).filter(({ update }) => isToldIn(update, week, record));
  const worseFirst = moved.toSorted((left, right) =>
    left.change === right.change ? 0 : left.change === "down" ? -1 : 1,
  );
  return part(
    "Changed ratings",
    worseFirst.map((one) => ratingItem(one, book.knowledge)),
  );
}

function overdue(book: UpdateBook, record: ReturnsRecord | undefined): readonly DraftBlock[] {
  const returns = record ? overdueItems(book, record) : { items: [], neverHeard: undefined };
  const milestones = standingMilestones(book).filter((one) => isOverdue(one, book.today));
  const silent = returns.neverHeard === undefined ? [] : [note(returns.neverHeard)];
  return part("Overdue", [...returns.items, ...milestones.map(milestoneItem)], ...silent);
}

function helpWanted(book: UpdateBook): readonly DraftBlock[] {
  const current = standingEntries(book, "help").filter(({ isCurrent }) => isCurrent);
  const entries = current.toSorted((left, right) => (left.update.postedAt < right.update.postedAt ? 1 : -1));
  return part(
    "Help wanted",
    entries.map(({ pilot, update, evidence }) => {
      const when = sayWhen(update);
      return stated(`${pilot.name}: ${sayHelp(evidence, book.knowledge).replace(/\.$/, "")} (${when})`, evidence, when);
    }),
  );
}

function numbers(book: UpdateBook, record: ReturnsRecord | undefined): readonly DraftBlock[] {
  const series = figureSeries(book)
    .map((one) => ({ one, last: lastOfEach(one) }))
    .toSorted((left, right) => right.last.length - left.last.length)
    .slice(0, mostFigures);
  const lines = series.map(({ one, last }) => {
    const sum = last.reduce((total, { metric }) => total + metric.value, 0);
    const figures = isShare(one)
      ? sayList(last.slice(0, mostFigures).map(({ pilot, metric }) => `${pilot.name} ${metric.value}${unitOf(one)}`))
      : `${say(sum)}${unitOf(one)} over the last figures of ${last.length} of ${book.pilots.length} pilots`;
    return summedUp(
      `${capital(one.name)}: ${figures}.`,
      last.flatMap(({ evidence }) => evidence.slice(0, 1)),
    );
  });
  const charted = series.find(({ one }) => !isShare(one));
  const chart = charted ? chartOf(book, charted.one, record) : undefined;
  return part("Numbers", lines, ...(chart ? [chart] : []));
}

function isShare({ unit = "", name }: FigureSeries): boolean {
  return /%|per ?cent|rate|average|score|ratio/i.test(`${unit} ${name}`);
}

function unitOf({ unit }: FigureSeries): string {
  return unit === undefined ? "" : unit === "%" ? "%" : ` ${unit}`;
}

function say(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: 2 });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The sum of a figure over the pilots that reported it, for each of the last periods. */
function chartOf(book: UpdateBook, series: FigureSeries, record: ReturnsRecord | undefined): DraftBlock | undefined {
  const points = periodsOf(book, record).flatMap(({ period, label }): readonly DraftPoint[] => {
    const last = lastOfEach({ ...series, figures: series.figures.filter(({ update }) => reportsOn(update, period)) });
    if (last.length === 0) return [];
    const sum = last.reduce((total, { metric }) => total + metric.value, 0);
    const evidence: readonly FactEvidence[] = last.flatMap((figure) => figure.evidence.slice(0, 1));
    return [
      { x: placeOf(period), y: sum, draft: summedUp(`${capital(series.name)} for ${label}: ${say(sum)}.`, evidence) },
    ];
  });
  const shown = points.slice(-mostPeriods);
  if (shown.length === 0) return undefined;
  return {
    kind: "chart",
    caption: `${capital(series.name)}, sum over the pilots that reported for each period, ${book.programme.name}`,
    shape: "line",
    ...(series.unit !== undefined && { unit: series.unit }),
    series: [{ name: capital(series.name), points: shown }],
  };
}

/** Where a period stands in a chart: a calendar month as such, any other by its first day. */
function placeOf({ from, to }: DaySpan): string {
  return from.endsWith("-01") && to === addMonths(from, 1) ? from.slice(0, 7) : from;
}

/** The periods of the calendar until the day of the book, or the last months where there is none. */
function periodsOf(
  { today }: UpdateBook,
  record: ReturnsRecord | undefined,
): readonly { readonly period: DaySpan; readonly label: string }[] {
  const periods = record
    ? periodsBegunBy(record.calendar, today)
    : Array.from({ length: mostPeriods }, (_, index) =>
        calendarPeriod("month", addMonths(today, index + 1 - mostPeriods)),
      );
  return periods.map((period) => ({ period, label: period.label }));
}
