import { HeadingLevel, ImageRun, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from "docx";
import { assertNever } from "../../core/assert-never.ts";
import type { Block, Sentence } from "../../core/reply.ts";
import { chartRows } from "../chart-rows.ts";
import { titleOf } from "../chart-svg.ts";
import { cleanLine } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";

/** What stands in a document one below the other. */
export type DocxPart = Paragraph | Table;

/** A chart as a picture: a PNG with its measures in pixels. */
export interface ChartPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A text as a document may hold it: on one line, and without the two characters that XML forbids and UTF-16 has. */
export function docxText(text: string): string {
  return cleanLine(text).replaceAll(/[\uFFFE\uFFFF]/g, "");
}

/** The first letter that has a direction decides, as in UAX #9: these are the scripts that run from right to left. */
const firstDirected = /[\p{L}]/u;
const rightToLeftScripts = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** True for a text that is read from right to left. */
export function isRightToLeft(text: string): boolean {
  const [first] = firstDirected.exec(text) ?? [];
  return first !== undefined && rightToLeftScripts.test(first);
}

/** A run of text, with the direction that it has. */
export function docxRun(text: string, options: { readonly bold?: boolean; readonly style?: string } = {}): TextRun {
  const plain = docxText(text);
  return new TextRun({ text: plain, ...options, ...(isRightToLeft(plain) && { rightToLeft: true }) });
}

/** A sentence with the numbers of its sources. */
function sentenceRuns({ text, citations }: Sentence): readonly TextRun[] {
  const marks = citations.map((number) => new TextRun({ text: `[${number}]`, superScript: true }));
  return [docxRun(text), ...marks, new TextRun(" ")];
}

function paragraphOf(text: string, options: ConstructorParameters<typeof Paragraph>[0] & object): Paragraph {
  return new Paragraph({ ...(isRightToLeft(text) && { bidirectional: true }), ...options });
}

/** A table whose first row is repeated on every page and whose rows are never parted. */
function tableOf(columns: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, isHeading: boolean): TableCell =>
    new TableCell({
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [paragraphOf(text, { spacing: { after: 0 }, children: [docxRun(text, { bold: isHeading })] })],
    });
  const row = (cells: readonly string[], isHeading: boolean): TableRow =>
    new TableRow({
      tableHeader: isHeading,
      cantSplit: true,
      children: columns.map((_, index) => cell(cells[index] ?? "", isHeading)),
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [row(columns, true), ...rows.map((cells) => row(cells, false))],
  });
}

function captioned(
  caption: string,
  citations: readonly number[],
  [columns, rows]: readonly [readonly string[], readonly (readonly string[])[]],
): readonly DocxPart[] {
  const above = paragraphOf(caption, { keepNext: true, children: [...sentenceRuns({ text: caption, citations })] });
  // What comes next would else touch the table, or grow together with it.
  const below = new Paragraph({ spacing: { after: 120 } });
  return [above, tableOf(columns, rows), below];
}

/** The width of a picture on an A4 page, in pixels. */
const pictureWidth = 600;

function pictureOf({ png, width, height }: ChartPicture, title: string): Paragraph {
  const picture = new ImageRun({
    type: "png",
    data: png,
    transformation: { width: pictureWidth, height: Math.round((height / width) * pictureWidth) },
    altText: {
      name: "Chart",
      title: docxText(title),
      description: `${docxText(title)}. The table below has its figures.`,
    },
  });
  return new Paragraph({ keepNext: true, children: [picture] });
}

/** A block of an answer as it stands in a document; buttons and choices are left out. */
export function drawDocxBlock(block: Block, picture?: ChartPicture): readonly DocxPart[] {
  switch (block.kind) {
    case "paragraph":
      return [paragraphOf(block.sentences[0]?.text ?? "", { children: block.sentences.flatMap(sentenceRuns) })];
    case "list":
      return block.items.map((item) =>
        paragraphOf(item.text, { bullet: { level: 0 }, children: [...sentenceRuns(item)] }),
      );
    case "table":
      return captioned(block.caption, block.citations, [block.columns, block.rows]);
    case "chart": {
      const { unit: _unit, ...chart } = block;
      const [columns, rows] = chartRows(chart);
      const title = titleOf(block);
      const dated = rows.map(([x = "", ...cells]) => [formatDate(x), ...cells]);
      const drawn = picture ? [pictureOf(picture, title)] : [];
      return [...drawn, ...captioned(title, block.citations, [columns, dated])];
    }
    case "fields":
      return block.fields.map(({ label, value, citations }) =>
        paragraphOf(value, {
          children: [
            docxRun(`${label}: `, { bold: true }),
            new TextRun(" "),
            ...sentenceRuns({ text: value, citations }),
          ],
        }),
      );
    case "heading":
      return [paragraphOf(block.text, { heading: HeadingLevel.HEADING_2, children: [docxRun(block.text)] })];
    case "quote":
      return [paragraphOf(block.text, { indent: { start: 400 }, children: [docxRun(block.text)] })];
    case "notice":
      return [paragraphOf(block.text, { children: [docxRun(block.text)] })];
    case "choices":
    case "actions":
      return [];
    default:
      return assertNever(block);
  }
}
