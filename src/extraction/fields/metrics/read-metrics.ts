import type { Metric } from "../../../core/update.ts";
import type { Clause } from "../../text/clauses.ts";
import { findUncounted } from "../../text/not-counts.ts";
import { findNumbers, type NumberPhrase } from "../../text/numbers.ts";
import { overlaps, plainIn, type Range, type ReadingText } from "../../text/reading-text.ts";
import { readCountFirst } from "./count-first.ts";
import { isTakenBack, putsRight, repairs } from "./corrections.ts";
import { isLabelled, readLabelFirst } from "./label-first.ts";
import { isScore, segmentStart, wholeBefore, type MetricDraft, type NumberPlace } from "./metric-draft.ts";
import { findRatios, isAimedAt, isTargetAlone, isTargetOf, opensWithTarget, readTargetFirst } from "./targets.ts";

/** A metric with the words of its parts. */
export interface FoundMetric {
  readonly metric: Metric;
  readonly ranges: { readonly name: Range; readonly value: Range; readonly unit?: Range; readonly target?: Range };
}

/** What metrics are read from besides the words. */
export interface MetricContext {
  /** The dates of a range, whose figures count nothing. */
  readonly dateWordsIn: (range: Range) => readonly Range[];
  /** Sums of money. */
  readonly sums: readonly Range[];
  /** Telephone numbers, addresses and the like. */
  readonly private: readonly Range[];
  /** Names of pilots and programmes, which name no metric. */
  readonly names: readonly Range[];
  /** The words of a metric as they are kept. */
  readonly write: (range: Range) => string;
}

const plan =
  /(?<!\p{L})(?:will|'ll|won't|going to|gonna|plan(?:ning|s|ned)? to|hope to|hoping|aim(?:ing)? to|expect(?:ing)? to|need(?:s)?|want|would|could|should|might|may|if|unless|risk|next week|next month|next quarter|due to (?:start|open|join|arrive)|(?:coming|arriving|joining|visiting) (?:on|next|tomorrow)|promise[ds]?)(?!\p{L})/u;
/** What a bid asks for is counted by nobody yet. */
const ofBid =
  /(?<!\p{L})(?:the|our|a|this|that|new) (?:\p{L}+ )?(?:bid|application|proposal|business case|eoi|expression of interest|pitch)(?: (?:for|to|went|goes|is|was|has|by)|,|:)(?!\p{L})/u;
