import type { Day, DaySpan } from "../../core/time.ts";
import {
  addDays,
  addMonths,
  daysBetween,
  financialQuarter,
  financialYear,
  financialYearOf,
  lastDayOf,
  makeDay,
  monthOf,
  monthsFrom,
  partsOf,
  quarterOf,
  weekOf,
} from "./calendar.ts";
import type { DateContext, DateMeaning, DateRule, Grain } from "./date-rule.ts";
import { dateWords, monthPattern, readFinancialYear, readYear } from "./date-words.ts";

const position =
  "(?:(?<position>(?:the )?(?:very )?(?:end|start|beginning|middle|back end) of(?: the)?|month end|(?:early|mid|late|end|start)(?: in| to late)?)[ -])?";
const edge = "(?<![\\p{L}\\p{N}.])(?<!\\p{N}/)";
const yearAfter = "(?:,?[ -](?:of )?(?<year>(?:19|20)\\d{2}(?![/-]\\d)|'\\d{2}|2\\d(?=[).,:;\\n]|$)))?";
const monthLead =
  /(?:^|[^\p{L}])(?:in|by|from|since|until|till|to|for|during|of|end|mid|early|late|next|last|this|before|after|through|and|through to|due|-) ?$/u;

/** The day meant by a part of a stretch: its end by itself, its first day, its middle; none for early and late. */
function placed(span: DaySpan, written: string | undefined, grain: Grain): DateMeaning {
  const where = (written ?? "").replace(/^the |^very /g, "");
  if (/^(?:end|back end|month end)/.test(where)) return { span, due: endOf(span, grain), grain };
  if (/^(?:start|beginning)/.test(where)) return { span, due: span.from, grain };
  if (where.startsWith("mid")) return { span, due: middleOf(span, grain), grain };
  return { span, grain };
}

/** The week ends with its Friday, where work does. */
function endOf(span: DaySpan, grain: Grain): Day {
  return grain === "week" ? addDays(span.from, 4) : lastDayOf(span);
}

function middleOf(span: DaySpan, grain: Grain): Day {
  if (grain === "week") return addDays(span.from, 2);
  if (grain === "month") return addDays(span.from, 14);
  return addDays(span.from, Math.floor(daysBetween(span.from, span.to) / 2));
}

/** Of stretches in order: the last that has begun, the first that has not ended, or the nearer of the two. */
function nearestSpan(spans: readonly DaySpan[], { today, tense }: DateContext): DaySpan | undefined {
  const past = spans.findLast(({ from }) => from <= today);
  const future = spans.find(({ to }) => to > today);
  if (tense !== "either" || past === undefined || future === undefined)
    return tense === "past" ? past : (future ?? past);
  return daysBetween(past.to, today) < 120 ? past : future;
}

function sameMonthOfYears(month: number, today: Day): readonly DaySpan[] {
  const { year } = partsOf(today);
  return [-1, 0, 1].map((offset) => monthsFrom(year + offset, month, 1));
}

const namedMonth: DateRule = {
  pattern: new RegExp(`${edge}${position}(?<month>${monthPattern})${yearAfter}(?![\\p{L}\\p{N}])`, "dgu"),
  read({ groups }, around) {
    const written = groups["month"] ?? "";
    const month = dateWords.month(written);
    const isSure = groups["position"] !== undefined || groups["year"] !== undefined || monthLead.test(around.before);
    if (/^(?:may|march|mar|dec|jan|jun|june|april|august)$/.test(written) && !isSure && !around.isCapital("month"))
      return "noDate";
    if (written === "may" && !isSure && !/[.:\n,]/.test(around.next) && around.next !== " ") return "noDate";
    if (groups["year"] === undefined) {
      const span = nearestSpan(sameMonthOfYears(month, around.today), around);
      return span && placed(span, groups["position"], "month");
    }
    const year = readYear(groups["year"]);
    return year === undefined ? undefined : placed(monthsFrom(year, month, 1), groups["position"], "month");
  },
};

