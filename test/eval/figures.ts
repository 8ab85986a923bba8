/** A figure in a text: what it is, a spelling of its own for its value, and where it stands. */
export interface Figure {
  readonly kind: "money" | "percent" | "day" | "number" | "ordinal";
  /** Pounds, per cent, `2023-07-24`, `2023-07`, `2023`, `--07-24`, or the number. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

const smallNumbers = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ordinals = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(" ");
const scales: Readonly<Record<string, number>> = {
  hundred: 1e2,
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};

const month = months.map((name) => `${name}|${name.slice(0, 3)}`).join("|");
const digits = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const word = [...smallNumbers, ...tens.filter(Boolean), "dozen"].join("|");

interface Rule {
  readonly kind: Figure["kind"];
  readonly pattern: RegExp;
  /** The value in its own spelling; undefined where it is no figure after all. */
  readonly read: (groups: readonly (string | undefined)[]) => string | undefined;
}

/** In this order; what one rule has taken no later rule sees. */
const rules: readonly Rule[] = [
  {
    kind: "money",
    pattern: new RegExp(String.raw`£\s?(${digits})(?:\s?(k|m|bn|b|thousand|million|billion))?(?![\p{L}\d])`, "giu"),
    read: ([, amount, scale]) => scaled(amount, scale),
  },
  {
    kind: "percent",
    pattern: new RegExp(String.raw`(${digits}|${word})(?:\s?%|\s+per\s?cent\b)`, "giu"),
    read: ([, amount]) => readNumber(amount),
  },
  {
    kind: "day",
    pattern: /(?<![\d-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d-])/gu,
    read: ([, year, second, day]) => readIso(year, second, day),
  },
  {
    kind: "day",
    pattern: new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s+(${month})\b\.?(?:,?\s+(\d{4})\b)?`, "giu"),
    read: ([, day, name, year]) => `${year ?? "-"}-${monthNumber(name)}-${(day ?? "").padStart(2, "0")}`,
  },
  {
    kind: "day",
    pattern: new RegExp(String.raw`\b(${month})\b\.?,?\s+(\d{4})\b`, "giu"),
    read: ([, name, year]) => `${year}-${monthNumber(name)}`,
  },
  {
    kind: "day",
    pattern: /(?<![\d.,£])((?:1[6-9]|20)\d{2})(?:[-–/](\d{2}))?(?![\d%]|[.,]\d)/gu,
    read: ([, year, second]) => (second === undefined ? year : `${year}/${second}`),
  },
  {
    kind: "number",
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d.£])(${digits})(?:\s(hundred|thousand|million|billion))?(?!\p{L}|\d)`,
      "giu",
    ),
    read: ([, amount, scale]) => scaled(amount, scale),
  },
  {
    kind: "number",
    pattern: new RegExp(
      String.raw`(?<![\p{L}-])(?:(?:a|one)\s+)?((?:${word})(?:[- ](?:${smallNumbers.slice(1, 10).join("|")}))?|hundred)(?:\s+(hundred|thousand|million|billion))?(?!\p{L})`,
      "giu",
    ),
    read: ([whole, words, scale]) => readWords(whole, words, scale),
  },
  { kind: "ordinal", pattern: /\b(\d{1,2})(?:st|nd|rd|th)\b/giu, read: ([, figure]) => figure },
  {
    kind: "ordinal",
    pattern: new RegExp(String.raw`\b(half|quarter|${ordinals.join("|")})s?\b`, "giu"),
    read: ([, name]) => {
      const at = ordinals.indexOf((name ?? "").toLowerCase());
      return at < 0 ? name?.toLowerCase() : String(at + 3);
    },
  },
];

function monthNumber(name: string | undefined): string {
  const at = months.findIndex((other) => other.startsWith((name ?? "").toLowerCase().slice(0, 3)));
  return String(at + 1).padStart(2, "0");
}

