import type { Day, Instant } from "../core/time.ts";
import { endOfDay, isDay } from "../core/time.ts";

/** Which clock a question sets: when something was true, or what was known when. */
export interface TimeSlots {
  readonly trueAt?: Day;
  readonly knownAt?: Instant;
  /** The question without the words that set a clock. */
  readonly text: string;
}

const monthNames = "january february march april may june july august september october november december".split(" ");
const monthPattern = monthNames.join("|");
const datePattern = `(\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:${monthPattern})(?:,? \\d{4})|(?:${monthPattern}) \\d{4}|\\d{4})`;
const known = new RegExp(
  `\\b(?:(?:what )?(?:did|do|had) (?:we|you) (?:then )?(?:know|think|believe|have on file|hold)|(?:we )?(?:knew|had on file))\\b(.*?)\\b(?:on|at|as of|by|in|before) (?:the end of )?${datePattern}`,
  "i",
);
const trueOn = new RegExp(`\\b(?:as (?:of|at)|on) ${datePattern}`, "i");

/** The last day of what a phrase names: `March 2022` is 2022-03-31, `2022` is 2022-12-31. Undefined for a day that does not exist. */
function lastDayOf(phrase: string): Day | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(phrase)) return isDay(phrase) ? phrase : undefined;
  const match = /^(?:(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]+),? )?(\d{4})$/i.exec(phrase);
  if (!match) return undefined;
  const year = Number(match[3]);
  const month = match[2] ? monthNames.indexOf(match[2].toLowerCase()) + 1 : 12;
  if (month < 1) return undefined;
  const day = match[1] ? Number(match[1]) : new Date(Date.UTC(year, month, 0)).getUTCDate();
  const text = `${match[3]}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isDay(text) ? text : undefined;
}

/**
 * Reads the clocks of a question. "What did we know on 1 March 2026?" sets both clocks; "who led it on 1 March 2022?" and
 * "as of 2022" set when it was true. "in 2021" is left alone: it is as often a part of what is asked for.
 */
export function readTimeSlots(text: string): TimeSlots {
  const knownMatch = known.exec(text);
  if (knownMatch) {
    const day = lastDayOf(knownMatch[2] ?? "");
    if (day)
      return { trueAt: day, knownAt: endOfDay(day), text: text.replace(knownMatch[0], knownMatch[1] ?? " ").trim() };
  }
  const trueMatch = trueOn.exec(text);
  const day = lastDayOf(trueMatch?.[1] ?? "");
  if (trueMatch && day && !/^when\b/i.test(text)) return { trueAt: day, text: text.replace(trueMatch[0], " ").trim() };
  return { text };
}

/** True for a word that is part of a date: a month or a year. */
export function isDateWord(folded: string): boolean {
  return monthNames.includes(folded) || /^(?:19|20)\d{2}$/.test(folded);
}

/** The years that a question names outside its clocks, for telling look-alike programmes apart. */
export function yearsIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/\b((?:19|20)\d{2})\b/g), (match) => Number(match[1]));
}
