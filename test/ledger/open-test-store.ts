import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Clock } from "../../src/core/time.ts";
import type { Store } from "../../src/core/store.ts";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";

/** A folder of its own that is removed when the test ends. */
export async function createTestFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "pilotdesk-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that begins on 1 March 2026 and goes on by a second each time it is read. */
export function createTestClock(): Clock {
  let time = Date.parse("2026-03-01T09:00:00.000Z");
  return { now: () => new Date((time += 1000)) };
}

/** A real store in a folder of its own. */
export async function openTestStore(clock: Clock = createTestClock()): Promise<Store> {
  const directory = await createTestFolder();
  const store = await openSqliteStore({ directory, clock });
  onTestFinished(() => store.close());
  return store;
}
