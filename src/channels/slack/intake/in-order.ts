/** Runs works of one key one after the other, in the order in which they came; works of different keys side by side. */
export interface InOrder {
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
}

/** Nothing waits at first. */
export function createInOrder(): InOrder {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      // Kept only as what the next one waits for, whatever becomes of it.
      const ended = mine.then(
        () => undefined,
        () => undefined,
      );
      last.set(key, ended);
      try {
        return await mine;
      } finally {
        if (last.get(key) === ended) last.delete(key);
      }
    },
  };
}
