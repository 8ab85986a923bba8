import type { Span } from "./span.ts";

/** Words that a full stop follows inside a sentence, lower case, without the stop. */
const neverLast = new Set(
  (
    "mr mrs ms mx dr prof rev revd hon cllr cllrs sgt capt lt col gen maj messrs mme " +
    "e.g i.e eg ie cf viz vs v approx ca c fig figs pp para paras vol vols ch sec sect art nos tel ext incl excl est"
  ).split(" "),
);

/** Words whose full stop may also end the sentence: it does before a word that opens sentences. */
const perhapsLast = new Set(
  "etc inc ltd co corp plc bros jr sr st rd ave no dept govt al jan feb mar apr jun jul aug sept sep oct nov dec a.m p.m am pm p".split(
    " ",
  ),
);

/** Words that open a sentence far more often than they follow an abbreviation or an initial. */
const openers = new Set(
  (
    "The A An This That These Those There It Its In On At By For From With To As If When While Where Who What Why How After " +
    "Before Since Until He She They We You Our Their His Her But And Or So Yet However Also Each Every All Both Most Many " +
    "Some Several No Not One Two Three Local Councils Officials Ministers Residents"
  ).split(" "),
);

const ending = /(?:\.{2,}|[.!?…]+)["'”’»)\]]*(?= |$)/gu;

/** True where the next words go on with the same sentence whatever stands before them. */
function goesOn(next: string): boolean {
  return /^["'“‘«([]*(?:\p{Ll}|[,;:)\]%&=+]|[-–—] )/u.test(next);
}

function firstWord(next: string): string {
  return /^["'“‘«([]*([\p{L}\p{N}'’.-]*)/u.exec(next)?.[1] ?? "";
}

function endsAtFullStop(word: string, opensSentence: boolean, next: string): boolean {
  const bare = word.replace(/^["'“‘«([]+/u, "");
  const lower = bare.toLowerCase();
  if (neverLast.has(lower)) return false;
  const following = firstWord(next);
  if (lower === "no" || lower === "p") return !/^\d/.test(following) && (bare !== "No" || openers.has(following));
  // An enumerator ("1.", "a.") at the beginning belongs to what it numbers.
  if (opensSentence && /^(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})$/.test(bare)) return false;
  const isInitials = /^(?:\p{L}\.)*\p{Lu}$|^(?:\p{L}\.)+\p{L}$/u.test(bare);
  if (isInitials || perhapsLast.has(lower)) return openers.has(following);
  return true;
}

function isEnd(text: string, sentenceStart: number, match: RegExpExecArray): boolean {
  const next = text.slice(match.index + match[0].length + 1, match.index + match[0].length + 41);
  // Text with spaced-out punctuation (" . ") is lower case throughout; there the lone stop is the only sign.
  if (match.index > sentenceStart && text[match.index - 1] === " " && match[0] === ".") return true;
  if (next === "" || !goesOn(next)) {
    if (!/^\.["'”’»)\]]*$/u.test(match[0])) return true;
    const wordStart = Math.max(text.lastIndexOf(" ", match.index - 1) + 1, sentenceStart);
    return endsAtFullStop(text.slice(wordStart, match.index), wordStart === sentenceStart, next);
  }
  return false;
}

/**
 * The sentences of a text in order, each without the spaces around it; together they hold every character but spaces.
 * Expects white space to be single. Careful with British abbreviations, titles, initials, "No. 3", decimals, times,
 * ellipses and quoted speech; where in doubt two sentences stay one, because half a sentence may mean its opposite.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  while (text[start] === " ") start += 1;
  ending.lastIndex = start;
  for (let match = ending.exec(text); match; match = ending.exec(text)) {
    if (!isEnd(text, start, match)) continue;
    spans.push({ start, end: ending.lastIndex });
    start = ending.lastIndex;
    while (text[start] === " ") start += 1;
  }
  let end = text.length;
  while (end > start && text[end - 1] === " ") end -= 1;
  if (end > start) spans.push({ start, end });
  return spans;
}

/** The most words and characters that a piece of text may have to be found and encoded as one. */
export interface PieceLimits {
  readonly maxWords: number;
  readonly maxCharacters: number;
}

/** Where to cut `[start, end)` so that the first piece keeps the limits: after a clause, else at a space, else anywhere. */
function cutAt(text: string, start: number, limits: PieceLimits): number {
  let words = 0;
  let space = -1;
  let clause = -1;
  const last = Math.min(text.length, start + limits.maxCharacters);
  for (let at = start; at < last && words < limits.maxWords; at += 1) {
    if (text[at] !== " ") continue;
    words += 1;
    space = at;
    if (words > limits.maxWords / 2 && /[,;:—–)]/.test(text[at - 1] ?? "")) clause = at;
  }
  if (clause > start) return clause;
  if (space > start) return space;
  // A surrogate pair is one character and is never torn apart.
  return /[\uD800-\uDBFF]/.test(text[last - 1] ?? "") ? last - 1 : last;
}

/** A span as it is where it keeps the limits, else cut into pieces that do. */
export function cutToLimits(text: string, span: Span, limits: PieceLimits): Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  for (;;) {
    const rest = text.slice(start, span.end);
    if (rest.length <= limits.maxCharacters && (rest.match(/\S+/g) ?? []).length <= limits.maxWords) break;
    const cut = cutAt(rest, 0, limits);
    pieces.push({ start, end: start + cut });
    start += cut;
    while (start < span.end && text[start] === " ") start += 1;
  }
  if (start < span.end) pieces.push({ start, end: span.end });
  return pieces;
}
