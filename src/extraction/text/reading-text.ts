import { mapUnits, rewrite, type MappedText } from "./mapped-text.ts";
import { setLeaders, setTables } from "./tables.ts";

/** A stretch of the text that is read, UTF-16 offsets, `end` exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A message and the text that it is read by. All ranges are ranges of `plain`; only what leaves the extraction is given in
 * offsets of the message.
 */
export interface ReadingText {
  readonly original: string;
  /**
   * Lower case without diacritics; straight quotes and plain hyphens; one blank between words, no blank around a line feed, at
   * most two line feeds together; without emphasis marks, fillers and dictated punctuation, which is set as signs.
   */
  readonly plain: string;
  /** A range as offsets of the message. */
  inMessage(range: Range): Range;
  /** Offsets of the message as a range; empty where nothing of it is read. */
  fromMessage(range: Range): Range;
}

/** Longer messages are read up to here; no platform that we speak to allows more. */
const longestMessage = 40_000;

const signs = new Map<string, string>([
  ...Array.from("\u2018\u2019\u201a\u02bc\u0060\u00b4\uff07", (sign): [string, string] => [sign, "'"]),
  ...Array.from("\u201c\u201d\u201e\u00ab\u00bb", (sign): [string, string] => [sign, '"']),
  ...Array.from("\u2010\u2011\u2012\u2013\u2015\u2212", (sign): [string, string] => [sign, "-"]),
  ...Array.from("\u2022\u25cf\u25aa\u25e6\u2043\u00b7", (sign): [string, string] => [sign, "-"]),
  ...Array.from("\u2192\u279c\u2794\u27a1", (sign): [string, string] => [sign, "->"]),
  ...Array.from("\u00ad\u200b\u200c\u2060\ufeff\ufe0f", (sign): [string, string] => [sign, ""]),
  ["\u2014", " - "],
  ["\u0142", "l"],
  ["\u00f8", "o"],
  ["\u2028", "\n"],
  ["\u2029", "\n"],
  ["\r", ""],
  // The frame around the digit of a keycap: 1️⃣ begins a point of a list.
  ["\u20e3", ")"],
]);

/** Prepares a message for reading. */
export function createReadingText(text: string): ReadingText {
  const original = text.slice(0, longestMessage);
  const mapped = setDictation(tidy(mapUnits(original, plainUnit)));
  return {
    original,
    plain: mapped.plain,
    inMessage: ({ start, end }) =>
      end > start
        ? { start: mapped.starts[start] ?? original.length, end: mapped.ends[end - 1] ?? original.length }
        : { start: mapped.starts[start] ?? original.length, end: mapped.starts[start] ?? original.length },
    fromMessage({ start, end }) {
      const first = firstIndex(mapped.starts, (at) => at >= start);
      return {
        start: first,
        end: Math.max(
          first,
          firstIndex(mapped.ends, (at) => at > end),
        ),
      };
    },
  };
}

/** The first index of ascending values that a condition holds for, by halving; the length where it holds for none. */
function firstIndex(values: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function plainUnit(unit: string): string {
  const replaced = signs.get(unit);
  if (replaced !== undefined) return replaced;
  if (unit <= "\u007e") return unit.toLowerCase();
  if (/\s/.test(unit)) return " ";
  const bare = unit.normalize("NFKD").replace(/\p{M}+/gu, "");
  return bare === "" ? "" : bare.toLowerCase();
}

function tidy(text: MappedText): MappedText {
  const steps: readonly (readonly [RegExp, string])[] = [
    [/&gt;/g, ">"],
    [/&lt;/g, "<"],
    [/&amp;/g, "&"],
    [/&nbsp;|\v|\f/g, " "],
    // Columns that are kept apart by tabs or wide gaps.
    [/ *\t *|(?<=[^\s.!?]) {3,}(?=\S)/g, "\t"],
    // A star that begins a line is a bullet; any other, and what emphasises words, says nothing.
    [/^([ ]*)\*(?= )/gm, "-"],
    [/[*~]+|(?<![\p{L}\p{N}])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}])/gu, ""],
    [/(?<![\p{L}\p{N}'-])(?:u+m+|u+h+|erm+|uhm|er)(?![\p{L}\p{N}'-])/gu, " "],
    [/(?<=[\p{L}\p{N}).!%] )-{2,3}(?= [\p{L}\p{N}£])/gu, "-"],
    [/[^\S\n\t]+/g, " "],
    [/ (?=,(?: |\n|$))/g, ""],
    [/[ \t]*\n[ \t]*/g, "\n"],
    [/\n{3,}/g, "\n\n"],
    [/^\s+|\s+$/g, ""],
  ];
  const filled = isTemplate(text.plain) ? rewrite(text, placeholder, () => " ") : text;
  const lines = setLeaders(steps.reduce((done, [pattern, by]) => rewrite(done, pattern, () => by), filled));
  return rewrite(setTables(lines), /\t/g, () => " ");
}