const quarterWords = ["one", "two", "three", "four", "first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"];

function quarterNumber(written: string): number {
  const word = quarterWords.indexOf(written);
  return word >= 0 ? (word % 4) + 1 : Number(written);
}

const fy = "(?:fy ?|financial year )?";
const financial = `${fy}(?<years>(?:20)?\\d{2}[/-](?:20)?\\d{2})(?![\\d/-])`;

const quarter: DateRule = {
  pattern: new RegExp(
    `${edge}${position}(?:q ?(?<q>[1-4])|quarter (?<number>[1-4]|one|two|three|four)|(?<ordinal>first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?:,? (?:of |in )?\\(?(?:${financial}|fy ?(?<year>\\d{2}|20\\d{2})|(?<calendar>20\\d{2}|'\\d{2})(?![/-]\\d)))?(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read({ groups }, context) {
    const number = quarterNumber(groups["q"] ?? groups["number"] ?? groups["ordinal"] ?? "");
    const written = groups["years"] ?? groups["calendar"] ?? groups["year"];
    if (written === undefined) {
      const now = financialYearOf(context.today);
      const spans = [-1, 0, 1].map((offset) => financialQuarter(now + offset, number));
      const span = nearestSpan(spans, { ...context, tense: context.tense === "either" ? "past" : context.tense });
      return span && placed(span, groups["position"], "quarter");
    }
    const start = groups["years"] === undefined ? startOfYearName(groups) : readFinancialYear(written);
    return start === undefined ? undefined : placed(financialQuarter(start, number), groups["position"], "quarter");
  },
};

/** FY26 ends in 2026; a plain 2026 after a quarter is the financial year that begins then. */
function startOfYearName(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  const { year, calendar } = groups;
  const read = readYear(year ?? calendar ?? "");
  return read === undefined ? undefined : year === undefined ? read : read - 1;
}

const wholeFinancialYear: DateRule = {
  pattern: new RegExp(
    `${edge}${position}(?:the )?(?:h(?<half>[12]) |(?<halfWord>first|second) half of (?:the )?)?(?:${financial}|(?:fy ?|financial year )(?<year>\\d{2}|20\\d{2})(?![\\d/-]))(?:,? h(?<half2>[12]))?(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read({ groups, text }) {
    const written = groups["years"];
    const start = written === undefined ? startOfYearName(groups) : readFinancialYear(written);
    // 10-11 is no year unless something says so; 2010/11 is one by itself.
    if (start === undefined || (written !== undefined && !/20\d\d|fy|year/.test(text) && !written.includes("/")))
      return "noDate";
    if (written !== undefined && !/20\d\d|fy|year|h[12]/.test(text)) return "noDate";
    const half =
      groups["half"] ??
      groups["half2"] ??
      (groups["halfWord"] === undefined ? undefined : groups["halfWord"] === "first" ? "1" : "2");
    if (half !== undefined) return { span: monthsFrom(start, half === "1" ? 4 : 10, 6), grain: "half" };
    return placed(financialYear(start), groups["position"], "year");
  },
};

const unitNames =
  "working week|week|wk|weekend|month|mth|quarter|qtr|financial year|fin year|fy|tax year|calendar year|year|yr";

/** `this month`, `next week`, `end of the quarter`, `last financial year`, `the year to date`. */
const namedUnit: DateRule = {
  pattern: new RegExp(
    `${edge}${position}(?<which>this|next|last|current|previous|the current|the|following|coming)? ?(?<unit>${unitNames})(?<toDate>[ -]to[ -]date)?(?<gone> just (?:gone|ended|finished|past))?(?![\\p{L}\\p{N}'])`,
    "dgu",
  ),
  read({ groups }, { today }) {
    const which = (groups["which"] ?? "").replace("the ", "");
    const isThis = which === "the" || which === "";
    if (groups["toDate"] !== undefined)
      return { span: { from: financialYear(financialYearOf(today)).from, to: addDays(today, 1) }, grain: "year" };
    if (isThis && groups["position"] === undefined && groups["gone"] === undefined) return "noDate";
    const shift = /next|following|coming/.test(which)
      ? 1
      : /last|previous/.test(which) || groups["gone"] !== undefined
        ? -1
        : 0;
    const { span, grain } = unitSpan(groups["unit"] ?? "", shift, today);
    return placed(span, groups["position"], grain);
  },
};

function unitSpan(unit: string, shift: number, today: Day): { readonly span: DaySpan; readonly grain: Grain } {
  if (/^w|week|wk/.test(unit)) {
    const week = weekOf(addDays(today, 7 * shift));
    return { span: unit === "weekend" ? { from: addDays(week.from, 5), to: week.to } : week, grain: "week" };
  }
  if (/^mo|^mth/.test(unit)) return { span: monthOf(addMonths(`${today.slice(0, 8)}01`, shift)), grain: "month" };
  if (unit.startsWith("q")) {
    const now = financialQuarter(financialYearOf(today), quarterOf(today));
    const from = addMonths(now.from, 3 * shift);
    return { span: { from, to: addMonths(from, 3) }, grain: "quarter" };
  }
  if (/^(?:fin|fy|tax)/.test(unit)) return { span: financialYear(financialYearOf(today) + shift), grain: "year" };
  const { year } = partsOf(today);
  return {
    span: { from: makeDay(year + shift, 1, 1) ?? today, to: makeDay(year + shift + 1, 1, 1) ?? today },
    grain: "year",
  };
}

/** `week 46`: of the year by ISO 8601, the last one that has begun. */
const numberedWeek: DateRule = {
  pattern: /(?<!\p{L})(?:week|wk|w) ?(?<number>\d{1,2})(?! ?(?:of|\/|-|in|with)|\p{N}|\p{L}|[.:]\d)/dgu,
  read({ groups }, { today }) {
    const number = Number(groups["number"]);
    if (number < 1 || number > 53) return undefined;
    const { year } = partsOf(today);
    const weeks = [year - 1, year].map((one) => {
      const from = addDays(weekOf(makeDay(one, 1, 4) ?? today).from, 7 * (number - 1));
      return { from, to: addDays(from, 7) };
    });
    const span = weeks.findLast(({ from }) => from <= today);
    return span && { span, grain: "week" };
  },
};

const shortEnds: Readonly<Record<string, string>> = {
  eom: "month",
  "month end": "month",
  "month-end": "month",
  "end month": "month",
  eow: "week",
  "end week": "week",
  eoq: "quarter",
  "quarter end": "quarter",
  "quarter-end": "quarter",
  eofy: "fy",
  "financial year end": "fy",
  "financial year-end": "fy",
};

/** `EOM`, `month end`, `quarter-end`. A plain year end may be of either year and is left open. */
const shortEnd: DateRule = {
  pattern:
    /(?<!\p{L})(?<word>eom|month[ -]end|end month|eow|end week|eoq|quarter[ -]end|eofy|financial year[ -]end|year[ -]end|eoy)(?!\p{L})/dgu,
  read({ groups }, { today }) {
    const unit = shortEnds[groups["word"] ?? ""];
    if (unit === undefined) return undefined;
    const { span, grain } = unitSpan(unit, 0, today);
    return { span, due: endOf(span, grain), grain };
  },
};

/** `ytd`, `year to date`: the financial year so far. */
const yearToDate: DateRule = {
  pattern: /(?<!\p{L})ytd(?!\p{L})/dgu,
  read: (_, { today }) => ({
    span: { from: financialYear(financialYearOf(today)).from, to: addDays(today, 1) },
    grain: "year",
  }),
};

/** Weeks, months, quarters and years. */
export const calendarUnitRules: readonly DateRule[] = [
  quarter,
  wholeFinancialYear,
  shortEnd,
  numberedWeek,
  yearToDate,
  namedMonth,
  namedUnit,
];
