import type { DocumentReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { contentWords, substanceOf } from "../core/words.ts";

/**
 * What a word weighs that stands nowhere on file: mostly another way to say a thing, so less than the rarest word that does.
 * Chosen on the questions seen while tuning (docs/measured.md).
 */
const unknownRarity = 3;

/** How much each word of a question tells. */
export interface WordWeights {
  /** Higher for rarer words; 1 for a word that is not in the question. */
  readonly weightOf: (stem: string) => number;
  /** The stems that no passage holds. */
  readonly unknown: ReadonlySet<string>;
}

/** Weights by rarity over the passages this reader may see: the less often a word is used, the more it tells. */
export async function weighWords(
  question: string,
  { store, scope }: { readonly store: DocumentReader; readonly scope: ReadScope },
): Promise<WordWeights> {
  const words = contentWords(question);
  const { passages, frequencies } = await store.documentFrequencies(scope, [
    ...new Set(words.map((word) => word.folded)),
  ]);
  const weights = new Map(
    words.map((word) => {
      const frequency = frequencies.get(word.folded) ?? 0;
      const byUse = Math.log(1 + (passages - frequency + 0.5) / (frequency + 0.5));
      const rarity = frequency === 0 ? Math.min(unknownRarity, byUse) : byUse;
      return [word.stem, Math.max(0.3, rarity) * substanceOf(word.stem)];
    }),
  );
  const unknown = words.filter(({ folded }) => (frequencies.get(folded) ?? 0) === 0);
  return { weightOf: (stem) => weights.get(stem) ?? 1, unknown: new Set(unknown.map(({ stem }) => stem)) };
}
