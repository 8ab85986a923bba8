import type { Knowledge } from "../core/knowledge.ts";
import type { DocumentReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { contentWords, fold, stemOf, substanceOf, wordsOf } from "../core/words.ts";
import { isCommonWord } from "../ledger/names/common-words.ts";
import { isLikelySlip } from "../ledger/names/typo.ts";

/** Words shorter than this are too like one another to be corrected. */
const shortest = 6;

/**
 * Puts right words that nobody on file uses and that are one slip away from a single word that asks for something: "referals",
 * "dashbord". Names are left to the name resolver, and a word that could be two others is left as it is.
 */
export async function correctSpelling(
  text: string,
  knowledge: Knowledge,
  { store, scope }: { readonly store: DocumentReader; readonly scope: ReadScope },
): Promise<string> {
  const mentions = knowledge.findMentions(text);
  const words = contentWords(text).filter(
    (word) =>
      word.folded.length >= shortest &&
      /^[a-z]+$/.test(word.folded) &&
      substanceOf(word.stem) === 1 &&
      !isCommonWord(word.folded) &&
      !mentions.some((mention) => word.start < mention.end && mention.start < word.end),
  );
  if (words.length === 0) return text;
  const { frequencies } = await store.documentFrequencies(
    scope,
    words.map((word) => word.folded),
  );
  const vocabulary = askedWords(knowledge);
  const stems = new Set([...vocabulary].map(stemOf));
  const unknown = words.filter((word) => (frequencies.get(word.folded) ?? 0) === 0 && !stems.has(word.stem));
  return unknown.toReversed().reduce((corrected, { folded, start, end }) => {
    const meant = [...vocabulary].filter((word) => isLikelySlip(folded, word));
    const one = new Set(meant.map(stemOf)).size === 1 ? meant[0] : undefined;
    return one === undefined ? corrected : corrected.slice(0, start) + one + corrected.slice(end);
  }, text);
}

const kept = new WeakMap<Knowledge, ReadonlySet<string>>();

/** The words by which attributes are asked for, folded. */
function askedWords(knowledge: Knowledge): ReadonlySet<string> {
  const known = kept.get(knowledge);
  if (known) return known;
  const phrases = [...knowledge.attributes.values()].flatMap(({ asks, label, unit }) => [...asks, label, unit ?? ""]);
  const words = new Set(
    phrases
      .flatMap((phrase) => wordsOf(fold(phrase)).map((word) => word.folded))
      .filter((word) => word.length >= shortest - 1),
  );
  kept.set(knowledge, words);
  return words;
}
