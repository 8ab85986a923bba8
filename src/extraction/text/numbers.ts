import { matchesIn, type Range, type ReadingText } from "./reading-text.ts";

/** A number in a message, in figures or in words. */
export interface NumberPhrase extends Range {
  readonly value: number;
  /** Written with % or as per cent; `value` is then the percentage itself. */
  readonly isPercent: boolean;
  /** Written in figures. */
  readonly isFigures: boolean;
}

const units =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const small: ReadonlyMap<string, number> = new Map([
  ...units.map((word, value): [string, number] => [word, value]),
  ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ["fourty", 40],
  ["nil", 0],
]);
const scales: ReadonlyMap<string, number> = new Map([
  ["hundred", 100],
  ["thousand", 1e3],
  ["million", 1e6],
  ["k", 1e3],
  ["m", 1e6],
]);

const unitWord = `(?:${units.slice(1, 10).join("|")})`;
const tenWord = `(?:${tens.join("|")}|fourty)`;
const below100 = `(?:${tenWord}(?:[ -]${unitWord})?|(?:${units.toReversed().join("|")}|nil))`;
const below1000 = `(?:(?:an?|${below100}) hundred(?: and ${below100})?|${below100})`;
const inWords = `(?:(?:an?|${below1000}) (?:thousand|million)(?:(?: and|,)? ${below1000})?|${below1000})`;
const figures = "(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?";

const pattern = new RegExp(
  [
    `(?<![\\p{L}\\p{N}£$€#@_])(?<![\\p{N}][.,:/-]|\\p{N} - )(?<figures>${figures})(?:(?<short>k|m)(?![\\p{L}\\p{N}])|\\s(?<scale>thousand|million|hundred)(?!\\p{L}))?`,
    `(?<percent>\\s?%|\\s(?:per ?cent|pc)(?!\\p{L}))?(?:\\+(?! ?\\p{N}))?(?!\\p{N}|[.,:/]\\p{N}| ?- ?\\p{N}| dozen)(?!\\p{L})`,
    `|(?<!\\p{L})(?:(?<dozens>half a|an?|${unitWord}|\\d{1,2}) dozen|(?<words>${inWords}))(?!['\\p{L}])(?<wordPercent>\\s(?:%|per ?cent)(?!\\p{L}))?`,
  ].join(""),
  "dgu",
);

/**
 * The numbers of a range in order: `42`, `1,200`, `1.2k`, `85%`, `forty-two`, `a hundred and five`, `two dozen`. Money, ordinals and
 * what hangs on letters or other figures (`Q3`, `12/30`, `10:30`, `A1`) are none; `a couple` and `several` are no numbers.
 */
export function findNumbers(text: ReadingText, range: Range): readonly NumberPhrase[] {
  return matchesIn(text, range, pattern).flatMap(({ start, end, groups }) => {
    const value = valueOf(groups);
    const isPercent = (groups["percent"] ?? groups["wordPercent"]) !== undefined;
    if (value === undefined || (text.plain[end] === "-" && /\p{L}/u.test(text.plain[end + 1] ?? ""))) return [];
    return [{ start, end, value, isPercent, isFigures: groups["figures"] !== undefined }];
  });
}

function valueOf(groups: Readonly<Record<string, string | undefined>>): number | undefined {
  const { figures: written, short, scale, dozens, words } = groups;
  if (written !== undefined) return scaled(Number(written.replaceAll(",", "")), short ?? scale);
  if (dozens !== undefined) {
    if (dozens === "half a") return 6;
    return (/^\d/.test(dozens) ? Number(dozens) : (small.get(dozens) ?? 1)) * 12;
  }
  return words === undefined ? undefined : readNumberWords(words);
}

function scaled(value: number, scale: string | undefined): number {
  // Through a text of few digits, so that 1.1k is 1,100 and not a hair more.
  return Number((value * (scales.get(scale ?? "") ?? 1)).toPrecision(12));
}

/** The value of a number in words (`two hundred and six`), or undefined. */
export function readNumberWords(words: string): number | undefined {
  let total = 0;
  let group = 0;
  let isEmpty = true;
  for (const word of words.toLowerCase().split(/[\s,-]+/)) {
    if (word === "and" || word === "") continue;
    const scale = scales.get(word);
    const value = word === "a" || word === "an" ? 1 : small.get(word);
    if (scale === undefined && value === undefined) return undefined;
    if (value !== undefined) group += value;
    else if (scale === 100) group *= 100;
    else {
      total += group * (scale ?? 1);
      group = 0;
    }
    isEmpty = false;
  }
  return isEmpty ? undefined : total + group;
}
