import type { Day, DaySpan } from "../core/time.ts";
import { addDays, addMonths, mondayOf, yearOf } from "../ledger/returns/days.ts";
import { calendarPeriod, labelOf } from "../ledger/returns/return-periods.ts";
import { phrases, readCount, readDay, readMonth, readWeekday, stepBy, type Direction } from "./day-phrases.ts";

/**
 * A stretch of days that a question names, `[from, to)`. `named` is a month, a quarter, a half or a year; `current` the one
 * that today lies in; `since` goes on until today; `day` is a single one; `ahead` begins today or later.
 */
export interface TimeWindow extends DaySpan {
  readonly how: "named" | "current" | "since" | "day" | "ahead";
  /** In words that fit after a verb: `in October 2026`, `since 4 October 2026`. */
  readonly said: string;
  /** Where the words stand in the text. */
  readonly start: number;
  readonly end: number;
}

type Read = Omit<TimeWindow, "start" | "end"> | undefined;
type Groups = Readonly<Record<string, string | undefined>>;

function sayDay(day: Day): string {
  return labelOf({ from: day, to: addDays(day, 1) });
}

function saySpan(span: DaySpan): string {
  const label = labelOf(span);
  return `${label.includes(" to ") ? "from" : "in"} ${label}`;
}

function since(from: Day | undefined, today: Day): Read {
  return from === undefined ? undefined : { how: "since", from, to: addDays(today, 1), said: `since ${sayDay(from)}` };
}

function until(day: Day | undefined, today: Day): Read {
  return day === undefined ? undefined : { how: "ahead", from: today, to: addDays(day, 1), said: `by ${sayDay(day)}` };
}

function oneDay(day: Day | undefined): Read {
  return day === undefined ? undefined : { how: "day", from: day, to: addDays(day, 1), said: `on ${sayDay(day)}` };
}

function spanOf(span: DaySpan | undefined, today: Day): Read {
  if (!span) return undefined;
  const how = span.from > today ? "ahead" : span.from <= today && today < span.to ? "current" : "named";
  return { ...span, how, said: saySpan(span) };
}

function weekFrom(from: Day | undefined, today: Day): Read {
  return from === undefined ? undefined : spanOf({ from, to: addDays(from, 7) }, today);
}

/** The week, month … that a word names, a number of them after the one that today lies in. */
function periodBy(word: string, today: Day, steps: number): DaySpan {
  const weeks = word.startsWith("week") ? 7 : word.startsWith("fortnight") ? 14 : 0;
  if (weeks > 0) {
    const monday = addDays(mondayOf(today), steps * weeks);
    return { from: monday, to: addDays(monday, weeks) };
  }
  if (word.includes("half")) return calendarPeriod("halfYear", addMonths(today, 6 * steps));
  if (word.startsWith("quarter")) return calendarPeriod("quarter", addMonths(today, 3 * steps));
  if (word.startsWith("financial")) return financialYear(yearOf(addMonths(today, -3)) + steps);
  if (word.startsWith("year")) {
    return { from: `${yearOf(today) + steps}-01-01`, to: `${yearOf(today) + steps + 1}-01-01` };
  }
  return calendarPeriod("month", addMonths(today, steps));
}

function financialYear(begins: number): DaySpan {
  return { from: `${begins}-04-01`, to: `${begins + 1}-04-01` };
}

/** A quarter or half of the financial year that begins in a year; without one, or where it lies ahead, the last that has begun. */
function partOfYear(every: "quarter" | "halfYear", number: number, year: string | undefined, today: Day): DaySpan {
  const months = (every === "quarter" ? 3 : 6) * (number - 1);
  const inYear = (begins: number): DaySpan => calendarPeriod(every, addMonths(`${begins}-04-01`, months));
  const begins = Number(year ?? yearOf(today));
  const asSaid = inYear(begins);
  return asSaid.from > today ? inYear(begins - 1) : asSaid;
}

const places: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fourth: 4, last: 4 };

function monthSpan(name: string, year: string | undefined, today: Day): DaySpan | undefined {
  const first = readMonth(name, year, { today, direction: "past" });
  return first === undefined ? undefined : calendarPeriod("month", first);
}

const { count, day, month, unit, weekday } = phrases;
const period = "(?<unit>week|fortnight|month|quarter|half(?:[- ]year)?|financial year|year)";
const financial =
  "(?:,? (?:of |in )?(?:the )?(?:financial )?(?:year )?(?:fy ?)?(?<year>\\d{4})(?:[-/\u2013]\\d{2,4})?)?";

function dayIn({ day: text = "" }: Groups, today: Day, direction: Direction): Day | undefined {
  return readDay(text, { today, direction });
}

