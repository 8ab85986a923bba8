/** Turns texts into vectors of unit length. */
export interface Embedder {
  /** Names model and version; vectors of different models are never compared. */
  readonly model: string;
  readonly dimensions: number;
  /** One vector of length `dimensions` a text, in order. Rejects when the encoder cannot run. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}
