import { assertNever } from "../../core/assert-never.ts";
import type { Citation } from "../../core/citation.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Block, Sentence } from "../../core/reply.ts";
import type { Instant } from "../../core/time.ts";
import { chartRows } from "../chart-rows.ts";
import { cleanLine } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { linkOf, trustCaution } from "../source-words.ts";
import { copyConditions } from "./copy-conditions.ts";
import { csvFile } from "./csv-file.ts";

type Row = readonly string[];

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
    cleanLine(citation.marking ?? ""),
  ];
}

/** An answer with its question, conditions and sources as CSV. */
export function replyCsv(receipt: Receipt, copiedAt: Instant): string {
  const { question, reply } = receipt;
  return csvFile([
    ...(reply.banner === undefined ? [] : [[cleanLine(reply.banner)]]),
    ["Question", cleanLine(question)],
    ...(reply.marking === undefined ? [] : [["Marking", cleanLine(reply.marking)]]),
    ...copyConditions(receipt, copiedAt).map((line) => ["As of", line]),
    [],
    ...reply.blocks.flatMap(blockRows),
    [],
    ["Source", "Title", "Publisher", "Published", "Address", "Words", "Caution", "Marking"],
    ...reply.citations.map(sourceRow),
  ]);
}
