import type { Timer } from "./timer.ts";

/** Takes jobs from somewhere and runs a bounded number at once. */
export interface Pump {
  /** Looks for jobs now. */
  readonly wake: () => void;
  /** Looks for jobs in a while, as well as whenever it is woken or polls. */
  readonly wakeIn: (delayMs: number) => void;
  /** Resolves when nothing runs and the last look found nothing more that is due. */
  readonly settled: () => Promise<void>;
  /** Why the last look failed; undefined where it did not. */
  readonly failure: () => unknown;
  /** Takes nothing more; what runs goes on. */
  readonly stop: () => void;
}

/** What a pump moves. */
export interface PumpOptions<Job> {
  readonly concurrency: number;
  readonly pollMs: number;
  readonly timer: Timer;
  /** Takes at most `limit` jobs that are due. */
  readonly claim: (limit: number) => Promise<readonly Job[]>;
  /** Does one job, and deals with whatever can go wrong in it. */
  readonly run: (job: Job) => Promise<void>;
  /** Told where taking jobs failed, or a job did all the same; the pump goes on at the next poll. */
  readonly onFailure: (error: unknown) => void;
}

/** A pump that has begun to look for jobs. */
export function createPump<Job>(options: PumpOptions<Job>): Pump {
  const running = new Set<Promise<void>>();
  const alarms = new Set<() => void>();
  let look: Promise<void> | undefined;
  let looksAgain = false;
  let isStopped = false;
  let failure: unknown;

  async function runToEnd(job: Job): Promise<void> {
    try {
      await options.run(job);
    } catch (error) {
      options.onFailure(error);
    }
  }

  function start(job: Job): void {
    const done = runToEnd(job).finally(() => {
      running.delete(done);
      wake();
    });
    running.add(done);
  }

  function canTake(): boolean {
    return !isStopped && running.size < options.concurrency;
  }

  async function lookForJobs(): Promise<void> {
    try {
      do {
        looksAgain = false;
        for (const job of await options.claim(options.concurrency - running.size)) start(job);
      } while (looksAgain && canTake());
      failure = undefined;
    } catch (error) {
      failure = error;
      options.onFailure(error);
    }
    // Nothing is awaited between the last question and here, so that nobody wakes in vain.
    look = undefined;
  }

  function wake(): void {
    looksAgain = true;
    if (canTake()) look ??= lookForJobs();
  }

  function wakeIn(delayMs: number): void {
    if (isStopped) return;
    const cancel = options.timer.after(delayMs, () => {
      alarms.delete(cancel);
      wake();
    });
    alarms.add(cancel);
  }

  function poll(): void {
    if (isStopped) return;
    const cancel = options.timer.after(options.pollMs, () => {
      alarms.delete(cancel);
      wake();
      poll();
    });
    alarms.add(cancel);
  }

  wake();
  poll();
  return {
    wake,
    wakeIn,
    failure: () => failure,
    async settled() {
      while (look || running.size > 0) await Promise.all([look, ...running]);
    },
    stop() {
      isStopped = true;
      for (const cancel of alarms) cancel();
      alarms.clear();
    },
  };
}
