import { ratings, type Rating, type Trend } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import type { Range, ReadingText } from "../../text/reading-text.ts";
import type { FramedRating } from "./framed-rating.ts";
import { readFramedRatings, wordsBefore } from "./rating-frames.ts";
import { putRight } from "./rating-surroundings.ts";
import { compareRatings, findTrend } from "./trend.ts";

/** The rating of a pilot, the words it came from, and how it changed. */
export interface RatingReading {
  readonly rating?: Rating;
  readonly ratingRange?: Range;
  readonly trend?: Trend;
  readonly trendRange?: Range;
  /** Said by a label or in a sentence about the pilot, and not only by a phrase such as on track. */
  readonly isSure: boolean;
  /** Several are said and none of them decides: to be asked, worst first. */
  readonly choices: readonly Rating[];
}

/** What else tells how a rating changed. */
export interface RatingContext {
  /** The last rating that is recorded. */
  readonly last?: Rating;
  /** A rating in words that the message quotes and answers. */
  readonly quoted?: Rating;
  /** These are such words: in them, what `you` are rated counts. */
  readonly isAnswered?: boolean;
  /** Names of pilots. */
  readonly names: readonly Range[];
}

/** Reads the rating of the clauses that are about one pilot. */
export function readRating(text: ReadingText, clauses: readonly Clause[], context: RatingContext): RatingReading {
  const stated = clauses.filter(({ sentence }) => !sentence.isQuestion);
  const framed = stated
    .flatMap((clause) => readFramedRatings(text, clause, context.names))
    .map((one): FramedRating =>
      one.role === "told" && context.isAnswered === true ? { ...one, role: "current" } : one,
    );
  if (isLegend(framed)) return { isSure: false, choices: [] };
  const current = strongest(framed.filter(({ role }) => role === "current"));
  const values = distinct(current);
  if (values.length > 2) return { isSure: false, choices: [] };
  const previous = framed.filter(
    (one) => one.role === "previous" && !/that (?:was|were) $/.test(wordsBefore(text, one)),
  );
  if (values.length > 1) {
    const settled = latest(text, current);
    return settled === undefined
      ? { isSure: false, choices: values }
      : withTrend(text, stated, settled, { previous, others: current }, context);
  }
  const [only] = current;
  if (only !== undefined) return withTrend(text, stated, only, { previous, others: current }, context);
  const possible = distinct(framed.filter(({ role }) => role === "possible"));
  const aspects = framed.filter(({ role }) => role === "aspect");
  if (possible.length > 1) return { isSure: false, choices: possible };
  const [aspect] = aspects;
  // Where nothing else is rated, delivery stands for the whole.
  if (aspects.length === 1 && aspect !== undefined && /delivery[ :=(-]*$/.test(wordsBefore(text, aspect)))
    return withTrend(text, stated, aspect, { previous, others: [] }, context);
  return { isSure: false, choices: aspects.length > 1 ? distinct(aspects) : possible };
}

function distinct(framed: readonly FramedRating[]): readonly Rating[] {
  return ratings.filter((rating) => framed.some((one) => one.rating === rating));
}

function strongest(framed: readonly FramedRating[]): readonly FramedRating[] {
  const weight = Math.max(0, ...framed.map((one) => one.weight));
  return framed.filter((one) => one.weight === weight);
}

/** Three colours and more in one sentence explain what colours mean. */
function isLegend(framed: readonly FramedRating[]): boolean {
  const bySentence = Map.groupBy(framed, ({ clause }) => clause.sentence);
  return [...bySentence.values()].some(
    (group) => group.every(({ role }) => role === "current" || role === "possible") && distinct(group).length > 2,
  );
}

/** Of several the one that is said to hold now. */
function latest(text: ReadingText, framed: readonly FramedRating[]): FramedRating | undefined {
  const right = framed.filter((one) => putRight.test(text.plain.slice(Math.max(0, one.start - 30), one.start)));
  if (distinct(right).length === 1) return right[0];
  const now = framed.filter((one) =>
    /(?<!\p{L})(?:now|today|currently|settled|agreed|ended up|landed|overall|gone|moved|changed|slipped|dropped|up to|down to|back to)(?!\p{L})/u.test(
      text.plain.slice(one.clause.start, one.start),
    ),
  );
  return distinct(now).length === 1 ? now[0] : undefined;
}

function withTrend(
  text: ReadingText,
  clauses: readonly Clause[],
  chosen: FramedRating,
  { previous, others }: { readonly previous: readonly FramedRating[]; readonly others: readonly FramedRating[] },
  { last, quoted }: RatingContext,
): RatingReading {
  const ratingRange = { start: chosen.start, end: chosen.end };
  const base = { rating: chosen.rating, ratingRange, isSure: chosen.weight > 1, choices: [] };
  const said = [chosen, ...others.filter((one) => one !== chosen && one.rating === chosen.rating)]
    .map((one) => findTrend(text, clauses, one))
    .find((found) => found !== undefined);
  if (said !== undefined) return { ...base, trend: said.trend, trendRange: said.range };
  const before = previous.find(({ rating }) => rating !== chosen.rating) ?? previous[0];
  if (before !== undefined)
    return {
      ...base,
      trend: compareRatings(before.rating, chosen.rating),
      trendRange: { start: before.start, end: before.end },
    };
  const isNow = /(?<!\p{L})now(?!\p{L})/u.test(text.plain.slice(chosen.clause.start, chosen.clause.end));
  const earlier = last ?? (isNow ? quoted : undefined);
  return earlier === undefined
    ? base
    : { ...base, trend: compareRatings(earlier, chosen.rating), trendRange: base.ratingRange };
}
