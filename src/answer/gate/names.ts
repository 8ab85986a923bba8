import type { Word } from "../../core/words.ts";
import { wordsOf } from "../../core/words.ts";

/** Finds the names of known subjects in a text: for each place, the ids that it may mean. */
export type NameFinder = (text: string) => readonly { readonly ids: readonly string[]; readonly text: string }[];

const openings = new Set([
  "the",
  "a",
  "an",
  "in",
  "on",
  "at",
  "by",
  "from",
  "of",
  "according",
  "each",
  "all",
  "no",
  "this",
  "that",
  "it",
]);

/**
 * The capitalised words of a text in lower case, without those that are capitalised only because a sentence begins with
 * them: an opening word counts when a capitalised word follows or when it is an acronym.
 */
export function capitalisedWords(text: string): readonly string[] {
  return readCapitals(text).flatMap(({ word, opens }) => (opens ? [] : [word.folded]));
}

/** The words that are capitalised perhaps only because a sentence, a quotation or a bracket begins with them. */
export function openingWords(text: string): readonly Word[] {
  return readCapitals(text).flatMap(({ word, opens }) => (opens ? [word] : []));
}

function readCapitals(text: string): readonly { readonly word: Word; readonly opens: boolean }[] {
  const words = wordsOf(text);
  return words.flatMap((word, index) => {
    if (!/^\p{Lu}/u.test(word.text)) return [];
    const before = text.slice(0, word.start).trimEnd();
    const next = words[index + 1];
    const isName = /^\p{Lu}{2,}/u.test(word.text) || (next !== undefined && /^\p{Lu}/u.test(next.text));
    const begins = before === "" || /[.!?:"\u201c\u2018(]$/.test(before);
    return [{ word, opens: begins && (!isName || openings.has(word.folded)) }];
  });
}
