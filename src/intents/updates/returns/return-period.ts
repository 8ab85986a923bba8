import type { ReturnsCalendar } from "../../../core/ledger.ts";
import { isDay } from "../../../core/time.ts";
import type { Day, DaySpan } from "../../../core/time.ts";
import { addMonths } from "../../../ledger/returns/days.ts";
import { calendarPeriod } from "../../../ledger/returns/return-periods.ts";
import { readWrittenDay } from "../form/form-lines.ts";

const monthNames = "january february march april may june july august september october november december".split(" ");
const month = String.raw`([a-z]{3,9})\.?`;
const year = String.raw`(?:\s*[-/' ]?\s*(\d{4}|\d{2}))`;
const to = String.raw`\s*(?:-|–|—|to|until)\s*`;

/**
 * Reads a reporting period as people and spreadsheets write it: `2026-10`, `October 2026`, `Oct-26`, `10/2026`, `Q2 2026-27`,
 * `H1 2026/27`, `2026-27`, `October to December 2026`, `2026`. A single day, which is what a spreadsheet makes of `Oct-26`,
 * stands for the period of the calendar that it lies in, or its month. Undefined for anything else.
 */
export function readReturnPeriod(text: string, every: ReturnsCalendar["every"] = "month"): DaySpan | undefined {
  const said = text.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const day = readShortDay(said);
  if (day !== undefined) {
    const { from, to: end } = calendarPeriod(every, day);
    return { from, to: end };
  }
  return readMonth(said) ?? readMonths(said) ?? readFinancial(said) ?? readYear(said);
}

/** A day as a form takes it, or with the two digits of a year that spreadsheets write: `30/11/26`, `30-Nov-26`. */
export function readShortDay(text: string): Day | undefined {
  const said = text.trim();
  const short = /^(\d{1,2})([-/. ])(\d{1,2}|[a-z]{3,9})\2(\d{4}|\d{2})$/i.exec(said);
  if (!short) return readWrittenDay(said.replace(/[T ]00:00(?::00(?:\.0+)?)?Z?$/, ""));
  const [, first = "", , second = "", last = ""] = short;
  const separator = /^\d/.test(second) ? "/" : " ";
  return readWrittenDay([first, second, fullYear(last)].join(separator));
}

function fullYear(written: string): string {
  return written.length === 2 ? `20${written}` : written;
}

/** The months from one month on. */
function monthsFrom(first: string | undefined, count: number): DaySpan | undefined {
  return first !== undefined && isDay(first) ? { from: first, to: addMonths(first, count) } : undefined;
}

function firstOf(written: string | undefined, number: number): Day | undefined {
  if (written === undefined || number < 1 || number > 12) return undefined;
  return `${fullYear(written)}-${String(number).padStart(2, "0")}-01`;
}

function monthNumber(name: string | undefined): number {
  return name === undefined
    ? 0
    : monthNames.findIndex((one) => one.startsWith(name) || one.slice(0, 3) === name.replace(/^sept$/, "sep")) + 1;
}

function readMonth(said: string): DaySpan | undefined {
  const named = new RegExp(`^${month}${year}$`).exec(said);
  if (named) return monthsFrom(firstOf(named[2], monthNumber(named[1])), 1);
  const [, before, number, after] = /^(?:(\d{4})[-/])?(\d{1,2})(?:[-/](\d{4}))?$/.exec(said) ?? [];
  const only = before === undefined ? after : after === undefined ? before : undefined;
  return monthsFrom(firstOf(only, Number(number)), 1);
}

/** `October to December 2026`, `Nov 2026 to Jan 2027`. */
function readMonths(said: string): DaySpan | undefined {
  const [, first, firstYear, last, lastYear] = new RegExp(`^${month}${year}?${to}${month}${year}$`).exec(said) ?? [];
  const [from, until] = [firstOf(firstYear ?? lastYear, monthNumber(first)), firstOf(lastYear, monthNumber(last))];
  if (from === undefined || until === undefined || !isDay(from) || !isDay(until) || until < from) return undefined;
  return { from, to: addMonths(until, 1) };
}

/** Quarters, halves and whole financial years, April to March. */
function readFinancial(said: string): DaySpan | undefined {
  const years = String.raw`(?:fy ?|financial year )?(\d{4}|\d{2})\s?[-/]\s?(\d{4}|\d{2})`;
  const part = String.raw`(?:(q|quarter|h|half) ?([1-4]))`;
  const before = new RegExp(`^${part},? (?:of )?${years}$`).exec(said);
  const after = new RegExp(`^${years},? ${part}$`).exec(said);
  // Two digits alone, as in 11/12, may be a day of a month.
  const whole = new RegExp(`^(?=\\d{4}|f)${years}$`).exec(said);
  const found = before
    ? { kind: before[1], number: before[2], first: before[3], last: before[4] }
    : after
      ? { kind: after[3], number: after[4], first: after[1], last: after[2] }
      : { kind: undefined, number: undefined, first: whole?.[1], last: whole?.[2] };
  const { kind = "", first, last } = found;
  if (first === undefined || last === undefined) return undefined;
  const start = Number(fullYear(first));
  if (Number(fullYear(last)) !== start + 1) return undefined;
  const months = kind === "" ? 12 : kind.startsWith("q") ? 3 : 6;
  const number = Number(found.number ?? 1);
  if (number * months > 12) return undefined;
  return monthsFrom(addMonths(`${start}-04-01`, months * (number - 1)), months);
}

function readYear(said: string): DaySpan | undefined {
  return /^\d{4}$/.test(said) ? monthsFrom(firstOf(said, 1), 12) : undefined;
}
