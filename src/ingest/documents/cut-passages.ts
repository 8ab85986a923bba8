import { createHash } from "node:crypto";
import type { PassageSentence } from "../../core/document.ts";
import type { Block, DocumentFormat } from "./blocks.ts";
import { showMarkdown, showPlain } from "./inline.ts";
import { readLinkLabels, readMarkdownBlocks } from "./markdown-blocks.ts";
import { readPlainBlocks } from "./plain-blocks.ts";
import { cutToLimits, splitSentences } from "./sentences.ts";
import { createShownTextBuilder, rawSpan, type ShownText } from "./shown-text.ts";
import { fillPassages, limits, readUnit, type Unit } from "./fill-passages.ts";
import { readLines, type Span } from "./span.ts";

/** A passage before its document has an id: what it shows, and where it stands in the raw text. */
export interface CutPassage {
  readonly headingPath: readonly string[];
  /** The sentences joined by single spaces. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /**
   * In order. The first one stands before `start` where a long list goes on in this passage: it is the line that leads
   * into the list, without which its items mean nothing.
   */
  readonly sentences: readonly PassageSentence[];
}

/** What to cut: the text from its first character after the front matter, without the lines of the mask. */
export interface CutOptions {
  readonly format: DocumentFormat;
  readonly from?: number;
  /** Whole lines that are kept in the raw text and make no passage. */
  readonly mask?: readonly Span[];
}

interface Section {
  readonly headingPath: readonly string[];
  readonly units: Unit[];
}

function showBlock(raw: string, block: Block, format: DocumentFormat, labels: ReadonlySet<string>): ShownText {
  if (format === "plain" && block.kind !== "row") return showPlain(raw, block.segments);
  const builder = createShownTextBuilder();
  if (block.kind !== "row") showMarkdown(builder, raw, block.segments, labels);
  else
    for (const [index, { header, span }] of block.cells.entries()) {
      const before = block.cells[index - 1]?.span.end;
      builder.insert(`${before === undefined ? "" : "; "}${header === "" ? "" : `${header}: `}`, span.start);
      showMarkdown(builder, raw, [span], labels);
    }
  return builder.build();
}

function readSentences(block: Block, shown: ShownText): PassageSentence[] {
  const isProse = block.kind === "paragraph" || block.kind === "item";
  const spans = isProse ? splitSentences(shown.text) : [{ start: 0, end: shown.text.length }];
  const sentences: PassageSentence[] = [];
  for (const span of spans)
    for (const piece of cutToLimits(shown.text, span, limits)) {
      const { start, end } = rawSpan(shown, piece, sentences.at(-1)?.end ?? 0);
      sentences.push({ text: shown.text.slice(piece.start, piece.end), start, end });
    }
  return sentences;
}

/** Sections in order. A heading with nothing below it becomes a passage itself, so that no word is lost. */
function readSections(raw: string, blocks: readonly Block[], format: DocumentFormat): Section[] {
  const labels = format === "markdown" ? readLinkLabels(raw) : new Set<string>();
  const path: { readonly level: number; readonly unit: Unit; readonly text: string }[] = [];
  const sections: Section[] = [{ headingPath: [], units: [] }];
  let isBare = false;
  const keepBare = (level: number): void => {
    const last = path.at(-1);
    if (isBare && last && last.level >= level) sections.at(-1)?.units.push(last.unit);
  };
  for (const block of blocks) {
    const shown = showBlock(raw, block, format, labels);
    if (shown.text === "") continue;
    const unit = readUnit(block.kind, readSentences(block, shown));
    if (block.kind === "heading") {
      keepBare(block.level);
      while ((path.at(-1)?.level ?? 0) >= block.level) path.pop();
      path.push({ level: block.level, unit, text: shown.text });
      sections.push({ headingPath: path.map(({ text }) => text), units: [] });
    } else sections.at(-1)?.units.push(unit);
    isBare = block.kind === "heading";
  }
  keepBare(0);
  return sections;
}

/**
 * A document's passages in order: at most about 120 words each, cut at headings and sentence ends. For every sentence
 * `raw.slice(start, end)` is the exact quote; headings stand in the heading path, tables as one sentence a row
 * (`Header: cell; Header: cell`).
 */
export function cutPassages(raw: string, options: CutOptions): CutPassage[] {
  const masked = new Set(options.mask?.map(({ start }) => start));
  const lines = readLines(raw).filter(({ start }) => start >= (options.from ?? 0) && !masked.has(start));
  const blocks = options.format === "markdown" ? readMarkdownBlocks(raw, lines) : readPlainBlocks(lines);
  return readSections(raw, blocks, options.format).flatMap(({ headingPath, units }) =>
    fillPassages(units).map(({ leadIn, own }) => {
      const sentences = leadIn ? [leadIn, ...own] : own;
      const text = sentences.map((sentence) => sentence.text).join(" ");
      return { headingPath, text, start: own[0]?.start ?? 0, end: own.at(-1)?.end ?? 0, sentences };
    }),
  );
}

/** What the encoder is given of a passage, hashed: equal texts share one vector. */
export function hashPassage(passage: Pick<CutPassage, "text">): string {
  return createHash("sha256").update(passage.text).digest("hex");
}
