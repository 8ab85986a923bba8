import { isDay } from "../../core/time.ts";
import type { Match } from "../text/reading-text.ts";
import { addDays, addMonths, makeDay } from "./calendar.ts";
import { oneDay, type DateMeaning, type DateRule, type DateSurroundings } from "./date-rule.ts";
import { dateWords, monthPattern, ordinalPattern, readYear, weekdayPattern } from "./date-words.ts";
import { nearestDay, nearestDayOfMonth } from "./days-of-month.ts";

const edge = "(?<![\\p{L}\\p{N}/.])(?<!\\p{N}-)";
const weekdayBefore = `(?:(?<weekday>${weekdayPattern}),? (?:the )?)?`;
const dayNumber = "(?<day>\\d{1,2})(?<suffix>st|nd|rd|th)?";
const yearAfter = "(?:,?[ -](?<year>(?:19|20)\\d{2}|'\\d{2}|\\d{2}(?=[.,;:)!?\\n]|$)))?";
const datePrepositions =
  /(?:^|[^\p{L}])(?:on|by|from|to|until|till|til|before|since|after|due|ending|of|commencing|beginning|starts?|starting|began|begins?|forecast|now|w\/c|w\/e|wc|the|is|was|and|for)[ :]+$/u;

function dated(match: Match, around: DateSurroundings, day: number): DateMeaning | undefined | "noDate" {
  const month = dateWords.month(match.groups["month"] ?? "");
  const weekday = dateWords.weekday(match.groups["weekday"] ?? "-");
  const written = match.groups["year"];
  if (match.groups["month"] === "may" && written === undefined && !around.isCapital("month")) {
    if (!datePrepositions.test(around.before) && match.groups["suffix"] === undefined) return "noDate";
  }
  if (written === undefined) {
    const near = nearestDay({ month, day, weekday }, around);
    return near === undefined ? undefined : oneDay(near);
  }
  const year = readYear(written);
  const found = year === undefined ? undefined : makeDay(year, month, day);
  return found === undefined ? undefined : oneDay(found);
}

