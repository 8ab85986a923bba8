import type { Clause } from "../../text/clauses.ts";
import { matchesIn, overlaps, plainIn, type Range, type ReadingText } from "../../text/reading-text.ts";
import { isAboutPilot } from "./about-pilot.ts";
import { isNoRating } from "./colour-elsewhere.ts";
import type { Framed, FramedRating, RatingRole } from "./framed-rating.ts";
import {
  alternative,
  aspectFrame,
  atMost,
  corrected,
  follower,
  hypothetical,
  hypotheticalAfter,
  inPast,
  labelFrame,
  leaning,
  listedPast,
  moves,
  negated,
  nobody,
  possible,
  previousAfter,
  previousBefore,
  previousHeading,
  putRight,
  recorded,
  standalone,
  thatDay,
  thatMonth,
  toYou,
  unmoved,
  verbFrame,
  was,
} from "./rating-surroundings.ts";
import { social } from "../../small-talk.ts";
import { findRatingWords, type RatingWord } from "./rating-words.ts";
import { readTracks } from "./track-words.ts";

/** All three in a row name the scale. */
const scaleList =
  /(?<!\p{L})(?:red|amber|green)(?:(?: ?[,/|] ?| or | and |, (?:or|and) )(?:red|amber|green|amber[ -/]red|amber[ -/]green)){2,}(?!\p{L})/dgu;

/** The ratings of a clause. Words of colour that rate nothing are left out. `names` are names of pilots, which may be rated. */
export function readFramedRatings(
  text: ReadingText,
  clause: Clause,
  names: readonly Range[] = [],
): readonly FramedRating[] {
  const scale = matchesIn(text, clause.sentence, scaleList);
  const words = findRatingWords(text, clause.body).filter((word) => !scale.some((list) => overlaps(list, word)));
  const framed = words.flatMap((word, index) => {
    const before = text.plain.slice(clause.body.start, word.start);
    const after = text.plain.slice(word.end, clause.sentence.end);
    return frame(text, clause, { word, earlier: words[index - 1], names, before, after }) ?? [];
  });
  return [...framed, ...readTracks(text, clause)].map((one) => ({ ...one, clause }));
}

/** A rating's word with what stands around it. */
interface Candidate {
  readonly word: RatingWord;
  readonly earlier: RatingWord | undefined;
  readonly names: readonly Range[];
  /** Plain words of the clause before it. */
  readonly before: string;
  /** Plain words of the sentence after it. */
  readonly after: string;
}

