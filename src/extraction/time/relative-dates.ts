import { addDays, addMonths, easterSunday, lastDayOf, makeDay, partsOf, weekOf, weekdayOf } from "./calendar.ts";
import { oneDay, type DateContext, type DateMeaning, type DateRule } from "./date-rule.ts";
import { countPattern, dateWords, weekdayPattern } from "./date-words.ts";
import { nearestWeekday } from "./days-of-month.ts";
import type { Day } from "../../core/time.ts";

const edge = "(?<!\\p{L})";
const dayPart = "(?: (?:morning|afternoon|evening|night|lunchtime|am|pm))?";
const dateLead =
  /(?:^|[^\p{L}])(?:on|by|until|till|til|from|next|this|last|since|before|after|w\/c|w\/e|due|for|cop|cob|of|and|-|:) $/u;

/** Short forms that are also words need a capital or a word before them that asks for a day. */
function isWeekday(written: string, before: string, isCapital: boolean): boolean {
  return !/^(?:wed|sat|sun)$/.test(written) || isCapital || dateLead.test(before);
}

function weekdayInWeek(weekday: number, anyDay: Day): Day {
  return addDays(weekOf(anyDay).from, weekday - 1);
}

const weekday: DateRule = {
  pattern: new RegExp(
    `${edge}(?:(?<mod>this coming|this|next|last|coming|following|every|each|most|some) )?(?<weekday>${weekdayPattern})(?<gone> (?:just gone|gone|just past))?${dayPart}(?![\\p{L}\\p{N}'])`,
    "dgu",
  ),
  read({ groups }, around) {
    const written = groups["weekday"] ?? "";
    const number = dateWords.weekday(written);
    const { mod, gone } = groups;
    if (mod === "every" || mod === "each" || mod === "most" || mod === "some" || / an? $/.test(around.before))
      return undefined;
    if (!isWeekday(written, `${around.before}${mod === undefined ? "" : `${mod} `}`, around.isCapital("weekday")))
      return "noDate";
    if (mod === "next") return oneDay(weekdayInWeek(number, addDays(around.today, 7)));
    const tense = mod === "last" || gone !== undefined ? "past" : mod === undefined ? around.tense : "future";
    if (tense === "past" && mod === undefined && number === weekdayOf(around.today)) return oneDay(around.today);
    return oneDay(nearestWeekday(number, { ...around, tense }));
  },
};

