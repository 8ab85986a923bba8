/** Waits that end at once when everything does. */
export interface Pause {
  /** True after that time; false as soon as it is stopped. */
  wait(ms: number): Promise<boolean>;
  stop(): void;
  readonly isStopped: () => boolean;
}

/** Not stopped at first. */
export function createPause(): Pause {
  const stopped = Promise.withResolvers<false>();
  let isStopped = false;
  return {
    isStopped: () => isStopped,
    stop() {
      isStopped = true;
      stopped.resolve(false);
    },
    async wait(ms) {
      if (isStopped) return false;
      const over = Promise.withResolvers<true>();
      const timer = setTimeout(() => over.resolve(true), ms);
      try {
        return await Promise.race([over.promise, stopped.promise]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
