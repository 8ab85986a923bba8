import { AsyncLocalStorage } from "node:async_hooks";
import { sql } from "kysely";
import { StoreError } from "../../core/errors.ts";
import type { StoreTransaction } from "../../core/store.ts";
import { createGuard } from "./guard.ts";
import type { StoreDatabase } from "./schema.ts";

/** Runs transactions one at a time. */
export interface TransactionRunner {
  /** Commits when `work` resolves, and rolls back when it rejects. */
  run<Result>(work: (transaction: StoreTransaction) => Promise<Result>, gatherMs?: number): Promise<Result>;
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

/** A transaction that waits for its turn. `run` never rejects: it says how it ended, and what to tell whoever asked for it. */
interface Job {
  /** How long it may wait for others to share its commit. */
  readonly gatherMs: number;
  run(begun: StoreDatabase): Promise<Ended>;
  reject(error: unknown): void;
}

interface Ended {
  readonly isOk: boolean;
  readonly hasPurged: boolean;
  /** Tells whoever asked for it; a success only once it is committed. */
  readonly settle: () => void;
}

/** What waits when one begins is committed with it, up to so many and as long as that does not take longer. */
const [mostTogether, longestTogetherMs] = [50, 20];
/** Two commits no further apart mean that more will follow. */
const busyMs = 30;

/**
 * A runner on a connection that writes. Transactions that wait for one another share one commit, each behind a savepoint of
 * its own: many small ones cost one write to the disk, and each is told that it is done only after that. A failure ends the
 * round, because what it took besides rows, such as a lock, went with it.
 */
export function createTransactionRunner({ db, createTransaction, afterPurge }: RunnerEngine): TransactionRunner {
  const courses = new AsyncLocalStorage<Course>();
  const running = new Set<Promise<unknown>>();
  let waiting: Job[] = [];
  let isRunning = false;
  let lastCommitAt = Number.NEGATIVE_INFINITY;
  let endGathering = (): void => {};

  function refuseInside(): void {
    if (courses.getStore()?.isOver === false) throw nestedTransaction();
  }

  function jobOf<Result>(
    work: (transaction: StoreTransaction) => Promise<Result>,
    { resolve, reject }: PromiseWithResolvers<Result>,
    gatherMs: number,
  ): Job {
    const inCourse = AsyncLocalStorage.snapshot();
    return {
      reject,
      gatherMs,
      async run(begun) {
        const course: Course = { isOver: false, hasPurged: false };
        const guard = createGuard(() => (course.isOver ? finishedTransaction() : undefined));
        const onPurge = (): void => void (course.hasPurged = true);
        try {
          const transaction = createTransaction(begun.withPlugin(guard), onPurge);
          const result = await inCourse(() => courses.run(course, async () => work(transaction)));
          return { isOk: true, hasPurged: course.hasPurged, settle: () => resolve(result) };
        } catch (error) {
          return { isOk: false, hasPurged: false, settle: () => reject(error) };
        } finally {
          course.isOver = true;
        }
      },
    };
  }

  async function runWaiting(): Promise<void> {
    while (waiting.length > 0) {
      await gather();
      await runTogether();
      lastCommitAt = performance.now();
    }
    isRunning = false;
  }

  /** While commits follow each other closely, waits until somebody comes who is not patient, or the time is over. */
  async function gather(): Promise<void> {
    const now = performance.now();
    if (now - lastCommitAt > busyMs) return;
    const patience = Math.min(...waiting.map(({ gatherMs }) => gatherMs));
    if (patience <= 0) return;
    const impatient = Promise.withResolvers<void>();
    const timer = setTimeout(impatient.resolve, patience);
    endGathering = impatient.resolve;
    await impatient.promise;
    clearTimeout(timer);
    endGathering = () => {};
  }

  /** One commit. Whatever breaks it is told to everybody in it who has not been told yet. */
  async function runTogether(): Promise<void> {
    const taken: Job[] = [];
    const ended: Ended[] = [];
    try {
      await db.transaction().execute(async (begun) => {
        const until = performance.now() + longestTogetherMs;
        while (waiting.length > 0 && taken.length < mostTogether && (taken.length === 0 || performance.now() < until)) {
          const [job, ...others] = waiting;
          if (!job) return;
          waiting = others;
          taken.push(job);
          const end = taken.length === 1 ? await job.run(begun) : await runBehindSavepoint(begun, job);
          ended.push(end);
          if (!end.isOk && taken.length === 1) throw rolledBack;
          if (!end.isOk) return;
        }
      });
      if (ended.some(({ hasPurged }) => hasPurged)) await afterPurge();
      for (const { settle } of ended) settle();
    } catch (error) {
      if (taken.length === 0) taken.push(...waiting.splice(0, 1));
      for (const [index, job] of taken.entries()) {
        const end = ended[index];
        if (end && !end.isOk) end.settle();
        else job.reject(error);
      }
    }
  }

  return {
    refuseInside,
    run<Result>(work: (transaction: StoreTransaction) => Promise<Result>, gatherMs = 0): Promise<Result> {
      try {
        refuseInside();
      } catch (error) {
        return Promise.reject(error);
      }
      const asked = Promise.withResolvers<Result>();
      waiting.push(jobOf(work, asked, gatherMs));
      if (gatherMs <= 0) endGathering();
      const forget = (): boolean => running.delete(asked.promise);
      running.add(asked.promise);
      asked.promise.then(forget, forget);
      if (!isRunning) {
        isRunning = true;
        void courses.exit(runWaiting);
      }
      return asked.promise;
    },
    async settled() {
      await Promise.allSettled(running);
    },
  };
}

/** Rolls a transaction back whose only work has failed, and has its own error. */
const rolledBack = new StoreError("store-failed", "The only work of a transaction failed.");

/**
 * Rejects where the savepoint is gone, because the engine rolled everything back: then nobody's work was kept. The commit
 * releases the savepoints: one by one, each would be a journey to the server.
 */
async function runBehindSavepoint(begun: StoreDatabase, job: Job): Promise<Ended> {
  await sql`savepoint work`.execute(begun);
  const end = await job.run(begun);
  if (!end.isOk) await sql`rollback to savepoint work`.execute(begun);
  return end;
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
