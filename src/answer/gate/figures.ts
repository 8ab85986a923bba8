import { readPence } from "../../core/money.ts";

/** How a figure is hedged; `£100 million` and `up to £100 million` are different statements, and so is each end of a range. */
export type Hedge = "exact" | "about" | "upTo" | "atLeast" | "range";

/** A figure found in a text. `value` is in pence for money. */
export interface Figure {
  readonly unit: "money" | "percent" | "number";
  readonly value: number;
  readonly hedge: Hedge;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const small =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const numberWords = new Map<string, number>([
  ...small.map((word, value): [string, number] => [word, value]),
  ...tens.flatMap((word, index): [string, number][] => [
    [word, (index + 2) * 10],
    ...small.slice(1, 10).map((unit, value): [string, number] => [`${word}-${unit}`, (index + 2) * 10 + value + 1]),
  ]),
]);
const fractions = new Map([
  ["hal", 1 / 2],
  ["third", 1 / 3],
  ["quarter", 1 / 4],
  ["fifth", 1 / 5],
  ["tenth", 1 / 10],
]);
const magnitudes = new Map([
  ["dozen", 12],
  ["hundred", 1e2],
  ["thousand", 1e3],
  ["million", 1e6],
  ["m", 1e6],
  ["billion", 1e9],
  ["bn", 1e9],
]);

const wordNumber = [...numberWords.keys()].toSorted((a, b) => b.length - a.length).join("|");
const percentSign = "(?:%|per\\s?cent\\b|percent\\b)";
const patterns = {
  money: /£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|b|thousand|million|billion)\b)?/gi,
  percent: new RegExp(`(?<![\\d.,])(\\d+(?:\\.\\d+)?)\\s?${percentSign}|\\b(${wordNumber})\\s${percentSign}`, "gi"),
  fraction:
    /\b(?:(a|one|two|three|four|seven|nine)[\s-](hal|third|quarter|fifth|tenth)(?:f|ves|s)?|half)\b(?!-(?:day|term|time|way))/gi,
  // A hyphen after a letter makes a name of it (COVID-19); one after a digit makes a run of figures (15-20).
  number:
    /(?<![\p{L}\d.,£]|\p{L}-)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s(dozen|hundred|thousand|million|billion|bn|m)\b)?(?![\p{L}\d])/giu,
  word: new RegExp(
    `(?<![\\p{L}-])(${wordNumber})(?:\\s(dozen|hundred|thousand|million|billion))?(?![\\p{L}-])|(?<![\\p{L}-])a\\s(dozen|hundred|thousand|million|billion)(?![\\p{L}-])`,
    "giu",
  ),
} as const;

// "One" counts where something is counted; "no one", "one another" and "that one" count nothing.
const pronoun = {
  before: /\b(?:no|any|some|every|each|this|that|the|which|another|other)[\s-]$/i,
  after: /^(?:[\s-](?:another|day|by|who|that|which|can|could|may|might|should)\b|['\u2019]|-)/i,
} as const;

const hedgesBefore: readonly (readonly [Hedge, RegExp])[] = [
  ["range", /\bbetween\s$|\bbetween\s(?:(?!\bbetween\b)[^.;]){1,24}\sand\s$/i],
  [
    "upTo",
    /\b(?:up to|at most|(?:no|not) more than|a maximum of|as (?:much|many) as|capped at|under|less than|fewer than|below)\s(?:a\s)?$/i,
  ],
  [
    "atLeast",
    /\b(?:at least|more than|over|above|upwards of|in excess of|a minimum of|(?:no|not) (?:less|fewer) than)\s(?:a\s)?$/i,
  ],
  ["about", /\b(?:about|around|approximately|roughly|nearly|almost|some|circa|close to|an estimated)\s(?:a\s)?$/i],
];
const hedgesAfter: readonly (readonly [Hedge, RegExp])[] = [
  ["atLeast", /^(?:\+|\s(?:or more|or over|and over|at least|at a minimum)\b)/i],
  ["upTo", /^\s(?:or (?:less|fewer|under)|at most|at the most)\b/i],
  ["about", /^\s(?:or so|or thereabouts|approximately)\b/i],
];

function hedgeOf(text: string, start: number, end: number): Hedge {
  const before = text.slice(Math.max(0, start - 36), start);
  const after = text.slice(end, end + 16);
  const found =
    hedgesBefore.find(([, pattern]) => pattern.test(before)) ?? hedgesAfter.find(([, pattern]) => pattern.test(after));
  return found?.[0] ?? "exact";
}

/**
 * The figures of a text in order: money, percentages, fractions (as percentages of one), numbers in digits and in words.
 * Dates must be blanked out beforehand.
 */
export function figuresOf(text: string): readonly Figure[] {
  const found: Figure[] = [];
  const taken = (start: number, end: number): boolean =>
    found.some((figure) => start < figure.end && figure.start < end);
  const add = (unit: Figure["unit"], value: number | undefined, match: RegExpExecArray): void => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (value === undefined || taken(start, end)) return;
    found.push({ unit, value, hedge: hedgeOf(text, start, end), text: match[0], start, end });
  };
  for (const match of text.matchAll(patterns.money)) add("money", readAmount(match[0]), match);
  for (const match of text.matchAll(patterns.percent))
    add("percent", match[1] === undefined ? numberOf(match[2]) : Number(match[1]), match);
  for (const match of text.matchAll(patterns.fraction)) {
    const part = (match[2] ?? "hal").toLowerCase();
    add("percent", (numberOf(match[1]) ?? 1) * (fractions.get(part) ?? 0) * 100, match);
  }
  for (const match of text.matchAll(patterns.number)) {
    add("number", Number(`${(match[1] ?? "").replaceAll(",", "")}${match[2] ?? ""}`) * scaleOf(match[3]), match);
  }
  for (const match of text.matchAll(patterns.word)) {
    if (!isPronoun(text, match)) add("number", (numberOf(match[1]) ?? 1) * scaleOf(match[2] ?? match[3]), match);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** Pence, also of an amount with its commas in odd places or too large for exact pence: no amount goes unchecked. */
function readAmount(text: string): number {
  const plain = text.replaceAll(",", "");
  return readPence(plain) ?? Number(plain.replace(/[^\d.]/g, "")) * 100;
}

function isPronoun(text: string, match: RegExpExecArray): boolean {
  if (match[0].toLowerCase() !== "one") return false;
  const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
  return pronoun.before.test(text.slice(0, match.index)) || pronoun.after.test(after);
}

function numberOf(word: string | undefined): number | undefined {
  return numberWords.get((word ?? "").toLowerCase());
}

function scaleOf(word: string | undefined): number {
  return magnitudes.get((word ?? "").toLowerCase()) ?? 1;
}

/** True where one figure states what the other does: same unit, same value, same hedge. */
export function isSameFigure(left: Figure, right: Figure): boolean {
  return left.unit === right.unit && Math.abs(left.value - right.value) < 1e-6 && left.hedge === right.hedge;
}
