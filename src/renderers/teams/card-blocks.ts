import type { CardElement, IContainer, IFact, ITable, ITableRow, ITextBlock } from "@microsoft/teams.cards";
import { assertNever } from "../../core/assert-never.ts";
import type { Block, LabelledValue } from "../../core/reply.ts";
import { cutLine } from "./cut-text.ts";
import { teamsLimits } from "./limits.ts";
import { citationMarks, inline, paragraphs } from "./markdown.ts";
import { blockText } from "./message-text.ts";

type Chart = Extract<Block, { kind: "chart" }>;
type Table = Extract<Block, { kind: "table" }>;

/** Words in a card. */
export function textBlock(text: string, style: Omit<ITextBlock, "type" | "text" | "wrap"> = {}): ITextBlock {
  return { type: "TextBlock", text, wrap: true, ...style };
}

/** Words in a card, or nothing where there are none. */
export function textBlocks(text: string, style: Parameters<typeof textBlock>[1] = {}): readonly ITextBlock[] {
  return text.trim() === "" ? [] : [textBlock(text, style)];
}

/** Words that stand apart, or nothing where there are none. */
export function boxed(text: string, style: "emphasis" | "warning" | "accent"): readonly IContainer[] {
  return text.trim() === "" ? [] : [{ type: "Container", style, items: [textBlock(text)] }];
}

/** The elements of a block; none for buttons and choices, which are drawn together below. */
export function blockElements(block: Block): readonly CardElement[] {
  switch (block.kind) {
    case "paragraph":
    case "list":
      return textBlocks(blockText(block));
    case "heading":
      return textBlocks(inline(cutLine(block.text, teamsLimits.heading)), {
        weight: "Bolder",
        size: "Medium",
        style: "heading",
      });
    case "quote":
      return boxed(paragraphs(block.text), "emphasis");
    case "notice":
      return block.tone === "warning" ? boxed(blockText(block), "warning") : textBlocks(blockText(block));
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

/** Nothing for a table without a caption: what it belongs to names its sources. */
function caption(text: string, citations: readonly number[]): readonly ITextBlock[] {
  if (text.trim() === "") return [];
  return textBlocks(inline(cutLine(text, teamsLimits.heading)) + manyMarks(citations), { weight: "Bolder" });
}

/** The marks of a whole table: a range where its sources follow one another. */
function manyMarks(numbers: readonly number[]): string {
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  const isRange = numbers.length > 4 && new Set(numbers).size === last - first + 1;
  return isRange ? ` [${first}]–[${last}]` : citationMarks(numbers);
}

function cell(text: string): string {
  return inline(cutLine(text, teamsLimits.cellText));
}

function tableElements({ caption: title, columns, rows, citations }: Table): readonly CardElement[] {
  const width = Math.min(teamsLimits.mostColumns, Math.max(columns.length, ...rows.map((row) => row.length)));
  if (width > teamsLimits.tableColumns) {
    return [
      ...caption(title, citations),
      ...rows.filter((row) => row.length > 0).map((row) => rowFacts(columns, row.slice(0, width))),
    ];
  }
  const fill = (cells: readonly string[]): readonly string[] => Array.from({ length: width }, (_, i) => cells[i] ?? "");
  const table: ITable = {
    type: "Table",
    columns: Array.from({ length: width }, () => ({ width: 1 })),
    firstRowAsHeaders: true,
    showGridLines: true,
    rows: [tableRow(fill(columns), { isHeader: true }), ...rows.map((row) => tableRow(fill(row)))],
  };
  return [...caption(title, citations), ...(width === 0 ? [] : [table])];
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
    const from = words === undefined ? "" : ` (“${inline(cutLine(words, teamsLimits.cellText))}”)`;
    const said = inline(cutLine(value, teamsLimits.fieldValue));
    return {
      title: inline(cutLine(label, teamsLimits.optionTitle)),
      value: said + from + citationMarks(citations),
    };
  });
  return facts.length === 0 ? [] : [{ type: "FactSet", facts }];
}

/** Teams draws charts itself; a host that cannot leaves the drawing out. Its data stands in a table below it: see `withTables`. */
function chartElements({ caption: title, shape, unit, series, citations }: Chart): readonly CardElement[] {
  const most = Math.floor(teamsLimits.chartPoints / Math.max(1, series.length));
  const data = series.slice(0, teamsLimits.mostColumns).map(({ name, points }) => ({
    legend: cutLine(name, teamsLimits.buttonTitle),
    values: points
      .filter(({ y }) => Number.isFinite(y))
      .slice(-most)
      .map(({ x, y }) => ({ x: cutLine(x, teamsLimits.buttonTitle), y })),
  }));
  const common = {
    title: cutLine(title, teamsLimits.previewTitle),
    ...(unit !== undefined && { yAxisTitle: cutLine(unit, teamsLimits.buttonTitle) }),
    fallback: "drop" as const,
  };
  const drawing: CardElement =
    shape === "line" ? { type: "Chart.Line", ...common, data } : { type: "Chart.VerticalBar.Grouped", ...common, data };
  return [...caption(title, citations), ...(data.some(({ values }) => values.length > 0) ? [drawing] : [])];
}
