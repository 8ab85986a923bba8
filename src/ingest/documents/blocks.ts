import type { Span } from "./span.ts";

/** How a document's text is marked up. */
export type DocumentFormat = "markdown" | "plain";

/** A cell of a table with the words that head its column (`""` for none). */
export interface TableCell {
  readonly header: string;
  readonly span: Span;
}

/**
 * A part of a document that no sentence crosses. `segments` are the raw stretches that hold its content, in order: one
 * a line, without list marks, quote marks and indentation.
 */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly segments: readonly Span[] }
  | { readonly kind: "paragraph"; readonly segments: readonly Span[] }
  | { readonly kind: "item"; readonly segments: readonly Span[] }
  | { readonly kind: "code"; readonly segments: readonly Span[] }
  | { readonly kind: "row"; readonly cells: readonly TableCell[] };

/** Collects blocks; a paragraph or item stays open for further lines until something else begins. */
export interface BlockBuilder {
  readonly open: "paragraph" | "item" | undefined;
  /** Opens a block with its first line. */
  begin(kind: "paragraph" | "item", segment: Span): void;
  /** Adds a line to the open block, or opens a paragraph. */
  continue(segment: Span): void;
  /** Closes the open block. */
  close(): void;
  /** Turns the open paragraph into a heading. */
  closeAsHeading(level: number): void;
  /** Closes the open block and adds a whole one. */
  add(block: Block): void;
  build(): Block[];
}

/** A builder with nothing in it. */
export function createBlockBuilder(): BlockBuilder {
  const blocks: Block[] = [];
  let open: { kind: "paragraph" | "item"; segments: Span[] } | undefined;
  const close = (): void => {
    if (open) blocks.push(open);
    open = undefined;
  };
  return {
    get open() {
      return open?.kind;
    },
    begin: (kind, segment) => {
      close();
      open = { kind, segments: [segment] };
    },
    continue: (segment) => {
      if (open) open.segments.push(segment);
      else open = { kind: "paragraph", segments: [segment] };
    },
    close,
    closeAsHeading: (level) => {
      if (open) blocks.push({ kind: "heading", level, segments: open.segments });
      open = undefined;
    },
    add: (block) => {
      close();
      blocks.push(block);
    },
    build: () => {
      close();
      return blocks;
    },
  };
}
