import type { Citation } from "../core/citation.ts";
import type { Draft } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { ReceiptVerdict } from "../core/receipt.ts";
import type { Block, ChartPoint, Sentence } from "../core/reply.ts";
import { cite } from "./cite.ts";
import { checkDrafts } from "./compose.ts";

/** A row of a table or a point of a chart, with the sentence that it is checked by. */
export interface DraftRow {
  readonly cells: readonly string[];
  readonly draft: Draft;
}

/** A point of a chart, with the sentence that it is checked by. */
export interface DraftPoint extends ChartPoint {
  readonly draft: Draft;
}

/** A block before the gate: whatever states a fact carries what it rests on. */
export type DraftBlock =
  | { readonly kind: "paragraph" | "list"; readonly drafts: readonly Draft[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly DraftRow[];
    }
  | {
      readonly kind: "chart";
      readonly caption: string;
      readonly shape: "line" | "bar";
      readonly unit?: string;
      readonly series: readonly { readonly name: string; readonly points: readonly DraftPoint[] }[];
    }
  | Extract<Block, { readonly kind: "heading" | "notice" | "actions" | "choices" }>;

/** Blocks whose every statement passed the gate, with their sources numbered in the order of reading. */
export interface ComposedBlocks {
  readonly blocks: readonly Block[];
  readonly citations: readonly Citation[];
  readonly verdicts: readonly ReceiptVerdict[];
  /** A language model put one of the statements that passed into words. */
  readonly isByModel: boolean;
}

/**
 * Checks every sentence, row and point at the gate, drops what fails and what says the same twice, and numbers the sources.
 * A block of which nothing is left goes, and a heading with it.
 */
export function composeBlocks(blocks: readonly DraftBlock[], knowledge: Knowledge): ComposedBlocks {
  const drafts = blocks.flatMap(draftsOf);
  const verdicts = checkDrafts(drafts, knowledge);
  const repeated = new Set(blocks.flatMap(repeatedIn));
  const passed = drafts.filter((draft, index) => verdicts[index]?.passed === true && !repeated.has(draft));
  const { sentences, citations } = cite(passed, knowledge);
  const cited = new Map(passed.map((draft, index): [Draft, Sentence | undefined] => [draft, sentences[index]]));
  const written = blocks.flatMap((block) => write(block, (draft) => cited.get(draft)));
  return {
    blocks: written.filter((block, index) => !isIdle(block, written[index + 1])),
    citations,
    verdicts,
    isByModel: passed.some((draft) => draft.isByModel === true),
  };
}

function draftsOf(block: DraftBlock): readonly Draft[] {
  switch (block.kind) {
    case "paragraph":
    case "list":
      return block.drafts;
    case "table":
      return block.rows.map(({ draft }) => draft);
    case "chart":
      return block.series.flatMap(({ points }) => points.map(({ draft }) => draft));
    default:
      return [];
  }
}

/** The sentences of a paragraph or list that an earlier one of it says in the same words. */
function repeatedIn(block: DraftBlock): readonly Draft[] {
  if (block.kind !== "paragraph" && block.kind !== "list") return [];
  const first = new Map(block.drafts.toReversed().map((draft) => [draft.text, draft]));
  return block.drafts.filter((draft) => first.get(draft.text) !== draft);
}

/** A heading above nothing. */
function isIdle(block: Block, next: Block | undefined): boolean {
  return block.kind === "heading" && (next === undefined || next.kind === "heading");
}

function write(block: DraftBlock, citedAs: (draft: Draft) => Sentence | undefined): readonly Block[] {
  switch (block.kind) {
    case "paragraph":
    case "list": {
      const sentences = block.drafts.flatMap((draft) => citedAs(draft) ?? []);
      if (sentences.length === 0) return [];
      return block.kind === "list" ? [{ kind: "list", items: sentences }] : [{ kind: "paragraph", sentences }];
    }
    case "table": {
      const rows = block.rows.filter(({ draft }) => citedAs(draft));
      const { kind, caption, columns } = block;
      const citations = numbersOf(rows, citedAs);
      return rows.length === 0 ? [] : [{ kind, caption, columns, rows: rows.map(({ cells }) => cells), citations }];
    }
    case "chart": {
      const series = block.series
        .map(({ name, points }) => ({ name, points: points.filter(({ draft }) => citedAs(draft)) }))
        .filter(({ points }) => points.length > 0);
      const citations = numbersOf(
        series.flatMap(({ points }) => points),
        citedAs,
      );
      const plain = series.map(({ name, points }) => ({ name, points: points.map(({ x, y }) => ({ x, y })) }));
      return plain.length === 0 ? [] : [{ ...block, series: plain, citations }];
    }
    default:
      return [block];
  }
}

function numbersOf(
  parts: readonly { readonly draft: Draft }[],
  citedAs: (draft: Draft) => Sentence | undefined,
): readonly number[] {
  return [...new Set(parts.flatMap(({ draft }) => citedAs(draft)?.citations ?? []))].toSorted((a, b) => a - b);
}
