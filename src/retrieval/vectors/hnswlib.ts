import type { BruteforceSearch, HierarchicalNSW } from "hnswlib-node";
import type { EngineKind, NearestEngine, Neighbour } from "./nearest-engine.ts";

/** What is used of hnswlib-node. */
export interface Hnswlib {
  readonly BruteforceSearch: typeof BruteforceSearch;
  readonly HierarchicalNSW: typeof HierarchicalNSW;
}

/** Loads hnswlib-node, or gives undefined where it is not installed: npm skips a failed compilation without a word. */
export type LoadHnswlib = () => Promise<Hnswlib | undefined>;

/** Loads the optional package. */
export const loadHnswlib: LoadHnswlib = async () => {
  try {
    const { default: hnswlib } = await import("hnswlib-node");
    return hnswlib;
  } catch {
    return undefined;
  }
};

/** Up to this many vectors each is looked at (about 5 ms); above, a graph is walked (measured, see docs). */
export const mostExact = 50_000;

/** M 16, efConstruction 100 and ef of 50 or more gave a recall of .997 at 100,000 (measured). The default ef of 10 does not. */
const graph = { m: 16, efConstruction: 100, leastEf: 64 } as const;

function readNeighbours(found: { readonly distances: number[]; readonly neighbors: number[] }): Neighbour[] {
  const neighbours = found.neighbors.map((label, at) => ({ label, similarity: 1 - (found.distances[at] ?? 1) }));
  return neighbours.toSorted((left, right) => right.similarity - left.similarity || left.label - right.label);
}

async function saveTo(index: BruteforceSearch | HierarchicalNSW, file: string): Promise<void> {
  await index.writeIndex(file);
}

function wrapExact(index: BruteforceSearch): NearestEngine {
  return {
    kind: "exact",
    get count() {
      return index.getCurrentCount();
    },
    add: (vector) => index.addPoint(Array.from(vector), index.getCurrentCount()),
    search: (vector, limit) => {
      const most = Math.min(limit, index.getCurrentCount());
      return most === 0 ? [] : readNeighbours(index.searchKnn(Array.from(vector), most));
    },
    save: (file) => saveTo(index, file),
  };
}

function wrapGraph(index: HierarchicalNSW): NearestEngine {
  return {
    kind: "hnsw",
    get count() {
      return index.getCurrentCount();
    },
    add: (vector) => {
      const label = index.getCurrentCount();
      if (label >= index.getMaxElements()) index.resizeIndex(Math.ceil(label * 1.25) + 1);
      index.addPoint(Array.from(vector), label);
    },
    search: (vector, limit) => {
      const most = Math.min(limit, index.getCurrentCount());
      index.setEf(Math.max(graph.leastEf, most));
      return most === 0 ? [] : readNeighbours(index.searchKnn(Array.from(vector), most));
    },
    save: (file) => saveTo(index, file),
  };
}

/** An empty index with room for `capacity` vectors of unit length; the graph grows beyond it, the exact one does not. */
export function createHnswlibEngine(
  hnswlib: Hnswlib,
  kind: Exclude<EngineKind, "loop">,
  { dimensions, capacity }: { readonly dimensions: number; readonly capacity: number },
): NearestEngine {
  if (kind === "exact") {
    const index = new hnswlib.BruteforceSearch("ip", dimensions);
    index.initIndex(Math.max(capacity, 1));
    return wrapExact(index);
  }
  const index = new hnswlib.HierarchicalNSW("ip", dimensions);
  index.initIndex(Math.max(capacity, 1), graph.m, graph.efConstruction);
  return wrapGraph(index);
}

/** Reads a saved index. Trust it only after its manifest was checked: the library loads foreign and damaged files silently. */
export async function readHnswlibEngine(
  hnswlib: Hnswlib,
  kind: Exclude<EngineKind, "loop">,
  { dimensions, file }: { readonly dimensions: number; readonly file: string },
): Promise<NearestEngine> {
  if (kind === "exact") {
    const index = new hnswlib.BruteforceSearch("ip", dimensions);
    await index.readIndex(file);
    return wrapExact(index);
  }
  const index = new hnswlib.HierarchicalNSW("ip", dimensions);
  await index.readIndex(file);
  return wrapGraph(index);
}
