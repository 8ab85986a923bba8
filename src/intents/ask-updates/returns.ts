import { capitalise, saySubject } from "../../answer/say-fact.ts";
import { sayDate, sayList } from "../../answer/say-value.ts";
import type { Draft } from "../../core/evidence.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { calendarPeriod, lastEndedPeriod, periodAt } from "../../ledger/returns/return-periods.ts";
import {
  completenessOf,
  isPostedIn,
  lateReports,
  overdueReturns,
  owesReturns,
  reportsOn,
  returnStatus,
  type Completeness,
  type MissingPilot,
  type ReturnStatus,
  type ReturnsRecord,
} from "../../ledger/returns/return-status.ts";
import type { TimeWindow } from "../../router/time-windows.ts";
import type { UpdateQuestion } from "../../router/update-question.ts";
import { namesOf, sayPosted, sayWhen, workedOut } from "./say-update.ts";
import {
  answeredWith,
  list,
  noUpdateAtAll,
  noUpdateOf,
  notice,
  nothing,
  paragraph,
  type UpdateAnswer,
} from "./update-answer.ts";
import { returnsRecordOf, type UpdateBook, type UpdateContext } from "./update-book.ts";
import { evidenceThat } from "./update-evidence.ts";

type ReturnsQuestion = Extract<UpdateQuestion, { readonly kind: "returns" }>;

/** Who has and who has not reported, always as found of expected; or when returns are due. */
export async function answerReturns(
  book: UpdateBook,
  { wants, window }: ReturnsQuestion,
  context: Pick<UpdateContext, "loadWorkingDays">,
): Promise<UpdateAnswer> {
  const calendar = book.programme.returns;
  if (!calendar) return withoutCalendar(book, wants, window);
  const record = await returnsRecordOf(book, calendar, context);
  if (wants === "due") return answerDue(book, record);
  const asked = askedStatus(record, window);
  if (!asked) {
    const first = sayDate(calendar.from);
    return nothing(
      `No return of ${book.programme.name} has been due yet: the first day that is reported on is ${first}.`,
    );
  }
  return wants === "late" && asked.status ? sayLate(book, asked, asked.status) : sayCompleteness(book, asked, wants);
}

/** Who reported after the due day, and who has not reported at all. */
function sayLate(book: UpdateBook, asked: AskedReturns, status: ReturnStatus): UpdateAnswer {
  const { knowledge, programme } = book;
  if (book.updates.length === 0) return noUpdateAtAll(book);
  const late = lateReports(status);
  const [due, after] = [sayDate(status.dueDay), status.isPastDue ? "was due on" : "is due by"];
  const lead = `${late.length} of ${status.expected} pilots of ${programme.name} reported late ${asked.said}, which ${after} ${due}.`;
  const evidence = (late.length > 0 ? late : status.reported).flatMap(({ first }) => evidenceThat(first, knowledge));
  const names = sayList(late.map(({ pilot, first }) => `${pilot.name} (${sayPosted(first)})`));
  const heard = status.missing.filter(({ lastHeard }) => lastHeard);
  const lines = evidence.length > 0 ? [workedOut(lead, evidence)] : [];
  return answeredWith(
    paragraph(
      ...lines,
      ...(late.length > 0 ? [workedOut(`Late: ${names}.`, evidence)] : []),
      ...nothingFrom(heard, asked.said, knowledge),
    ),
    notice(noUpdateOf(status.missing.filter(({ lastHeard }) => !lastHeard).map(({ pilot }) => pilot))),
  );
}

interface AskedReturns extends Completeness {
  /** Set for a period of the calendar. */
  readonly status?: ReturnStatus;
  /** `for October 2026`, `in November 2026 so far`. */
  readonly said: string;
  readonly due?: string;
}

/** The returns of the period that is asked for: the one a month or quarter names, the current window so far, or the last that ended. */
function askedStatus(record: ReturnsRecord, window: TimeWindow | undefined): AskedReturns | undefined {
  const { calendar, today } = record;
  if (!window) {
    const period = lastEndedPeriod(calendar, today) ?? periodAt(calendar, today);
    return period && sayStatus(returnStatus(period, record));
  }
  const period = calendarPeriod(calendar.every, window.from);
  const isPeriod = period.from === window.from && period.to === window.to;
  if (isPeriod && window.how === "named") {
    const own = periodAt(calendar, window.from) ?? periodAt(calendar, window.to < today ? window.to : today);
    return own && own.from < window.to ? sayStatus(returnStatus(own, record)) : undefined;
  }
  const counts = (update: ConfirmedUpdate): boolean =>
    isPostedIn(update, window) || (window.how !== "since" && window.how !== "day" && reportsOn(update, window));
  const soFar = window.how === "current" ? " so far" : "";
  return { ...completenessOf(record, counts), said: `${window.said}${soFar}` };
}

