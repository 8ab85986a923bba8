import {
  Document,
  ExternalHyperlink,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from "docx";
import type { Citation } from "../../core/citation.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { Block } from "../../core/reply.ts";
import type { Instant } from "../../core/time.ts";
import { formatDate } from "../format-date.ts";
import { capitalise, linkOf, trustCaution } from "../source-words.ts";
import { chartPng, pngSize } from "./chart-png.ts";
import { copyConditions } from "./copy-conditions.ts";
import { docxRun, docxText, drawDocxBlock, isRightToLeft } from "./docx-blocks.ts";
import type { DocxPart } from "./docx-blocks.ts";

/** An answer as a Word document for a submission: marking above and below, the answer, its sources, and as of when. */
export async function replyDocx(receipt: Receipt, copiedAt: Instant): Promise<Buffer> {
  const { question, reply } = receipt;
  const label = [reply.marking, reply.banner].filter((part) => part !== undefined).join(" · ");
  const document = new Document({
    title: docxText(question),
    creator: "Pilotdesk",
    styles: {
      default: {
        document: {
          run: { font: "Arial", size: 24, language: { value: "en-GB" } },
          paragraph: { spacing: { after: 160 } },
        },
        heading1: headingStyle(36),
        heading2: headingStyle(28),
      },
    },
    sections: [
      {
        ...(label !== "" && { headers: { default: new Header({ children: [edgeOf(label)] }) } }),
        footers: { default: new Footer({ children: [...(label === "" ? [] : [edgeOf(label)]), pageNumber()] }) },
        children: [
          headed(question, HeadingLevel.HEADING_1),
          ...(await drawBlocks(reply.blocks)),
          ...(reply.citations.length === 0 ? [] : [headed("Sources", HeadingLevel.HEADING_2)]),
          ...reply.citations.map(drawSource),
          ...copyConditions(receipt, copiedAt).map((line) => new Paragraph({ children: [docxRun(line)] })),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

function headingStyle(size: number) {
  return {
    run: { font: "Arial", size, bold: true, color: "0b0c0c" },
    paragraph: { spacing: { before: 240, after: 120 } },
  };
}

function headed(text: string, heading: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph {
  return new Paragraph({ heading, children: [docxRun(text)], ...(isRightToLeft(text) && { bidirectional: true }) });
}

/** What stands above and below every page. */
function edgeOf(label: string): Paragraph {
  return new Paragraph({ alignment: "center", children: [docxRun(label, { bold: true })] });
}

function pageNumber(): Paragraph {
  const children = ["Page ", PageNumber.CURRENT, " of ", PageNumber.TOTAL_PAGES];
  return new Paragraph({ alignment: "center", children: [new TextRun({ size: 20, children })] });
}

async function drawBlocks(blocks: readonly Block[]): Promise<readonly DocxPart[]> {
  const drawn = await Promise.all(
    blocks.map(async (block) => {
      if (block.kind !== "chart") return drawDocxBlock(block);
      const png = await chartPng(block);
      return drawDocxBlock(block, { png, ...pngSize(png) });
    }),
  );
  return drawn.flat();
}

/** `[1] Title, publisher, 8 November 2021. “The words.”` with its address, where it may be linked, and what to be told of it. */
function drawSource(citation: Citation): Paragraph {
  const { number, title, publisher, published, trust, marking, quote } = citation;
  const origin = [title, publisher, published === undefined ? undefined : formatDate(published)];
  const caution = trustCaution(trust);
  const remarks = [
    ...(caution === undefined ? [] : [`${capitalise(caution)}.`]),
    ...(marking === undefined ? [] : [`Marked ${marking}.`]),
  ];
  const named = origin.filter((part) => part !== undefined && part !== "").join(", ");
  const url = linkOf(citation);
  const address = new TextRun({ text: url ?? "", style: "Hyperlink" });
  return new Paragraph({
    children: [
      docxRun(`[${number}] ${[`${named}.`, `“${quote}”`, ...remarks].join(" ")}`),
      ...(url === undefined ? [] : [new TextRun(" "), new ExternalHyperlink({ link: url, children: [address] })]),
    ],
  });
}
