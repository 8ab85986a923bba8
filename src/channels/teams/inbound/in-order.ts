/** Runs jobs that have the same key one after the other, in the order in which they were handed over; others beside them. */
export function createInOrder(): (key: string, job: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (key, job) => {
    const done = (last.get(key) ?? Promise.resolve()).then(job);
    // A job that fails does not hold up the next one.
    const settled = done
      .catch(() => {})
      .finally(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return done;
  };
}
