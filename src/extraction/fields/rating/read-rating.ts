import { ratings, type Rating, type Trend } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { matchesIn, overlaps, type Range, type ReadingText } from "../../text/reading-text.ts";
import { readFramedRatings, wordsBefore, type FramedRating } from "./rating-frames.ts";

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
    .map((one) => trendInWords(text, clauses, one))
    .find((found) => found !== undefined);
  if (said !== undefined) return { ...base, trend: said.trend, trendRange: said.range };
  const before = previous.find(({ rating }) => rating !== chosen.rating) ?? previous[0];
  if (before !== undefined)
    return {
      ...base,
      trend: compare(before.rating, chosen.rating),
      trendRange: { start: before.start, end: before.end },
    };
  const isNow = /(?<!\p{L})now(?!\p{L})/u.test(text.plain.slice(chosen.clause.start, chosen.clause.end));
  const earlier = last ?? (isNow ? quoted : undefined);
  return earlier === undefined
    ? base
    : { ...base, trend: compare(earlier, chosen.rating), trendRange: base.ratingRange };
}

function compare(before: Rating, after: Rating): Trend {
  const step = ratings.indexOf(after) - ratings.indexOf(before);
  return step === 0 ? "same" : step > 0 ? "up" : "down";
}

const stays =
  /(?<!\p{L})(?:still|remain(?:s|ed|ing)?|stay(?:s|ed|ing)?(?: at| put)?|holding|continues?|sticking|stuck|staying|(?:second|third|fourth|fifth|another|\p{L}+th) (?:month|week|quarter|return) (?:running|in a row|at)|yet again)(?!\p{L})/dgu;
const same =
  /(?<!\p{L})(?:unchanged|no change|not changed|hasn't changed|same (?:as|again|rating|rag)|the same|steady|stable|as before|as ever|as always|as last (?:month|time|week|quarter)|again|no movement|holding(?: steady| firm)?|where we(?:'ve| have)? (?:been|were)|o hyd)(?!\p{L})/dgu;
const up =
  /(?<!\p{L})(?:up (?:from|to)|improv(?:ed|es|ing|ement)|upgraded|(?<!rather than |no )better(?! than (?:red|amber))|getting better|heading (?:in )?the right (?:way|direction)|climbing|moving up|trending up|upwards?|on the up|back (?:to|at|on)(?= (?:green|track))|back on track|recover(?:ed|ing)|gone green|went green|turned green|moved up|finally green)(?!\p{L})|[↑⬆↗▲🔼]/dgu;
const down =
  /(?<!\p{L})(?:down (?:from|to)|(?<!rather than |no )worse(?:ning|ned)?(?: than)?|getting worse|heading (?:in )?the wrong (?:way|direction)|slid (?:back )?(?:to|from|into)|sliding|deteriorat(?:ed|es|ing|ion)|slipp(?:ed|ing) (?:back )?(?:to|from)|slipp(?:ed|ing)|dropped (?:back )?(?:to|from)|dropping|fallen (?:back )?(?:to|from)|fell (?:back )?(?:to|from)|downgraded|declin(?:ed|ing)|gone red|went red|turned red|back to red|back in(?:to)? (?:the )?red|moved down|trending down|downwards?)(?!\p{L})|[↓⬇↘▼🔽]/dgu;

/** Words of change in the rating's own clause, or in a clause beside it that says nothing else. */
function trendInWords(
  text: ReadingText,
  clauses: readonly Clause[],
  chosen: FramedRating,
): { readonly trend: Trend; readonly range: Range } | undefined {
  const beside = clauses.filter((clause) => {
    if (clause === chosen.clause) return true;
    const words = text.plain.slice(clause.body.start, clause.body.end);
    return clause.sentence.line === chosen.clause.sentence.line && bareTrend.test(words);
  });
  const before = { start: chosen.clause.start, end: chosen.start };
  for (const clause of beside) {
    const isOwn = clause === chosen.clause;
    const near = isOwn ? around(text, chosen) : clause;
    const found = [
      ...matchesIn(text, near, down).map((match) => ({ match, trend: "down" as const })),
      ...matchesIn(text, near, up).map((match) => ({ match, trend: "up" as const })),
      ...matchesIn(text, isOwn ? before : near, stays).map((match) => ({ match, trend: "same" as const })),
      ...matchesIn(text, near, same).map((match) => ({ match, trend: "same" as const })),
    ].filter(({ match, trend }) => !isNegated(text, match) && !(trend === "same" && overlaps(match, chosen)));
    const bare = isOwn ? undefined : bareDirection.exec(text.plain.slice(clause.body.start, clause.body.end))?.[1];
    const [first] = found;
    if (first !== undefined) return { trend: first.trend, range: { start: first.match.start, end: first.match.end } };
    if (bare !== undefined) return { trend: bare === "up" ? "up" : "down", range: clause.body };
  }
  return undefined;
}

const bareDirection = /(?:^|[^\p{L}])(up|down)[.!]?$/u;
const bareTrend =
  /^(?:and |but |though |so )?(?:it's |it is |we're |we are |that's |rating |rag |trend:? |direction:? |direction of travel:? )?(?:(?:things|it|that|they|we)(?:'ve| have|'s| has) )?(?:still |now |slowly |steadily |overall |very much |definitely |much |slightly |a bit |so |is )*(?:improv(?:ed|ing|ement)|(?:getting|got|gotten|become) (?:better|worse)|worsen(?:ed|ing)|deteriorat(?:ed|ing)|unchanged|no movement(?: since .{3,20})?|no change|no change (?:from|since|on) last (?:month|time|week|quarter|return)|same(?: as (?:before|last (?:month|time|week|quarter)))?|the same|same again|steady|stable|holding(?: steady)?|(?:down|up) from (?:red|amber|green|amber-green|amber-red)(?: last (?:month|time|week|quarter))?|up|down|(?:a bit |slightly |much |a little )?(?:better|worse)(?: this (?:week|month|quarter|time)| than (?:before|last))?|(?:are|is|we're|they're|it's) (?:slipping|improving|recovering|climbing|sliding)|(?:getting|got) (?:worse|better)(?: rather than (?:better|worse))?|heading (?:in )?the (?:right|wrong) (?:way|direction)|better than last (?:month|time|week|quarter)|worse than last (?:month|time|week|quarter)|[↑⬆↗↓⬇↘→])[.!]?$/u;

/** The words beside a rating that may speak of it: not those of another statement in the same clause. */
function around(text: ReadingText, chosen: FramedRating): Range {
  const after = text.plain.slice(chosen.end, chosen.clause.end);
  const stop =
    /[;]|\((?!(?:up|down|was|no change|unchanged|same|prev|from|last|improv|worse|now))|(?<!\p{L})(?:as(?! ever| always| before| last)|because|due to|since|with|after|thanks|despite|given|while|until|if|referrals?|numbers|turnout|attendance)(?!\p{L})/u.exec(
      after,
    );
  const before = text.plain.slice(chosen.clause.start, chosen.start);
  const start = chosen.clause.start + Math.max(0, before.length - 60);
  return { start, end: chosen.end + (stop?.index ?? Math.min(after.length, 60)) };
}

function isNegated(text: ReadingText, { start }: Range): boolean {
  return /(?:not|n't|no|never|without) (?:yet |really |much |been )?$/.test(
    text.plain.slice(Math.max(0, start - 18), start),
  );
}
