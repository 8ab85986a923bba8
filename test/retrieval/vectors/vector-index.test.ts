import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createVectorIndex, type VectorIndexOptions } from "../../../src/retrieval/vectors/create-vector-index.ts";
import { loadHnswlib } from "../../../src/retrieval/vectors/hnswlib.ts";
import type { VectorIndex } from "../../../src/retrieval/vector-index.ts";
import { createHashingEmbedder } from "../../fakes/hashing-embedder.ts";
import type { MemoryDocuments } from "../../fakes/memory-documents.ts";
import { createCorpus, putNotes } from "../memory-corpus.ts";

const embedder = createHashingEmbedder();
const isInstalled = (await loadHnswlib()) !== undefined;
let directory: string;
let corpus: MemoryDocuments;

const notes = Array.from({ length: 12 }, (_, at) => ({
  id: `n${String(at).padStart(2, "0")}`,
  text: `Subject${at} pilot words${at % 3}.`,
}));

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "pilotdesk-vectors-"));
  corpus = createCorpus(notes);
  await encodeAll();
});

afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function encodeAll(): Promise<void> {
  const missing = await corpus.passagesWithoutVector(embedder.model, 1000);
  const vectors = await embedder.embed(missing.map(({ text }) => text));
  corpus.putVectors(
    embedder.model,
    missing.flatMap(({ sha256 }, at) => (vectors[at] ? [{ sha256, vector: vectors[at] }] : [])),
  );
}

async function open(options: Partial<VectorIndexOptions> = {}): Promise<VectorIndex> {
  const index = createVectorIndex({
    store: corpus,
    model: embedder.model,
    dimensions: embedder.dimensions,
    directory,
    ...options,
  });
  await index.refresh();
  return index;
}

async function nearest(index: VectorIndex, text: string, limit = 1): Promise<string[]> {
  const [vector] = await embedder.embed([text]);
  const hits = await index.search(vector ?? new Float32Array(), limit);
  return hits.map(({ passageId }) => passageId.slice(0, 3));
}

/** The same store, but its vectors are read at most once by the caller: shows whether saved files were used. */
function countReads(): { readonly store: MemoryDocuments; readonly reads: () => number } {
  let reads = 0;
  const vectors: MemoryDocuments["vectors"] = (model, page) => {
    if (page.limit > 100) reads += 1;
    return corpus.vectors(model, page);
  };
  return { store: { ...corpus, vectors }, reads: () => reads };
}

