import type { CardElement, IFact, ITable, ITableRow, ITextBlock } from "@microsoft/teams.cards";
import { assertNever } from "../../core/assert-never.ts";
import type { Block, LabelledValue } from "../../core/reply.ts";
import { chartRows } from "../chart-rows.ts";
import { cleanLine } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { cutText } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { citationMarks, inline, paragraphs } from "./markdown.ts";
import { blockText } from "./message-text.ts";

type Chart = Extract<Block, { kind: "chart" }>;
type Table = Extract<Block, { kind: "table" }>;

/** Words in a card. */
export function textBlock(text: string, style: Omit<ITextBlock, "type" | "text" | "wrap"> = {}): ITextBlock {
  return { type: "TextBlock", text, wrap: true, ...style };
}

/** The elements of a block; none for buttons and choices, which are drawn together below. */
export function blockElements(block: Block): readonly CardElement[] {
  switch (block.kind) {
    case "paragraph":
    case "list":
      return [textBlock(blockText(block))];
    case "heading":
      return [textBlock(inline(block.text), { weight: "Bolder", size: "Medium", style: "heading" })];
    case "quote":
      return [{ type: "Container", style: "emphasis", items: [textBlock(paragraphs(block.text))] }];
    case "notice":
      return block.tone === "warning"
        ? [{ type: "Container", style: "warning", items: [textBlock(blockText(block))] }]
        : [textBlock(blockText(block))];
    case "table":
      return tableElements(block);
    case "fields":
      return fieldElements(block.fields);
    case "chart":
      return chartElements(block);
    case "actions":
    case "choices":
      return [];
    default:
      return assertNever(block);
  }
}

function caption(text: string, citations: readonly number[]): ITextBlock {
  return textBlock(inline(text) + citationMarks(citations), { weight: "Bolder" });
}

function cell(text: string): string {
  return inline(cutText(cleanLine(text), teamsLimits.cellText));
}

function tableElements({ caption: title, columns, rows, citations }: Table): readonly CardElement[] {
  const width = Math.max(columns.length, ...rows.map((row) => row.length));
  if (width > teamsLimits.tableColumns) {
    return [caption(title, citations), ...rows.map((row) => rowFacts(columns, row))];
  }
  const fill = (cells: readonly string[]): readonly string[] => Array.from({ length: width }, (_, i) => cells[i] ?? "");
  const table: ITable = {
    type: "Table",
    columns: Array.from({ length: width }, () => ({ width: 1 })),
    firstRowAsHeaders: true,
    showGridLines: true,
    rows: [tableRow(fill(columns), { isHeader: true }), ...rows.map((row) => tableRow(fill(row)))],
  };
  return [caption(title, citations), ...(width === 0 ? [] : [table])];
}

function tableRow(cells: readonly string[], { isHeader = false } = {}): ITableRow {
  return {
    type: "TableRow",
    cells: cells.map((text) => ({
      type: "TableCell",
      items: [textBlock(cell(text), isHeader ? { weight: "Bolder" } : {})],
    })),
  };
}

function rowFacts(columns: readonly string[], row: readonly string[]): CardElement {
  const facts = row.map((value, index): IFact => ({ title: cell(columns[index] ?? ""), value: cell(value) }));
  return { type: "FactSet", separator: true, facts };
}

function fieldElements(fields: readonly LabelledValue[]): readonly CardElement[] {
  const facts = fields.map(({ label, value, words, citations }): IFact => {
    const from = words === undefined ? "" : ` (“${inline(cutText(cleanLine(words), teamsLimits.cellText))}”)`;
    const said = inline(cutText(cleanLine(value), teamsLimits.fieldValue));
    return {
      title: inline(cutText(cleanLine(label), teamsLimits.optionTitle)),
      value: said + from + citationMarks(citations),
    };
  });
  return facts.length === 0 ? [] : [{ type: "FactSet", facts }];
}

/** Teams draws charts itself; a host that cannot leaves the drawing out, and its data stands in the table below it. */
function chartElements(chart: Chart): readonly CardElement[] {
  const [columns, rows] = chartRows(chart);
  const { caption: title, citations } = chart;
  const days = rows.map(([x = "", ...values]) => [formatDate(x), ...values]);
  return [
    caption(title, citations),
    ...(rows.length === 0 ? [] : [drawing(chart)]),
    ...tableElements({ kind: "table", caption: title, columns, rows: days, citations }).slice(1),
  ];
}

function drawing({ caption: title, shape, unit, series }: Chart): CardElement {
  const common = {
    title: cutText(cleanLine(title), teamsLimits.previewTitle),
    ...(unit !== undefined && { yAxisTitle: cutText(cleanLine(unit), teamsLimits.buttonTitle) }),
    fallback: "drop" as const,
  };
  const data = series.map(({ name, points }) => ({
    legend: cutText(cleanLine(name), teamsLimits.buttonTitle),
    values: points.filter(({ y }) => Number.isFinite(y)).map(({ x, y }) => ({ x: cleanLine(x), y })),
  }));
  return shape === "line"
    ? { type: "Chart.Line", ...common, data }
    : { type: "Chart.VerticalBar.Grouped", ...common, data };
}
