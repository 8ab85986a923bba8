import { readClauses, type Clause } from "../text/clauses.ts";
import { isSaidOfOthers } from "../not-reported.ts";
import { groupLength } from "../pilots/listed-names.ts";
import { overlaps, plainIn, type Range } from "../text/reading-text.ts";
import { readSentences, type Sentence } from "../text/sentences.ts";
import type { ReadingContext } from "./reading-context.ts";

/** The clauses of one pilot by what may be read from them. */
export interface PartClauses {
  /** What the sender states. */
  readonly stated: readonly Clause[];
  /** The same by sentence, without what is not stated. */
  readonly sentences: readonly Sentence[];
  /** What may ask for help: a request may be a question or an instruction. */
  readonly asking: readonly Sentence[];
}

/** The clauses that stand in some stretches of the message. */
export function readPartClauses(context: ReadingContext, ranges: readonly Range[]): PartClauses {
  const { text, today, own } = context;
  const clauses = clausesIn(context, ranges).filter(
    (clause) => !own.quotations.some((range) => overlaps(range, clause.body)),
  );
  const stated = clauses.filter(
    ({ sentence }) => !sentence.isInstruction && !isSaidOfOthers(plainIn(text, sentence), today),
  );
  return { stated, sentences: sentencesOf(stated, context), asking: sentencesOf(clauses, context) };
}

/** Every clause that begins in some stretches of the message. */
export function clausesIn({ text, sentences, cuts }: ReadingContext, ranges: readonly Range[]): readonly Clause[] {
  return sentences
    .filter((sentence) => ranges.some((range) => overlaps(range, sentence)))
    .flatMap((sentence) => readClauses(text, sentence, cuts))
    .filter((clause) => ranges.some(({ start, end }) => clause.start >= start && clause.start < end));
}

/** What stands before the name that a part begins with: `🟡 Eastmere: 58 contacts`. */
export function headsOf({ text, cuts, sentences }: ReadingContext, ranges: readonly Range[]): readonly Clause[] {
  return cuts.flatMap((cut): readonly Clause[] => {
    const sentence = sentences.find(({ start, end }) => cut.start >= start && cut.name < end);
    const isHere = ranges.some(({ start, end }) => cut.start >= start && cut.start < end);
    if (sentence === undefined || !isHere || cut.name <= cut.start) return [];
    const head = { start: cut.start, end: cut.name };
    const body = { start: cut.start + groupLength(plainIn(text, head)), end: cut.name };
    return [{ ...head, body, sentence: { ...sentence, end: cut.name } }];
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

/** The subject of a mail that is passed on speaks of its period. */
export function subjectClauses({ text, own }: ReadingContext): readonly Clause[] {
  if (own.subject === undefined) return [];
  const line = { ...own.subject, kind: "own" as const, isItem: false };
  return readSentences(text, [line]).flatMap((sentence) => readClauses(text, sentence, []));
}
