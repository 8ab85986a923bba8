import { readNumberWords } from "./numbers.ts";
import { matchesIn, type Range, type ReadingText } from "./reading-text.ts";

/** An amount of money in a message. */
export interface Amount extends Range {
  /** Integer pence. */
  readonly pence: number;
  /** One end of a range (`between £150k and £350k`), or one of a price by the piece (`£18.75 a head`). */
  readonly isRange: boolean;
  /** Said without £ or pounds; only a word such as spent or budget makes it money. */
  readonly isBare: boolean;
}

const scale = "k|m|bn|b|mn|mil|mill|grand|thousand|million|billion";
const factors: Readonly<Record<string, number>> = {
  k: 1e3,
  grand: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mil: 1e6,
  mill: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
};
const figures = "(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?";
const numberWord =
  "(?:an?|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundred|and|of)";

const written = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:£|gbp ?)(?<figures>${figures})(?: ?(?<scale>${scale})(?!\\p{L}))?(?![\\p{N}])|(?<![\\p{L}\\p{N}£.,])(?<bare>${figures})(?: ?(?<bareScale>k|m|mil|grand|thousand|million)(?!\\p{L})|,000(?!\\p{N}))?(?<pounds> ?(?:pounds?|quid|gbp)(?!\\p{L}))?(?![\\p{N}%/]|[.,:]\\p{N})`,
  "dgu",
);
const inWords = new RegExp(
  `(?<!\\p{L})(?<words>(?!of |and )${numberWord}(?:[ -]${numberWord})*)(?: (?<scale>thousand|grand|million))?(?<pounds> (?:pounds?|quid))?(?!\\p{L})`,
  "dgu",
);

/** The amounts of a range in order. Ends of ranges are marked; `bare` adds numbers that money words make amounts. */
export function findAmounts(text: ReadingText, range: Range, bare: "sure" | "bare" = "sure"): readonly Amount[] {
  const inFigures = matchesIn(text, range, written).flatMap(({ start, end, groups }): readonly Amount[] => {
    const digits = groups["figures"] ?? groups["bare"] ?? "";
    const word = groups["scale"] ?? groups["bareScale"] ?? "";
    const isBare = groups["figures"] === undefined && groups["pounds"] === undefined && word !== "grand";
    const pence = Math.round(Number((Number(digits.replaceAll(",", "")) * (factors[word] ?? 1)).toPrecision(14)) * 100);
    return Number.isSafeInteger(pence) ? [{ start, end, pence, isRange: false, isBare }] : [];
  });
  const all = [...inFigures, ...amountsInWords(text, range)].toSorted((a, b) => a.start - b.start);
  return all
    .map((amount, index) => ({ ...amount, isRange: isRangeEnd(text, amount, all[index - 1], all[index + 1]) }))
    .filter(({ isBare }) => bare === "bare" || !isBare);
}

function amountsInWords(text: ReadingText, range: Range): readonly Amount[] {
  return matchesIn(text, range, inWords).flatMap(({ start, end, groups }): readonly Amount[] => {
    const { words = "", scale: word, pounds } = groups;
    const base = wordsValue(words, word);
    if (base === undefined || (word === undefined && pounds === undefined)) return [];
    const isBare = pounds === undefined && word !== "grand";
    return [{ start, end, pence: Math.round(base * (factors[word ?? ""] ?? 1) * 100), isRange: false, isBare }];
  });
}

function wordsValue(words: string, word: string | undefined): number | undefined {
  if (/^(?:half|a half) (?:of )?an?$|^half$/.test(words)) return word === undefined ? undefined : 0.5;
  if (/^(?:a )?quarter of an?$/.test(words)) return word === undefined ? undefined : 0.25;
  if (/^three quarters of an?$/.test(words)) return word === undefined ? undefined : 0.75;
  if (/(?:^| )(?:of|half|quarter)(?: |$)/.test(words)) {
    const half = /^(?<whole>.+) and an? half$/.exec(words)?.groups?.["whole"];
    const whole = half === undefined ? undefined : readNumberWords(half);
    return whole === undefined ? undefined : whole + 0.5;
  }
  if (/^(?:and )?(?:the )?hundred/.test(words)) return readNumberWords(`a ${words.replace(/^and /, "")}`);
  return readNumberWords(words.replace(/^and /, ""));
}

/** Two amounts with `to`, `-`, or `between … and` around them, and prices by the piece. */
function isRangeEnd(text: ReadingText, amount: Amount, before: Amount | undefined, after: Amount | undefined): boolean {
  const each =
    /^ (?:a|per|each|an?|pp|p\/h)(?: (?:head|person|week|day|month|hour|visit|home|year|night|session|family|household|place|unit|pilot|\p{L}+))?(?!\p{L})/u;
  if (
    each.test(text.plain.slice(amount.end, amount.end + 20)) &&
    !/^ a\b(?! (?:head|week|day|month|person|visit|home|year|night|unit))/.test(
      text.plain.slice(amount.end, amount.end + 20),
    )
  )
    return true;
  return (
    (before !== undefined && isBetween(text, before, amount)) || (after !== undefined && isBetween(text, amount, after))
  );
}

function isBetween(text: ReadingText, left: Amount, right: Amount): boolean {
  const between = text.plain.slice(left.end, right.start);
  if (
    /^ ?- ?$|^ to $/.test(between) &&
    !/(?:from|up|down|risen|rose|fell|cut|increased|gone) (?:from )?$/.test(
      text.plain.slice(Math.max(0, left.start - 16), left.start),
    )
  )
    return true;
  return between === " and " && text.plain.slice(0, left.start).endsWith("between ");
}
