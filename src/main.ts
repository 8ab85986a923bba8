import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Config } from "./config.ts";
import type { Assistant } from "./core/assistant.ts";
import type { Embedder } from "./core/embedder.ts";
import type { Store } from "./core/store.ts";
import type { Clock } from "./core/time.ts";
import { syncKnowledge } from "./ingest/sync-knowledge.ts";
import type { SyncReport } from "./ingest/sync-knowledge.ts";
import { createDesk } from "./intents/desk.ts";
import { createDirectory } from "./ledger/directory.ts";
import { createOfflineEmbedder, offlineDimensions, offlineModel } from "./models/offline/offline-embedder.ts";
import { createSearch } from "./retrieval/search.ts";
import type { VectorIndex } from "./retrieval/vector-index.ts";
import { createVectorIndex } from "./retrieval/vectors/create-vector-index.ts";
import { createVectorFiller } from "./retrieval/vectors/vector-filler.ts";
import type { VectorFiller } from "./retrieval/vectors/vector-filler.ts";
import { openSqliteStore } from "./stores/sqlite/open-sqlite-store.ts";

/** The clock on the wall. */
export const systemClock: Clock = { now: () => new Date() };

/** Opens the store that the configuration names. Rejects with `StoreError` where it cannot be used. */
export function openConfiguredStore(config: Config, clock: Clock): Promise<Store> {
  return openSqliteStore({ directory: config.dataFolder, clock });
}

/** Everything that runs, put together. */
export interface Pilotdesk {
  readonly assistant: Assistant;
  readonly store: Store;
  readonly vectors: VectorSide | undefined;
  /** Brings the store to what the knowledge folder holds; quick where nothing changed. */
  sync(options?: { readonly force?: boolean }): Promise<SyncReport>;
  close(): Promise<void>;
}

/** Ranking by meaning: the encoder, the index it fills, and what fills it. */
export interface VectorSide {
  readonly embedder: Embedder;
  readonly index: VectorIndex;
  readonly filler: VectorFiller;
}

/** What may differ between a server, a command and a test. */
export interface OpenOptions {
  readonly clock?: Clock;
  /** Told when ranking by meaning failed and words alone decided. */
  readonly onVectorFailure?: (error: unknown) => void;
}

/** Opens the store and puts the product together. Rejects with `StoreError` where the data folder cannot be used. */
export async function openPilotdesk(
  config: Config,
  { clock = systemClock, onVectorFailure = () => {} }: OpenOptions = {},
): Promise<Pilotdesk> {
  const store = await openConfiguredStore(config, clock);
  const vectors = config.vectors === "on" ? createVectorSide(config, store, onVectorFailure) : undefined;
  const search = createSearch({
    store,
    ...(vectors && { embedder: vectors.embedder, vectors: vectors.index }),
    onVectorFailure,
  });
  const directories = createDirectory(store);
  const assistant = createDesk({
    store,
    search,
    knowledgeFor: (scope) => directories.at(scope),
    clock,
    newId: () => `r-${randomBytes(6).toString("hex")}`,
    receiptDays: config.receiptDays,
  });
  return {
    assistant,
    store,
    vectors,
    sync: ({ force = false } = {}) =>
      syncKnowledge({
        store,
        folder: config.knowledgeFolder,
        dataFolder: config.dataFolder,
        actor: "system",
        clock,
        force,
      }),
    async close() {
      await vectors?.filler.close();
      await vectors?.index.close();
      await vectors?.embedder.close();
      await store.close();
    },
  };
}

function createVectorSide(config: Config, store: Store, onFailure: (error: unknown) => void): VectorSide {
  const embedder = createOfflineEmbedder();
  const index = createVectorIndex({
    store,
    model: offlineModel,
    dimensions: offlineDimensions,
    directory: join(config.dataFolder, "vectors"),
  });
  const filler = createVectorFiller({ store, embedder, onFilled: () => index.refresh(), onFailure });
  return { embedder, index, filler };
}
