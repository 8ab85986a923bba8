import { isCommonForm } from "./common-words.ts";
import type { NameToken } from "./name-token.ts";
import { singular } from "./name-token.ts";
import { isLikelySlip } from "./typo.ts";

/** Finds the words of names that a misspelt word may stand for. */
export interface Spelling {
  /** Words of names, or none for a word that is a word of a name itself, an ordinary English word or protected. */
  correct(token: NameToken): readonly string[];
}

const shortestWord = 4;
const maxRemembered = 5000;

/** Creates the spelling of a set of name words; `isProtected` names further words that are never misspelt names. */
export function createSpelling(vocabulary: ReadonlySet<string>, isProtected: (folded: string) => boolean): Spelling {
  const byInitial = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (word.length < 5 || !/^\p{L}+$/u.test(word)) continue;
    const initial = byInitial.get(word[0] ?? "") ?? [];
    initial.push(word);
    byInitial.set(word[0] ?? "", initial);
  }
  const known = (folded: string): boolean =>
    vocabulary.has(folded) || vocabulary.has(singular(folded)) || isCommonForm(folded) || isProtected(folded);
  const find = (folded: string): readonly string[] =>
    (byInitial.get(folded[0] ?? "") ?? []).filter((word) => isLikelySlip(folded, word));
  const remembered = new Map<string, readonly string[]>();
  return {
    correct({ forms, isCapital }) {
      const key = forms.at(-1) ?? "";
      if (key.length < shortestWord + (isCapital ? 0 : 1) || !/^\p{L}+$/u.test(key)) return [];
      const before = remembered.get(key);
      if (before !== undefined) return before;
      const found = forms.some(known) ? [] : find(key);
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(key, found);
      return found;
    },
  };
}
