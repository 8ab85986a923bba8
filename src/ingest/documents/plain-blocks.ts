import { createBlockBuilder, type Block } from "./blocks.ts";
import type { Line, Span } from "./span.ts";

const item = /^[ \t]*(?:[-*+•◦▪·–]|\d{1,3}[.)]|[a-zA-Z]\))[ \t]+(?=\S)/;

/** Lines this wide or wider, whose next word would not have fitted, were wrapped by an editor or a mail program. */
const wrapWidths = { min: 40, max: 100 };

function content(line: Line, from: number): Span {
  const start = line.start + from + (line.text.length - from - line.text.slice(from).trimStart().length);
  return { start, end: line.start + line.text.trimEnd().length };
}

function isOverWidth(line: Line, next: Line, width: number): boolean {
  const firstWord = /^\s*(\S+)/.exec(next.text)?.[1] ?? "";
  return line.text.trimEnd().length + 1 + firstWord.length > width;
}

/** True where a run of lines was wrapped: not one of its lines could have taken the first word of the next. */
function isWrappedRun(run: readonly Line[]): boolean {
  const width = Math.max(...run.map(({ text }) => text.trimEnd().length));
  if (width < wrapWidths.min || width > wrapWidths.max) return false;
  return run.every((line, at) => {
    const next = run[at + 1];
    return !next || isOverWidth(line, next, width);
  });
}

/** Stretches of lines without a blank line, a list mark or a line left out between them. */
function readRuns(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = [];
  let previous: Line | undefined;
  for (const line of lines) {
    const isBlank = line.text.trim() === "";
    const follows = previous?.number === line.number - 1 && previous.text.trim() !== "";
    if (!isBlank && follows && !item.test(line.text)) runs.at(-1)?.push(line);
    else if (!isBlank) runs.push([line]);
    previous = line;
  }
  return runs;
}

/** True where a line goes on with the sentence of the line before, whatever the width. */
function carriesOn(previous: Line | undefined, line: Line): boolean {
  return previous !== undefined && /^\s*\p{Ll}/u.test(line.text) && !/[.!?:…]["'”’)]*\s*$/u.test(previous.text);
}

/**
 * The blocks of plain text: a line is a paragraph of its own, unless it was wrapped at a fixed width, and a line with a
 * bullet or number is an item. There are no headings: a short line may as well be a caption or an advert.
 */
export function readPlainBlocks(lines: readonly Line[]): Block[] {
  const builder = createBlockBuilder();
  for (const run of readRuns(lines)) {
    const isWrapped = isWrappedRun(run);
    for (const [at, line] of run.entries()) {
      const mark = item.exec(line.text)?.[0].length;
      if (at > 0 && (isWrapped || carriesOn(run[at - 1], line))) builder.continue(content(line, 0));
      else if (mark === undefined) builder.begin("paragraph", content(line, 0));
      else builder.begin("item", content(line, mark));
    }
  }
  return builder.build();
}
