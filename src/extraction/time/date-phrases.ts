import { matchesIn, overlaps, type Match, type Range, type ReadingText } from "../text/reading-text.ts";
import { calendarUnitRules } from "./calendar-units.ts";
import type { DateContext, DateMeaning, DatePhrase, DateRule, DateSurroundings } from "./date-rule.ts";
import { explicitDateRules, readWeekAround } from "./explicit-dates.ts";
import { relativeDateRules } from "./relative-dates.ts";

const rules: readonly DateRule[] = [...explicitDateRules, ...relativeDateRules, ...calendarUnitRules];

/** Before any rule is tried: no date can be written without one of these. */
const hint =
  /\d|day|morrow|tomo|tmr|night|week|wk|month|mth|quarter|qtr|year|yr|ytd|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ionawr|chwefror|mawrth|ebrill|mai|maj|mehefin|czerw|gorff|lipca|lipiec|awst|sierp|medi|wrze|hydref|pazdz|tachwedd|listopad|rhagfyr|grud|stycz|lut|marca|marzec|kwie|mon|tue|wed|thu|fri|sat|sun|eo[dmwqyf]|cop|cob|close of|christmas|xmas|easter|first|second|third|fort|th(?!\p{L})|this|end/u;

const weekLead =
  /(?:^|[^\p{L}])(w\/ ?[cbe]|wc|w\.c\.|week (?:commencing|beginning|starting|ending|of)|wk (?:ending|commencing)|week-ending|(?:fortnight|month|quarter|half year|year|(?:\d+|two|three|four|six) (?:weeks|months)) (?:to|ending|ended|up to))[ :]*$/u;

/**
 * The dates of a range in order, none overlapping; of several readings the longest. A date that does not exist (`31 June`) or that is
 * too vague to mean a day takes its words away from other readings; the first is left out, the second has no `due`.
 */
export function findDates(text: ReadingText, range: Range, context: DateContext): readonly DatePhrase[] {
  return readDates(text, range, context).flatMap(({ start, end, meaning }) =>
    meaning === undefined ? [] : [{ start, end, ...meaning }],
  );
}

/** The words of a range that are written as dates, those that do not exist among them: their figures count nothing. */
export function findDateWords(text: ReadingText, range: Range, context: DateContext): readonly Range[] {
  return readDates(text, range, context).map(({ start, end }) => ({ start, end }));
}

function readDates(text: ReadingText, range: Range, context: DateContext): readonly Read[] {
  if (!hint.test(text.plain.slice(range.start, range.end))) return [];
  const read = rules.flatMap((rule) =>
    matchesIn(text, range, rule.pattern).flatMap((match) => {
      const meaning = rule.read(match, surroundingsOf(text, match, context));
      return meaning === "noDate" ? [] : [withLead(text, match, meaning)];
    }),
  );
  const longest = read.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const chosen: Read[] = [];
  for (const one of longest) if (!chosen.some((other) => overlaps(one, other))) chosen.push(one);
  return chosen.toSorted((a, b) => a.start - b.start);
}

function surroundingsOf(text: ReadingText, match: Match, context: DateContext): DateSurroundings {
  return {
    ...context,
    before: text.plain.slice(Math.max(0, match.start - 24), match.start),
    next: text.plain.charAt(match.end),
    isCapital(group) {
      const place = match.group(group);
      if (place === undefined) return false;
      return /\p{Lu}/u.test(text.original.charAt(text.inMessage(place).start));
    },
  };
}

interface Read extends Range {
  readonly meaning: DateMeaning | undefined;
}

/** `w/c` and `week ending` before a day make it a week. */
function withLead(text: ReadingText, match: Match, meaning: DateMeaning | undefined): Read {
  const lead = weekLead.exec(text.plain.slice(Math.max(0, match.start - 24), match.start));
  if (lead?.[1] === undefined || meaning?.grain !== "day") return { start: match.start, end: match.end, meaning };
  const length = lead[0].length - lead[0].indexOf(lead[1]);
  return { start: match.start - length, end: match.end, meaning: readWeekAround(lead[1], meaning) };
}
