import type { Passage } from "../core/document.ts";
import { wordsOf } from "../core/words.ts";

/** The words of a passage as ranking reads them. */
export interface PassageWords {
  /** Stems of the text in order. */
  readonly stems: readonly string[];
  /** Every two folded words of the text that follow each other, joined by a space. */
  readonly bigrams: ReadonlySet<string>;
  readonly headingStems: ReadonlySet<string>;
  readonly titleStems: readonly string[];
}

/** Reads the words of passages, and remembers those asked for last. */
export type PassageReader = (passage: Passage) => PassageWords;

function readWords(passage: Passage): PassageWords {
  const words = wordsOf(passage.text);
  const bigrams = new Set<string>();
  for (let at = 1; at < words.length; at += 1) bigrams.add(`${words[at - 1]?.folded} ${words[at]?.folded}`);
  return {
    stems: words.map(({ stem }) => stem),
    bigrams,
    headingStems: new Set(passage.headingPath.flatMap((heading) => wordsOf(heading).map(({ stem }) => stem))),
    titleStems: wordsOf(passage.meta.title).map(({ stem }) => stem),
  };
}

/** A reader that keeps the words of up to `capacity` passages (about 8 KB each). Passages never change under their id. */
export function createPassageReader(capacity = 2000): PassageReader {
  const kept = new Map<string, PassageWords>();
  return (passage) => {
    const known = kept.get(passage.id) ?? readWords(passage);
    kept.delete(passage.id);
    kept.set(passage.id, known);
    const oldest = kept.size > capacity ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    return known;
  };
}
