import type { Day, DaySpan } from "../../core/time.ts";
import type { Match, Range } from "../text/reading-text.ts";
import { addDays } from "./calendar.ts";

/** Where a date without a year is looked for: what happened, what is to come, or whichever is nearer. */
export type Tense = "past" | "future" | "either";

/** What a date is resolved against. */
export interface DateContext {
  /** The day of posting in Europe/London. */
  readonly today: Day;
  readonly tense: Tense;
}

/** How exact a date is. */
export type Grain = "day" | "week" | "month" | "quarter" | "half" | "year";

/** What a phrase means: the days it covers, and the day that is meant where something is due then; none where that is vague. */
export interface DateMeaning {
  readonly span: DaySpan;
  readonly due?: Day;
  readonly grain: Grain;
}

/** A date as it stands in a text. */
export interface DatePhrase extends Range, DateMeaning {}

/** What rules see besides the match: the words before it, for prepositions, and how it was written. */
export interface DateSurroundings extends DateContext {
  /** Up to 24 characters of the plain text before the match. */
  readonly before: string;
  /** The character after the match. */
  readonly next: string;
  /** How the first letter of a group was written: `May` is a month where `may` need not be one. */
  isCapital(group: string): boolean;
}

/** One way to write dates. A match without a meaning is a date that does not exist, or one too vague: it takes its words away. */
export interface DateRule {
  /** Flags `dgu`; matches plain text. */
  readonly pattern: RegExp;
  /** `noDate` where the words are no date at all and other rules may have them. */
  read(match: Match, around: DateSurroundings): DateMeaning | undefined | "noDate";
}

/** A single day. */
export function oneDay(day: Day): DateMeaning {
  return { span: { from: day, to: addDays(day, 1) }, due: day, grain: "day" };
}
