import type { FieldSpan } from "../core/update.ts";
import type { Range, ReadingText } from "./text/reading-text.ts";

/** Collects the words that fields came from, in offsets of the message. */
export interface SpanCollector {
  add(field: string, range: Range | undefined): void;
  /** Everything that was added, in order of place. */
  all(): readonly FieldSpan[];
}

/** Creates a collector for a message. Ranges without words are left out. */
export function createSpanCollector(text: ReadingText): SpanCollector {
  const spans: FieldSpan[] = [];
  return {
    add(field, range) {
      if (range === undefined) return;
      const { start, end } = text.inMessage(range);
      if (end > start) spans.push({ field, start, end });
    },
    all: () => spans.toSorted((a, b) => a.start - b.start || a.end - b.end || (a.field < b.field ? -1 : 1)),
  };
}