const placeholder = /\[[^\][\n\d]{2,60}\]/g;

/** A form that waits to be filled in says nothing where its brackets stand. */
function isTemplate(words: string): boolean {
  return (words.match(/: ?\[[^\][\n\d]{2,60}\]/g) ?? []).length > 1;
}

const dictated: readonly (readonly [RegExp, string])[] = [
  [/ (?:comma|question mark)(?: no| sorry no| i mean)? full stop\b/g, "."],
  [/ full stop\b/g, "."],
  [/ comma\b/g, ","],
  [/ question mark\b/g, "?"],
  [/ exclamation mark\b/g, "!"],
  [/ (?:semi-?colon|semi colon)\b/g, ";"],
  [/ new (?:paragraph|line)\b ?/g, "\n"],
];

/** Punctuation that was dictated is set as signs, in a text that has next to none of its own. */
function setDictation(text: MappedText): MappedText {
  const own = (text.plain.match(/[.,;:!?](?= |$)/g) ?? []).length;
  if (own * 80 > text.plain.length || !/ (?:full stop|comma|question mark)\b/.test(text.plain)) return text;
  return dictated.reduce((done, [pattern, by]) => rewrite(done, pattern, () => by), text);
}

/** The words of a range as they are read. */
export function plainIn(text: ReadingText, range: Range): string {
  return text.plain.slice(range.start, range.end);
}

/** The words of a range as they were written, with one blank where there were several or a line feed. */
export function writtenIn(text: ReadingText, range: Range): string {
  const { start, end } = text.inMessage(range);
  return text.original.slice(start, end).replace(/\s+/g, " ").trim();
}

/** A range without the blanks and the signs of `dropped` at its ends; never turned inside out. */
export function trimRange(text: ReadingText, range: Range, dropped = ""): Range {
  const isDropped = (at: number): boolean => {
    const sign = text.plain.charAt(at);
    return /\s/.test(sign) || dropped.includes(sign);
  };
  let { start, end } = range;
  while (start < end && isDropped(start)) start += 1;
  while (end > start && isDropped(end - 1)) end -= 1;
  return { start, end };
}

/** True where two ranges share a character. */
export function overlaps(left: Range, right: Range): boolean {
  return left.start < right.end && right.start < left.end;
}

/** True where the first range lies inside the second. */
export function isWithin(inner: Range, outer: Range): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** A match of a pattern: where it stands, and its groups by name. */
export interface Match extends Range {
  readonly text: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
  /** Where a named group stands; undefined where it took no part. */
  group(name: string): Range | undefined;
}

/** Every match of a pattern with the flags `d` and `g` in a range. Lookarounds see nothing outside the range. */
export function matchesIn(text: ReadingText, range: Range, pattern: RegExp): readonly Match[] {
  return Array.from(plainIn(text, range).matchAll(pattern), (found): Match => ({
    start: range.start + found.index,
    end: range.start + found.index + found[0].length,
    text: found[0],
    groups: found.groups ?? {},
    group(name) {
      const place = found.indices?.groups?.[name];
      return place && { start: range.start + place[0], end: range.start + place[1] };
    },
  }));
}
