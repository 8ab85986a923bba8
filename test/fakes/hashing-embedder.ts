import type { Embedder } from "../../src/core/embedder.ts";
import { contentWords } from "../../src/core/words.ts";

/** An Embedder without a model: each stem adds a direction of its own, so that texts with the same words are near. */
export function createHashingEmbedder(dimensions = 32): Embedder & { readonly embedded: readonly string[] } {
  const embedded: string[] = [];
  const embedOne = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions).fill(0.01);
    for (const { stem } of contentWords(text)) {
      let state = 7;
      for (const character of stem) state = (state * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
      for (let at = 0; at < dimensions; at += 1) {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        vector[at] = (vector[at] ?? 0) + state / 2_147_483_648 - 0.5;
      }
    }
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  };
  return {
    model: "hashing",
    dimensions,
    embedded,
    embed: async (texts) => {
      embedded.push(...texts);
      return texts.map(embedOne);
    },
    close: async () => undefined,
  };
}