function sayStatus(status: ReturnStatus): AskedReturns {
  const due = `${status.isPastDue ? "due" : "due by"} ${status.isPastDue ? "on " : ""}${sayDate(status.dueDay)}`;
  return { ...status, status, said: `for ${status.period.label}`, due };
}

function sayCompleteness(book: UpdateBook, asked: AskedReturns, wants: ReturnsQuestion["wants"]): UpdateAnswer {
  const { knowledge, programme } = book;
  const { expected, reported, missing, said } = asked;
  if (expected === 0) return nothing(`No pilot asked about owes a return: ${namesOf(book.pilots)}.`);
  const heard = missing.filter(({ lastHeard }) => lastHeard);
  if (reported.length === 0 && heard.length === 0) return noUpdateAtAll(book);
  if (book.pilots.length === 1) return sayOne(book, asked);
  const whose = book.isWhole ? `of ${programme.name}` : `asked about (${programme.name})`;
  const verb = reported.length === 1 ? "has" : "have";
  const due = asked.due === undefined ? "" : ` (${asked.due})`;
  const count = `${reported.length} of ${expected} pilots ${whose} ${verb} reported ${said}${due}.`;
  const evidence = reported.length > 0 ? reported.map(({ update }) => update) : heard.flatMap(lastHeardOf);
  const lead = workedOut(
    count,
    evidence.flatMap((update) => evidenceThat(update, knowledge)),
  );
  return answeredWith(
    paragraph(lead, ...(wants === "missing" || missing.length <= 20 ? nothingFrom(heard, said, knowledge) : [])),
    wants === "reported" && reported.length > 0 ? paragraph(reportedLine(asked, knowledge)) : undefined,
    notice(noUpdateOf(missing.filter(({ lastHeard }) => !lastHeard).map(({ pilot }) => pilot))),
  );
}

/** Whether the one pilot asked about has reported, and when it was last heard. */
function sayOne({ knowledge }: UpdateBook, { reported, missing, said, due }: AskedReturns): UpdateAnswer {
  const when = `${said}${due === undefined ? "" : ` (${due})`}`;
  const drafts = [
    ...reported.map(({ pilot, update }) =>
      workedOut(
        `${nameOf(pilot, knowledge)} has reported ${when}: ${sayWhen(update)}.`,
        evidenceThat(update, knowledge),
      ),
    ),
    ...missing.flatMap(({ pilot, lastHeard }) =>
      lastHeard
        ? [
            workedOut(
              `${nameOf(pilot, knowledge)} has not reported ${when}; it was last heard on ${sayPosted(lastHeard)}.`,
              evidenceThat(lastHeard, knowledge),
            ),
          ]
        : [],
    ),
  ];
  return answeredWith(paragraph(...drafts));
}

function nameOf(pilot: Subject, knowledge: Knowledge): string {
  return capitalise(saySubject(pilot, knowledge));
}

function lastHeardOf({ lastHeard }: MissingPilot): readonly ConfirmedUpdate[] {
  return lastHeard ? [lastHeard] : [];
}

function reportedLine({ reported }: AskedReturns, knowledge: Knowledge): Draft {
  const names = reported.map(({ pilot, update }) => `${pilot.name} (${sayPosted(update)})`);
  return workedOut(
    `Reported: ${sayList(names)}.`,
    reported.flatMap(({ update }) => evidenceThat(update, knowledge)),
  );
}

/** That nothing came from pilots, and when they were last heard. */
export function nothingFrom(missing: readonly MissingPilot[], said: string, knowledge: Knowledge): readonly Draft[] {
  if (missing.length === 0) return [];
  const names = missing.map(
    ({ pilot, lastHeard }) => `${pilot.name} (last heard on ${lastHeard ? sayPosted(lastHeard) : "no day"})`,
  );
  return [
    workedOut(
      `Nothing ${said} from ${sayList(names)}.`,
      missing.flatMap(lastHeardOf).flatMap((update) => evidenceThat(update, knowledge)),
    ),
  ];
}

