import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createHnswlibEngine, loadHnswlib, readHnswlibEngine } from "../../../src/retrieval/vectors/hnswlib.ts";
import { isSoundVector, type NearestEngine } from "../../../src/retrieval/vectors/nearest-engine.ts";
import { createPlainLoop } from "../../../src/retrieval/vectors/plain-loop.ts";

const dimensions = 16;
const hnswlib = await loadHnswlib();

function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648 - 0.5;
  };
}

function createVectors(count: number, seed: number): Float32Array[] {
  const next = createNumbers(seed);
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimensions }, next);
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  });
}

function fill(engine: NearestEngine, vectors: readonly Float32Array[]): NearestEngine {
  for (const vector of vectors) engine.add(vector);
  return engine;
}

function labels(engine: NearestEngine, vector: Float32Array, limit: number): number[] {
  return engine.search(vector, limit).map(({ label }) => label);
}

describe("createPlainLoop", () => {
  it("finds the nearest first, by cosines worked by hand", () => {
    const engine = fill(createPlainLoop(2), [
      Float32Array.of(1, 0),
      Float32Array.of(0, 1),
      Float32Array.of(0.6, 0.8),
      Float32Array.of(1, 0),
    ]);
    const found = engine.search(Float32Array.of(0.8, 0.6), 3);
    expect(found.map(({ label }) => label)).toEqual([2, 0, 3]);
    expect(found[0]?.similarity).toBeCloseTo(0.96, 6);
    expect(engine.search(Float32Array.of(0, 1), 9)).toHaveLength(4);
  });

  it("has nothing to find when empty, and grows beyond one block", () => {
    const empty = createPlainLoop(dimensions);
    expect(empty.search(new Float32Array(dimensions), 5)).toEqual([]);
    const vectors = createVectors(5000, 1);
    expect(labels(fill(createPlainLoop(dimensions), vectors), vectors[4999] ?? new Float32Array(), 1)).toEqual([4999]);
  });
});

describe.skipIf(!hnswlib)("createHnswlibEngine (skipped where hnswlib-node is not installed)", () => {
  const vectors = createVectors(400, 2);
  const questions = createVectors(20, 3);

  function create(kind: "exact" | "hnsw", capacity: number): NearestEngine {
    if (!hnswlib) throw new Error("hnswlib-node is not installed");
    return createHnswlibEngine(hnswlib, kind, { dimensions, capacity });
  }

  it("finds exactly what the plain loop finds", () => {
    const loop = fill(createPlainLoop(dimensions), vectors);
    const exact = fill(create("exact", 400), vectors);
    for (const question of questions) {
      expect(labels(exact, question, 50)).toEqual(labels(loop, question, 50));
      const [one, other] = [exact.search(question, 1)[0], loop.search(question, 1)[0]];
      expect(one?.similarity).toBeCloseTo(other?.similarity ?? 0, 5);
    }
  });

  it("finds nearly everything by the graph, which grows beyond its capacity", () => {
    const loop = fill(createPlainLoop(dimensions), vectors);
    const graph = fill(create("hnsw", 10), vectors);
    expect(graph.count).toBe(400);
    const shares = questions.map((question) => {
      const truth = new Set(labels(loop, question, 10));
      return labels(graph, question, 10).filter((label) => truth.has(label)).length / 10;
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.95);
  });

  it.each(["exact", "hnsw"] as const)("reads a saved %s index back", async (kind) => {
    const folder = await mkdtemp(join(tmpdir(), "pilotdesk-engine-"));
    try {
      const engine = fill(create(kind, 400), vectors);
      await engine.save?.(join(folder, "index"));
      if (!hnswlib) throw new Error("hnswlib-node is not installed");
      const read = await readHnswlibEngine(hnswlib, kind, { dimensions, file: join(folder, "index") });
      for (const question of questions) expect(labels(read, question, 10)).toEqual(labels(engine, question, 10));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("has nothing to find when empty", () => {
    expect(create("exact", 0).search(new Float32Array(dimensions), 5)).toEqual([]);
    expect(create("hnsw", 0).search(new Float32Array(dimensions), 5)).toEqual([]);
  });
});

describe("isSoundVector", () => {
  it("refuses another length and numbers that are none", () => {
    expect(isSoundVector(Float32Array.of(1, 0), 2)).toBe(true);
    expect(isSoundVector(Float32Array.of(1, 0, 0), 2)).toBe(false);
    expect(isSoundVector(Float32Array.of(1, Number.NaN), 2)).toBe(false);
    expect(isSoundVector(Float32Array.of(1, Infinity), 2)).toBe(false);
  });
});
