import type { Knowledge } from "../core/knowledge.ts";
import type { Day } from "../core/time.ts";
import type { PersonalData, ProposedUpdate, Rating } from "../core/update.ts";
import { readHelp } from "./fields/help.ts";
import { readMetrics } from "./fields/metrics/read-metrics.ts";
import { readMilestones, type DatedContext } from "./fields/milestones.ts";
import { cutNarrative } from "./fields/narrative.ts";
import { readNextSteps } from "./fields/next-steps.ts";
import { readPeriod } from "./fields/period.ts";
import { readRating, type RatingContext, type RatingReading } from "./fields/rating/read-rating.ts";
import { readRisks } from "./fields/risks/read-risks.ts";
import { readSpend } from "./fields/spend.ts";
import { isSaidOfOthers } from "./not-reported.ts";
import type { OwnWords } from "./own-words.ts";
import type { Names } from "./pilots/find-names.ts";
import { readRoles, type Cut } from "./pilots/key-names.ts";
import type { Part } from "./pilots/parts.ts";
import { createSpanCollector, type SpanCollector } from "./spans.ts";
import { readClauses, type Clause } from "./text/clauses.ts";
import { overlaps, plainIn, writtenIn, type Range, type ReadingText } from "./text/reading-text.ts";
import { readSentences, type Sentence } from "./text/sentences.ts";
import { findDates, findDateWords } from "./time/date-phrases.ts";
import type { DatePhrase, Tense } from "./time/date-rule.ts";

/** Everything about a message that its parts are read with. */
export interface ReadingContext {
  readonly text: ReadingText;
  readonly own: OwnWords;
  readonly names: Names;
  readonly sentences: readonly Sentence[];
  readonly knowledge: Knowledge;
  readonly today: Day;
  readonly lastRatings: ReadonlyMap<string, Rating>;
  /** By offsets of the message. */
  readonly private: readonly PersonalData[];
  readonly marking?: { readonly marking: string; readonly range: Range };
  /** What is said before the first of several pilots. */
  readonly preamble: Range;
  /** The names that turn to a pilot. */
  readonly cuts: readonly Cut[];
}

/** What was read of one pilot, and what decides whether it is an update at all. */
export interface PartReading {
  readonly proposed: ProposedUpdate;
  readonly part: Part;
  readonly rating: RatingReading;
  /** The plain words of the part. */
  readonly words: string;
  readonly isNamed: boolean;
  /** It is not only named in what it says, but turned to. */
  readonly isTurnedTo: boolean;
  readonly isTitled: boolean;
}

/** Reads all fields of one pilot's part of a message. */
export function readPart(part: Part, context: ReadingContext): PartReading {
  const { text } = context;
  const sentences = context.sentences.filter((sentence) => part.ranges.some((range) => overlaps(range, sentence)));
  const clauses = clausesIn(context, sentences, part.ranges);
  const stated = clauses.filter(
    (clause) =>
      !clause.sentence.isInstruction &&
      !isSaidOfOthers(plainIn(text, clause.sentence), context.today) &&
      !context.own.quotations.some((range) => overlaps(range, clause.body)),
  );
  const statedSentences = sentencesOf(stated, context);
  const spans = createSpanCollector(text);
  const dated = datedContext(context);
  const write = dated.write;
  const rating = readRating(text, [...headsOf(context, part.ranges), ...stated], ratingContext(part, context));
  // A request may be a question or an instruction: please can the department send the figures.
  const asking = sentencesOf(
    clauses.filter((clause) => !context.own.quotations.some((range) => overlaps(range, clause.body))),
    context,
  );
  const help = readHelp(text, asking, context.names.departments, write);
  const asked = help.map(({ whole }) => whole);
  const reporting = stated.filter((clause) => !asked.some((range) => overlaps(range, clause.body)));
  const period =
    readPeriod(text, [...subjectClauses(context), ...reporting], dated) ??
    readPeriod(text, clausesIn(context, context.sentences, [context.preamble]), dated);
  const risks = readRisks(text, stated, asked, write);
  const { spend, ranges: spendRanges } = readSpend(text, statedSentences);
  const worried = risks.flatMap(({ ranges }) => [ranges.text, ranges.mitigation ?? []].flat());
  const known = [...asked, ...worried];
  const metrics = readMetrics(text, reporting, {
    dateWordsIn: (range) => findDateWords(text, range, { today: context.today, tense: "either" }),
    private: [...context.private.map((one) => text.fromMessage(one)), ...worried],
    sums: [...spendRanges.values()],
    names: [...context.names.pilots, ...context.names.programmes],
    write,
  });
  // What a department does is news, and not what the pilot has reached or will do.
  const own = stated.filter(
    ({ body }) => !context.names.departments.some(({ start }) => start >= body.start && start <= body.start + 4),
  );
  const milestones = readMilestones(
    text,
    own.filter((clause) => !known.some((range) => overlaps(range, clause.body))),
    dated,
  );
  const steps = readNextSteps(
    text,
    own,
    [...known, ...milestones.map(({ whole }) => whole), ...spendRanges.values(), period?.range ?? []].flat(),
    dated,
  );
  const narrative = narrativeOf(part, context);
  const fields: Omit<ProposedUpdate, "spans" | "pilot" | "programme"> = {
    ...(period && { period: period.period }),
    ...(rating.rating && { rating: rating.rating }),
    ...scaleOf(rating, part, context),
    ...(rating.trend && { trend: rating.trend }),
    ...(narrative.text !== "" && { narrative: narrative.text }),
    milestones: milestones.map(({ milestone }) => milestone),
    metrics: metrics.map(({ metric }) => metric),
    ...(Object.keys(spend).length > 0 && { spend }),
    risks: risks.map(({ risk }) => risk),
    help: help.map((one) => one.help),
    nextSteps: steps.map(({ step }) => step),
    ...(context.marking && { marking: context.marking.marking }),
    personalData: context.private.filter(
      (one) => part.ranges.length > 0 && isInPart(text.fromMessage(one), part, context),
    ),
  };
  spans.add("pilot", part.whom.words);
  spans.add("period", period?.range);
  spans.add("rating", rating.ratingRange);
  if (fields.scale !== undefined) spans.add("scale", rating.ratingRange);
  spans.add("trend", rating.trendRange);
  for (const range of narrative.ranges) spans.add("narrative", range);
  if (context.marking) spans.add("marking", context.marking.range);
  for (const [key, range] of spendRanges) spans.add(`spend.${key}`, range);
  addAll(spans, "milestones", milestones);
  addAll(spans, "metrics", metrics);
  addAll(spans, "risks", risks);
  addAll(spans, "help", help);
  addAll(spans, "nextSteps", steps);
  const words = part.ranges.map((range) => plainIn(text, range)).join("\n");
  return {
    proposed: { ...whomOf(part), ...fields, spans: spans.all() },
    part,
    rating,
    words,
    isNamed: part.whom.words !== undefined,
    isTurnedTo: isTurnedTo(part, context),
    isTitled: isTitled(text, sentences),
  };
}

