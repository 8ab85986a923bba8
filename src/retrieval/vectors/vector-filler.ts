import type { Embedder } from "../../core/embedder.ts";
import { PilotdeskError } from "../../core/errors.ts";
import type { Store } from "../../core/store.ts";

/** Gives every passage its vector, in the background, behind an index of words that is ready at once. */
export interface VectorFiller {
  /** Begins, or begins again after documents were added or the encoder failed. Returns at once. */
  start(): void;
  /** Stops after the batch in hand, until `resume`. */
  pause(): void;
  resume(): void;
  /** Resolves when nothing is left to do or it failed; also while paused only when the rest is done. */
  whenIdle(): Promise<void>;
  /** Stops after the batch in hand; nothing is lost, the next start goes on where this one stopped. */
  close(): Promise<void>;
}

/** What a filler needs. */
export interface VectorFillerOptions {
  readonly store: Store;
  readonly embedder: Embedder;
  /** Runs when every passage has its vector: the place to refresh the vector index. */
  readonly onFilled?: () => Promise<void>;
  /** Told why it stopped; ranking goes on by words. */
  readonly onFailure?: (error: unknown) => void;
  /** Texts asked from the store at once. */
  readonly pageSize?: number;
}

/** One commit for this many vectors: a few seconds of work are lost when the process dies. */
const batchSize = 16;

/** A filler that waits for `start`. */
export function createVectorFiller(options: VectorFillerOptions): VectorFiller {
  const { store, embedder } = options;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  let isClosed = false;
  let paused: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  async function fillPage(page: readonly { readonly sha256: string; readonly text: string }[]): Promise<void> {
    for (let from = 0; from < page.length; from += batchSize) {
      await paused?.promise;
      if (isClosed) return;
      const batch = page.slice(from, from + batchSize);
      const vectors = await embedder.embed(batch.map(({ text }) => text));
      const rows = batch.flatMap(({ sha256 }, at) => {
        const vector = vectors[at];
        return vector ? [{ sha256, vector }] : [];
      });
      await store.transaction((transaction) => transaction.putVectors(embedder.model, rows));
    }
  }

  async function fill(): Promise<void> {
    for (let before = ""; !isClosed;) {
      const page = await store.passagesWithoutVector(embedder.model, options.pageSize ?? 256);
      const first = page[0]?.sha256;
      if (first === undefined) break;
      if (first === before)
        throw new PilotdeskError(
          "vector-filler",
          "A passage has no vector although one was stored for it. Run doctor.",
        );
      before = first;
      await fillPage(page);
    }
    if (!isClosed) await options.onFilled?.();
  }

  async function run(): Promise<void> {
    try {
      do {
        isAskedAgain = false;
        await fill();
      } while (isAskedAgain && !isClosed);
    } catch (error) {
      if (!isClosed) options.onFailure?.(error);
    } finally {
      running = undefined;
    }
  }

  function resume(): void {
    paused?.resolve();
    paused = undefined;
  }

  return {
    start: () => {
      isAskedAgain = true;
      if (!isClosed) running ??= run();
    },
    pause: () => {
      paused ??= Promise.withResolvers<void>();
    },
    resume,
    whenIdle: () => running ?? Promise.resolve(),
    close: async () => {
      isClosed = true;
      resume();
      await running;
    },
  };
}
