import { assertNever } from "../../core/assert-never.ts";
import type { Citation } from "../../core/citation.ts";
import type { Block, Reply, Sentence } from "../../core/reply.ts";
import { asOfLines } from "../as-of.ts";
import { chartRows } from "../chart-rows.ts";
import { cleanLine } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { linkOf, trustCaution } from "../source-words.ts";

type Row = readonly string[];

/**
 * Writes a cell as RFC 4180 wants it. A text that a spreadsheet would take for a formula gets an apostrophe in front:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(text: string): string {
  const isFormula = /^'*[=+\-@\t\r]/.test(text) && !/^[-+]?[\d,.]+%?$/.test(text);
  const plain = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows as a CSV file that Excel opens as UTF-8. */
export function csvFile(rows: readonly Row[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function marksOf(citations: readonly number[]): string {
  return citations.map((number) => `[${number}]`).join("");
}

function sentenceRow({ text, citations }: Sentence): Row {
  return [cleanLine(text), marksOf(citations)];
}

function blockRows(block: Block): readonly Row[] {
  switch (block.kind) {
    case "paragraph":
      return block.sentences.map(sentenceRow);
    case "list":
      return block.items.map(sentenceRow);
    case "table":
      return [
        [cleanLine(block.caption), marksOf(block.citations)],
        block.columns.map(cleanLine),
        ...block.rows.map((row) => row.map(cleanLine)),
        [],
      ];
    case "chart": {
      const [columns, rows] = chartRows(block);
      return [[cleanLine(block.caption), marksOf(block.citations)], columns, ...rows, []];
    }
    case "fields":
      return block.fields.map(({ label, value, citations }) => [
        cleanLine(label),
        cleanLine(value),
        marksOf(citations),
      ]);
    case "heading":
    case "quote":
    case "notice":
      return [[cleanLine(block.text)]];
    case "choices":
    case "actions":
      return [];
    default:
      return assertNever(block);
  }
}

function sourceRow(citation: Citation): Row {
  const published = citation.published === undefined ? "" : formatDate(citation.published);
  return [
    `[${citation.number}]`,
    cleanLine(citation.title),
    cleanLine(citation.publisher ?? ""),
    published,
    linkOf(citation) ?? "",
    cleanLine(citation.quote),
    trustCaution(citation.trust) ?? "",
  ];
}

/** An answer with its question, conditions and sources as CSV. */
export function replyCsv(question: string, reply: Reply, copiedAt: string): string {
  return csvFile([
    ...(reply.banner === undefined ? [] : [[cleanLine(reply.banner)]]),
    ["Question", cleanLine(question)],
    ...(reply.marking === undefined ? [] : [["Marking", cleanLine(reply.marking)]]),
    ...asOfLines(reply).map((line) => ["As of", line]),
    ["Copied", copiedAt],
    ["Answer id", reply.receipt],
    [],
    ...reply.blocks.flatMap(blockRows),
    [],
    ["Source", "Title", "Publisher", "Published", "Address", "Words", "Caution"],
    ...reply.citations.map(sourceRow),
  ]);
}
