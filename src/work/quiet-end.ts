import type { Lease } from "../core/work.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** Ends a turn that nothing follows from. Resolves to false where its lease is void; rejects where the store failed. */
export type QuietEnd = (lease: Lease) => Promise<boolean>;

interface Waiting extends PromiseWithResolvers<boolean> {
  readonly lease: Lease;
}

/**
 * Ends turns together: whatever comes while one transaction is on its way waits for the next, so that a rush of posts that
 * lead to nothing costs few writes.
 */
export function createQuietEnd({ store, clock, settings }: Pick<WorkParts, "store" | "clock" | "settings">): QuietEnd {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;

  function takeWaiting(): readonly Waiting[] {
    const taken = waiting;
    waiting = [];
    return taken;
  }

  async function write(): Promise<void> {
    let taken: readonly Waiting[] = [];
    try {
      const ended = await store.transaction(async (transaction) => {
        // Only now: more may have come while the transaction waited for its turn.
        taken = takeWaiting();
        const { now: at, purgeAfter } = momentOf(clock, settings);
        const leases = taken.map(({ lease }) => lease);
        return new Set(await transaction.finishTurns(leases, { at, purgeAfter }));
      });
      for (const { lease, resolve } of taken) resolve(ended.has(lease.id));
    } catch (error) {
      if (taken.length === 0) taken = takeWaiting();
      for (const { reject } of taken) reject(error);
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) await write();
    writing = undefined;
  }

  return (lease) => {
    const end: Waiting = { lease, ...Promise.withResolvers<boolean>() };
    waiting.push(end);
    writing ??= writeAll();
    return end.promise;
  };
}
