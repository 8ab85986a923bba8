import { join } from "node:path";
import type { Config } from "../../config.ts";
import type { Embedder } from "../../core/embedder.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { createAnswerer } from "../../intents/answerer.ts";
import type { Answerer } from "../../intents/answerer.ts";
import { createDirectory } from "../../ledger/directory.ts";
import { createSearch } from "../../retrieval/search.ts";
import type { VectorIndex } from "../../retrieval/vector-index.ts";
import { createVectorIndex } from "../../retrieval/vectors/create-vector-index.ts";
import { newReceiptId } from "../receipt-id.ts";
import { createWorkingDayCheck } from "../working-day-check.ts";
import type { AnswerStage } from "./answer-stage.ts";

/** What answering in this thread needs. */
export interface LocalAnswererOptions {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  /** Left out where questions are ranked by words alone. */
  readonly embedder?: Embedder | undefined;
  /** Told when ranking by meaning failed and words alone decided. */
  readonly onVectorFailure: (error: unknown) => void;
  /** Told how long a stage of an answer took. */
  readonly onStage?: (stage: AnswerStage, ms: number) => void;
}

/** An answerer and the index that it searches. */
export interface LocalAnswerer extends Answerer {
  readonly index: VectorIndex | undefined;
}

/** Puts everything that answering reads together. */
export function createLocalAnswerer(options: LocalAnswererOptions): LocalAnswerer {
  const { config, store, clock, embedder, onVectorFailure } = options;
  const index = embedder && createIndex(config, store, embedder);
  const search = createSearch({ store, ...(embedder && index && { embedder, vectors: index }), onVectorFailure });
  const directories = createDirectory(store);
  const timed = async <Result>(stage: AnswerStage, work: Promise<Result>): Promise<Result> => {
    const started = performance.now();
    const result = await work;
    options.onStage?.(stage, performance.now() - started);
    return result;
  };
  const answerer = createAnswerer({
    store,
    search: { search: (request) => timed("search", search.search(request)) },
    knowledgeFor: (scope) => timed("names", directories.at(scope)),
    clock,
    newId: newReceiptId,
    loadWorkingDays: createWorkingDayCheck(),
  });
  return { ...answerer, answer: (request) => timed("answer", answerer.answer(request)), index };
}

function createIndex(config: Config, store: Store, { model, dimensions }: Embedder): VectorIndex {
  return createVectorIndex({ store, model, dimensions, directory: join(config.dataFolder, "vectors") });
}