/** So far from a number words that plan something are about it. */
const [planBefore, planAfter] = [70, 30];
const fromTo = /(?:from \S+(?: \p{L}+)? to|(?:up|down) (?:by )?\S+ to)(?: (?:about|around|just|over|nearly))? $/u;
const correction =
  /(?:(?:so )?that's|that makes|making(?: it)?|which makes(?: it)?|bring(?:s|ing) (?:the total|us|it)(?: up)? to|tak(?:es|ing) (?:the total|us|it)(?: up)? to|total(?:s|ling)? (?:is |of )?(?:now )?|up \d+ to|up from \S+ to|now(?: at)?|i\.?e\.?|in total)[ :,]*(?:a total of |now |up to )*$/;

/** Reads what was counted in the clauses of one pilot. */
export function readMetrics(
  text: ReadingText,
  clauses: readonly Clause[],
  context: MetricContext,
): readonly FoundMetric[] {
  const drafts: MetricDraft[] = [];
  for (const clause of clauses)
    if (!clause.sentence.isQuestion && !isOtherSection(clause)) readClause(text, clause, drafts, context);
  return drafts.map((draft) => written({ ...draft, name: withoutPilot(text, draft.name, context.names) }, context));
}

function isOtherSection({ sentence: { section } }: Clause): boolean {
  return section !== undefined && ["risks", "owner", "mitigation", "help", "next", "spend", "period"].includes(section);
}

function readClause(text: ReadingText, clause: Clause, drafts: MetricDraft[], context: MetricContext): void {
  const { body } = clause;
  const numbers = countingNumbers(text, body, context);
  const aimed = readTargetFirst(text, body, numbers);
  if (aimed !== undefined) {
    drafts.push(aimed);
    return;
  }
  const words = plainIn(text, body);
  const isBid = ofBid.test(plainIn(text, clause.sentence));
  const [first, opens] = [drafts.length, opensWithTarget(words)];
  let isPassedOver = false;
  for (const index of numbers.keys()) {
    const place = placeOf(text, body, numbers, index);
    const last = drafts.at(-1);
    if (place === undefined || last?.target === place.number) continue;
    const said = text.plain.slice(clause.sentence.content.start, place.number.start);
    if (isTakenBack(place) || putsRight(place, said, drafts)) continue;
    const isNear = drafts.length > first || opens || (last !== undefined && last.value.end > clause.sentence.start);
    const near = isNear ? last : undefined;
    if (near !== undefined && completes(near, place)) continue;
    // What is out of a number that counts nothing counts nothing either: one of three, two of five that left.
    if (isPassedOver && (wholeBefore.test(place.before) || isAimedAt(place))) continue;
    if (isTargetAlone(place) || ((isBid || isPlanned(clause, place.number, words)) && !isLabelled(place))) continue;
    const draft = readLabelFirst(place) ?? readCountFirst(place);
    isPassedOver = draft === undefined || isNameless(text, draft, context.names);
    if (draft === undefined || isPassedOver) continue;
    if (!repairs(text, draft, said, drafts)) drafts.push(draft);
  }
}

/** True where the words around a number plan it; a correction plans nothing. */
function isPlanned({ body, sentence }: Clause, number: NumberPhrase, words: string): boolean {
  if (sentence.section === "metrics") return false;
  const [start, end] = [number.start - body.start, number.end - body.start];
  const near = words.length < 140 ? words : words.slice(Math.max(0, start - planBefore), end + planAfter);
  return plan.test(near.replace(/(?<!\p{L})should (?:be|read|say|have (?:been|said|read))(?!\p{L})/gu, ""));
}

/** The numbers of a clause that may count something, in order. */
function countingNumbers(text: ReadingText, body: Range, context: MetricContext): readonly NumberPhrase[] {
  const uncounted = [...findUncounted(text, body, context.dateWordsIn(body)), ...context.private, ...context.sums];
  const paired = findRatios(text, body);
  const single = findNumbers(text, body).filter((number) => !paired.some((other) => overlaps(number, other)));
  return [...single, ...paired]
    .filter((number) => !uncounted.some((other) => overlaps(number, other)))
    .toSorted((a, b) => a.start - b.start);
}

function placeOf(
  text: ReadingText,
  body: Range,
  numbers: readonly NumberPhrase[],
  index: number,
): NumberPlace | undefined {
  const [earlier, number, next] = [numbers[index - 1], numbers[index], numbers[index + 1]];
  if (number === undefined) return undefined;
  const isFirst =
    earlier === undefined ||
    segmentStart(text, body, number.start) >= earlier.end ||
    fromTo.test(text.plain.slice(body.start, number.start));
  const before = text.plain.slice(earlier?.end ?? body.start, number.start);
  return { text, body, number, before, after: text.plain.slice(number.end, body.end), next, isFirst };
}

/** True where a number is the target of the metric before it, or puts its value right (`so that's 442`). */
function completes(last: MetricDraft, place: NumberPlace): boolean {
  if (last.target === undefined && isTargetOf(last, place)) {
    if (!isScore(last.value, place.number, place.after)) last.target = place.number;
    return true;
  }
  if (place.before.length <= 3 || !correction.test(place.before)) return false;
  last.value = place.number;
  return true;
}

/** A pilot names no metric, and neither does `42 achieved`. */
function isNameless(text: ReadingText, { name }: MetricDraft, names: readonly Range[]): boolean {
  return (
    names.some(({ start, end }) => start === name.start && end === name.end) ||
    /^(?:achieved|actual|done|reached|so far|to date|in total|total|received|completed)$/.test(plainIn(text, name))
  );
}

/** `volunteers on the Eastmere side` are volunteers. */
function withoutPilot(text: ReadingText, name: Range, names: readonly Range[]): Range {
  const pilot = names.find(({ start, end }) => start > name.start && end <= name.end);
  if (pilot === undefined) return name;
  const kept = text.plain
    .slice(name.start, pilot.start)
    .replace(/(?: (?:in|on|at|for|from|of|to|with|across))?(?: the)? ?$/, "");
  return /\p{L}{3}/u.test(kept) ? { start: name.start, end: name.start + kept.length } : name;
}

function written(draft: MetricDraft, { write }: MetricContext): FoundMetric {
  const unit = draft.value.isPercent ? "%" : draft.unit === undefined ? undefined : write(draft.unit);
  const unitRange = draft.value.isPercent ? undefined : draft.unit;
  return {
    metric: {
      name: write(draft.name),
      value: draft.value.value,
      ...(unit !== undefined && { unit }),
      ...(draft.target !== undefined && { target: draft.target.value }),
    },
    ranges: {
      name: draft.name,
      value: draft.value,
      ...(unitRange !== undefined && { unit: unitRange }),
      ...(draft.target !== undefined && { target: draft.target }),
    },
  };
}
