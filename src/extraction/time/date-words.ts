import { readNumberWords } from "../text/numbers.ts";

/** Months in Welsh, and in Polish, the most spoken languages of the United Kingdom after English; without diacritics. */
const otherMonths: readonly (readonly string[])[] = [
  ["ionawr", "styczen", "stycznia"],
  ["chwefror", "luty", "lutego"],
  ["mawrth", "marzec", "marca"],
  ["ebrill", "kwiecien", "kwietnia"],
  ["mai", "maj", "maja"],
  ["mehefin", "czerwiec", "czerwca"],
  ["gorffennaf", "lipiec", "lipca"],
  ["awst", "sierpien", "sierpnia"],
  ["medi", "wrzesien", "wrzesnia"],
  ["hydref", "pazdziernik", "pazdziernika"],
  ["tachwedd", "listopad", "listopada"],
  ["rhagfyr", "grudzien", "grudnia"],
];

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const weekdays = "mon tue wed thu fri sat sun".split(" ");

/** A month's name or its short form. */
export const monthPattern = `(?:${otherMonths
  .flat()
  .toSorted((a, b) => b.length - a.length)
  .join(
    "|",
  )}|jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?!\\p{L})(?:\\.(?= ?\\d))?`;

/** A weekday's name or its short form, in the singular. */
export const weekdayPattern =
  "(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)(?!\\p{L})";

const ordinalWords =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
    " ",
  );
const lowOrdinals = ordinalWords.slice(0, 9);

/** An ordinal in words up to thirty-first. */
export const ordinalPattern = `(?:twenty[ -](?:${lowOrdinals.join("|")})|thirty[ -]first|thirtieth|${ordinalWords.toReversed().join("|")})`;

/** A small count in figures or words, `a couple of` among them. */
export const countPattern =
  "(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|couple of|\\d{1,3})";

/** Looks names and counts up. */
export const dateWords = {
  /** 1 to 12, 0 for no month. */
  month(word: string): number {
    const other = otherMonths.findIndex((names) => names.includes(word));
    return (other < 0 ? months.indexOf(word.slice(0, 3)) : other) + 1;
  },
  /** 1 for Monday to 7 for Sunday, 0 for no weekday. */
  weekday: (word: string): number => weekdays.indexOf(word.slice(0, 3)) + 1,
  /** 1 to 31, 0 for none. */
  ordinal(word: string): number {
    if (word === "thirtieth") return 30;
    if (word.startsWith("thirty")) return 31;
    if (/^twenty./.test(word)) return 21 + lowOrdinals.indexOf(word.slice(7));
    return ordinalWords.indexOf(word) + 1;
  },
  /** The value of a count, or undefined. */
  count(word: string): number | undefined {
    if (word.endsWith("couple of")) return 2;
    return /^\d/.test(word) ? Number(word) : readNumberWords(word);
  },
};

/** A year of four figures or two; undefined outside 1990 to 2099. */
export function readYear(written: string): number | undefined {
  const digits = written.replace(/\D/g, "");
  const year = digits.length === 2 ? 2000 + Number(digits) : Number(digits);
  return year >= 1990 && year <= 2099 ? year : undefined;
}

/** The first year of a financial year as written (`2026/27`, `26-27`, `2026-2027`), or undefined where the two do not follow. */
export function readFinancialYear(written: string): number | undefined {
  const [first = "", second = ""] = written.split(/[/-]/);
  const start = readYear(first);
  return start !== undefined && (start + 1) % 100 === Number(second.slice(-2)) ? start : undefined;
}
