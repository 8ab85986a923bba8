/** A vector near another: its label, and the cosine. */
export interface Neighbour {
  readonly label: number;
  readonly similarity: number;
}

/** How neighbours are found: every vector looked at (by hnswlib or in a plain loop), or a graph walked. */
export type EngineKind = "exact" | "hnsw" | "loop";

/** Finds the nearest of a set of unit vectors by their inner product. */
export interface NearestEngine {
  readonly kind: EngineKind;
  readonly count: number;
  /** Adds a vector under a new label; labels are 0, 1, 2 … in order. */
  add(vector: Float32Array): void;
  /** Nearest first; fewer than `limit` where there are fewer vectors. */
  search(vector: Float32Array, limit: number): readonly Neighbour[];
  /** Writes the index to a file of an existing folder; left out where it is not worth a file. */
  readonly save?: (file: string) => Promise<void>;
}

/** True for a vector of this length whose values are all finite: anything else silently spoils an index. */
export function isSoundVector(vector: Float32Array, dimensions: number): boolean {
  return vector.length === dimensions && vector.every(Number.isFinite);
}
