import type { DocumentReader } from "../../core/store.ts";
import type { VectorIndex } from "../../retrieval/vector-index.ts";

/** Keeps a vector index in step with the store, whichever process or instance changed it. */
export interface IndexFollower {
  /** Sees whether documents or vectors changed, and if so brings the index up to date beside the answers. */
  look(): Promise<void>;
  /** Brings the index up to date and waits for it. Returns its description. */
  refresh(): Promise<string>;
}

/** What a follower works with. */
export interface FollowerOptions {
  readonly store: Pick<DocumentReader, "indexGeneration">;
  readonly index: VectorIndex | undefined;
  /** Told of each change when the index has followed. */
  readonly onChange: (generation: number, description: string) => void;
  readonly now?: () => number;
}

const noIndex = "vectors: off (PILOTDESK_VECTORS=off)";
/** Rests this many times as long as the last refresh took, so that a store that changes all the time can still be asked. */
const restFactor = 10;

/**
 * A follower. Words need no following: the lexical index is part of the store. Until the vectors have followed, passages
 * that are gone are left out by the store, and new ones are found by words.
 */
export function createIndexFollower({
  store,
  index,
  onChange,
  now = () => performance.now(),
}: FollowerOptions): IndexFollower {
  let [seen, restUntil] = [-1, 0];
  let running: Promise<void> | undefined;

  async function follow(generation: number): Promise<void> {
    const started = now();
    try {
      await index?.refresh();
      seen = generation;
      onChange(generation, index?.describe() ?? noIndex);
    } finally {
      restUntil = now() + (now() - started) * restFactor;
      running = undefined;
    }
  }

  return {
    async look() {
      const generation = await store.indexGeneration();
      if (generation === seen || running || now() < restUntil) return;
      running = follow(generation);
      // Questions go on by words; the next one tries again.
      running.catch(() => undefined);
    },
    async refresh() {
      await running?.catch(() => undefined);
      running ??= follow(await store.indexGeneration());
      await running;
      return index?.describe() ?? noIndex;
    },
  };
}
