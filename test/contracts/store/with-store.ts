import type { Store } from "../../../src/core/store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { createSettableClock, type SettableClock } from "./store-samples.ts";

/** The body of a test that needs an empty store; the store is closed afterwards, whatever happens. */
export function withStore(
  open: OpenEmptyStore,
  test: (store: Store, clock: SettableClock) => Promise<void>,
): () => Promise<void> {
  return async () => {
    const clock = createSettableClock();
    const store = await open(clock);
    try {
      await test(store, clock);
    } finally {
      await store.close();
    }
  };
}
