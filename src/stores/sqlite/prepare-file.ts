import { setTimeout as pause } from "node:timers/promises";
import { CompiledQuery } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { Clock } from "../../core/time.ts";
import { applyMigrations, createMigrationTable, migrationsFor, pendingMigrations } from "../sql/migrate.ts";
import type { SchemaDialect } from "../sql/migrations/0001-initial.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import type { ConnectionOptions, SqliteConnection } from "./connection.ts";
import { createFts5Engine } from "./fts5-engine.ts";
import { isBusy, translateSqliteError } from "./sqlite-error.ts";

/** What marks a file as ours: `PDSK` in ASCII, in the header where https://www.sqlite.org/fileformat.html keeps it. */
const applicationId = 0x5044534b;

/** The file to prepare, and whether it may be changed. */
export interface PrepareOptions extends ConnectionOptions {
  readonly file: string;
  readonly clock: Clock;
}

const dialect: SchemaDialect = {
  blob: "blob",
  tableOptions: "strict",
  lexicalSchema: createFts5Engine().schema,
};

/** Checks that a file is a store, sets the connection up and brings the schema up to date. A foreign file is left as it is. */
export async function prepareFile(connection: SqliteConnection, options: PrepareOptions): Promise<void> {
  const isNew = await identify(connection.db, options.file);
  if (isNew && options.readOnly) throw foreignFile(options.file, "is empty");
  if (!options.readOnly) await setUpWriter(connection, options);
  connection.raw.exec("pragma foreign_keys = on; pragma cache_size = -16000");
  const migrations = migrationsFor(dialect);
  if (!isNew && (await pendingMigrations(connection.db, migrations)).length === 0) return;
  if (options.readOnly) throw olderStore(options.file);
  await connection.db.transaction().execute(async (db) => {
    // Another process may have done it while this one waited for the lock.
    await identify(db, options.file);
    await createMigrationTable(db, dialect);
    await db.executeQuery(CompiledQuery.raw(`pragma application_id = ${applicationId}`));
    await applyMigrations(db, await pendingMigrations(db, migrations), options.clock);
  });
}

/** True for an empty file, false for a store. Throws `store-foreign` for anything else. */
async function identify(db: StoreDatabase, file: string): Promise<boolean> {
  // The objects first: another process may be making them, and commits them together with the id.
  const objects = await readNumber(db, "select count(*) as value from sqlite_schema");
  const id = await readNumber(db, "select application_id as value from pragma_application_id");
  if (id === applicationId) return false;
  if (id === 0 && objects === 0) return true;
  throw foreignFile(file, "belongs to another program");
}

async function readNumber(db: StoreDatabase, sql: string): Promise<number> {
  const { rows } = await db.executeQuery<{ readonly value: number }>({ ...CompiledQuery.raw(sql) });
  return rows[0]?.value ?? 0;
}

async function setUpWriter(connection: SqliteConnection, options: PrepareOptions): Promise<void> {
  await useWriteAheadLog(connection, options);
  // FULL, because NORMAL loses acknowledged rows in a power cut; secure_delete, so that what is purged is overwritten.
  connection.raw.exec("pragma synchronous = full; pragma secure_delete = on; pragma journal_size_limit = 67108864");
}

// SQLite does not wait when two processes change the journal mode of a new file at once, so waiting is done here.
async function useWriteAheadLog({ raw }: SqliteConnection, options: PrepareOptions): Promise<void> {
  const { file, busyTimeoutMs } = options;
  const deadline = performance.now() + busyTimeoutMs;
  for (;;) {
    try {
      raw.exec("pragma journal_mode = wal");
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw translateSqliteError(error, file);
      await pause(10);
    }
  }
}

function foreignFile(file: string, what: string): StoreError {
  return new StoreError(
    "store-foreign",
    `${file} ${what} and is not a Pilotdesk store. Move it away, or set PILOTDESK_DATA to another folder.`,
  );
}

function olderStore(file: string): StoreError {
  return new StoreError(
    "store-read-only",
    `The store ${file} has an older schema and was opened for reading. Start Pilotdesk once, so that it is brought up to date.`,
  );
}
