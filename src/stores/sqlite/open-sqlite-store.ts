import { AsyncLocalStorage } from "node:async_hooks";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { StoreError } from "../../core/errors.ts";
import type { Store, StoreTransaction } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { createGuard } from "../sql/guard.ts";
import { createReads, createTransaction } from "../sql/store-parts.ts";
import { openConnection, type SqliteConnection } from "./connection.ts";
import { createFts5Engine } from "./fts5-engine.ts";
import { prepareFile } from "./prepare-file.ts";
import { closedStore, translateFolderError } from "./sqlite-error.ts";

/** Where the embedded store lies, and the clock that stamps its events. */
export interface SqliteStoreOptions {
  /** Made where it is missing, unless `readOnly`. */
  readonly directory: string;
  readonly clock: Clock;
  /** Refuses every transaction; the store must exist. */
  readonly readOnly?: boolean;
}

/** The name of the file in the data folder. */
export const storeFileName = "pilotdesk.sqlite";

/**
 * Opens the embedded store: one connection that writes, one that reads what is committed. Several processes may have it
 * open at once. Rejects with `StoreError` where the file is missing, foreign, newer, damaged, locked or not writable.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const file = join(options.directory, storeFileName);
  const writer = options.readOnly ? undefined : await openWriter(file, options);
  if (!writer && !existsSync(file)) throw missingStore(file);
  const reader = openConnection(file, { readOnly: true });
  try {
    await prepareFile(reader, { file, clock: options.clock, readOnly: true });
  } catch (error) {
    await reader.db.destroy();
    await writer?.db.destroy();
    throw error;
  }
  return createStore(options, reader, writer);
}

async function openWriter(file: string, { directory, clock }: SqliteStoreOptions): Promise<SqliteConnection> {
  try {
    // Only for this user: the folder holds what people asked.
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw translateFolderError(error, directory);
  }
  const writer = openConnection(file, { readOnly: false });
  try {
    await prepareFile(writer, { file, clock, readOnly: false });
    return writer;
  } catch (error) {
    await writer.db.destroy();
    throw error;
  }
}

function missingStore(file: string): StoreError {
  return new StoreError(
    "store-missing",
    `There is no store ${file}. Run \`npm run -s pilotdesk -- import\` first, or set PILOTDESK_DATA to the folder that has it.`,
  );
}

function createStore(
  { directory, clock, readOnly }: SqliteStoreOptions,
  reader: SqliteConnection,
  writer: SqliteConnection | undefined,
): Store {
  const inside = new AsyncLocalStorage<{ over: boolean }>();
  const running = new Set<Promise<unknown>>();
  let state: "open" | "closing" | "closed" = "open";
  const guard = createGuard(() => (state === "closed" ? closedStore() : undefined));
  const reads = createReads(reader.db.withPlugin(guard), { engine: createFts5Engine(), clock });

  async function run<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result> {
    if (state !== "open") throw closedStore();
    if (!writer) throw readOnlyStore(directory);
    if (inside.getStore()?.over === false) throw nestedTransaction();
    const scope = { over: false };
    try {
      return await writer.db.transaction().execute((db) => {
        const alive = createGuard(() => (scope.over ? finishedTransaction() : undefined));
        const parts = createTransaction(db.withPlugin(alive), { engine: createFts5Engine(), clock });
        return inside.run(scope, () => work(parts));
      });
    } finally {
      scope.over = true;
    }
  }

  return {
    ...reads,
    description: `embedded (${directory.replace(/\/?$/, "/")}${readOnly ? ", read-only" : ""})`,
    transaction(work) {
      const result = run(work);
      running.add(result);
      const forget = (): boolean => running.delete(result);
      result.then(forget, forget);
      return result;
    },
    async close() {
      if (inside.getStore()?.over === false) throw nestedTransaction();
      if (state !== "open") return;
      state = "closing";
      await Promise.allSettled(running);
      state = "closed";
      await reader.db.destroy();
      await writer?.db.destroy();
    },
  };
}

function readOnlyStore(directory: string): StoreError {
  return new StoreError(
    "store-read-only",
    `The store in ${directory} was opened for reading. Open it without readOnly to change it.`,
  );
}

function nestedTransaction(): StoreError {
  return new StoreError(
    "store-misuse",
    "A transaction would wait for itself. Inside a transaction use only the transaction's own methods.",
  );
}

function finishedTransaction(): StoreError {
  return new StoreError("store-misuse", "The transaction is over. Await every one of its methods inside it.");
}
