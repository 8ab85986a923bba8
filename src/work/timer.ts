/** Calls back later; injected so that tests decide when. */
export interface Timer {
  /** Calls `run` once after `delayMs`, or never where the returned function is called before. */
  after(delayMs: number, run: () => void): () => void;
}

/** The timer of the process. */
export const systemTimer: Timer = {
  after(delayMs, run) {
    const handle = setTimeout(run, delayMs);
    return () => clearTimeout(handle);
  },
};

/** Resolves after `delayMs`. */
export function pause(timer: Timer, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    timer.after(delayMs, resolve);
  });
}

/**
 * Runs `work` with a signal that aborts when the time is over. Rejects with what `overtime` makes at that moment, whether
 * or not the work heeds the signal; what the work does after that is nobody's concern.
 */
export async function withinTime<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  limit: {
    readonly timer: Timer;
    readonly timeoutMs: number;
    readonly overtime: () => Error;
    readonly signal?: AbortSignal;
  },
): Promise<Result> {
  const controller = new AbortController();
  const signal = limit.signal ? AbortSignal.any([controller.signal, limit.signal]) : controller.signal;
  const over = Promise.withResolvers<never>();
  const cancel = limit.timer.after(limit.timeoutMs, () => controller.abort(limit.overtime()));
  const onAbort = (): void => over.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([Promise.try(work, signal), over.promise]);
  } finally {
    cancel();
    signal.removeEventListener("abort", onAbort);
  }
}
