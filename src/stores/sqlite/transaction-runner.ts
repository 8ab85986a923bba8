import { AsyncLocalStorage } from "node:async_hooks";
import { StoreError } from "../../core/errors.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { createGuard } from "../sql/guard.ts";
import { createTransaction } from "../sql/store-parts.ts";
import type { SqliteConnection } from "./connection.ts";
import { createFts5Engine } from "./fts5-engine.ts";

/** Runs transactions one at a time. */
export interface TransactionRunner {
  /** Commits when `work` resolves, and rolls back when it rejects. */
  run<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result>;
  /** Throws `store-misuse` when called inside a transaction, where waiting for transactions would never end. */
  refuseInside(): void;
  /** Resolves when every transaction begun so far is over. */
  settled(): Promise<void>;
}

interface Course {
  isOver: boolean;
  hasPurged: boolean;
}

/** A runner on the connection that writes. */
export function createTransactionRunner(writer: SqliteConnection, clock: Clock): TransactionRunner {
  const courses = new AsyncLocalStorage<Course>();
  const running = new Set<Promise<unknown>>();

  function refuseInside(): void {
    if (courses.getStore()?.isOver === false) throw nestedTransaction();
  }

  async function run<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result> {
    refuseInside();
    const course: Course = { isOver: false, hasPurged: false };
    const guard = createGuard(() => (course.isOver ? finishedTransaction() : undefined));
    const onPurge = (): void => void (course.hasPurged = true);
    try {
      const result = await writer.db.transaction().execute((db) => {
        // An engine of its own, because what it counts is gone if the transaction is rolled back.
        const context = { engine: createFts5Engine(), clock, onPurge };
        return courses.run(course, () => work(createTransaction(db.withPlugin(guard), context)));
      });
      if (course.hasPurged) emptyWriteAheadLog(writer);
      return result;
    } finally {
      course.isOver = true;
    }
  }

  return {
    refuseInside,
    run(work) {
      const result = run(work);
      const forget = (): boolean => running.delete(result);
      running.add(result);
      result.then(forget, forget);
      return result;
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
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

function nestedTransaction(): StoreError {
  return new StoreError(
    "store-misuse",
    "A transaction would wait for itself. Inside a transaction use only the transaction's own methods.",
  );
}

function finishedTransaction(): StoreError {
  return new StoreError("store-misuse", "The transaction is over. Await every one of its methods inside it.");
}
