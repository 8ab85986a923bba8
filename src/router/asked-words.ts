import type { Mention } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Word } from "../core/words.ts";
import { contentWords, substanceOf } from "../core/words.ts";
import { readAnswerType } from "./question-shape.ts";
import { isDateWord } from "./time-phrases.ts";

/** The content words outside the names of programmes, places, people and departments; a term is part of what is asked. */
export function focusOf(text: string, found: readonly Mention[], knowledge: Knowledge): readonly Word[] {
  const mentions = found.filter((mention) => !isTermOnly(mention, knowledge));
  const words = wordsOutside(text, mentions);
  const inside = askedWords(text, words, found);
  return inside.some((word) => substanceOf(word.stem) === 1) || found.length > 0 ? inside : words;
}

/** The content words of what is asked, and those of every name wherever it stands. */
export function askedContent(text: string, mentions: readonly Mention[]): readonly Word[] {
  const words = contentWords(text);
  const asked = new Set(askedWords(text, words, mentions));
  return words.filter(
    (word) => asked.has(word) || mentions.some((one) => word.start < one.end && one.start < word.end),
  );
}

/** The words that stand in what is asked. */
function askedWords(text: string, words: readonly Word[], mentions: readonly Mention[]): readonly Word[] {
  const asked = questionSpans(text, mentions);
  return words.filter((word) => asked.some(({ start, end }) => start <= word.start && word.end <= end));
}

/** The sentences of a longer message that ask something; the whole of it where none does. A long one begins to ask at its question word. */
function questionSpans(
  text: string,
  mentions: readonly Mention[],
): readonly { readonly start: number; readonly end: number }[] {
  const sentences = Array.from(text.matchAll(/[^.?!:]+(?:[.?!:]+(?=\s|$)|$|[.?!:])/g), (match) => {
    const cue = match[0].length > 90 ? askingCue(match[0]) : 0;
    return { start: match.index + cue, end: match.index + match[0].length, asks: match[0].includes("?") };
  });
  const marked = sentences.filter((sentence) => sentence.asks);
  const asking =
    marked.length > 0
      ? marked
      : sentences.filter(({ start, end }) => readAnswerType(text.slice(start, end)) !== undefined);
  const substance = asking
    .flatMap((one) => contentWords(text.slice(one.start, one.end)))
    .filter((word) => substanceOf(word.stem) === 1);
  const names = asking.some(({ start, end }) => mentions.some((one) => start <= one.start && one.end <= end));
  return asking.length > 0 && (substance.length > 1 || names || sentences.length === asking.length)
    ? asking
    : sentences;
}

function askingCue(sentence: string): number {
  const cues = Array.from(
    sentence.matchAll(
      /\b(?:why|what|which|how|whom?|whose|when|where|whether|i need|need to know|wants? to know|got the|looking for)\b/gi,
    ),
  );
  const cue = cues.find((match) =>
    contentWords(sentence.slice(match.index)).some((word) => substanceOf(word.stem) === 1),
  );
  return cue?.index ?? 0;
}

function wordsOutside(text: string, mentions: readonly Mention[]): readonly Word[] {
  return contentWords(text).filter(
    (word) =>
      !isDateWord(word.folded) && !mentions.some((mention) => word.start < mention.end && mention.start < word.end),
  );
}

function isTermOnly(mention: Mention, knowledge: Knowledge): boolean {
  return mention.candidates.every((candidate) => knowledge.subject(candidate.subject)?.kind === "term");
}

/** The text with every name as blanks, offsets kept. */
export function withoutMentions(text: string, mentions: readonly Mention[]): string {
  return mentions.reduce(
    (rest, { start, end }) => rest.slice(0, start) + " ".repeat(end - start) + rest.slice(end),
    text,
  );
}

/** The text with the names of programmes, places and people as blanks: a programme's name may hold the word "place". */
export function blankNames(text: string, mentions: readonly Mention[], knowledge: Knowledge): string {
  const names = mentions.filter((mention) => !isTermOnly(mention, knowledge));
  return names.reduce((rest, { start, end }) => {
    // "Total pilots" as a name of a programme still says that pilots are asked for.
    const kept = /\s(?:pilots?|members?|councils)$/i.exec(rest.slice(start, end))?.[0].length ?? 0;
    return rest.slice(0, start) + " ".repeat(end - kept - start) + rest.slice(end - kept);
  }, text);
}
