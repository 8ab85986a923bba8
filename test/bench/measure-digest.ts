import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeDigest } from "../../src/intents/digests/compose-digest.ts";
import { lastWeek } from "../../src/intents/digests/digest-week.ts";
import { createDirectory } from "../../src/ledger/directory.ts";
import { createWorkingDayCheck } from "../../src/operations/working-day-check.ts";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { createSetClock } from "../fixtures/live-programme.ts";
import { recordManyPilots } from "../fixtures/many-pilots.ts";

/** What a digest of a big programme took to compose, names and updates read anew each time. */
export interface DigestMeasure {
  readonly pilots: number;
  readonly updates: number;
  readonly rounds: number;
  readonly firstMs: number;
  /** The slowest of the rounds after the first. */
  readonly slowestMs: number;
}

const size = { pilots: 500, months: 6, silent: 40 };
const rounds = 10;

/** Composes the digest of a programme of 500 pilots with six months of updates, several times. */
export async function measureDigest(): Promise<DigestMeasure> {
  const directory = await mkdtemp(join(tmpdir(), "pilotdesk-digest-"));
  const clock = createSetClock("2026-04-01T09:00:00.000Z");
  const store = await openSqliteStore({ directory, clock });
  try {
    const programme = await recordManyPilots(store, clock, size);
    const reader = { audiences: ["public", "programme:long-coast"] } as const;
    const isWorkingDay = await createWorkingDayCheck()();
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now();
      const knowledge = await createDirectory(store).at({ reader });
      await composeDigest(programme, lastWeek("2026-11-10"), {
        ledger: store,
        scope: { reader },
        knowledge,
        isWorkingDay,
      });
      times.push(performance.now() - started);
    }
    const [firstMs = 0, ...others] = times;
    const updates = size.pilots * size.months - size.silent;
    return { pilots: size.pilots, updates, rounds, firstMs, slowestMs: Math.max(...others) };
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}
