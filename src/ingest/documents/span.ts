/** A stretch of a text, `[start, end)` in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A line of a text: where it stands, without its line ending. */
export interface Line extends Span {
  readonly text: string;
  /** From 1, counted over the whole text. */
  readonly number: number;
}

/** The lines of a text; `\n`, `\r\n` and `\r` end a line. A text that ends in a line ending has no empty last line. */
export function readLines(text: string): Line[] {
  const lines: Line[] = [];
  const ending = /\r\n|\n|\r/g;
  let start = 0;
  for (let match = ending.exec(text); match; match = ending.exec(text)) {
    lines.push({ start, end: match.index, text: text.slice(start, match.index), number: lines.length + 1 });
    start = ending.lastIndex;
  }
  if (start < text.length) lines.push({ start, end: text.length, text: text.slice(start), number: lines.length + 1 });
  return lines;
}

/** How many words a text has, counted by white space. */
export function countWords(text: string): number {
  let words = 0;
  for (const _ of text.matchAll(/\S+/g)) words += 1;
  return words;
}