/** True where a sentence that asks nobody turns to the pilot. */
function isTurnedTo({ whom: { words } }: Part, { cuts, sentences }: ReadingContext): boolean {
  return (
    words !== undefined &&
    cuts.some(({ name }) => name >= words.start && name < words.end) &&
    !sentences.some((sentence) => sentence.isQuestion && overlaps(sentence, words))
  );
}

function addAll(
  spans: SpanCollector,
  field: string,
  found: readonly { readonly ranges: Readonly<Record<string, Range | undefined>> }[],
): void {
  for (const [index, { ranges }] of found.entries())
    for (const [key, range] of Object.entries(ranges)) spans.add(`${field}.${index}.${key}`, range);
}

function clausesIn(
  context: ReadingContext,
  sentences: readonly Sentence[],
  ranges: readonly Range[],
): readonly Clause[] {
  return sentences
    .flatMap((sentence) => readClauses(context.text, sentence, context.cuts))
    .filter((clause) => ranges.some(({ start, end }) => clause.start >= start && clause.start < end));
}

/** What stands before the name that a part begins with: `🟡 Eastmere: 58 contacts`. */
function headsOf({ cuts, sentences }: ReadingContext, ranges: readonly Range[]): readonly Clause[] {
  return cuts.flatMap((cut): readonly Clause[] => {
    const sentence = sentences.find(({ start, end }) => cut.start >= start && cut.name < end);
    const isHere = ranges.some(({ start, end }) => cut.start >= start && cut.start < end);
    if (sentence === undefined || !isHere || cut.name <= cut.start) return [];
    const head = { start: cut.start, end: cut.name };
    return [{ ...head, body: head, sentence: { ...sentence, end: cut.name } }];
  });
}

/** The sentences of some clauses, cut to what the clauses cover. */
function sentencesOf(clauses: readonly Clause[], { text }: ReadingContext): readonly Sentence[] {
  const bySentence = Map.groupBy(clauses, ({ sentence }) => sentence);
  return [...bySentence].map(([sentence, own]) => {
    const start = Math.min(...own.map((clause) => clause.body.start));
    const end = Math.max(...own.map((clause) => clause.end));
    const isFirst = start <= sentence.content.start;
    const close = /^[.!?)"' ]*/.exec(text.plain.slice(end, sentence.end))?.[0].length ?? 0;
    return {
      ...sentence,
      start: isFirst ? sentence.start : start,
      end: end + close,
      content: { start: Math.max(start, sentence.content.start), end: end + close },
    };
  });
}

