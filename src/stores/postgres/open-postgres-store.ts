import { sql } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { SnapshotReader, Store, SubjectFilter } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import type { ReadScope } from "../../core/trust.ts";
import type { UpdateFilter } from "../../core/update.ts";
import { createGuard } from "../sql/guard.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { createReads, createSnapshotReads, createTransaction } from "../sql/store-parts.ts";
import { createRefusingRunner, createTransactionRunner, type TransactionRunner } from "../sql/transaction-runner.ts";
import { createClientPool, nameOfStore, type PoolSettings } from "./client-pool.ts";
import { openDatabase } from "./connection.ts";
import { advanceCounters } from "./counters.ts";
import { ledgerLock } from "./ledger-lock.ts";
import { closedStore } from "./postgres-error.ts";
import { createPostingEngine } from "./posting-engine.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { shareSame } from "./share-reads.ts";
import { createSharedHead } from "./shared-head.ts";
import { createSharedPeople } from "./shared-people.ts";
import { prepareVectors, searchNearest, type NearestQuery, type NearestReader } from "./nearest.ts";

/** Which server and database, and the clock that stamps events. */
export interface PostgresStoreOptions {
  /** `postgres://user:password@server/database`. The store uses the schema that comes first in the user's search path. */
  readonly url: string;
  readonly clock: Clock;
  /** Refuses every transaction; the store must exist. */
  readonly readOnly?: boolean;
  /** Connections that read at once; 4 unless set. Two more write. */
  readonly readers?: number;
  /** After this a connection attempt fails; 5 seconds unless set. */
  readonly connectTimeoutMs?: number;
  /** After this the server ends a statement; 30 seconds unless set. */
  readonly statementTimeoutMs?: number;
  /** After this a statement no longer waits for another process's transaction; 10 seconds unless set. */
  readonly lockTimeoutMs?: number;
}

/** A store on PostgreSQL, which may also know the nearest passages by itself. */
export interface PostgresStore extends Store, NearestReader {}

/** How long opening waits for another process that makes or changes the tables, and an index for being built. */
const schemaTimeoutMs = 3_600_000;

/**
 * Opens the store in a database: one connection that writes, one that writes beside it what need not wait, a few that read. Any number of processes may have it open.
 * Rejects with `StoreError` where the server cannot be reached, or the database is missing, foreign or newer. Connections
 * that are lost later fail what runs on them, as `store-unreachable`, and are opened again by the next call; a transaction
 * that is lost while it commits may have been committed.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<PostgresStore> {
  const settings = settingsOf(options);
  const { clock, readOnly = false } = options;
  const name = nameOfStore(options.url);
  const preparing = openDatabase(
    createClientPool({ ...settings, statementTimeoutMs: schemaTimeoutMs, lockTimeoutMs: schemaTimeoutMs }),
  );
  try {
    await prepareDatabase(preparing, { name, clock, readOnly });
    if (!readOnly) await prepareVectors(preparing);
  } finally {
    await preparing.destroy();
  }
  const reader = openDatabase(createClientPool({ ...settings, readOnly: true, connections: options.readers ?? 4 }));
  const writers = readOnly
    ? undefined
    : { usual: openDatabase(createClientPool(settings)), beside: openDatabase(createClientPool(settings)) };
  return createStore(options, reader, writers);
}

function settingsOf(options: PostgresStoreOptions): PoolSettings {
  const {
    url,
    readOnly = false,
    connectTimeoutMs = 5000,
    statementTimeoutMs = 30_000,
    lockTimeoutMs = 10_000,
  } = options;
  return { url, readOnly, connectTimeoutMs, statementTimeoutMs, lockTimeoutMs, connections: 1 };
}

function createStore(
  { url, clock }: PostgresStoreOptions,
  reader: StoreDatabase,
  writers: { readonly usual: StoreDatabase; readonly beside: StoreDatabase } | undefined,
): PostgresStore {
  const name = nameOfStore(url);
  const refusing = createRefusingRunner(() => readOnlyStore(name));
  const usual = writers ? createRunner(writers.usual, clock) : refusing;
  const beside = writers ? createRunner(writers.beside, clock) : refusing;
  let closing: Promise<void> | undefined;
  let isClosed = false;
  const guarded = reader.withPlugin(createGuard(() => (isClosed ? closedStore() : undefined)));

  async function close(): Promise<void> {
    await Promise.all([usual.settled(), beside.settled()]);
    isClosed = true;
    await reader.destroy();
    await writers?.usual.destroy();
    await writers?.beside.destroy();
  }

  const run: Store["transaction"] = async (work, { gatherMs = 0, beside: isBeside = false } = {}) => {
    // A transaction inside another of either kind would hold two connections, or wait for itself.
    for (const runner of [usual, beside]) runner.refuseInside();
    return (isBeside ? beside : usual).run(work, gatherMs);
  };

  const reads = createReads(guarded, createPostingEngine());
  return {
    ...reads,
    ...createSharedPeople(guarded),
    subjects: shareSame((scope: ReadScope, filter?: SubjectFilter) => reads.subjects(scope, filter)),
    updates: shareSame((scope: ReadScope, filter?: UpdateFilter) => reads.updates(scope, filter)),
    head: createSharedHead(guarded),
    description: writers ? name : `${name}, read-only`,
    transaction: (work, options = {}) => (closing ? Promise.reject(closedStore()) : run(work, options)),
    snapshot: (work) => (closing ? Promise.reject(closedStore()) : readSnapshot(reader, work)),
    nearest: (query: NearestQuery) => searchNearest(guarded, query),
    async close() {
      for (const runner of [usual, beside]) runner.refuseInside();
      closing ??= close();
      await closing;
    },
  };
}

function createRunner(writer: StoreDatabase, clock: Clock): TransactionRunner {
  return createTransactionRunner({
    db: writer,
    createTransaction(unlocked, onPurge) {
      const db = unlocked.withPlugin(ledgerLock);
      // An engine of its own, because what it counts is gone if the transaction is rolled back.
      const context = { engine: createPostingEngine(), clock, onPurge, unlocked, claims: { skipsLocked: true } };
      const transaction = createTransaction(db, context);
      return {
        ...transaction,
        async putKeptRows(table, rows) {
          await transaction.putKeptRows(table, rows);
          await advanceCounters(db, table);
        },
      };
    },
    afterPurge: () => vacuumPurged(writer),
  });
}

// Makes the server drop the old versions of what was purged now rather than at its leisure. Whoever else reads at this
// moment puts that off, and so does an error: the transaction itself is committed.
async function vacuumPurged(writer: StoreDatabase): Promise<void> {
  try {
    await sql`vacuum payload, receipt, thread_state, turn, outbox, draft, mark, identity`.execute(writer);
  } catch {
    return;
  }
}

function readSnapshot<Result>(
  reader: StoreDatabase,
  work: (reader: SnapshotReader) => Promise<Result>,
): Promise<Result> {
  return reader
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((snapshot) => work(createSnapshotReads(snapshot, createPostingEngine())));
}

function readOnlyStore(name: string): StoreError {
  return new StoreError("store-read-only", `${name} was opened for reading. Open it without readOnly to change it.`);
}