const dayAndMonth: DateRule = {
  pattern: new RegExp(
    `${edge}${weekdayBefore}(?:the )?${dayNumber}(?: of)?[ -]?(?<month>${monthPattern})${yearAfter}(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read: (match, around) => dated(match, around, Number(match.groups["day"])),
};

const ordinalAndMonth: DateRule = {
  pattern: new RegExp(
    `(?<!\\p{L})${weekdayBefore}(?:the )?(?<ordinal>${ordinalPattern})(?: of)? (?<month>${monthPattern})${yearAfter}(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read: (match, around) => dated(match, around, dateWords.ordinal(match.groups["ordinal"] ?? "")),
};

/** `Dec 12` is a date only where nothing is counted by the figure: `in December 14 sessions ran` is none. */
const monthAndDay: DateRule = {
  pattern: new RegExp(
    `(?<!\\p{L})${weekdayBefore}(?<month>${monthPattern}) (?:the )?(?:(?<day>\\d{1,2})(?:(?<suffix>st|nd|rd|th)|(?=,? (?:19|20)\\d{2}|[.,;:)!?\\n]|$))|(?<ordinal>${ordinalPattern}))(?:,? (?<year>(?:19|20)\\d{2}))?(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read(match, around) {
    const { day, suffix, year, ordinal } = match.groups;
    // Nov 22 is November 2022 to whoever writes the day first, unless 22 can be no year of now.
    const distance = Math.abs(Number(day ?? -99) - (Number(around.today.slice(2, 4)) || 0));
    if (day?.length === 2 && suffix === undefined && year === undefined && distance < 3) return "noDate";
    return dated(match, around, Number(day ?? dateWords.ordinal(ordinal ?? "")));
  },
};

const isoDate: DateRule = {
  pattern: /(?<![\p{L}\p{N}-])(?<date>(?:19|20)\d{2}-\d{2}-\d{2})(?![\p{L}\p{N}-])/dgu,
  read: ({ groups }) => (isDay(groups["date"] ?? "") ? oneDay(groups["date"] ?? "") : undefined),
};

/** Day before month, as it is written in the United Kingdom. */
const numericDate: DateRule = {
  pattern: new RegExp(
    `${edge}${weekdayBefore}(?<day>\\d{1,2})(?<sign>[/.-])(?<month>\\d{1,2})\\k<sign>(?<year>(?:19|20)\\d{2}|\\d{2})(?![\\p{L}\\p{N}]|[/.-]\\d)`,
    "dgu",
  ),
  read({ groups }) {
    const year = readYear(groups["year"] ?? "");
    const found = year === undefined ? undefined : makeDay(year, Number(groups["month"]), Number(groups["day"]));
    return found === undefined ? undefined : oneDay(found);
  },
};

/** What has a day, or what happens on one: `kick-off was 3/11`, `the group meets 12/12`. */
const event =
  /(?:finish(?:es|ed)?|finshed|complete|start|done|completed?|signed|opened|opens?|started|launch(?:ed)?|held|met|meets|run|events?|meetings?|mtg|forum|board|panel|committee|cabinet|assembly|group|sessions?|workshop|interviews|demo|open day|conference|summit|next|went live|go-?live|kick-?off|agm|deadline|report|visit|training|submission|decision|consultation|hearing|review|inspection|opening|closing|handover|closes|closed|ends|ended|expires|lands|arrives|arrived|(?:moved|slipped|moves|put back|brought forward) to|return)(?: (?:is|was|were|are|will be|now|set for|booked for|planned for|date))*[ :]+$/;

/** `3/4` is a date only after a word that asks for one; it may be a share or a score. */
const shortNumericDate: DateRule = {
  pattern: new RegExp(
    `${edge}${weekdayBefore}(?<day>\\d{1,2})/(?<month>\\d{1,2})(?![\\p{L}\\p{N}]|[/.-]\\d| of\\b|%)`,
    "dgu",
  ),
  read({ groups, text }, around) {
    const weekday = dateWords.weekday(groups["weekday"] ?? "-");
    if (text === "24/7") return "noDate";
    const isAsked =
      /(?:^|[^\p{L}])(?:on|by|from|until|till|before|since|due|ending|commencing|beginning|w\/c|w\/e|starts?|begins?)[ :]+$/u;
    const [day, month] = [Number(groups["day"]), Number(groups["month"])];
    // More of something than there is can only be a day and a month, and so can figures with a nought before them.
    const isNoShare =
      (/(?<!\d)0\d\/|\/0\d/.test(text) && month <= 12) ||
      (day > month && month <= 12 && /^(?:$|[.,;)!\n ])/.test(around.next) && event.test(around.before));
    if (
      weekday === 0 &&
      !isAsked.test(around.before) &&
      !isNoShare &&
      !(event.test(around.before) && day <= 31 && month <= 12)
    )
      return "noDate";
    const near = nearestDay({ month: Number(groups["month"]), day: Number(groups["day"]), weekday }, around);
    return near === undefined ? undefined : oneDay(near);
  },
};

/** `Friday 12th`, `by the 12th`. */
const dayOfMonth: DateRule = {
  pattern: new RegExp(
    `${edge}(?:(?<weekday>${weekdayPattern}),? (?:the )?(?:(?<bare>\\d{1,2})(?:st|nd|rd|th)?|(?<word>${ordinalPattern}))|(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)|(?<=(?:on|by|until|before|due|from|since) )the (?<alone>${ordinalPattern}))(?:(?= of (?:this|next|last) month)|(?=[.,;:)!?\\n]|$| (?:and|but|at|with|to|for|in|from|so|then|by|as|we|if|because|if|of)\\b))`,
    "dgu",
  ),
  read({ groups, text }, around) {
    const isAsked = /(?:^|[^\p{L}])(?:on|by|from|to|until|till|before|since|due|ending|for|w\/c|w\/e)[ :]+$/u;
    if (groups["weekday"] === undefined && !text.startsWith("the ") && !isAsked.test(around.before)) return "noDate";
    const day = Number(groups["bare"] ?? groups["day"] ?? dateWords.ordinal(groups["word"] ?? groups["alone"] ?? ""));
    const found = nearestDayOfMonth(day, dateWords.weekday(groups["weekday"] ?? "-"), around);
    return found === undefined ? undefined : oneDay(found);
  },
};

/** `3 to 5 March`, `3-5 March`: from the first day to the last. */
const dayRange: DateRule = {
  pattern: new RegExp(
    `${edge}(?<from>\\d{1,2})(?:st|nd|rd|th)? ?(?:-|to|and|&) ?(?<day>\\d{1,2})(?:st|nd|rd|th)? (?<month>${monthPattern})${yearAfter}(?![\\p{L}\\p{N}])`,
    "dgu",
  ),
  read(match, around) {
    const last = dated(match, around, Number(match.groups["day"]));
    if (last === undefined || last === "noDate") return last;
    const length = Number(match.groups["day"]) - Number(match.groups["from"]);
    if (length < 1) return undefined;
    return { ...last, span: { from: addDays(last.span.from, -length), to: last.span.to }, grain: "week" };
  },
};

/** `w/c 4 May` and `week ending 12 Dec`; the date itself is read by the other rules. */
export function readWeekAround(lead: string, day: DateMeaning): DateMeaning {
  const first = day.span.from;
  if (/^(?:w\/?c|w\/?b|week (?:commencing|beginning|starting|of))/.test(lead))
    return { span: { from: first, to: addDays(first, 7) }, due: first, grain: "week" };
  const length = /(?<count>\d+|two|three|four|six)? ?(?<unit>fortnight|week|month|quarter|half|year)/.exec(
    lead,
  )?.groups;
  const count = dateWords.count(length?.["count"] ?? "one") ?? 1;
  const unit = length?.["unit"] ?? "week";
  const months = ({ month: 1, quarter: 3, half: 6, year: 12 } as const)[unit] ?? 0;
  const from =
    months > 0
      ? addDays(addMonths(addDays(first, 1), -months * count), 0)
      : addDays(first, 1 - (unit === "fortnight" ? 14 : 7) * count);
  return { span: { from, to: addDays(first, 1) }, due: first, grain: "week" };
}

/** Dates that name a day of the calendar. */
export const explicitDateRules: readonly DateRule[] = [
  isoDate,
  dayRange,
  dayAndMonth,
  ordinalAndMonth,
  monthAndDay,
  numericDate,
  shortNumericDate,
  dayOfMonth,
];
