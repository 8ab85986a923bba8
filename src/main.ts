import type { Config } from "./config.ts";
import type { Assistant } from "./core/assistant.ts";
import type { Embedder } from "./core/embedder.ts";
import type { Knowledge } from "./core/knowledge.ts";
import type { Store } from "./core/store.ts";
import type { Clock } from "./core/time.ts";
import type { ReadScope } from "./core/trust.ts";
import { isKnowledgeCurrent } from "./ingest/knowledge-fingerprint.ts";
import type { SyncReport } from "./ingest/sync-knowledge.ts";
import type { Answerer } from "./intents/answerer.ts";
import { createDesk } from "./intents/desk.ts";
import { sayReturnsDue } from "./intents/digests/returns-due.ts";
import { expireDrafts } from "./intents/updates/drafts/expire-drafts.ts";
import { createDirectory } from "./ledger/directory.ts";
import { createOfflineEmbedder } from "./models/offline/offline-embedder.ts";
import { createAnswerThread } from "./operations/answers/answer-thread.ts";
import type { AnswerStage } from "./operations/answers/answer-stage.ts";
import { digestSchedules } from "./operations/digests/digest-schedules.ts";
import { newReceiptId } from "./operations/receipt-id.ts";
import { createWorkingDayCheck } from "./operations/working-day-check.ts";
import type { VectorIndex } from "./retrieval/vector-index.ts";
import { createVectorFiller } from "./retrieval/vectors/vector-filler.ts";
import type { VectorFiller } from "./retrieval/vectors/vector-filler.ts";
import { openStore } from "./stores/open-store.ts";
import type { Schedule } from "./work/schedule.ts";

/** The clock on the wall. */
export const systemClock: Clock = { now: () => new Date() };

/** Everything that runs, put together. */
export interface Pilotdesk {
  readonly assistant: Assistant;
  readonly store: Store;
  readonly vectors: VectorSide | undefined;
  /** What is done at set times: digests, reminders, and the end of drafts. */
  readonly schedules: readonly Schedule[];
  /** Brings the store to what the knowledge folder holds; quick where nothing changed. */
  sync(options?: { readonly force?: boolean }): Promise<SyncReport>;
  close(): Promise<void>;
}

/** Ranking by meaning: the encoder, the index it fills, and what fills it. The index may live in another thread. */
export interface VectorSide {
  readonly embedder: Embedder;
  readonly index: Pick<VectorIndex, "refresh" | "describe">;
  readonly filler: VectorFiller;
}

/** What may differ between a server, a command and a test. */
export interface OpenOptions {
  readonly clock?: Clock;
  /** Where questions are answered: in this thread, or in one of their own, so that a slow one holds nothing up. */
  readonly answers?: "here" | "thread";
  /** Told when ranking by meaning failed and words alone decided. */
  readonly onVectorFailure?: (error: unknown) => void;
  /** Told how long a stage of an answer took. */
  readonly onStage?: (stage: AnswerStage, ms: number) => void;
  /** Told when the answering thread died and another takes its place. */
  readonly onThreadLost?: (reason: string) => void;
}

/** What answers, and the index that it searches. */
interface AnswerSide extends Answerer {
  readonly index: Pick<VectorIndex, "refresh" | "describe"> | undefined;
  close(): Promise<void>;
}

/** The cards of drafts that end say so before the nightly purge empties them. */
const everyHour = { cron: "7 * * * *", days: "all", missed: "fireOnce" } as const;

/** Opens the store and puts the product together. Rejects with `StoreError` where the data folder cannot be used. */
export async function openPilotdesk(config: Config, options: OpenOptions = {}): Promise<Pilotdesk> {
  const { clock = systemClock } = options;
  const store = await openStore(config, clock);
  const embedder = config.vectors === "on" ? createOfflineEmbedder() : undefined;
  const answers = await createAnswers(config, { store, embedder }, options, () => filler?.start());
  const filler =
    embedder &&
    createVectorFiller({
      store,
      embedder,
      onFilled: async () => answers.index?.refresh(),
      onFailure: options.onVectorFailure ?? (() => {}),
    });
  const directories = createDirectory(store);
  const knowledgeFor = (scope: ReadScope): Promise<Knowledge> => directories.at(scope);
  const unasked = { store, clock, knowledgeFor, loadWorkingDays: createWorkingDayCheck() };
  return {
    assistant: createDesk({
      ...unasked,
      answerer: answers,
      newId: newReceiptId,
      receiptDays: config.receiptDays,
      admins: config.admins,
      returnsDue: (pilots, { reader }) => sayReturnsDue(pilots, unasked, { reader }),
    }),
    store,
    schedules: [
      ...digestSchedules({ ...unasked, admins: config.admins }),
      { ...everyHour, name: "drafts", run: () => expireDrafts(unasked) },
    ],
    vectors: embedder && filler && answers.index && { embedder, filler, index: answers.index },
    sync: async ({ force = false } = {}) => {
      const place = { store, folder: config.knowledgeFolder, furtherFolders: config.furtherKnowledge };
      if (!force && (await isKnowledgeCurrent(place))) return { outcome: "unchanged" };
      // What reads files is only loaded where there is something to read: a server may run for weeks without.
      const { syncKnowledge } = await import("./ingest/sync-knowledge.ts");
      return syncKnowledge({ ...place, store, actor: "system", clock, force });
    },
    async close() {
      await filler?.close();
      await answers.close();
      await embedder?.close();
      await store.close();
    },
  };
}

async function createAnswers(
  config: Config,
  { store, embedder }: { readonly store: Store; readonly embedder: Embedder | undefined },
  { clock = systemClock, answers = "here", onVectorFailure = () => {}, onStage, onThreadLost }: OpenOptions,
  onGeneration: () => void,
): Promise<AnswerSide> {
  const told = { onVectorFailure, ...(onStage && { onStage }) };
  if (answers === "thread") {
    const lost = onThreadLost && { onLost: onThreadLost };
    const thread = createAnswerThread({ data: { config }, embedder, onGeneration, ...told, ...lost });
    return { ...thread, index: embedder && thread };
  }
  // What answers is only loaded where it runs.
  const { createLocalAnswerer } = await import("./operations/answers/local-answerer.ts");
  const local = createLocalAnswerer({ config, store, clock, embedder, ...told });
  return { ...local, close: async () => local.index?.close() };
}
