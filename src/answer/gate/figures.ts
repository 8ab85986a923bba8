import { readPence } from "../../core/money.ts";

/** How a figure is hedged; `£100 million` and `up to £100 million` are different statements. */
export type Hedge = "exact" | "about" | "upTo" | "atLeast";

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
  ["half", 1 / 2],
  ["third", 1 / 3],
  ["quarter", 1 / 4],
  ["fifth", 1 / 5],
  ["tenth", 1 / 10],
]);
const magnitudes = new Map([
  ["hundred", 1e2],
  ["thousand", 1e3],
  ["million", 1e6],
  ["m", 1e6],
  ["billion", 1e9],
  ["bn", 1e9],
]);

const wordNumber = [...numberWords.keys()].toSorted((a, b) => b.length - a.length).join("|");
const patterns = {
  money: /£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|b|thousand|million|billion)\b)?/gi,
  percent: /(\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b|percent\b)/gi,
  fraction: /\b(?:a|one)\s(half|third|quarter|fifth|tenth)\b|\b(half)\s(?:of|the)\b/gi,
  number:
    /(?<![\p{L}\d.,£-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:\s(hundred|thousand|million|billion|bn|m)\b)?(?![\p{L}\d])/giu,
  word: new RegExp(`(?<![\\p{L}-])(${wordNumber})(?:\\s(hundred|thousand|million|billion))?(?![\\p{L}-])`, "giu"),
} as const;

const hedges: readonly (readonly [Hedge, RegExp])[] = [
  ["upTo", /\b(?:up to|at most|no more than|a maximum of|under|less than|fewer than|below)\s(?:a\s)?$/i],
  ["atLeast", /\b(?:at least|more than|over|above|a minimum of|no less than|no fewer than)\s(?:a\s)?$/i],
  ["about", /\b(?:about|around|approximately|roughly|nearly|almost|some|circa)\s(?:a\s)?$/i],
];

function hedgeBefore(text: string, start: number): Hedge {
  const before = text.slice(Math.max(0, start - 24), start);
  return hedges.find(([, pattern]) => pattern.test(before))?.[0] ?? "exact";
}

/**
 * The figures of a text in order: money, percentages, fractions (as percentages of one), numbers in digits and in words.
 * `one` alone is a pronoun as often as a number and is left out. Dates must be blanked out beforehand.
 */
export function figuresOf(text: string): readonly Figure[] {
  const found: Figure[] = [];
  const taken = (start: number, end: number): boolean =>
    found.some((figure) => start < figure.end && figure.start < end);
  const add = (unit: Figure["unit"], value: number | undefined, match: RegExpExecArray): void => {
    const [start, end] = [match.index, match.index + match[0].length];
    if (value === undefined || taken(start, end)) return;
    found.push({ unit, value, hedge: hedgeBefore(text, start), text: match[0], start, end });
  };
  for (const match of text.matchAll(patterns.money)) add("money", readPence(match[0].replace(/[,.]$/, "")), match);
  for (const match of text.matchAll(patterns.percent)) add("percent", Number(match[1]), match);
  for (const match of text.matchAll(patterns.fraction)) {
    add("percent", (fractions.get((match[1] ?? match[2] ?? "").toLowerCase()) ?? 0) * 100, match);
  }
  for (const match of text.matchAll(patterns.number)) {
    add("number", Number(`${(match[1] ?? "").replaceAll(",", "")}${match[2] ?? ""}`) * scaleOf(match[3]), match);
  }
  for (const match of text.matchAll(patterns.word)) {
    const word = (match[1] ?? "").toLowerCase();
    if (word !== "one" || match[2]) add("number", (numberWords.get(word) ?? 0) * scaleOf(match[2]), match);
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function scaleOf(word: string | undefined): number {
  return magnitudes.get((word ?? "").toLowerCase()) ?? 1;
}

/** True where one figure states what the other does: same unit, same value, same hedge. */
export function isSameFigure(left: Figure, right: Figure): boolean {
  return left.unit === right.unit && Math.abs(left.value - right.value) < 1e-6 && left.hedge === right.hedge;
}
