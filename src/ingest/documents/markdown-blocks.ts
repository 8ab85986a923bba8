import { createBlockBuilder, type Block, type BlockBuilder, type TableCell } from "./blocks.ts";
import type { Line, Span } from "./span.ts";

const fence = /^ {0,3}(`{3,}|~{3,})/;
const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$/;
const underline = /^ {0,3}(=+|-{2,})[ \t]*$/;
const thematicBreak = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const item = /^[ \t]*(?:[-*+•◦▪·–]|\d{1,3}[.)]|[a-zA-Z]\))[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/;
const definition = /^ {0,3}\[[^\]^][^\]]*\]:\s*\S+/;
const delimiterRow = /^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

/** A line inside its block quotes: what is left of it, and how deep it was quoted. */
interface QuotedLine extends Span {
  readonly text: string;
  readonly depth: number;
}

function readQuoted(line: Line): QuotedLine {
  const marks = /^(?: {0,3}> ?)+/.exec(line.text)?.[0] ?? "";
  const depth = marks.replace(/[^>]/g, "").length;
  return { start: line.start + marks.length, end: line.end, text: line.text.slice(marks.length), depth };
}

function trimmed(line: Span & { readonly text: string }, from = 0): Span {
  const text = line.text.slice(from);
  const start = line.start + from + (text.length - text.trimStart().length);
  return { start, end: Math.max(start, line.start + from + text.trimEnd().length) };
}

/** The cells of a table's line; a backslash keeps a bar inside its cell. */
function readCells(line: Span & { readonly text: string }): Span[] {
  const cells: Span[] = [];
  let start = /^[ \t]*\|?/.exec(line.text)?.[0].length ?? 0;
  for (let at = start; at <= line.text.length; at += 1) {
    if (at < line.text.length && (line.text[at] !== "|" || line.text[at - 1] === "\\")) continue;
    const isTail = at === line.text.length && line.text.slice(start).trim() === "";
    if (!isTail) cells.push(trimmed({ start: line.start, end: line.start + at, text: line.text.slice(0, at) }, start));
    start = at + 1;
  }
  return cells;
}

function addTable(builder: BlockBuilder, raw: string, lines: readonly QuotedLine[], from: number): number {
  const headers = readCells(lines[from] ?? { start: 0, end: 0, text: "" }).map(({ start, end }) =>
    raw.slice(start, end).replace(/[*_`]/g, "").replace(/\s+/g, " "),
  );
  let at = from + 2;
  for (; ; at += 1) {
    const line = lines[at];
    if (!line?.text.includes("|")) break;
    const cells: TableCell[] = readCells(line)
      .map((span, column) => ({ header: headers[column] ?? "", span }))
      .filter(({ span }) => span.end > span.start);
    if (cells.length > 0) builder.add({ kind: "row", cells });
  }
  // A table without rows says what it says in its header.
  if (at === from + 2)
    builder.add({ kind: "paragraph", segments: [trimmed(lines[from] ?? { start: 0, end: 0, text: "" })] });
  return at;
}

function addFence(builder: BlockBuilder, lines: readonly QuotedLine[], from: number, mark: string): number {
  const segments: Span[] = [];
  let at = from + 1;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    if (!line) break;
    const closing = fence.exec(line.text)?.[1];
    if (closing?.startsWith(mark) && line.text.trim() === closing) break;
    if (line.text.trim() !== "") segments.push(trimmed(line));
  }
  if (segments.length > 0) builder.add({ kind: "code", segments });
  return at + 1;
}

function addLine(builder: BlockBuilder, line: QuotedLine): void {
  const headingMatch = heading.exec(line.text);
  if (headingMatch) {
    const from = line.text.indexOf("#") + (headingMatch[1]?.length ?? 0);
    const words = headingMatch[2] ?? "";
    const start = line.start + line.text.indexOf(words, from);
    if (words === "") return builder.close();
    return builder.add({
      kind: "heading",
      level: headingMatch[1]?.length ?? 1,
      segments: [{ start, end: start + words.length }],
    });
  }
  if (builder.open === "paragraph" && underline.test(line.text))
    return builder.closeAsHeading(line.text.includes("=") ? 1 : 2);
  if (line.text.trim() === "" || thematicBreak.test(line.text) || definition.test(line.text)) return builder.close();
  const mark = item.exec(line.text)?.[0].length;
  if (mark !== undefined) return builder.begin("item", trimmed(line, mark));
  return builder.continue(trimmed(line));
}

/** The blocks of a Markdown text, from lines of it; what stands between the lines given does not exist for the blocks. */
export function readMarkdownBlocks(raw: string, given: readonly Line[]): Block[] {
  const builder = createBlockBuilder();
  const lines = given.map(readQuoted);
  let depth = 0;
  let previous = 0;
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (!line) break;
    // A line left out (masked) or another depth of quoting ends a paragraph.
    if (line.depth > depth || (given[at]?.number ?? 0) > previous + 1) builder.close();
    depth = line.depth;
    const mark = fence.exec(line.text)?.[1];
    const isTable = line.text.includes("|") && (lines[at + 1]?.text.includes("-") ?? false);
    if (mark) at = addFence(builder, lines, at, mark);
    else if (isTable && delimiterRow.test(lines[at + 1]?.text ?? "")) at = addTable(builder, raw, lines, at);
    else {
      addLine(builder, line);
      at += 1;
    }
    previous = given[at - 1]?.number ?? previous;
  }
  return builder.build();
}

/** The labels that a Markdown text defines for its reference links, lower case. */
export function readLinkLabels(raw: string): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const match of raw.matchAll(/^ {0,3}\[([^\]^][^\]]*)\]:\s*\S+/gm)) labels.add((match[1] ?? "").toLowerCase());
  return labels;
}
