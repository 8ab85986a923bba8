import { StoreError } from "../core/errors.ts";
import type { Store } from "../core/store.ts";
import type { Acceptance, Arrival } from "../core/work.ts";
import type { OnPoint } from "./work-parts.ts";
import { WorkError } from "./work-error.ts";

/** Where channels hand turns over. */
export interface Inbox {
  /**
   * Stores an arrival; when this resolves, the turn is on the disk and may be acknowledged. A second delivery of the same
   * turn resolves as a duplicate. Rejects with `StoreError` where it was not stored, and with `work-stopped` after `close`:
   * then it must not be acknowledged, so that the platform delivers it again.
   */
  accept(arrival: Arrival): Promise<Acceptance>;
  /** Takes no more; resolves when all that was taken is stored or refused. */
  close(): Promise<void>;
}

/** What an inbox works with. */
export interface InboxOptions {
  readonly store: Pick<Store, "transaction">;
  readonly onPoint?: OnPoint;
  /** Told after new turns were stored. */
  readonly onAccepted?: () => void;
}

/** How many arrivals share one transaction at most: enough for the rush of a second, little enough for a short one. */
const mostTogether = 200;

interface Waiting {
  readonly arrival: Arrival;
  readonly resolve: (acceptance: Acceptance) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * An inbox. What arrives while a transaction is being written waits and then shares the next one, so that many deliveries
 * cost one write to the disk; each is answered only after the transaction that holds it is committed.
 */
export function createInbox({ store, onPoint = () => {}, onAccepted = () => {} }: InboxOptions): Inbox {
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let isClosed = false;

  async function write(batch: readonly Waiting[]): Promise<void> {
    const arrivals = batch.map(({ arrival }) => arrival);
    const ids = arrivals.map(({ turn }) => turn.id);
    await onPoint("inbox.beforeWrite", ids);
    const acceptances = await storeArrivals(store, arrivals);
    await onPoint("inbox.afterWrite", ids);
    for (const [index, acceptance] of acceptances.entries()) batch[index]?.resolve(acceptance);
    if (acceptances.some(({ outcome }) => outcome === "accepted")) onAccepted();
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      try {
        await write(batch);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = undefined;
  }

  return {
    accept(arrival) {
      if (isClosed) return Promise.reject(stopped());
      return new Promise((resolve, reject) => {
        waiting.push({ arrival, resolve, reject });
        writing ??= writeAll();
      });
    },
    async close() {
      isClosed = true;
      await writing;
    },
  };
}

async function storeArrivals(
  store: Pick<Store, "transaction">,
  arrivals: readonly Arrival[],
): Promise<readonly Acceptance[]> {
  const accept = (): Promise<readonly Acceptance[]> =>
    store.transaction((transaction) => transaction.acceptTurns(arrivals), { beside: true });
  try {
    return await accept();
  } catch (error) {
    // Another instance may have accepted the same delivery in the same moment; now it is found as a duplicate.
    if (error instanceof StoreError && error.code === "store-locked") return accept();
    throw error;
  }
}

function stopped(): WorkError {
  return new WorkError("work-stopped", "Pilotdesk is stopping and takes no more turns. Deliver it again in a minute.");
}