// The first that matches counts, so those that say more stand before those that they contain.
const rules: readonly (readonly [string, (groups: Groups, today: Day) => Read])[] = [
  [
    `\\b(?:week (?:commencing|beginning|starting|from|of)|w/?c) (?:the )?(?<day>${day})`,
    (groups, today) => weekFrom(dayIn(groups, today, "past"), today),
  ],
  [
    `\\b(?:week (?:ending|to)|w/?e) (?:the )?(?<day>${day})`,
    (groups, today) => {
      const last = dayIn(groups, today, "past");
      return last === undefined ? undefined : weekFrom(addDays(last, -6), today);
    },
  ],
  [`\\b(?:since|after|from) (?<day>${day})`, (groups, today) => since(dayIn(groups, today, "past"), today)],
  [
    `\\bsince (?:last )?(?<name>${weekday})\\b`,
    ({ name = "" }, today) => since(readWeekday(name, { today, direction: "past" }), today),
  ],
  [`\\bsince yesterday\\b`, (_, today) => since(addDays(today, -1), today)],
  [
    `\\bsince (?:(?:the )?(?:start|beginning) of )?(?<which>this|last|the) ${period}\\b`,
    ({ which, unit: word = "" }, today) => since(periodBy(word, today, which === "last" ? -1 : 0).from, today),
  ],
  [
    `\\bsince (?:the (?:start|beginning|end) of )?(?<name>${month})\\b(?: (?<year>\\d{4}))?`,
    ({ name = "", year }, today) => since(monthSpan(name, year, today)?.from, today),
  ],
  [
    `\\b(?:(?:in|over|during|within|for) )?(?:the )?(?:last|past|previous) (?<times>${count}) (?<word>${unit})\\b`,
    ({ times = "", word = "" }, today) => since(stepBy(today, -readCount(times), word), today),
  ],
  [
    `\\b(?:in|over|during|within) the (?:last|past) (?<word>${unit})\\b`,
    ({ word = "" }, today) => since(stepBy(today, -1, word), today),
  ],
  [
    `\\b(?<times>${count}) (?<word>${unit}) ago\\b`,
    ({ times = "", word = "" }, today) => oneDay(stepBy(today, -readCount(times), word)),
  ],
  [`\\btoday\\b`, (_, today) => oneDay(today)],
  [`\\byesterday\\b`, (_, today) => oneDay(addDays(today, -1))],
  [`\\btomorrow\\b`, (_, today) => until(addDays(today, 1), today)],
  [
    `\\b(?<which>this|the current|last|next|the next|the coming|coming) ${period}\\b`,
    ({ which = "", unit: word = "" }, today) => {
      const steps = which === "last" ? -1 : /next|coming/.test(which) ? 1 : 0;
      return spanOf(periodBy(word, today, steps), today);
    },
  ],
  [
    `\\b(?:(?:in|over|within) )?(?:the )?(?:next|coming) (?<times>${count}) (?<word>${unit})\\b`,
    ({ times = "", word = "" }, today) => until(stepBy(today, readCount(times), word), today),
  ],
  [
    `\\b(?:by|before|until) (?:the )?end of (?:the |this )?${period}\\b`,
    ({ unit: word = "" }, today) => until(addDays(periodBy(word, today, 0).to, -1), today),
  ],
  [
    `\\b(?:by|before|until|due) (?:on )?(?<name>${weekday})\\b`,
    ({ name = "" }, today) => until(readWeekday(name, { today, direction: "ahead" }), today),
  ],
  [`\\b(?:by|before|until) (?<day>${day})`, (groups, today) => until(dayIn(groups, today, "ahead"), today)],
  [
    `\\bq(?<number>[1-4])\\b${financial}|\\b(?<name>first|second|third|fourth|last) quarter\\b${financial}`,
    ({ number, name = "", year }, today) =>
      spanOf(partOfYear("quarter", Number(number ?? places[name.toLowerCase()]), year, today), today),
  ],
  [
    `\\bh(?<number>[12])\\b${financial}|\\b(?<name>first|second) half\\b${financial}`,
    ({ number, name = "", year }, today) =>
      spanOf(partOfYear("halfYear", Number(number ?? places[name.toLowerCase()]), year, today), today),
  ],
  [
    `\\b(?:financial year |fy ?)?(?<year>\\d{4})[-/\u2013]\\d{2}(?:\\d{2})?\\b(?!-)`,
    ({ year }, today) => spanOf(financialYear(Number(year)), today),
  ],
  [`\\b(?:(?:on|at|as of|as at) )?(?<day>${day})`, (groups, today) => oneDay(dayIn(groups, today, "past"))],
  [
    // "May" alone is as often a verb, and the month of a day that does not exist names no month.
    `(?<!\\d\\w{0,2} (?:of )?)\\b(?<before>(?:for|in|during|of|back in|(?:the )?end of|month of) )?(?<name>${month})\\b(?: (?<year>\\d{4}))?`,
    ({ before, name = "", year }, today) =>
      /^may$/i.test(name) && before === undefined && year === undefined
        ? undefined
        : spanOf(monthSpan(name, year, today), today),
  ],
];

const compiled = rules.map(([pattern, read]) => [new RegExp(pattern, "gi"), read] as const);

/** The stretch of days that a text names; the most telling one where it names several. Undefined for none. */
export function readTimeWindow(text: string, today: Day): TimeWindow | undefined {
  for (const [pattern, read] of compiled) {
    for (const match of text.matchAll(pattern)) {
      const found = read(match.groups ?? {}, today);
      if (found) return { ...found, start: match.index, end: match.index + match[0].length };
    }
  }
  return undefined;
}

/** The last day of a window that is not after today: what "in October" means for something that holds on a day. */
export function lastDayOf({ to }: DaySpan, today: Day): Day {
  const last = addDays(to, -1);
  return last > today ? today : last;
}
