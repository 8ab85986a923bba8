import { ratings } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { plainIn, trimRange, type Range, type ReadingText } from "../../text/reading-text.ts";
import type { RatingReading } from "./read-rating.ts";
import { findRatingWords, type RatingWord } from "./rating-words.ts";

/** A stretch that several pilots share: which of how many one is. */
export interface RatedPlace extends Range {
  readonly place: number;
  readonly count: number;
}

/**
 * What ratings in a row say of pilots in a row: `Eastmere and Calder: amber and green`. Where there are more or fewer ratings than pilots,
 * each of them is a choice; undefined where no ratings stand in a row.
 */
export function readRatingInRow(text: ReadingText, stretches: readonly RatedPlace[]): RatingReading | undefined {
  for (const { place, count, ...range } of stretches) {
    const row = longestRow(text, findRatingWords(text, range));
    const values = new Set(row.map(({ rating }) => rating));
    if (values.size < 2) continue;
    const own = row.length === count ? row[place] : undefined;
    return own === undefined
      ? { isSure: false, choices: ratings.filter((rating) => values.has(rating)) }
      : { rating: own.rating, ratingRange: { start: own.start, end: own.end }, isSure: true, choices: [] };
  }
  return undefined;
}

function longestRow(text: ReadingText, words: readonly RatingWord[]): readonly RatingWord[] {
  const rows: RatingWord[][] = [];
  for (const word of words) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    const isNext =
      last !== undefined && /^(?:,| and|, and| ?[&/]|, then)? ?$/.test(text.plain.slice(last.end, word.start));
    if (isNext) row?.push(word);
    else rows.push([word]);
  }
  return rows.toSorted((a, b) => b.length - a.length)[0] ?? [];
}

const ditto =
  /^(?:and |also |is |are |it's |they're )*(?:(?:ditto|likewise|idem|as above|(?:the )?same as above)(?: for)?|(?:the )?same(?: goes)? (?:for|at|in))[ .!:]*$/;

/** `ditto`, `as above`: the rating of the pilot before it, pointing at these words; undefined where nothing of the kind is said. */
export function readDitto(
  text: ReadingText,
  clauses: readonly Clause[],
  before: RatingReading | undefined,
): RatingReading | undefined {
  if (before?.rating === undefined) return undefined;
  const said = clauses.find(({ body }) => ditto.test(plainIn(text, body)));
  if (said === undefined) return undefined;
  return {
    rating: before.rating,
    ratingRange: trimRange(text, said.body, ".! "),
    isSure: before.isSure,
    choices: [],
  };
}