/** `2023-07` is a month; `2010-14`, which no month is, is a stretch of years. */
function readIso(year: string | undefined, second: string | undefined, day: string | undefined): string | undefined {
  if (day !== undefined) return `${year}-${second}-${day}`;
  return Number(second) >= 1 && Number(second) <= 12 ? `${year}-${second}` : undefined;
}

function readNumber(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  if (/^\d/.test(text)) return String(Number(text.replaceAll(",", "")));
  const folded = text.toLowerCase();
  if (folded === "dozen") return "12";
  const small = smallNumbers.indexOf(folded);
  if (small >= 0) return String(small);
  const ten = tens.indexOf(folded);
  return ten >= 2 ? String(ten * 10) : undefined;
}

function scaled(amount: string | undefined, scale: string | undefined): string | undefined {
  const number = readNumber(amount);
  if (number === undefined) return undefined;
  return String(Number((Number(number) * (scales[(scale ?? "").toLowerCase()] ?? 1)).toFixed(2)));
}

function readWords(
  whole: string | undefined,
  words: string | undefined,
  scale: string | undefined,
): string | undefined {
  const folded = (words ?? "").toLowerCase();
  if (folded === "hundred") return "100";
  // "one" on its own is most often no figure: one of, one another, one story.
  if (folded === "one" && scale === undefined && !/^(?:a|one)\s/i.test(whole ?? "")) return undefined;
  const total = folded.split(/[- ]/).reduce((sum, part) => sum + Number(readNumber(part) ?? 0), 0);
  return String(total * (scales[(scale ?? "").toLowerCase()] ?? 1));
}

/** The figures of a text in order: money, percentages, days, numbers in digits or words, and ordinals from the third. */
export function readFigures(text: string): readonly Figure[] {
  const found: Figure[] = [];
  let rest = text;
  for (const { kind, pattern, read } of rules) {
    rest = rest.replace(pattern, (...args: readonly unknown[]) => {
      const at = args.findIndex((arg) => typeof arg === "number");
      const start = Number(args[at]);
      const groups = args.slice(0, at).map((group) => (typeof group === "string" ? group : undefined));
      const whole = groups[0] ?? "";
      const value = read(groups);
      if (value === undefined) return whole;
      found.push({ kind, value, start, end: start + whole.length });
      return "\u0000".repeat(whole.length);
    });
  }
  return found.sort((left, right) => left.start - right.start);
}

/** True where a figure of the evidence says at least as much as a figure of the sentence: `24 July 2023` says `July 2023`. */
export function coversFigure(evidence: Figure, asked: Figure): boolean {
  if (asked.kind === "day" || evidence.kind === "day") return coversDay(evidence, asked);
  return evidence.kind === asked.kind && evidence.value === asked.value;
}

function coversDay(evidence: Figure, asked: Figure): boolean {
  if (evidence.value === asked.value) return evidence.kind !== "money" && asked.kind !== "money";
  if (evidence.kind !== "day" || asked.kind !== "day") return false;
  if (asked.value.startsWith("--")) return evidence.value.endsWith(asked.value.slice(1));
  // A stretch of years, `2023/24`, names its first year and no month.
  return evidence.value.startsWith(`${asked.value}-`) || evidence.value.startsWith(`${asked.value}/`);
}

/** How an amount is hedged by the words before it: `upTo`, `about`, `atLeast`, `under`, or the empty string. */
export function readQualifier(text: string, figure: Figure): string {
  const before = text.slice(Math.max(0, figure.start - 28), figure.start).toLowerCase();
  for (const [qualifier, pattern] of qualifiers) if (pattern.test(before)) return qualifier;
  return "";
}

const qualifiers: readonly (readonly [string, RegExp])[] = [
  ["upTo", /\b(?:up to|at most|no more than|not more than|a maximum of|maximum of)\s+(?:a total of\s+)?$/],
  ["atLeast", /\b(?:at least|more than|over|a minimum of|minimum of|no less than|not less than)\s+(?:a total of\s+)?$/],
  ["about", /\b(?:about|around|approximately|roughly|some|circa|nearly|almost|an estimated)\s+$/],
  ["under", /\b(?:under|less than|fewer than|below)\s+$/],
];