function datedContext({ text, today, private: personal }: ReadingContext): DatedContext {
  const own = personal.map((one) => text.fromMessage(one));
  const kept = new Map<string, readonly DatePhrase[]>();
  return {
    today,
    datesIn(range, tense: Tense) {
      const key = `${range.start} ${range.end} ${tense}`;
      const found =
        kept.get(key) ??
        findDates(text, range, { today, tense }).filter((date) => !own.some((other) => overlaps(other, date)));
      kept.set(key, found);
      return found;
    },
    write(range) {
      const written = writtenIn(text, range);
      // The cells of a table stand elsewhere than their headings; fillers are no words.
      const words = /\p{L}/u.test(written) ? written : plainIn(text, range);
      return words
        .replace(/(?<![\p{L}'-])(?:u+m+|u+h+|erm+)(?![\p{L}'-])[ ,]*/giu, "")
        .replace(/ ?[*_~]+(?=$|[ .,;:])|(?<=^| )[*_~]+/gu, "")
        .trim();
    },
  };
}

/** Pilots, and the last ratings of them or in what is answered. */
function ratingContext(part: Part, context: ReadingContext): RatingContext {
  const [only, ...others] = part.whom.candidates;
  const last = only !== undefined && others.length === 0 ? context.lastRatings.get(only.id) : undefined;
  const { text, own } = context;
  const sentences = readSentences(text, own.others);
  const cuts = readRoles(text, context.names, sentences).map(({ lead, after, name }) => ({
    start: lead,
    end: after,
    name: name.start,
  }));
  const quoted = sentences.flatMap((sentence) => readClauses(text, sentence, cuts));
  const names = [...context.names.pilots, ...context.names.programmes];
  const before = quoted.length === 0 ? undefined : readRating(text, quoted, { names, isAnswered: true }).rating;
  return { names, ...(last && { last }), ...(before && { quoted: before }) };
}

function scaleOf(rating: RatingReading, { whom }: Part, { knowledge }: ReadingContext): Pick<ProposedUpdate, "scale"> {
  if (rating.rating === undefined) return {};
  if (rating.rating === "amber-red" || rating.rating === "amber-green") return { scale: "five-step" };
  const [only] = new Set(whom.candidates.map(({ programme }) => knowledge.subject(programme ?? "")?.ratingScale));
  return only === undefined ? {} : { scale: only };
}

function whomOf({ whom }: Part): Pick<ProposedUpdate, "pilot" | "programme"> {
  const [only, ...others] = whom.candidates;
  if (only === undefined) return { pilot: null, programme: whom.programme ?? null };
  if (whom.isDoubtful === true) return { pilot: null, programme: null };
  const programmes = new Set(whom.candidates.map(({ programme }) => programme));
  return {
    pilot: others.length === 0 ? only.id : null,
    programme: programmes.size === 1 ? (only.programme ?? null) : null,
  };
}

/** The words of a part as they were written, line by line, without the name at its head. */
function narrativeOf(
  part: Part,
  { text, own, cuts }: ReadingContext,
): { readonly text: string; readonly ranges: readonly Range[] } {
  const pieces = part.ranges.flatMap((range) =>
    own.lines.flatMap((line): readonly Range[] => {
      const piece = { start: Math.max(range.start, line.start), end: Math.min(range.end, line.end) };
      return piece.end > piece.start ? [withoutHead(text, piece, cuts)] : [];
    }),
  );
  const ranges = pieces.filter(({ start, end }) => end > start);
  return {
    text: cutNarrative(
      ranges
        .map((range) => writtenIn(text, range))
        .filter(Boolean)
        .join("\n"),
    ),
    ranges,
  };
}

function withoutHead(text: ReadingText, piece: Range, cuts: readonly Range[]): Range {
  const cut = cuts.find(({ start, end }) => start <= piece.start && end <= piece.end && end > piece.start);
  const sign = cut === undefined ? null : /^ ?(?::|-|,|\.) ?/.exec(text.plain.slice(cut.end, piece.end));
  return cut === undefined || sign === null ? piece : { start: cut.end + sign[0].length, end: piece.end };
}

function isInPart(place: Range, part: Part, { own }: ReadingContext): boolean {
  const isOwn = own.lines.some((line) => overlaps(line, place));
  return !isOwn || part.ranges.some((range) => overlaps(range, place));
}

/** The subject of a mail that is passed on speaks of its period. */
function subjectClauses({ text, own }: ReadingContext): readonly Clause[] {
  if (own.subject === undefined) return [];
  const line = { ...own.subject, kind: "own" as const, isItem: false };
  return readSentences(text, [line]).flatMap((sentence) => readClauses(text, sentence, []));
}

const title =
  /^.{0,70}?(?<!\p{L})(?:update|return|report|highlight report|note for|progress|summary|status|rag|reporting period|q[1-4]|round-?up)(?!\p{L})/u;

function isTitled(text: ReadingText, sentences: readonly Sentence[]): boolean {
  const [first] = sentences;
  const sections = new Set(sentences.filter(({ isLabelled }) => isLabelled).map(({ section }) => section));
  for (const empty of ["none", "narrative"] as const) sections.delete(empty);
  return sections.size > 0 || (first !== undefined && !first.isQuestion && title.test(plainIn(text, first)));
}
