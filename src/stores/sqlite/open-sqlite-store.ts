import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { CompiledQuery } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { SnapshotReader, Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { createGuard } from "../sql/guard.ts";
import { createReads, createSnapshotReads } from "../sql/store-parts.ts";
import { createRefusingRunner } from "../sql/transaction-runner.ts";
import { openConnection, type SqliteConnection } from "./connection.ts";
import { createFts5Engine } from "./fts5-engine.ts";
import { prepareFile } from "./prepare-file.ts";
import { closedStore, translateFolderError } from "./sqlite-error.ts";
import { createSqliteRunner } from "./transaction-runner.ts";

/** Where the embedded store lies, and the clock that stamps its events. */
export interface SqliteStoreOptions {
  /** Made where it is missing, unless `readOnly`. */
  readonly directory: string;
  readonly clock: Clock;
  /** Refuses every transaction; the store must exist. */
  readonly readOnly?: boolean;
  /** How long to wait for another process that writes; 5 seconds unless set. */
  readonly busyTimeoutMs?: number;
}

const usualBusyTimeoutMs = 5000;

/** The name of the file in the data folder. */
const storeFileName = "pilotdesk.sqlite";

/**
 * Opens the embedded store: one connection that writes, one that reads what is committed. Several processes may have it
 * open at once. Rejects with `StoreError` where the file is missing, foreign, newer, damaged, locked or not writable.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const file = join(options.directory, storeFileName);
  if (options.readOnly && !existsSync(file)) throw missingStore(file);
  if (!options.readOnly) await makeFolder(options.directory);
  const writer = options.readOnly ? undefined : await openPrepared(file, options, { readOnly: false });
  try {
    const reader = await openPrepared(file, options, { readOnly: true });
    return createStore(options, reader, writer);
  } catch (error) {
    await writer?.db.destroy();
    throw error;
  }
}

async function makeFolder(directory: string): Promise<void> {
  try {
    // Only for this user: the folder holds what people asked.
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw translateFolderError(error, directory);
  }
}

async function openPrepared(
  file: string,
  { clock, busyTimeoutMs = usualBusyTimeoutMs }: SqliteStoreOptions,
  { readOnly }: { readonly readOnly: boolean },
): Promise<SqliteConnection> {
  const connection = openConnection(file, { readOnly, busyTimeoutMs });
  try {
    await prepareFile(connection, { file, clock, readOnly, busyTimeoutMs });
    return connection;
  } catch (error) {
    await connection.db.destroy();
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
  options: SqliteStoreOptions,
  reader: SqliteConnection,
  writer: SqliteConnection | undefined,
): Store {
  const folder = options.directory.replace(/\/?$/, "/");
  const runner = writer ? createSqliteRunner(writer, options.clock) : createRefusingRunner(() => readOnlyStore(folder));
  let closing: Promise<void> | undefined;
  let isClosed = false;
  const guard = createGuard(() => (isClosed ? closedStore() : undefined));

  async function close(): Promise<void> {
    await runner.settled();
    isClosed = true;
    await reader.db.destroy();
    await writer?.db.destroy();
  }

  return {
    ...createReads(reader.db.withPlugin(guard), createFts5Engine()),
    description: `embedded (${folder}${writer ? "" : ", read-only"})`,
    transaction: (work, { gatherMs = 0 } = {}) =>
      closing ? Promise.reject(closedStore()) : runner.run(work, gatherMs),
    snapshot: (work) => (closing ? Promise.reject(closedStore()) : readSnapshot(reader, work)),
    async close() {
      runner.refuseInside();
      closing ??= close();
      await closing;
    },
  };
}

/** In write-ahead logging a reader keeps to the state that its first read found until it is done. */
function readSnapshot<Result>(
  { db }: SqliteConnection,
  work: (reader: SnapshotReader) => Promise<Result>,
): Promise<Result> {
  return db.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw("begin"));
    try {
      return await work(createSnapshotReads(connection, createFts5Engine()));
    } finally {
      await connection.executeQuery(CompiledQuery.raw("rollback"));
    }
  });
}

function readOnlyStore(folder: string): StoreError {
  return new StoreError(
    "store-read-only",
    `The store in ${folder} was opened for reading. Open it without readOnly to change it.`,
  );
}
