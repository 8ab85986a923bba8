import { describe, expect, it } from "vitest";
import type { ReadScope } from "../../src/core/trust.ts";
import { publicScope } from "../../src/core/trust.ts";
import { createSearch, type RankedPassage } from "../../src/retrieval/search.ts";
import type { VectorIndex } from "../../src/retrieval/vector-index.ts";
import { createHashingEmbedder } from "../fakes/hashing-embedder.ts";
import { createCorpus } from "./memory-corpus.ts";

const corpus = createCorpus([
  { id: "luton", text: "Luton worked on street safety. Wardens walked the town centre at night." },
  { id: "hackney", text: "Hackney worked on loneliness. Safety was not its subject." },
  { id: "grants", text: "Every pilot had between £150,000 and £350,000 over two years." },
  { id: "secret", text: "Luton street safety figures for officials only.", audience: "programme:pfpp" },
]);

function ids(ranked: readonly RankedPassage[]): string[] {
  return ranked.map(({ passage }) => passage.documentId);
}

function indexOf(hits: readonly { id: string; similarity: number }[], isReady = true): VectorIndex {
  return {
    isReady: () => isReady,
    search: async () => hits.map(({ id, similarity }) => ({ passageId: `${id}@000000000000#0`, similarity })),
    refresh: async () => undefined,
    describe: () => "vectors: by hand",
    close: async () => undefined,
  };
}

describe("createSearch", () => {
  it("ranks the passage that has the words together first, with its features", async () => {
    const ranked = await createSearch({ store: corpus }).search({
      text: "street safety in Luton",
      scope: publicScope,
      limit: 5,
    });
    expect(ids(ranked)).toEqual(["luton", "hackney"]);
    expect(ranked[0]?.features).toMatchObject({ coverage: 1, window: 1, pairs: 0.5 });
    expect(ranked[0]?.features.similarity).toBeUndefined();
    expect(ranked[0]?.score).toBeGreaterThan(ranked[1]?.score ?? 1);
  });

  it("shows a reader what they may see and nothing else, by words and by vectors", async () => {
    const search = createSearch({
      store: corpus,
      embedder: createHashingEmbedder(),
      vectors: indexOf([
        { id: "secret", similarity: 0.9 },
        { id: "grants", similarity: 0.8 },
      ]),
    });
    const programme: ReadScope = { reader: { audiences: ["public", "programme:pfpp"] } };
    expect(ids(await search.search({ text: "street safety figures", scope: publicScope, limit: 9 }))).not.toContain(
      "secret",
    );
    expect(ids(await search.search({ text: "street safety figures", scope: programme, limit: 9 }))[0]).toBe("secret");
  });

  it("adds passages that only the vectors find", async () => {
    const search = createSearch({
      store: corpus,
      embedder: createHashingEmbedder(),
      vectors: indexOf([
        { id: "grants", similarity: 0.9 },
        { id: "luton", similarity: 0.2 },
      ]),
    });
    const ranked = await search.search({ text: "money for Luton", scope: publicScope, limit: 5 });
    expect(ids(ranked)).toContain("grants");
    expect(ranked.find(({ passage }) => passage.documentId === "grants")?.features).toMatchObject({
      bm25: 0,
      similarity: 0.9,
    });
  });

  it("answers by words while the vectors are not ready or the encoder fails", async () => {
    const failures: unknown[] = [];
    const broken = { ...createHashingEmbedder(), embed: () => Promise.reject(new Error("gone")) };
    const hits = [{ id: "grants", similarity: 1 }];
    const request = { text: "loneliness", scope: publicScope, limit: 5 };
    const waiting = createSearch({ store: corpus, embedder: broken, vectors: indexOf(hits, false) });
    expect(ids(await waiting.search(request))).toEqual(["hackney"]);
    const failing = createSearch({
      store: corpus,
      embedder: broken,
      vectors: indexOf(hits),
      onVectorFailure: (error) => failures.push(error),
    });
    expect(ids(await failing.search(request))).toEqual(["hackney"]);
    expect(failures).toEqual([new Error("gone")]);
  });

  it("finds by the words of an expansion", async () => {
    const search = createSearch({ store: corpus });
    expect(
      ids(await search.search({ text: "ASB", expansions: ["street safety"], scope: publicScope, limit: 1 })),
    ).toEqual(["luton"]);
  });

  it("finds nothing for a question without words or with words that occur nowhere", async () => {
    const search = createSearch({ store: corpus });
    expect(await search.search({ text: "…?", scope: publicScope, limit: 5 })).toEqual([]);
    expect(await search.search({ text: "xylophone", scope: publicScope, limit: 5 })).toEqual([]);
  });
});
