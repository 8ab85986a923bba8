/** Remembers which answers a thread has had, so that a page can list them. Holds receipt ids only, never questions. */
export interface ThreadHistory {
  add(thread: string, receipt: string): void;
  /** Receipt ids, oldest first; empty for an unknown thread. */
  receipts(thread: string): readonly string[];
}

const maxThreads = 1000;
const maxReceipts = 20;

/** Keeps the last answers of the threads used last, in memory: after a restart old answers stay, their list is gone. */
export function createThreadHistory(): ThreadHistory {
  const threads = new Map<string, readonly string[]>();
  return {
    add: (thread, receipt) => {
      const receipts = [...(threads.get(thread) ?? []), receipt].slice(-maxReceipts);
      // Taken out and put back, so that the map's order is the order of use.
      threads.delete(thread);
      threads.set(thread, receipts);
      const [oldest] = threads.keys();
      if (threads.size > maxThreads && oldest !== undefined) threads.delete(oldest);
    },
    receipts: (thread) => threads.get(thread) ?? [],
  };
}