describe("createVectorIndex", () => {
  it("finds the same with hnswlib, by the graph and in a plain loop", async () => {
    const without = await open({ loadHnswlib: async () => undefined });
    const exact = await open();
    const graph = await open({ mostExact: 3 });
    for (const { text } of notes) {
      const truth = await nearest(without, text, 4);
      expect(truth).toHaveLength(4);
      expect(await nearest(exact, text, 4)).toEqual(truth);
      expect(await nearest(graph, text, 4)).toEqual(truth);
    }
  });

  it.skipIf(!isInstalled)("says in one line what it is", async () => {
    const index = createVectorIndex({ store: corpus, model: embedder.model, dimensions: embedder.dimensions });
    expect(index.describe()).toBe("vectors: none yet, ranking by words");
    expect(index.isReady()).toBe(false);
    await index.refresh();
    expect(index.describe()).toBe("vectors: hnswlib exact, 12 passages");
    expect((await open({ mostExact: 3 })).describe()).toBe("vectors: hnswlib graph, 12 passages");
  });

  it("says that hnswlib-node is missing and works all the same", async () => {
    const index = await open({ loadHnswlib: async () => undefined });
    expect(index.describe()).toBe("vectors: plain loop (hnswlib-node not installed), 12 passages");
    expect(await nearest(index, "subject7")).toEqual(["n07"]);
    expect(await readdir(directory)).toEqual([]);
  });

  it("is not ready while many passages have no vector, and is again when they have", async () => {
    const index = await open();
    expect(index.isReady()).toBe(true);
    putNotes(
      corpus,
      Array.from({ length: 6 }, (_, at) => ({ id: `x${at}x`, text: `Other${at} thing.` })),
    );
    await index.refresh();
    expect(index.isReady()).toBe(false);
    expect(index.describe()).toContain("12 of 18 passages, ranking by words until the rest is encoded");
    await encodeAll();
    await index.refresh();
    expect(index.isReady()).toBe(true);
    expect(await nearest(index, "other3")).toEqual(["x3x"]);
  });

  it.each([50_000, 3])("forgets withdrawn passages and learns new ones (exact up to %i)", async (mostExact) => {
    const index = await open({ mostExact });
    corpus.withdraw("n07");
    putNotes(corpus, [{ id: "new", text: "Newest subject." }]);
    await encodeAll();
    await index.refresh();
    expect(await nearest(index, "subject7", 20)).not.toContain("n07");
    expect(await nearest(index, "subject7", 20)).toHaveLength(12);
    expect(await nearest(index, "newest")).toEqual(["new"]);
  });

  it.skipIf(!isInstalled)("reads its files back after a restart instead of building", async () => {
    await open();
    const { store, reads } = countReads();
    const index = await open({ store });
    expect(reads()).toBe(0);
    expect(await nearest(index, "subject7")).toEqual(["n07"]);
    expect((await readdir(directory)).toSorted()).toEqual(["hashing.index", "hashing.json"]);
  });

  const damages: readonly (readonly [string, () => Promise<void>])[] = [
    ["flipped bits", async () => change("hashing.index", (bytes) => bytes.fill(bytes[200] ? 0 : 1, 200, 220))],
    ["a shortened file", async () => change("hashing.index", (bytes) => bytes.subarray(0, 100))],
    ["an empty file", async () => change("hashing.index", () => Buffer.alloc(0))],
    ["a missing file", async () => rm(join(directory, "hashing.index"))],
    ["a missing manifest", async () => rm(join(directory, "hashing.json"))],
    ["a manifest that is not JSON", async () => writeFile(join(directory, "hashing.json"), "{")],
    ["another model", async () => edit({ model: "other" })],
    ["another dimension", async () => edit({ dimensions: 33 })],
    ["another metric", async () => edit({ metric: "l2" })],
    ["another engine", async () => edit({ engine: "hnsw" })],
    ["another count", async () => edit({ count: 13 })],
    ["other passage ids", async () => edit({ ids: Array.from({ length: 12 }, () => "n00@000000000000#0") })],
    ["an older generation", async () => edit({ generation: 0 })],
  ];

  async function change(name: string, how: (bytes: Buffer) => Buffer): Promise<void> {
    await writeFile(join(directory, name), how(await readFile(join(directory, name))));
  }

  async function edit(fields: Record<string, unknown>): Promise<void> {
    const manifest: unknown = JSON.parse(await readFile(join(directory, "hashing.json"), "utf8"));
    await writeFile(join(directory, "hashing.json"), JSON.stringify(Object.assign({}, manifest, fields)));
  }

  it.skipIf(!isInstalled).each(damages)("builds again from the stored vectors on %s", async (_, damage) => {
    await open();
    await damage();
    const { store, reads } = countReads();
    const index = await open({ store });
    expect(reads()).toBeGreaterThan(0);
    for (const { id, text } of notes) expect(await nearest(index, text)).toEqual([id]);
  });

  it.skipIf(!isInstalled)("does not trust sound files whose vectors are another store's", async () => {
    await open();
    const [passage] = await corpus.vectors(embedder.model, { afterId: "", limit: 1 });
    const turned = (passage?.vector ?? new Float32Array()).toReversed();
    const vectors: MemoryDocuments["vectors"] = async (model, page) =>
      (await corpus.vectors(model, page)).map((row) =>
        row.passageId === passage?.passageId ? { ...row, vector: turned } : row,
      );
    const index = await open({ store: { ...corpus, vectors } });
    const [hit] = await index.search(turned, 1);
    expect(hit?.passageId).toBe(passage?.passageId);
    expect(hit?.similarity).toBeCloseTo(1, 4);
  });

  it.skipIf(!isInstalled)("works without its files where they cannot be written, and says so", async () => {
    await writeFile(join(directory, "file"), "in the way");
    const failures: unknown[] = [];
    const index = await open({ directory: join(directory, "file"), onSaveFailure: (error) => failures.push(error) });
    expect(failures).toHaveLength(1);
    expect(await nearest(index, "subject7")).toEqual(["n07"]);
  });

  it("leaves out vectors of another length or with numbers that are none", async () => {
    const bad: MemoryDocuments["vectors"] = async (model, page) =>
      (await corpus.vectors(model, page)).map((row, at) =>
        at === 0 ? { ...row, vector: new Float32Array(32).fill(Number.NaN) } : row,
      );
    const index = await open({ store: { ...corpus, vectors: bad }, loadHnswlib: async () => undefined });
    expect(await nearest(index, "subject1", 20)).toHaveLength(11);
    await expect(index.search(Float32Array.of(1), 1)).rejects.toThrow(/32 finite numbers/);
  });
});
