/** A passage near a question: `similarity` is the cosine, from -1 to 1. */
export interface VectorHit {
  readonly passageId: string;
  readonly similarity: number;
}

/** The vectors of the current passages, to be searched by meaning. */
export interface VectorIndex {
  /** True once nearly every current passage has its vector: before that, a ranking would favour those that have. */
  isReady(): boolean;
  /** The nearest passages, best first. Rejects a vector of another length. */
  search(vector: Float32Array, limit: number): Promise<readonly VectorHit[]>;
  /** Brings the index to what the store holds; cheap where nothing changed. Runs one at a time. */
  refresh(): Promise<void>;
  /** One line for start-up and `doctor`: `vectors: hnswlib exact, 412 passages`. */
  describe(): string;
  close(): Promise<void>;
}
