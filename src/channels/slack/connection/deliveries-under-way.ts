/** Counts deliveries that are not acknowledged yet, and takes no more from a moment on. */
export interface DeliveriesUnderWay {
  /** Takes a delivery, or refuses it: see `StoppedTaking`. */
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Takes no more; resolves when none is under way. */
  stop(): Promise<void>;
}

/** A delivery came after the last one was taken: it must not be acknowledged, so that Slack delivers it again. */
class StoppedTaking extends Error {
  readonly code = "stopped-taking";

  constructor() {
    super("Pilotdesk is stopping and takes no more deliveries.");
    this.name = "StoppedTaking";
  }
}

/** None is under way at first. */
export function createDeliveriesUnderWay(): DeliveriesUnderWay {
  const running = new Set<Promise<unknown>>();
  let isStopped = false;
  return {
    async run(work) {
      if (isStopped) throw new StoppedTaking();
      const done = work();
      running.add(done);
      try {
        return await done;
      } finally {
        running.delete(done);
      }
    },
    async stop() {
      isStopped = true;
      await Promise.allSettled(running);
    },
  };
}
