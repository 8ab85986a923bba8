import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Embedder } from "../../core/embedder.ts";
import { messageOf, PilotdeskError } from "../../core/errors.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { publicScope } from "../../core/trust.ts";
import { analyseQuery } from "../../retrieval/analyse-query.ts";
import { createSearch } from "../../retrieval/search.ts";
import { createVectorFiller } from "../../retrieval/vectors/vector-filler.ts";
import { createVectorIndex } from "../../retrieval/vectors/create-vector-index.ts";
import { readRetrievalSet, type RetrievalSet, type SetDocument } from "./beir.ts";
import { averageScores, scoreQuestion, type QuestionScores } from "./metrics.ts";
import { cutSetDocument } from "./set-passages.ts";

/** The systems that are compared: words alone, with features, and as shipped with vectors. */
export const retrievalSystems = ["lexical", "features", "vectors"] as const;
export type RetrievalSystem = (typeof retrievalSystems)[number];

/** What one system scored over all questions of a set. */
export interface SystemResult {
  readonly system: RetrievalSystem;
  readonly scores: QuestionScores;
  /** Wall time of one question, in milliseconds: median, and what 19 of 20 stay under. */
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** What a retrieval set showed. */
export interface RetrievalReport {
  readonly set: string;
  readonly documents: number;
  readonly passages: number;
  readonly questions: number;
  /** The encoder's model; left out where there was none. */
  readonly model?: string;
  readonly systems: readonly SystemResult[];
}

/** What measuring needs. */
export interface RetrievalEvaluationOptions {
  /** A folder in the BEIR layout. */
  readonly directory: string;
  readonly openStore: (directory: string) => Promise<Store>;
  readonly clock: Clock;
  /** Without it the system with vectors is left out. */
  readonly embedder?: Embedder;
  /** Kept afterwards, so that the next run need not encode again; else a temporary folder is used and removed. */
  readonly workDirectory?: string;
  readonly onProgress?: (line: string) => void;
}

type Ranker = (text: string) => Promise<readonly string[]>;

/** Passages asked for, so that ten documents are left when several passages of one are found. */
const passageDepth = 100;
const batchSize = 200;

async function loadDocuments(store: Store, documents: readonly SetDocument[], clock: Clock): Promise<void> {
  const open = await store.transaction((transaction) => transaction.openDocuments());
  const known = new Map(open.map(({ id, sha256 }) => [id, sha256]));
  const given = documents
    .filter(({ text }) => text.trim() !== "")
    .map((document) => ({ document, sha256: createHash("sha256").update(JSON.stringify(document)).digest("hex") }));
  const changes = given.filter(({ document, sha256 }) => known.get(document.id) !== sha256);
  for (let from = 0; from < changes.length; from += batchSize)
    await store.transaction(async (transaction) => {
      for (const { document, sha256 } of changes.slice(from, from + batchSize)) {
        const { version, passages } = cutSetDocument(document, sha256);
        const occurredAt = clock.now().toISOString();
        const event = await transaction.appendEvent({
          kind: "documentIngested",
          about: version.id,
          occurredAt,
          actor: "evaluation",
        });
        await transaction.putDocument(event, version, passages);
      }
    });
}

/** Documents in the order of their best passage. */
function documentsOf(passages: readonly { readonly documentId: string }[]): readonly string[] {
  return [...new Set(passages.map(({ documentId }) => documentId))];
}

function rankByWords(store: Store): Ranker {
  return async (text) => {
    const terms = analyseQuery(text).terms.map(({ folded }) => folded);
    const hits = await store.searchLexical(publicScope, { terms, limit: passageDepth });
    return documentsOf(hits.map(({ passage }) => passage));
  };
}

function rankBySearch(search: ReturnType<typeof createSearch>): Ranker {
  return async (text) => {
    const ranked = await search.search({ text, scope: publicScope, limit: passageDepth });
    return documentsOf(ranked.map(({ passage }) => passage));
  };
}

async function measure(system: RetrievalSystem, set: RetrievalSet, rank: Ranker): Promise<SystemResult> {
  const scores: QuestionScores[] = [];
  const times: number[] = [];
  for (const { text, judgements } of set.questions) {
    const start = performance.now();
    const ranking = await rank(text);
    times.push(performance.now() - start);
    scores.push(scoreQuestion(ranking, judgements));
  }
  const sorted = times.toSorted((left, right) => left - right);
  const quantile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { system, scores: averageScores(scores), medianMs: quantile(0.5), p95Ms: quantile(0.95) };
}

async function measureVectors(
  store: Store,
  set: RetrievalSet,
  folder: string,
  { embedder, onProgress }: RetrievalEvaluationOptions,
): Promise<readonly SystemResult[]> {
  if (!embedder) return [];
  const { model, dimensions } = embedder;
  const vectors = createVectorIndex({ store, model, dimensions, directory: join(folder, "vectors") });
  const failures: unknown[] = [];
  const filler = createVectorFiller({ store, embedder, onFailure: (error) => failures.push(error) });
  onProgress?.(`encoding ${set.name}, which takes a while the first time`);
  filler.start();
  await filler.whenIdle();
  if (failures.length > 0)
    throw new PilotdeskError("evaluation", `The set could not be encoded: ${messageOf(failures[0])}`, {
      cause: failures[0],
    });
  await vectors.refresh();
  onProgress?.(vectors.describe());
  const search = createSearch({ store, embedder, vectors, onVectorFailure: (error) => failures.push(error) });
  const result = await measure("vectors", set, rankBySearch(search));
  await vectors.close();
  // A question answered by words alone would be counted as one answered with vectors.
  if (failures.length > 0)
    throw new PilotdeskError("evaluation", `A question could not be encoded: ${messageOf(failures[0])}`, {
      cause: failures[0],
    });
  return [result];
}

async function evaluateIn(folder: string, options: RetrievalEvaluationOptions): Promise<RetrievalReport> {
  const set = await readRetrievalSet(options.directory);
  const store = await options.openStore(folder);
  try {
    await loadDocuments(store, set.documents, options.clock);
    const { passages } = await store.indexCounts(options.embedder?.model ?? "");
    options.onProgress?.(`${set.name}: ${set.documents.length} documents, ${passages} passages`);
    const systems = [
      await measure("lexical", set, rankByWords(store)),
      await measure("features", set, rankBySearch(createSearch({ store }))),
      ...(await measureVectors(store, set, folder, options)),
    ];
    return {
      set: set.name,
      documents: set.documents.length,
      passages,
      questions: set.questions.length,
      ...(options.embedder && { model: options.embedder.model }),
      systems,
    };
  } finally {
    await store.close();
  }
}

/**
 * Measures retrieval on a set in the BEIR layout with the pipeline as shipped: the store, the cutting, the ranking and the
 * vectors. A document scores as its best passage. Throws KnowledgeError where the set cannot be read.
 */
export async function evaluateRetrieval(options: RetrievalEvaluationOptions): Promise<RetrievalReport> {
  if (options.workDirectory) return evaluateIn(options.workDirectory, options);
  const folder = await mkdtemp(join(tmpdir(), "pilotdesk-eval-"));
  try {
    return await evaluateIn(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