/** `a week on Tuesday`, `Tuesday week`, `a fortnight on Friday`, `two weeks tomorrow`. */
const weeksOn: DateRule = {
  pattern: new RegExp(
    `${edge}(?:(?:(?:in )?(?<count>${countPattern}) )?(?<unit>week|fortnight)s?(?: on| from)? (?<anchor>${weekdayPattern}|tomorrow|today)|(?<anchor2>${weekdayPattern}|tomorrow) (?<unit2>week|fortnight))${dayPart}(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read({ groups }, { today }) {
    const anchor = groups["anchor"] ?? groups["anchor2"] ?? "";
    const count = groups["count"] === undefined ? 1 : dateWords.count(groups["count"]);
    if (count === undefined) return undefined;
    const start =
      anchor === "today"
        ? today
        : anchor === "tomorrow"
          ? addDays(today, 1)
          : nearestWeekday(dateWords.weekday(anchor), { today, tense: "future" });
    const days = (groups["unit"] ?? groups["unit2"]) === "fortnight" ? 14 : 7;
    return oneDay(addDays(start, days * count));
  },
};

const nearDays: Readonly<Record<string, number>> = {
  "the day after tomorrow": 2,
  "day after tomorrow": 2,
  tomorrow: 1,
  tomorow: 1,
  tommorow: 1,
  tmrw: 1,
  tmr: 1,
  tomoz: 1,
  today: 0,
  tonight: 0,
  "this morning": 0,
  "this afternoon": 0,
  "this evening": 0,
  "end of the day": 0,
  "end of play": 0,
  eod: 0,
  "close of play": 0,
  cop: 0,
  cob: 0,
  "close of business": 0,
  "last night": -1,
  yesterday: -1,
  yest: -1,
  yday: -1,
  "the day before yesterday": -2,
};

const nearDay: DateRule = {
  pattern: new RegExp(
    `${edge}(?<word>${Object.keys(nearDays).join("|")})${dayPart}(?![\\p{L}\\p{N}])(?! (?:on |next |this )?${weekdayPattern})`,
    "dgu",
  ),
  read: ({ groups }, { today }) => oneDay(addDays(today, nearDays[groups["word"] ?? ""] ?? 0)),
};

function later(day: Day, count: number, unit: string): Day {
  if (unit === "fortnight") return addDays(day, 14 * count);
  if (unit === "week") return addDays(day, 7 * count);
  if (unit === "month") return addMonths(day, count);
  if (unit === "quarter") return addMonths(day, 3 * count);
  if (unit === "year") return addMonths(day, 12 * count);
  if (unit !== "working day") return addDays(day, count);
  let found = day;
  for (let left = Math.abs(count); left > 0; left -= weekdayOf(found) < 6 ? 1 : 0)
    found = addDays(found, Math.sign(count));
  return found;
}

const unit = "(?<unit>working day|day|week|wk|fortnight|month|quarter|year)s?";

/** `in a fortnight`, `within ten working days`, `in two weeks' time`, `three weeks ago`. */
const distance: DateRule = {
  pattern: new RegExp(
    `${edge}(?:(?<lead>in|within|inside)(?: the)?(?: next)?(?: about| around)? (?<count>${countPattern}) ${unit}(?:'?s?'? time)?|(?<count2>${countPattern}) (?<unit2>working day|day|week|wk|fortnight|month|quarter|year)s?'? (?<way>ago|from now|from today|time|hence))(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read({ groups }, { today }) {
    const count = dateWords.count(groups["count"] ?? groups["count2"] ?? "");
    const step = (groups["unit"] ?? groups["unit2"] ?? "day").replace("wk", "week");
    if (count === undefined || count > 500) return undefined;
    const day = later(today, groups["way"] === "ago" ? -count : count, step);
    return oneDay(day);
  },
};

/** `over the past two weeks`, `the last month`, `in the next six weeks`: a stretch that ends or begins today. */
const stretch: DateRule = {
  pattern: new RegExp(
    `${edge}(?:(?:in|over|during|for|within|across) )?(?:the |these )?(?<way>last|past|previous|next|coming) (?:(?<count>${countPattern}|few) )?(?<unit>day|week|wk|fortnight|month|quarter|year)(?<plural>s?)(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read({ groups, text }, { today }) {
    const [step, way] = [(groups["unit"] ?? "").replace("wk", "week"), groups["way"]];
    const isCounted =
      groups["count"] !== undefined || step === "fortnight" || (way === "past" && /(?:in|over|during) /.test(text));
    if (!isCounted) return "noDate";
    const count = dateWords.count(groups["count"] ?? "one");
    if (count === undefined || count > 500) return undefined;
    const isAhead = way === "next" || way === "coming";
    const span = isAhead
      ? { from: today, to: addDays(later(today, count, step), 1) }
      : { from: addDays(later(today, -count, step), 1), to: addDays(today, 1) };
    return { span, grain: "week", ...(isAhead && { due: lastDayOf(span) }) };
  },
};

function nextFeast(context: DateContext, dayIn: (year: number) => Day | undefined): DateMeaning | undefined {
  const { year } = partsOf(context.today);
  const days = [year - 1, year, year + 1].flatMap((candidate) => dayIn(candidate) ?? []);
  const day =
    context.tense === "past"
      ? days.findLast((candidate) => candidate <= context.today)
      : days.find((candidate) => candidate >= context.today);
  return day === undefined ? undefined : oneDay(day);
}

const feast: DateRule = {
  pattern:
    /(?<!\p{L})(?<lead>by|before|until|on|at|for|since|over|after)? ?(?<name>christmas eve|christmas day|christmas|xmas|boxing day|new year's eve|new year's day|good friday|easter monday|easter)(?! (?:do|party|lunch|card|cards|fair|market|lights|break|holiday|holidays|raffle|jumper|dinner|meal|appeal|campaign|event|support|activities|closure|shutdown))(?![\p{L}'])/dgu,
  read({ groups }, context) {
    const name = groups["name"] ?? "";
    if (/^(?:over|after|at|for)$/.test(groups["lead"] ?? "")) return undefined;
    if (name === "christmas eve") return nextFeast(context, (year) => makeDay(year, 12, 24));
    if (name === "boxing day") return nextFeast(context, (year) => makeDay(year, 12, 26));
    if (name.startsWith("christmas") || name === "xmas") return nextFeast(context, (year) => makeDay(year, 12, 25));
    if (name === "new year's eve") return nextFeast(context, (year) => makeDay(year, 12, 31));
    if (name === "new year's day") return nextFeast(context, (year) => makeDay(year, 1, 1));
    const shift = name === "good friday" ? -2 : name === "easter monday" ? 1 : 0;
    return nextFeast(context, (year) => addDays(easterSunday(year), shift));
  },
};

/** Dates that are counted from the day of posting. */
export const relativeDateRules: readonly DateRule[] = [weeksOn, nearDay, distance, stretch, weekday, feast];
