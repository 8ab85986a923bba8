import { encodeAction, type ActionButton } from "../../core/action.ts";
import { assertNever } from "../../core/assert-never.ts";
import type { Citation } from "../../core/citation.ts";
import type { Block, LabelledValue, Reply, Sentence } from "../../core/reply.ts";
import { asOfLines } from "../as-of.ts";
import { chartRows } from "../chart-rows.ts";
import { drawChart, titleOf } from "../chart-svg.ts";
import { cleanLine, cleanText } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { capitalise, linkOf, trustCaution } from "../source-words.ts";

/** A mark after a sentence. `id` is set on the first mark of each source, as the place to come back to. */
export interface MarkView {
  readonly number: number;
  readonly id?: string;
  /** The last of a row of marks, of which those in between are not shown. */
  readonly ends?: boolean;
}

/** A sentence with its marks. */
export interface SentenceView {
  readonly text: string;
  readonly marks: readonly MarkView[];
}

/** A block as the template draws it. */
export type BlockView =
  | { readonly kind: "paragraph" | "list"; readonly sentences: readonly SentenceView[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly marks: readonly MarkView[];
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: "chart";
      readonly caption: string;
      readonly marks: readonly MarkView[];
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Markup of our own that needs no escaping: the chart for wide screens and for narrow ones. */
      readonly svg: string;
      readonly narrowSvg: string;
    }
  | { readonly kind: "heading" | "quote"; readonly lines: readonly string[] }
  | { readonly kind: "fields"; readonly fields: readonly FieldView[] }
  | { readonly kind: "actions"; readonly buttons: readonly ButtonView[] }
  | { readonly kind: "choices"; readonly choices: readonly { readonly label: string; readonly text: string }[] }
  | { readonly kind: "notice"; readonly tone: "info" | "refusal" | "warning"; readonly lines: readonly string[] };

/** A labelled value with its marks and, of a draft, the words that it came from. */
export interface FieldView {
  readonly label: string;
  readonly value: string;
  readonly words?: string;
  readonly marks: readonly MarkView[];
}

/** A button that sends an action back. */
export interface ButtonView {
  readonly label: string;
  readonly action: string;
  readonly style: "primary" | "secondary" | "danger";
  readonly sure?: string;
}

/** A source in the numbered list below an answer. */
export interface SourceItemView {
  readonly number: number;
  readonly title: string;
  /** Publisher and date in one line; empty where neither is known. */
  readonly origin: string;
  readonly caution?: string;
  readonly marking?: string;
  readonly quote: string;
  /** The publisher's page, only where it may be linked. */
  readonly link?: { readonly href: string; readonly host: string };
  /** Where the stored words are shown; left out for an answer that is not stored. */
  readonly opens?: string;
}

/** An answer as the template draws it; every text is clean and still to be escaped. */
export interface ReplyView {
  readonly outcome: Reply["outcome"];
  readonly blocks: readonly BlockView[];
  readonly sources: readonly SourceItemView[];
  readonly marking?: string;
  readonly asOf: readonly string[];
  /** What is shown is made up. */
  readonly banner?: string;
}

/** Where an answer's pages are. */
export function answerPath(receipt: string): string {
  return `/answers/${encodeURIComponent(receipt)}`;
}

function createMarker(citations: readonly Citation[]): (numbers: readonly number[]) => readonly MarkView[] {
  const known = new Set(citations.map((citation) => citation.number));
  const seen = new Set<number>();
  return (numbers) =>
    withoutMiddles(numbers.filter((number) => known.has(number))).map((mark) => {
      if (seen.has(mark.number)) return mark;
      seen.add(mark.number);
      return { ...mark, id: `mark-${mark.number}` };
    });
}

/** So many marks in a row are shown as the first and the last of them. */
const longRow = 4;

function withoutMiddles(numbers: readonly number[]): readonly MarkView[] {
  const isNext = (index: number): boolean => numbers[index] === (numbers[index - 1] ?? Number.NaN) + 1;
  const starts = numbers.flatMap((_, index) => (isNext(index) ? [] : [index]));
  return starts.flatMap((from, at): readonly MarkView[] => {
    const row = numbers.slice(from, starts[at + 1]);
    const [first, last] = [row[0] ?? 0, row.at(-1) ?? 0];
    return row.length < longRow ? row.map((number) => ({ number })) : [{ number: first }, { number: last, ends: true }];
  });
}

function viewBlock(block: Block, mark: (numbers: readonly number[]) => readonly MarkView[]): BlockView {
  const sentence = (item: Sentence): SentenceView => ({ text: cleanLine(item.text), marks: mark(item.citations) });
  switch (block.kind) {
    case "paragraph":
      return { kind: "paragraph", sentences: block.sentences.map(sentence) };
    case "list":
      return { kind: "list", sentences: block.items.map(sentence) };
    case "table":
      return {
        kind: "table",
        caption: cleanLine(block.caption),
        marks: mark(block.citations),
        columns: block.columns.map(cleanLine),
        rows: block.rows.map((row) => fillRow(row, block.columns.length)),
      };
    case "heading":
    case "quote":
      return { kind: block.kind, lines: cleanText(block.text).trim().split(/\n+/) };
    case "fields":
      return { kind: "fields", fields: block.fields.map((field) => viewField(field, mark)) };
    case "chart":
      return viewChart(block, mark);
    case "actions":
      return { kind: "actions", buttons: block.buttons.map(viewButton) };
    case "choices":
      return { kind: "choices", choices: block.choices.map(({ label, text }) => ({ label: cleanLine(label), text })) };
    case "notice":
      return { kind: "notice", tone: block.tone, lines: cleanText(block.text).trim().split(/\n+/) };
    default:
      return assertNever(block);
  }
}

/** The narrowest screen that pages are made for is 320 pixels wide, less what stands beside a chart. */
const narrowWidth = 300;

function viewChart(
  block: Extract<Block, { kind: "chart" }>,
  mark: (numbers: readonly number[]) => readonly MarkView[],
): BlockView {
  // The caption has the unit, so that the heads of the columns stay short.
  const { unit: _unit, ...chart } = block;
  const [columns, rows] = chartRows(chart);
  return {
    kind: "chart",
    caption: cleanLine(titleOf(block)),
    marks: mark(block.citations),
    columns: columns.map(cleanLine),
    rows: rows.map(([x = "", ...cells]) => [cleanLine(formatDate(x)), ...cells]),
    svg: drawChart(block),
    narrowSvg: drawChart(block, narrowWidth),
  };
}

function viewField(
  { label, value, words, citations }: LabelledValue,
  mark: (numbers: readonly number[]) => readonly MarkView[],
): FieldView {
  const from = words === undefined ? {} : { words: cleanLine(words) };
  return { label: cleanLine(label), value: cleanLine(value), ...from, marks: mark(citations) };
}

function viewButton({ label, call, style, sure }: ActionButton): ButtonView {
  const asked = sure === undefined ? {} : { sure };
  return { label: cleanLine(label), action: encodeAction(call), style: style ?? "secondary", ...asked };
}

/** A row's cells, filled up with empty ones to the table's width. */
function fillRow(row: readonly string[], width: number): readonly string[] {
  return Array.from({ length: Math.max(row.length, width) }, (_, index) => cleanLine(row[index] ?? ""));
}

function viewSource(citation: Citation, path: string | undefined): SourceItemView {
  const published = citation.published === undefined ? undefined : formatDate(citation.published);
  const caution = trustCaution(citation.trust);
  const link = linkOf(citation);
  return {
    number: citation.number,
    title: cleanLine(citation.title),
    origin: [citation.publisher, published]
      .filter((part) => part !== undefined)
      .map(cleanLine)
      .join(", "),
    quote: path === undefined ? cleanLine(citation.quote) : shorten(cleanLine(citation.quote)),
    ...(caution === undefined ? {} : { caution: capitalise(caution) }),
    ...(citation.marking === undefined ? {} : { marking: cleanLine(citation.marking) }),
    ...(link === undefined ? {} : { link: { href: link, host: new URL(link).hostname } }),
    ...(path === undefined ? {} : { opens: `${path}/sources/${citation.number}` }),
  };
}

/** Where a source can be opened, a page need not show all of a long quote. */
const mostQuoted = 300;

function shorten(quote: string): string {
  const characters = [...quote];
  if (characters.length <= mostQuoted) return quote;
  const whole = characters
    .slice(0, mostQuoted)
    .join("")
    .replace(/\s\S*$/, "");
  return `${whole.replace(/[\s.,;:…]+$/, "")} …`;
}

/** What a page shows of a reply. `stored` says whether its sources can be opened under its receipt. */
export function viewReply(reply: Reply, { stored }: { readonly stored: boolean }): ReplyView {
  const mark = createMarker(reply.citations);
  const path = stored ? answerPath(reply.receipt) : undefined;
  return {
    outcome: reply.outcome,
    blocks: reply.blocks.map((block) => viewBlock(block, mark)),
    sources: reply.citations.map((citation) => viewSource(citation, path)),
    asOf: asOfLines(reply),
    ...(reply.banner === undefined ? {} : { banner: cleanLine(reply.banner) }),
    ...(reply.marking === undefined ? {} : { marking: cleanLine(reply.marking) }),
  };
}
