import { cutNarrative } from "../fields/narrative.ts";
import type { Part } from "../pilots/parts.ts";
import { writtenIn, type Range, type ReadingText } from "../text/reading-text.ts";
import type { ReadingContext } from "./reading-context.ts";

/** The words of a part as they were written, line by line, without the name at its head. */
export function readNarrative(
  part: Part,
  { text, own, cuts }: ReadingContext,
): { readonly text: string; readonly ranges: readonly Range[] } {
  const pieces = part.ranges.flatMap((range) =>
    own.lines.flatMap((line): readonly Range[] => {
      const piece = { start: Math.max(range.start, line.start), end: Math.min(range.end, line.end) };
      return piece.end > piece.start ? [withoutHead(text, piece, cuts)] : [];
    }),
  );
  const ranges = pieces.filter(({ start, end }) => end > start);
  return {
    text: cutNarrative(
      ranges
        .map((range) => writtenIn(text, range))
        .filter(Boolean)
        .join("\n"),
    ),
    ranges,
  };
}

function withoutHead(text: ReadingText, piece: Range, cuts: readonly Range[]): Range {
  const cut = cuts.find(({ start, end }) => start <= piece.start && end <= piece.end && end > piece.start);
  const sign = cut === undefined ? null : /^ ?(?::|-|,|\.) ?/.exec(text.plain.slice(cut.end, piece.end));
  return cut === undefined || sign === null ? piece : { start: cut.end + sign[0].length, end: piece.end };
}
