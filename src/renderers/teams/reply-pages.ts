import type { Block, Reply, Sentence } from "../../core/reply.ts";
import { chartRows } from "../chart-rows.ts";
import { formatDate } from "../format-date.ts";
import { cutLine, splitText } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";

/** A part of a reply that fits. `next` is the piece that goes on where it ends, for whoever draws that. */
export interface ReplyPage {
  readonly reply: Reply;
  readonly next?: number;
}

/** A piece of a block that is never cut: a sentence, a row, a field. */
interface Piece {
  readonly block: number;
  readonly part: Block;
}

/**
 * A part of a reply from its piece `from` on: as many whole sentences, rows and fields as fit, and at least one. Buttons and
 * choices are in every part. Beyond the end it is the last piece.
 */
export function pageOf(reply: Reply, from: number, fits: (page: ReplyPage) => boolean): ReplyPage {
  const whole = { ...reply, blocks: withTables(reply.blocks) };
  const pieces = whole.blocks.flatMap((block, index) => cutBlock(block).map((part): Piece => ({ block: index, part })));
  const first = Math.max(0, Math.min(from, pieces.length - 1));
  const to = endOfPage(pieces, first, (end) => fits(pageFrom(whole, pieces, { from: first, to: end })));
  const page = pageFrom(whole, pieces, { from: first, to });
  return fits(page) ? page : shortened(page, fits);
}

/** A chart's data as a table below it, which can be cut like any other. */
function withTables(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block): readonly Block[] => {
    if (block.kind !== "chart") return [block];
    const [columns, rows] = chartRows(block);
    const days = rows.map(([x = "", ...values]) => [formatDate(x), ...values]);
    const table: Block = { kind: "table", caption: "", columns, rows: days, citations: block.citations };
    return rows.length === 0 ? [block] : [block, table];
  });
}

/** A single piece that is too long by itself: each of its texts is cut until it fits. */
function shortened(page: ReplyPage, fits: (page: ReplyPage) => boolean): ReplyPage {
  const cuts = [600, 200, 60, 20].map((limit) => ({
    ...page,
    reply: { ...page.reply, blocks: page.reply.blocks.map((block) => shortenBlock(block, limit)) },
  }));
  return cuts.find(fits) ?? cuts.at(-1) ?? page;
}

function shortenBlock(block: Block, limit: number): Block {
  const short = (text: string): string => cutLine(text, limit);
  const sentence = ({ text, citations }: Sentence): Sentence => ({ text: short(text), citations });
  switch (block.kind) {
    case "paragraph":
      return { ...block, sentences: block.sentences.map(sentence) };
    case "list":
      return { ...block, items: block.items.map(sentence) };
    case "table":
      return {
        ...block,
        caption: short(block.caption),
        columns: block.columns.map(short),
        rows: block.rows.map((row) => row.map(short)),
      };
    case "fields":
      return {
        ...block,
        fields: block.fields.map(({ label, value, citations }) => ({
          label: short(label),
          value: short(value),
          citations,
        })),
      };
    case "quote":
    case "notice":
    case "heading":
      return { ...block, text: short(block.text) };
    default:
      return block;
  }
}

/** The furthest end at which a page still fits; one piece at least, so that every page goes on. */
function endOfPage(pieces: readonly Piece[], from: number, fits: (end: number) => boolean): number {
  if (fits(pieces.length)) return pieces.length;
  let [fitting, tooMuch] = [Math.min(from + 1, pieces.length), pieces.length];
  while (tooMuch - fitting > 1) {
    const middle = Math.floor((fitting + tooMuch) / 2);
    if (fits(middle)) fitting = middle;
    else tooMuch = middle;
  }
  return fitting;
}

function pageFrom(
  reply: Reply,
  pieces: readonly Piece[],
  { from, to }: { readonly from: number; readonly to: number },
): ReplyPage {
  const kept = pieces.slice(from, to);
  const blocks = reply.blocks.flatMap((block, index) => {
    if (isControl(block)) return [block];
    const parts = kept.filter((piece) => piece.block === index).map(({ part }) => part);
    return parts.length === 0 ? [] : [joinParts(block, parts)];
  });
  return { reply: { ...reply, blocks }, ...(to < pieces.length && { next: to }) };
}

function isControl({ kind }: Block): boolean {
  return kind === "actions" || kind === "choices";
}

function cutSentence({ text, citations }: Sentence): readonly Sentence[] {
  return splitText(text, teamsLimits.sentence).map((part) => ({ text: part, citations }));
}

function cutBlock(block: Block): readonly Block[] {
  switch (block.kind) {
    case "paragraph":
      return block.sentences.flatMap(cutSentence).map((sentence) => ({ ...block, sentences: [sentence] }));
    case "list":
      return block.items.flatMap(cutSentence).map((item) => ({ ...block, items: [item] }));
    case "table":
      return block.rows.length === 0 ? [block] : block.rows.map((row) => ({ ...block, rows: [row] }));
    case "fields":
      return block.fields.map((field) => ({ ...block, fields: [field] }));
    case "quote":
    case "notice":
      return splitText(block.text, teamsLimits.sentence).map((text) => ({ ...block, text }));
    case "heading":
    case "chart":
      return [block];
    case "actions":
    case "choices":
      return [];
  }
}

/** A block with these parts of it alone. */
function joinParts(block: Block, parts: readonly Block[]): Block {
  const textOf = (kind: "quote" | "notice"): string =>
    parts.flatMap((part) => (part.kind === kind ? [part.text] : [])).join("\n");
  switch (block.kind) {
    case "paragraph":
      return { ...block, sentences: parts.flatMap((part) => (part.kind === "paragraph" ? part.sentences : [])) };
    case "list":
      return { ...block, items: parts.flatMap((part) => (part.kind === "list" ? part.items : [])) };
    case "table":
      return { ...block, rows: parts.flatMap((part) => (part.kind === "table" ? part.rows : [])) };
    case "fields":
      return { ...block, fields: parts.flatMap((part) => (part.kind === "fields" ? part.fields : [])) };
    case "quote":
      return { ...block, text: textOf("quote") };
    case "notice":
      return { ...block, text: textOf("notice") };
    default:
      return block;
  }
}
