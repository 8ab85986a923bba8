import { setImmediate } from "node:timers/promises";
import { PilotdeskError } from "../../core/errors.ts";
import type { DocumentReader } from "../../core/store.ts";
import type { VectorIndex } from "../vector-index.ts";
import { createHnswlibEngine, loadHnswlib, mostExact, type Hnswlib, type LoadHnswlib } from "./hnswlib.ts";
import { loadIndex, saveIndex, type IndexPlace } from "./index-files.ts";
import { isSoundVector, type EngineKind, type NearestEngine } from "./nearest-engine.ts";
import { createPlainLoop } from "./plain-loop.ts";

/** What an index is built from, and where it is kept. */
export interface VectorIndexOptions {
  readonly store: DocumentReader;
  readonly model: string;
  readonly dimensions: number;
  /** Where index files are kept; left out for none (a process that only reads). */
  readonly directory?: string;
  /** How hnswlib-node is loaded; tests leave it out of the house. */
  readonly loadHnswlib?: LoadHnswlib;
  /** Above this many vectors a graph is walked. */
  readonly mostExact?: number;
  /** Told when the files could not be written; the index works, and the next start builds it again. */
  readonly onSaveFailure?: (error: unknown) => void;
}

/** The index as it is searched: an engine and the passage id of each label (empty for a passage that is gone). */
interface State {
  readonly engine: NearestEngine;
  readonly ids: string[];
  live: number;
}

/** Vectors are ready for ranking once this share of the current passages has one. */
const readyShare = 0.9;
/** A graph in which more than this share is gone is built anew. */
const mostGone = 0.25;
const pageSize = 500;
/** Building gives way to whatever else this thread does after so many vectors. */
const addsPerTurn = 16;

interface Build {
  readonly options: VectorIndexOptions;
  readonly hnswlib: Hnswlib | undefined;
}

function createEngine({ options, hnswlib }: Build, kind: EngineKind, capacity: number): NearestEngine {
  if (!hnswlib || kind === "loop") return createPlainLoop(options.dimensions);
  return createHnswlibEngine(hnswlib, kind, { dimensions: options.dimensions, capacity });
}

async function* readStored({
  store,
  model,
  dimensions,
}: VectorIndexOptions): AsyncGenerator<{ id: string; vector: Float32Array }> {
  for (let afterId = ""; ;) {
    const page = await store.vectors(model, { afterId, limit: pageSize });
    for (const { passageId, vector } of page) if (isSoundVector(vector, dimensions)) yield { id: passageId, vector };
    const last = page.at(-1)?.passageId;
    if (last === undefined || page.length < pageSize) return;
    afterId = last;
  }
}

/** Adds what the state does not have and drops what the store does not have any more. A passage's vector never changes. */
async function bringUpToDate(state: State, options: VectorIndexOptions): Promise<State> {
  const gone = new Set(state.ids.filter((id) => id !== ""));
  const known = new Set(gone);
  let added = 0;
  for await (const { id, vector } of readStored(options)) {
    gone.delete(id);
    if (known.has(id)) continue;
    state.engine.add(vector);
    state.ids.push(id);
    known.add(id);
    added += 1;
    if (added % addsPerTurn === 0) await setImmediate();
  }
  for (const [label, id] of state.ids.entries()) if (gone.has(id)) state.ids[label] = "";
  state.live = known.size - gone.size;
  return state;
}

/** Compares a loaded index with a page of the stored vectors: each must be found again, as near as can be. */
async function agrees(state: State, { store, model }: VectorIndexOptions): Promise<boolean> {
  const sample = await store.vectors(model, { afterId: "", limit: 8 });
  const labels = new Map(state.ids.map((id, label) => [id, label]));
  return sample.every(({ passageId, vector }) => {
    if (!labels.has(passageId)) return true;
    const [nearest] = state.engine.search(vector, 1);
    return nearest !== undefined && Math.abs(nearest.similarity - 1) < 0.001;
  });
}

