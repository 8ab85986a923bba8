import { cleanLine } from "../clean-text.ts";

const graphemes = new Intl.Segmenter("en-GB", { granularity: "grapheme" });
const sentences = new Intl.Segmenter("en-GB", { granularity: "sentence" });

/**
 * The end of the last whole character, as people count characters, at or before `limit` UTF-16 units; where a single one is
 * longer than that, the end of its last whole code point.
 */
function wholeCharacters(text: string, limit: number): number {
  if (text.length <= limit) return text.length;
  const from = Math.max(0, limit - 64);
  let end = 0;
  for (const { index } of graphemes.segment(text.slice(from, limit + 64))) {
    if (from + index > limit) break;
    end = from + index;
  }
  if (end > from) return end;
  const isSplit = /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(limit));
  return isSplit ? limit - 1 : limit;
}

/**
 * A text of at most `limit` UTF-16 units, in one line's worth of words: cut at the end of a sentence where one ends in its
 * second half, else after a word, else after a character, with an ellipsis where it does not end in a whole sentence.
 */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const head = text.slice(0, wholeCharacters(text, Math.max(0, limit - 1)));
  const sentenceEnd = Math.max(...[...head.matchAll(/[.!?][”’"')\]]*(?=\s)/g)].map((m) => m.index + m[0].length), 0);
  if (sentenceEnd > limit / 2) return head.slice(0, sentenceEnd);
  const wordEnd = head.search(/\s+\S*$/);
  return `${(wordEnd > limit / 2 ? head.slice(0, wordEnd) : head).trimEnd()}…`;
}

/** Content on one line of at most `limit` UTF-16 units. What is far beyond the limit is not even looked at. */
export function cutLine(text: string, limit: number): string {
  return cutText(cleanLine(text.slice(0, limit * 8)), limit);
}

/** A text in pieces of at most `limit` UTF-16 units that end with a sentence where they can. Nothing is lost but white space. */
export function splitText(text: string, limit: number): readonly string[] {
  if (text.length <= limit) return [text];
  const pieces: string[] = [];
  let piece = "";
  for (const part of [...sentences.segment(text)].flatMap(({ segment }) => splitWords(segment, limit))) {
    if (piece.length + part.length > limit) {
      pieces.push(piece.trim());
      piece = "";
    }
    piece += part;
  }
  return [...pieces, piece.trim()].filter((each) => each !== "");
}

function splitWords(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const whole = Math.max(1, wholeCharacters(rest, limit));
    const space = rest.slice(0, whole).search(/\s\S*$/);
    const end = space > limit / 2 ? space + 1 : whole;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...parts, rest];
}
