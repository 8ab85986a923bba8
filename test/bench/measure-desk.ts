import type { Config } from "../../src/config.ts";
import { publicReader } from "../../src/core/trust.ts";
import { openPilotdesk, type Pilotdesk } from "../../src/main.ts";
import { percentile } from "../eval/tally.ts";
import { createRandom, randomUnitVector } from "./seeded-random.ts";

/** What a folder took to build, and to answer from. Milliseconds, except where the name says otherwise. */
export interface DeskMeasure {
  readonly documents: number;
  readonly passages: number;
  readonly vectors: string;
  /** Records and documents read, cut, stored and indexed by words. */
  readonly importSeconds: number;
  /** Vectors stored and indexed. */
  readonly vectorSeconds: number;
  readonly questions: number;
  readonly p50: number;
  readonly p95: number;
  readonly slowest: number;
}

/** Where the vectors come from: the packaged encoder, or seeded random unit vectors. */
export type VectorOrigin = "encoder" | "random";

/** Builds an empty data folder from a knowledge folder, and times warm answers in this process. */
export async function measureDesk(
  config: Config,
  origin: VectorOrigin,
  questions: readonly string[],
): Promise<DeskMeasure> {
  const pilotdesk = await openPilotdesk(config, {
    onVectorFailure: (error) => {
      throw error;
    },
  });
  try {
    const importSeconds = await seconds(() => pilotdesk.sync());
    const vectorSeconds = await seconds(() => fillVectors(pilotdesk, origin));
    const times: number[] = [];
    // The first round warms; the second counts.
    for (const round of ["warm", "timed"] as const)
      for (const [at, question] of questions.entries()) {
        const ms = await timeAnswer(pilotdesk, question, `${round}:${at}`);
        if (round === "timed") times.push(ms);
      }
    times.sort((left, right) => left - right);
    const model = pilotdesk.vectors?.embedder.model ?? "";
    const { documents, passages } = await pilotdesk.store.indexCounts(model);
    return {
      documents,
      passages,
      vectors: pilotdesk.vectors?.index.describe() ?? "vectors: off",
      importSeconds,
      vectorSeconds,
      questions: times.length,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      slowest: times.at(-1) ?? 0,
    };
  } finally {
    await pilotdesk.close();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

async function timeAnswer({ assistant }: Pilotdesk, text: string, id: string): Promise<number> {
  const started = performance.now();
  await assistant.handle({
    id: `bench:${id}`,
    kind: "message",
    platform: "cli",
    conversation: `bench:${id}`,
    reader: publicReader,
    text,
    arrivedAt: new Date().toISOString(),
  });
  return performance.now() - started;
}

async function fillVectors(pilotdesk: Pilotdesk, origin: VectorOrigin): Promise<void> {
  const { vectors } = pilotdesk;
  if (!vectors) return;
  if (origin === "random") await storeRandomVectors(pilotdesk);
  else {
    vectors.filler.start();
    await vectors.filler.whenIdle();
  }
  await vectors.index.refresh();
}

/** Gives every passage a random direction under the encoder's name: as much work to search, and no meaning. */
async function storeRandomVectors({ store, vectors }: Pilotdesk): Promise<void> {
  if (!vectors) return;
  const { model, dimensions } = vectors.embedder;
  const random = createRandom(7);
  for (;;) {
    const page = await store.passagesWithoutVector(model, 2000);
    if (page.length === 0) return;
    const rows = page.map(({ sha256 }) => ({ sha256, vector: randomUnitVector(dimensions, random) }));
    await store.transaction((transaction) => transaction.putVectors(model, rows));
  }
}