function describeState(build: Build | undefined, state: State | undefined, passages: number): string {
  if (!build || !state) return "vectors: none yet, ranking by words";
  const names = { exact: "hnswlib exact", hnsw: "hnswlib graph", loop: "plain loop" } as const;
  const why = build.hnswlib || state.engine.kind !== "loop" ? "" : " (hnswlib-node not installed)";
  const share = state.live >= passages ? `${state.live}` : `${state.live} of ${passages}`;
  const waiting = isNearlyAll(state.live, passages) ? "" : ", ranking by words until the rest is encoded";
  return `vectors: ${names[state.engine.kind]}${why}, ${share} passages${waiting}`;
}

function isNearlyAll(live: number, passages: number): boolean {
  return live > 0 && live >= passages * readyShare;
}

/**
 * An index over the store's vectors. Empty until the first `refresh`, which loads the saved files if they are sound and
 * otherwise builds from the stored vectors.
 */
export function createVectorIndex(options: VectorIndexOptions): VectorIndex {
  const place: IndexPlace | undefined = options.directory ? { ...options, directory: options.directory } : undefined;
  let build: Build | undefined;
  let state: State | undefined;
  let generation = -1;
  let passages = 0;
  let running: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function loadSaved(current: Build): Promise<void> {
    const saved = place && current.hnswlib ? await loadIndex(place, current.hnswlib) : undefined;
    if (!saved) return;
    const loaded: State = {
      engine: saved.engine,
      ids: [...saved.ids],
      live: saved.ids.filter((id) => id !== "").length,
    };
    if (!(await agrees(loaded, options))) return;
    state = loaded;
    generation = saved.generation;
  }

  async function rebuild(current: Build): Promise<State> {
    const expected = (await options.store.indexCounts(options.model)).passages;
    const isLarge = expected > (options.mostExact ?? mostExact);
    const kind: EngineKind = !current.hnswlib ? "loop" : isLarge ? "hnsw" : "exact";
    const canGrow = state?.engine.kind === "hnsw" && kind === "hnsw";
    const isWorn = state !== undefined && state.live < state.ids.length * (1 - mostGone);
    if (state && canGrow && !isWorn) return bringUpToDate(state, options);
    return bringUpToDate({ engine: createEngine(current, kind, expected), ids: [], live: 0 }, options);
  }

  async function save(saved: State, at: number): Promise<void> {
    if (!place) return;
    try {
      await saveIndex(place, saved.engine, { ids: saved.ids, generation: at });
    } catch (error) {
      options.onSaveFailure?.(error);
    }
  }

  async function refresh(): Promise<void> {
    if (isClosed) return;
    if (!build) {
      build = { options, hnswlib: await (options.loadHnswlib ?? loadHnswlib)() };
      await loadSaved(build);
    }
    const now = await options.store.indexGeneration();
    passages = (await options.store.indexCounts(options.model)).passages;
    if (now === generation) return;
    state = await rebuild(build);
    generation = now;
    await save(state, now);
  }

  return {
    isReady: () => isNearlyAll(state?.live ?? 0, passages),
    search: async (vector, limit) => {
      if (!isSoundVector(vector, options.dimensions))
        throw new PilotdeskError("vector-index", `A question's vector must have ${options.dimensions} finite numbers.`);
      if (!state) return [];
      const { engine, ids, live } = state;
      const hits = engine.search(vector, limit + ids.length - live).map(({ label, similarity }) => ({
        passageId: ids[label] ?? "",
        similarity,
      }));
      return hits.filter(({ passageId }) => passageId !== "").slice(0, limit);
    },
    refresh: () => {
      running = running.catch(() => undefined).then(refresh);
      return running;
    },
    describe: () => describeState(build, state, passages),
    close: async () => {
      isClosed = true;
      await running.catch(() => undefined);
      state = undefined;
    },
  };
}
