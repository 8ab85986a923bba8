import { AsyncLocalStorage } from "node:async_hooks";
import { StoreError } from "../../core/errors.ts";
import type { StoreTransaction } from "../../core/store.ts";
import { createGuard } from "./guard.ts";
import type { StoreDatabase } from "./schema.ts";

/** Runs transactions one at a time. */
export interface TransactionRunner {
  /** Commits when `work` resolves, and rolls back when it rejects. */
  run<Result>(work: (transaction: StoreTransaction) => Promise<Result>): Promise<Result>;
  /** Throws `store-misuse` when called inside a transaction, where waiting for transactions would never end. */
  refuseInside(): void;
  /** Resolves when every transaction begun so far is over. */
  settled(): Promise<void>;
}

/** What a runner needs to know about its engine. */
export interface RunnerEngine {
  /** Has one connection, which makes transactions wait for one another. */
  readonly db: StoreDatabase;
  /** The reads and writes of one transaction; `onPurge` is called when it empties something. */
  readonly createTransaction: (db: StoreDatabase, onPurge: () => void) => StoreTransaction;
  /** Called after a transaction that emptied something was committed. Never throws. */
  readonly afterPurge: () => Promise<void>;
}

interface Course {
  isOver: boolean;
  hasPurged: boolean;
}

/** A runner on a connection that writes. */
export function createTransactionRunner({ db, createTransaction, afterPurge }: RunnerEngine): TransactionRunner {
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
      const result = await db
        .transaction()
        .execute((begun) => courses.run(course, () => work(createTransaction(begun.withPlugin(guard), onPurge))));
      if (course.hasPurged) await afterPurge();
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

/** A runner for a store that was opened for reading: `refusal` says so. */
export function createRefusingRunner(refusal: () => StoreError): TransactionRunner {
  return {
    run: () => Promise.reject(refusal()),
    refuseInside: () => undefined,
    settled: () => Promise.resolve(),
  };
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
