import { assertNever } from "../core/assert-never.ts";
import type { Citation } from "../core/citation.ts";
import type { Block, LabelledValue, Reply, Sentence } from "../core/reply.ts";
import { asOfLines } from "./as-of.ts";
import { chartRows } from "./chart-rows.ts";
import { cleanLine, cleanText } from "./clean-text.ts";
import { formatDate } from "./format-date.ts";
import { alignTable } from "./plain-table.ts";
import { linkOf, trustCaution } from "./source-words.ts";

interface BlockStyle {
  /** Whether sentences carry the numbers of their sources. */
  readonly marks: boolean;
}

function marksOf(citations: readonly number[], style: BlockStyle): string {
  return style.marks && citations.length > 0 ? ` ${citations.map((number) => `[${number}]`).join("")}` : "";
}

function sentenceText(sentence: Sentence, style: BlockStyle): string {
  return cleanLine(sentence.text) + marksOf(sentence.citations, style);
}

function blockText(block: Block, style: BlockStyle): string {
  switch (block.kind) {
    case "paragraph":
      return block.sentences.map((sentence) => sentenceText(sentence, style)).join(" ");
    case "list":
      return block.items.map((item) => `- ${sentenceText(item, style)}`).join("\n");
    case "table":
      return [
        cleanLine(block.caption) + marksOf(block.citations, style),
        ...alignTable(block.columns, block.rows),
      ].join("\n");
    case "heading":
      return cleanLine(block.text);
    case "fields":
      return block.fields.map((field) => fieldText(field, style)).join("\n");
    case "chart":
      return [cleanLine(block.caption) + marksOf(block.citations, style), ...alignTable(...chartRows(block))].join(
        "\n",
      );
    case "quote":
      return cleanText(block.text).trim().replaceAll(/^/gm, "> ");
    case "actions":
      return block.buttons.map(({ label }) => `[${cleanLine(label)}]`).join(" ");
    case "choices":
      return block.choices.map((choice, index) => `  ${index + 1}. ${cleanLine(choice.label)}`).join("\n");
    case "notice":
      return cleanText(block.text).trim();
    default:
      return assertNever(block);
  }
}

function fieldText({ label, value, words, citations }: LabelledValue, style: BlockStyle): string {
  const from = words === undefined ? "" : ` (“${cleanLine(words)}”)`;
  return `${cleanLine(label)}: ${cleanLine(value)}${from}${marksOf(citations, style)}`;
}

function sourceText(citation: Citation): string {
  const published = citation.published === undefined ? undefined : formatDate(citation.published);
  const where = [citation.publisher, published].filter((part) => part !== undefined).map(cleanLine);
  const caution = trustCaution(citation.trust);
  const head = [cleanLine(citation.title), ...where].join(", ") + (caution === undefined ? "" : ` (${caution})`);
  const url = linkOf(citation);
  const indent = " ".repeat(`[${citation.number}] `.length);
  return [
    `[${citation.number}] ${head}`,
    ...(citation.marking === undefined ? [] : [`${indent}Marked ${cleanLine(citation.marking)}`]),
    ...(url === undefined ? [] : [indent + url]),
    `${indent}“${cleanLine(citation.quote)}”`,
  ].join("\n");
}

/**
 * Draws a reply for a terminal: sentences with the numbers of their sources, the sources with the quoted words, the
 * marking, the "as of" line and how to ask why. Content is stripped of everything that could steer a terminal.
 */
export function renderPlainText(reply: Reply): string {
  const foot = [
    ...(reply.marking === undefined ? [] : [`Marked ${cleanLine(reply.marking)}`]),
    ...asOfLines(reply),
    ...(reply.receipt === "" ? [] : [`why ${cleanLine(reply.receipt)}`]),
  ];
  return [
    ...(reply.banner === undefined ? [] : [cleanLine(reply.banner)]),
    ...reply.blocks.map((block) => blockText(block, { marks: true })),
    ...(reply.citations.length === 0 ? [] : [["Sources", ...reply.citations.map(sourceText)].join("\n")]),
    foot.join("\n"),
  ].join("\n\n");
}

/** The answer alone as plain text: no source numbers, no source list, no receipt. */
export function replyText(reply: Reply): string {
  return reply.blocks.map((block) => blockText(block, { marks: false })).join("\n\n");
}

/** All sentences of paragraphs and lists, in the order in which they are read. */
export function replySentences(reply: Reply): readonly Sentence[] {
  return reply.blocks.flatMap((block) => {
    if (block.kind === "paragraph") return block.sentences;
    return block.kind === "list" ? block.items : [];
  });
}
