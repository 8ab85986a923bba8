import type { Clock } from "../../core/time.ts";
import { createTransaction } from "../sql/store-parts.ts";
import { createTransactionRunner, type TransactionRunner } from "../sql/transaction-runner.ts";
import type { SqliteConnection } from "./connection.ts";
import { createFts5Engine } from "./fts5-engine.ts";

/** A runner on the connection that writes. */
export function createSqliteRunner(writer: SqliteConnection, clock: Clock): TransactionRunner {
  return createTransactionRunner({
    db: writer.db,
    // An engine of its own, because what it counts is gone if the transaction is rolled back.
    createTransaction: (db, onPurge) => createTransaction(db, { engine: createFts5Engine(), clock, onPurge }),
    afterPurge: async () => emptyWriteAheadLog(writer),
  });
}

// What was purged is overwritten in the file, but the log would keep it until it is written round. A process that reads at
// this moment puts that off to the next purge or close, and so does an error: the transaction itself is committed.
function emptyWriteAheadLog({ raw }: SqliteConnection): void {
  try {
    raw.exec("pragma wal_checkpoint(truncate)");
  } catch {
    return;
  }
}
