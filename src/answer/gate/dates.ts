/** A date found in a text; what is not said is left out. `year` may be missing in "8 November". */
export interface StatedDate {
  /** The part that is meant: `spring` in "spring 2022", `end` in "the end of March". */
  readonly part?: string;
  /** The year stands for ten: "the 1990s". */
  readonly decade?: boolean;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const months = "january february march april may june july august september october november december".split(" ");
const month = `(${months.join("|")}|${months.map((name) => name.slice(0, 3)).join("|")}|sept)`;
const patterns: readonly {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => Omit<StatedDate, "text" | "start" | "end" | "part">;
}[] = [
  {
    pattern: /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    read: (match) => ({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${month}\\.?,?\\s(\\d{4})\\b`, "gi"),
    read: (match) => ({ day: Number(match[1]), month: monthNumber(match[2]), year: Number(match[3]) }),
  },
  {
    pattern: new RegExp(`\\b${month}\\s(\\d{1,2})(?:st|nd|rd|th)?,\\s(\\d{4})\\b`, "gi"),
    read: (match) => ({ day: Number(match[2]), month: monthNumber(match[1]), year: Number(match[3]) }),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s(?:of\\s)?${month}\\b`, "gi"),
    read: (match) => ({ day: Number(match[1]), month: monthNumber(match[2]) }),
  },
  {
    pattern: new RegExp(`\\b${month}\\.?\\s(\\d{4})\\b`, "gi"),
    read: (match) => ({ month: monthNumber(match[1]), year: Number(match[2]) }),
  },
  // A financial year or a run of years: 2023-24, 2023/24, 2009-2010.
  { pattern: /\b((?:19|20)\d{2})(?=[-\u2013/]\d{2}(?:\d{2})?\b)/g, read: (match) => ({ year: Number(match[1]) }) },
  { pattern: /(?<=\b(?:19|20)\d{2}[-\u2013/])((?:19|20)\d{2})\b/g, read: (match) => ({ year: Number(match[1]) }) },
  {
    pattern: /(?<=\b((?:19|20)\d{2})[-\u2013/])(\d{2})\b/g,
    read: (match) => ({ year: shortYearAfter(Number(match[1]), Number(match[2])) }),
  },
  { pattern: /\b((?:19|20)\d0)(?='?s\b)/g, read: (match) => ({ year: Number(match[1]), decade: true }) },
  { pattern: /(?<![£\d,.]|\d-)\b((?:19|20)\d{2})\b(?!\d|,\d|%)/g, read: (match) => ({ year: Number(match[1]) }) },
];

/** 24 after 2023 is 2024, 00 after 1999 is 2000. */
function shortYearAfter(year: number, short: number): number {
  const century = year - (year % 100);
  return short >= year % 100 ? century + short : century + 100 + short;
}

function monthNumber(name: string | undefined): number {
  return months.findIndex((full) => full.startsWith((name ?? "").toLowerCase().slice(0, 3))) + 1;
}

const parts: readonly (readonly [string, RegExp])[] = [
  ["start", /\b(?:start|beginning) of (?:the year )?$/i],
  ["end", /\bend of (?:the year )?$/i],
  ...["spring", "summer", "autumn", "winter", "early", "mid", "late"].map((part): [string, RegExp] => [
    part,
    new RegExp(`\\b${part}(?:\\s(?:of\\s)?|-)$`, "i"),
  ]),
];

function partBefore(text: string, start: number): Pick<StatedDate, "part"> {
  const before = text.slice(Math.max(0, start - 28), start);
  const part = parts.find(([, pattern]) => pattern.test(before))?.[0];
  return part === undefined ? {} : { part };
}

/** The dates of a text in order, the most precise reading of each place. */
export function datesOf(text: string): readonly StatedDate[] {
  const found: StatedDate[] = [];
  for (const { pattern, read } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((date) => start < date.end && date.start < end)) continue;
      found.push({ ...read(match), ...partBefore(text, start), text: match[0], start, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** True where `known` says at least what `stated` says: 8 November 2021 supports November 2021, never the reverse. */
export function supportsDate(known: StatedDate, stated: StatedDate): boolean {
  return (
    (stated.part === undefined || stated.part === known.part) &&
    stated.decade === known.decade &&
    (stated.year === undefined || stated.year === known.year) &&
    (stated.month === undefined || stated.month === known.month) &&
    (stated.day === undefined || stated.day === known.day)
  );
}

/** A text with the given stretches replaced by spaces, so that every offset stays. */
export function blankOut(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let blanked = text;
  for (const { start, end } of spans) blanked = blanked.slice(0, start) + " ".repeat(end - start) + blanked.slice(end);
  return blanked;
}
