import { blankOut } from "./dates.ts";

/** A sentence with its source's name blanked, offsets kept, and what it says before that name. */
export interface WithoutAttribution {
  readonly claim: string;
  /** The claim up to "according to", the whole of it where no source is named. */
  readonly said: string;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Blanks how a sentence names its source: the title directly after "according to", and publisher and date in the bracket that
 * follows. The same words anywhere else are a claim: a date of publication is no date of what is told.
 */
export function withoutAttribution(text: string, origin: readonly string[]): WithoutAttribution {
  for (const match of text.matchAll(/\baccording to\s(?:the\s)?["'\u201c\u2018]?/gi)) {
    const start = match.index + match[0].length;
    const title = longestFirst(origin).find((phrase) =>
      text.slice(start).toLowerCase().startsWith(phrase.toLowerCase()),
    );
    if (title === undefined) continue;
    const end = start + title.length;
    const bracket = bracketAfter(text, end);
    const spans = [{ start, end }, ...(bracket ? findPhrases(text, origin, bracket) : [])];
    return { claim: blankOut(text, spans), said: text.slice(0, match.index) };
  }
  return { claim: text, said: text };
}

/** The bracket that begins right after a place, to the bracket that closes it. */
function bracketAfter(text: string, at: number): Span | undefined {
  const open = /^["'\u201d\u2019]?\s?\(/.exec(text.slice(at))?.[0].length;
  if (open === undefined) return undefined;
  let depth = 1;
  for (let end = at + open; end < text.length; end += 1) {
    if (text[end] === "(") depth += 1;
    if (text[end] === ")") depth -= 1;
    if (depth === 0) return { start: at + open, end };
  }
  return undefined;
}

/** Where phrases stand in a stretch of a text as whole words, the longest first and none inside another. */
export function findPhrases(text: string, phrases: readonly string[], within: Span): readonly Span[] {
  const found: Span[] = [];
  for (const phrase of longestFirst(phrases)) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(phrase)}(?![\\p{L}\\p{N}])`, "giu");
    for (const match of text.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + phrase.length };
      const isFree = found.every((other) => span.end <= other.start || other.end <= span.start);
      if (isFree && within.start <= span.start && span.end <= within.end) found.push(span);
    }
  }
  return found;
}

function longestFirst(phrases: readonly string[]): readonly string[] {
  return phrases.filter((phrase) => phrase.length > 2).toSorted((a, b) => b.length - a.length);
}
