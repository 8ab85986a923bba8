import {
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { assertNever } from "../../core/assert-never.ts";
import type { Citation } from "../../core/citation.ts";
import type { Block, Reply, Sentence } from "../../core/reply.ts";
import { asOfLines } from "../as-of.ts";
import { chartRows } from "../chart-rows.ts";
import { cleanLine } from "../clean-text.ts";
import { formatDate } from "../format-date.ts";
import { linkOf, trustCaution } from "../source-words.ts";

function runs({ text, citations }: Sentence): readonly TextRun[] {
  return [
    new TextRun(`${cleanLine(text)} `),
    ...citations.map((number) => new TextRun({ text: `[${number}]`, superScript: true })),
    new TextRun(" "),
  ];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): Table {
  const row = (cells: readonly string[], isHeading: boolean): TableRow =>
    new TableRow({
      tableHeader: isHeading,
      children: columns.map((_, index) => {
        const run = new TextRun({ text: cleanLine(cells[index] ?? ""), bold: isHeading });
        return new TableCell({ children: [new Paragraph({ children: [run] })] });
      }),
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
): readonly (Paragraph | Table)[] {
  return [new Paragraph({ keepNext: true, children: [...runs({ text: caption, citations })] }), table(columns, rows)];
}

function drawBlock(block: Block): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case "paragraph":
      return [new Paragraph({ children: block.sentences.flatMap(runs) })];
    case "list":
      return block.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: [...runs(item)] }));
    case "table":
      return captioned(block.caption, block.citations, [block.columns, block.rows]);
    case "chart":
      return captioned(block.caption, block.citations, chartRows(block));
    case "fields":
      return block.fields.map(
        ({ label, value, citations }) =>
          new Paragraph({
            children: [new TextRun({ text: `${cleanLine(label)}: `, bold: true }), ...runs({ text: value, citations })],
          }),
      );
    case "heading":
      return [new Paragraph({ heading: HeadingLevel.HEADING_2, text: cleanLine(block.text) })];
    case "quote":
    case "notice":
      return [new Paragraph({ text: cleanLine(block.text) })];
    case "choices":
    case "actions":
      return [];
    default:
      return assertNever(block);
  }
}

function drawSource(citation: Citation): Paragraph {
  const published = citation.published === undefined ? undefined : formatDate(citation.published);
  const origin = [citation.publisher, published, trustCaution(citation.trust)].filter((part) => part !== undefined);
  const url = linkOf(citation);
  const address = new TextRun({ text: url ?? "", style: "Hyperlink" });
  return new Paragraph({
    children: [
      new TextRun(
        `[${citation.number}] ${[citation.title, ...origin].map(cleanLine).join(", ")}. “${cleanLine(citation.quote)}” `,
      ),
      ...(url === undefined ? [] : [new ExternalHyperlink({ link: url, children: [address] })]),
    ],
  });
}

/** An answer as a Word document for a submission: marking above and below, the answer, its sources, and as of when. */
export async function replyDocx(question: string, reply: Reply, copiedAt: string): Promise<Buffer> {
  const label = [reply.marking, reply.banner]
    .filter((part) => part !== undefined)
    .map(cleanLine)
    .join(" · ");
  const edge = new Paragraph({ alignment: "center", children: [new TextRun({ text: label, bold: true })] });
  const conditions = [...asOfLines(reply), `Copied ${copiedAt} from Pilotdesk, answer ${reply.receipt}`];
  const document = new Document({
    title: cleanLine(question),
    creator: "Pilotdesk",
    styles: { default: { document: { run: { font: "Arial", size: 24 }, paragraph: { spacing: { after: 160 } } } } },
    sections: [
      {
        ...(label !== "" && { headers: { default: new Header({ children: [edge] }) } }),
        ...(label !== "" && { footers: { default: new Footer({ children: [edge] }) } }),
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: cleanLine(question) }),
          ...reply.blocks.flatMap(drawBlock),
          ...(reply.citations.length === 0
            ? []
            : [
                new Paragraph({ heading: HeadingLevel.HEADING_2, text: "Sources" }),
                ...reply.citations.map(drawSource),
              ]),
          ...conditions.map((line) => new Paragraph({ text: line })),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
