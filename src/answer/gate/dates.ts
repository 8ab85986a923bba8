/** A date found in a text; what is not said is left out. `year` may be missing in "8 November". */
export interface StatedDate {
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
  readonly read: (match: RegExpExecArray) => Omit<StatedDate, "text" | "start" | "end">;
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
  // A financial year or a run of years: 2023-24, 2009 to 2010.
  { pattern: /\b((?:19|20)\d{2})(?=[-\u2013]\d{2}(?:\d{2})?\b)/g, read: (match) => ({ year: Number(match[1]) }) },
  { pattern: /(?<=\b(?:19|20)\d{2}[-\u2013])(\d{2})\b/g, read: (match) => ({ year: 2000 + Number(match[1]) }) },
  { pattern: /(?<![£\d,.-])\b((?:19|20)\d{2})\b(?!\d|,\d|%)/g, read: (match) => ({ year: Number(match[1]) }) },
];

function monthNumber(name: string | undefined): number {
  return months.findIndex((full) => full.startsWith((name ?? "").toLowerCase().slice(0, 3))) + 1;
}

/** The dates of a text in order, the most precise reading of each place. */
export function datesOf(text: string): readonly StatedDate[] {
  const found: StatedDate[] = [];
  for (const { pattern, read } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((date) => start < date.end && date.start < end)) continue;
      found.push({ ...read(match), text: match[0], start, end });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}

/** True where `known` says at least what `stated` says: 8 November 2021 supports November 2021, never the reverse. */
export function supportsDate(known: StatedDate, stated: StatedDate): boolean {
  return (
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