/** Without a calendar nobody owes a return; who was heard in a window, and when last, can still be said. */
function withoutCalendar(book: UpdateBook, wants: ReturnsQuestion["wants"], window?: TimeWindow): UpdateAnswer {
  const none = `${book.programme.name} has no calendar of returns, so none is due.`;
  if (wants === "due" || book.updates.length === 0) return nothing(none);
  const { pilots: participations, updates } = book;
  const counts = (update: ConfirmedUpdate): boolean =>
    !window || isPostedIn(update, window) || reportsOn(update, window);
  const said = window?.said ?? "so far";
  const answer = sayCompleteness(book, { ...completenessOf({ participations, updates }, counts), said }, wants);
  return answer.outcome === "answered"
    ? { ...answer, blocks: [...answer.blocks, { kind: "notice", tone: "info", text: none }] }
    : answer;
}

/** When the next return is due, and how far the last has come. Days of a calendar are settings, and cite nothing. */
function answerDue(book: UpdateBook, record: ReturnsRecord): UpdateAnswer {
  const { calendar, today } = record;
  const now = periodAt(calendar, today);
  const ended = lastEndedPeriod(calendar, today);
  const status = ended && returnStatus(ended, record);
  const open = status && !status.isPastDue ? status : now && returnStatus(now, record);
  if (!open) return nothing(`No further return of ${book.programme.name} is due.`);
  const text = `The return of ${book.programme.name} for ${open.period.label} is due by ${sayDate(open.dueDay)}, working day ${calendar.dueWorkingDay} after the period.`;
  const evidence = open.reported.flatMap(({ update }) => evidenceThat(update, book.knowledge));
  const last = book.updates.at(-1);
  if (!last) return nothing(text);
  const count =
    evidence.length === 0
      ? workedOut(
          `Nobody has reported for it; the last update was posted on ${sayPosted(last)}.`,
          evidenceThat(last, book.knowledge),
        )
      : workedOut(`${open.reported.length} of ${open.expected} pilots have reported for it.`, evidence);
  return answeredWith(notice(text), paragraph(count));
}

/** Every pilot with returns past their due day: which, and when it was last heard. Undefined where none is. */
export function overdueItems(
  book: UpdateBook,
  record: ReturnsRecord,
): { readonly items: readonly Draft[]; readonly neverHeard: string | undefined; readonly count: number } {
  const overdue = overdueReturns(record);
  const items = overdue.flatMap(({ pilot, periods, lastHeard }) => {
    if (!lastHeard) return [];
    const labels =
      periods.length > 3
        ? [...periods.slice(0, 2).map(({ label }) => label), `${periods.length - 2} more`]
        : periods.map(({ label }) => label);
    const text = `${pilot.name}: the return for ${sayList(labels)} is overdue; last heard on ${sayPosted(lastHeard)}.`;
    return [workedOut(text, evidenceThat(lastHeard, book.knowledge))];
  });
  const silent = overdue.filter(({ lastHeard }) => !lastHeard).map(({ pilot }) => pilot);
  return { items, neverHeard: noUpdateOf(silent), count: overdue.length };
}

/** What a book's pilots owe that is past its day. */
export async function answerOverdueReturns(
  book: UpdateBook,
  context: Pick<UpdateContext, "loadWorkingDays">,
): Promise<UpdateAnswer> {
  const calendar = book.programme.returns;
  if (!calendar) return withoutCalendar(book, "due");
  const record = await returnsRecordOf(book, calendar, context);
  const { items, neverHeard, count } = overdueItems(book, record);
  if (count === 0) return sayNoneOverdue(book, record);
  const expected = book.pilots.filter(owesReturns).length;
  const lead = `${count} of ${expected} pilots of ${book.programme.name} ${count === 1 ? "has" : "have"} an overdue return.`;
  const evidence = items.flatMap((item) => item.evidence.filter((one) => one.kind === "fact"));
  return answeredWith(
    paragraph(...(evidence.length > 0 ? [workedOut(lead, evidence)] : [])),
    list(items),
    notice(neverHeard),
  );
}

function sayNoneOverdue(book: UpdateBook, record: ReturnsRecord): UpdateAnswer {
  const evidence = book.updates.slice(-1).flatMap((update) => evidenceThat(update, book.knowledge));
  const text = `No return of ${book.programme.name} is overdue on ${sayDate(record.today)}.`;
  return evidence.length === 0 ? nothing(text) : answeredWith(paragraph(workedOut(text, evidence)));
}
