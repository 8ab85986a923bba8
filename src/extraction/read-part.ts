import type { FieldSpan, ProposedUpdate } from "../core/update.ts";
import type { RatingReading } from "./fields/rating/read-rating.ts";
import { readPartClauses } from "./parts/part-clauses.ts";
import { fieldValues, readPartFields, type PartFields } from "./parts/part-fields.ts";
import { readNarrative } from "./parts/part-narrative.ts";
import { readPartRating } from "./parts/part-rating.ts";
import type { ReadingContext } from "./parts/reading-context.ts";
import type { Part } from "./pilots/parts.ts";
import { createSpanCollector, type SpanCollector } from "./spans.ts";
import { overlaps, plainIn, type Range, type ReadingText } from "./text/reading-text.ts";
import type { Sentence } from "./text/sentences.ts";

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

/** Reads all fields of one pilot's part of a message; `before` is what was read of the part before it. */
export function readPart(part: Part, context: ReadingContext, before?: PartReading): PartReading {
  const { text, marking } = context;
  const clauses = readPartClauses(context, part.ranges);
  const { reading: rating, scale } = readPartRating(part, clauses, context, before?.rating);
  const fields = readPartFields(clauses, part.shared, context);
  const narrative = readNarrative(part, context);
  const { period, ...lists } = fieldValues(fields);
  const personalData = context.private.filter((one) => isInPart(text.fromMessage(one), part, context));
  const proposed: Omit<ProposedUpdate, "spans"> = {
    ...whomOf(part),
    ...(period && { period }),
    ...(rating.rating && { rating: rating.rating }),
    ...scale,
    ...(rating.trend && { trend: rating.trend }),
    ...(narrative.text !== "" && { narrative: narrative.text }),
    ...lists,
    ...(marking && { marking: marking.marking }),
    personalData,
  };
  const spans = createSpanCollector(text);
  spans.add("pilot", part.whom.words);
  addRating(spans, rating, proposed);
  for (const range of narrative.ranges) spans.add("narrative", range);
  spans.add("marking", marking?.range);
  return {
    proposed: { ...proposed, spans: spansOf(spans, fields) },
    part,
    rating,
    words: wordsOf(part, context),
    isNamed: part.whom.words !== undefined,
    isTurnedTo: isTurnedTo(part, context),
    isTitled: isTitled(text, sentencesOfPart(part, context)),
  };
}

function addRating(spans: SpanCollector, rating: RatingReading, { scale }: Pick<ProposedUpdate, "scale">): void {
  spans.add("rating", rating.ratingRange);
  if (scale !== undefined) spans.add("scale", rating.ratingRange);
  spans.add("trend", rating.trendRange);
}

function spansOf(spans: SpanCollector, fields: PartFields): readonly FieldSpan[] {
  spans.add("period", fields.period?.range);
  for (const [key, range] of fields.spending.ranges) spans.add(`spend.${key}`, range);
  for (const field of ["milestones", "metrics", "risks", "help", "nextSteps"] as const)
    addAll(spans, field, fields[field]);
  return spans.all();
}

function addAll(
  spans: SpanCollector,
  field: string,
  found: readonly { readonly ranges: Readonly<Record<string, Range | undefined>> }[],
): void {
  for (const [index, { ranges }] of found.entries())
    for (const [key, range] of Object.entries(ranges)) spans.add(`${field}.${index}.${key}`, range);
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

function isInPart(place: Range, part: Part, { own }: ReadingContext): boolean {
  const isOwn = own.lines.some((line) => overlaps(line, place));
  return !isOwn || part.ranges.some((range) => overlaps(range, place));
}

function wordsOf({ ranges }: Part, { text, sentences }: ReadingContext): string {
  const pieces = ranges.flatMap((range) =>
    sentences.map(({ start, end }) => ({ start: Math.max(start, range.start), end: Math.min(end, range.end) })),
  );
  return pieces
    .filter(({ start, end }) => end > start)
    .map((piece) => plainIn(text, piece))
    .join("\n");
}

function sentencesOfPart(part: Part, { sentences }: ReadingContext): readonly Sentence[] {
  return sentences.filter((sentence) => part.ranges.some((range) => overlaps(range, sentence)));
}

/** True where a sentence that asks nobody turns to the pilot. */
function isTurnedTo({ whom: { words } }: Part, { cuts, sentences }: ReadingContext): boolean {
  return (
    words !== undefined &&
    cuts.some(({ name }) => name >= words.start && name < words.end) &&
    !sentences.some((sentence) => sentence.isQuestion && overlaps(sentence, words))
  );
}

const title =
  /^.{0,70}?(?<!\p{L})(?:update|return|report|highlight report|note for|progress|summary|status|rag|reporting period|q[1-4]|round-?up)(?!\p{L})/u;

function isTitled(text: ReadingText, sentences: readonly Sentence[]): boolean {
  const [first] = sentences;
  const sections = new Set(sentences.filter(({ isLabelled }) => isLabelled).map(({ section }) => section));
  for (const empty of ["none", "narrative"] as const) sections.delete(empty);
  return sections.size > 0 || (first !== undefined && !first.isQuestion && title.test(plainIn(text, first)));
}
