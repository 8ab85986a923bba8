import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Store } from "../../../src/core/store.ts";
import { openSqliteStore, type SqliteStoreOptions } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createSettableClock } from "../../contracts/store/store-samples.ts";

/** The body of a test that needs an empty folder; the folder is removed afterwards, whatever happens. */
export function inFolder(test: (directory: string) => Promise<void>): () => Promise<void> {
  return async () => {
    const directory = mkdtempSync(join(tmpdir(), "pilotdesk-store-"));
    try {
      await test(directory);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  };
}

/** Opens the store in a folder with a clock that stands still. */
export function openStore(directory: string, options: Partial<SqliteStoreOptions> = {}): Promise<Store> {
  return openSqliteStore({ directory, clock: createSettableClock(), ...options });
}