function frame(text: ReadingText, clause: Clause, candidate: Candidate): Framed | undefined {
  const { word, before } = candidate;
  if (isNoRating(text, clause, word) || /(?<!\p{L})theirs(?: is| are|'s)?(?: still| now)? $/u.test(before))
    return undefined;
  const base = { start: word.start, end: word.end, rating: word.rating };
  const told = toldBy(text, clause, candidate);
  if (told !== undefined) return { ...base, role: told, weight: 2 };
  const weight = weigh(text, clause, candidate);
  if (weight < 3 && aspectFrame.test(before)) return { ...base, role: "aspect", weight: 1 };
  if (weight === 0 || someonesOwn.test(plainIn(text, clause.body)) || isNobodysPilot(text, clause, candidate))
    return undefined;
  const role = roleOf(text, clause, candidate);
  return role && { ...base, role, weight };
}

/** What the reader is told to do. */
const keepIt =
  /^[^\p{L}]*(?:(?:and|so|now|please|just|well done|great|let's) ?[,!]? )*(?:keep|stay|hold|get|turn|go|make) (?:it|that|them|this|things|up|on)(?: all)? (?:at |in the )?$/u;

/** `RAG status of my Monday: red` */
const ofMine =
  /(?<!\p{L})(?:rag|rating|status|score|colour|mood)(?: (?:rag|rating|status|check|score))* (?:of|for|on) (?:my|your|his|her) (?!team|pilot|project|patch|area|programme|council|update|return|site|hub)\p{L}/u;

function isNobodysPilot(text: ReadingText, { sentence }: Clause, { word, before }: Candidate): boolean {
  const said = text.plain.slice(sentence.start, word.start);
  const isOfThing = /(?:status|rating|rag|level|alert)(?: is)?[ :=-]*$/u.test(said) && said.match(social) !== null;
  return keepIt.test(before) || ofMine.test(said) || isOfThing;
}

/** Something of the sender's that is no pilot: `my tomatoes`. */
const someonesOwn =
  /(?<!\p{L})(?:my|your) (?!(?:(?:own|honest|personal|overall|current|gut|best) )?(?:view|opinion|book|judgement|end|team|pilot|project|rating|rag|status|patch|area|lot|side|update|return|money))\p{L}/u;

/** The role of a rating whose surroundings leave no doubt: `no better than amber`, `actually, make that red`, `amber or red`. */
function toldBy(
  text: ReadingText,
  clause: Clause,
  { word, earlier, before, after }: Candidate,
): RatingRole | undefined {
  const ends = follower.test(after);
  // No better than amber is amber, and so is what has not moved from amber.
  if (ends && (atMost.test(before) || unmoved.test(before))) return "current";
  if (leaning.test(before) && earlier !== undefined) return "hypothetical";
  if (ends && putRight.test(before)) return "current";
  if (corrected.test(before) && /^,? (?:and )?not (?:an? )?(?:red|amber|green)/.test(after)) return "current";
  if (/^ it is(?!\p{L})/u.test(after)) return "told";
  if (ends && (toYou.test(before) || recorded.test(text.plain.slice(clause.sentence.content.start, word.start))))
    return "told";
  return possible.test(before) || isSecond(text, clause, word, earlier) ? "possible" : undefined;
}

/** `amber or maybe red`, `between amber and red`. */
function isSecond(text: ReadingText, { body }: Clause, word: RatingWord, earlier: RatingWord | undefined): boolean {
  if (earlier === undefined) return false;
  const between = text.plain.slice(earlier.end, word.start);
  return (
    /^ ?\(?(?:or (?:maybe|possibly|perhaps|even|is it|are we)|maybe|possibly) ?(?:an? )?$/.test(between) ||
    (/^ ?(?:or|and|\/) ?(?:an? )?$/.test(between) && possible.test(text.plain.slice(body.start, earlier.start)))
  );
}

/** The role of a rating of the pilot; undefined where it is taken back. */
function roleOf(text: ReadingText, clause: Clause, candidate: Candidate): RatingRole | undefined {
  const { before, after } = candidate;
  if (moves.test(after)) return "previous";
  if (/(?<!\p{L})(?:closer|nearer|more|less)(?: \p{L}+){0,3} than (?:an? )?$/u.test(before)) return undefined;
  if (negated.test(before) && /^ any ?more(?!\p{L})/u.test(after)) return "previous";
  if (negated.test(before) || nobody.test(before)) return undefined;
  if (alternative.test(after)) return "possible";
  if (hypothetical.test(before) || hypotheticalAfter.test(after)) return "hypothetical";
  return isPrevious(text, clause, candidate) ? "previous" : "current";
}

function isPrevious(
  text: ReadingText,
  { body, sentence }: Clause,
  { word, earlier, before, after }: Candidate,
): boolean {
  const inBrackets = /\([^)]*$/.test(before);
  if (was.test(before)) {
    const isLabelled = sentence.section === "rating" && sentence.isLabelled;
    return !isLabelled || inBrackets || previousAfter.test(after);
  }
  const heading = word.start === body.start ? text.plain.slice(sentence.content.start, word.start) : "";
  return (
    previousBefore.test(before) ||
    previousAfter.test(after) ||
    previousHeading.test(heading) ||
    (/(?<!\p{L})(?:said|reported|called it|had (?:it|us) (?:down )?as|put us (?:down )?as) (?:an? )?$/u.test(before) &&
      (thatMonth.test(after) || thatDay.test(after))) ||
    (thatMonth.test(after) && listedPast.test(text.plain.slice(sentence.content.start, word.start))) ||
    (inBrackets && earlier !== undefined && inPast.test(after))
  );
}

/** How surely a rating is the pilot's; 0 where nothing says so. */
function weigh(text: ReadingText, clause: Clause, { word, earlier, names, before, after }: Candidate): number {
  const isFirst = clause.body.start === clause.sentence.content.start;
  if (clause.sentence.section === "rating" && clause.sentence.isLabelled && isFirst && !/\(/.test(before)) return 3;
  if (labelFrame.test(before)) return 3;
  const inBrackets = /\([^)]*$/.test(before);
  const between = earlier === undefined ? "" : text.plain.slice(earlier.end, word.start);
  const isMove =
    earlier !== undefined &&
    /^ ?(?:-*>+|=+>|(?:straight |right |back |all the way )?(?:to|into)|(?:has |have )?(?:turned|became|become|gone|went)(?: back)?(?: to)?|,? ?(?:but )?(?:is )?now) ?(?:a |an )?$/.test(
      between,
    );
  const ends = follower.test(after) || moves.test(after);
  if (isMove && (ends || word.isSign)) return 2;
  if (word.isSign) return inBrackets ? 1 : 2;
  if (inBrackets && !/\((?:now|still|currently|was|were|from|previous|prev|last)/.test(before))
    return ends && before.endsWith("(") ? 2 : 0;
  if (standalone.test(before) || (clause.body.start > clause.start && before === ""))
    return ends || /still|remain/.test(before) ? 2 : 0;
  const verb = verbFrame.exec(before);
  const isFrom = verb !== null && /^[^\p{L}]?from/u.test(verb[0]);
  if (verb !== null && !isFrom && !inBrackets && !isAboutPilot(text, clause, verb.index, names)) return 0;
  if (
    verb !== null ||
    /(?:^|[ (])(?:was|were|previously|previous:|prev[:.]?|from|or|no longer|summer|spring|autumn|winter|said)(?: (?:an?|at|the))* $/.test(
      before,
    )
  )
    return ends || /(?:'re|are|still) $/.test(before) ? 2 : 0;
  if (previousBefore.test(before) || (negated.test(before) && /^ any ?more/.test(after))) return ends ? 2 : 0;
  return /^ (?:rating|rag|status)(?!\p{L})/u.test(after) ? 2 : 0;
}

/** The words from the start of a rating's clause to the rating, for what they say about a change. */
export function wordsBefore(text: ReadingText, { start, clause }: FramedRating): string {
  return text.plain.slice(clause.body.start, start);
}
