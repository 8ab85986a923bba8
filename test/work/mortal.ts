import type { Store } from "../../src/core/store.ts";
import type { OutboundChannel } from "../../src/core/work.ts";

/** A process that can die: from then on none of its calls comes back, and none that it had not made is made. */
export interface Mortal {
  readonly death: Promise<void>;
  readonly store: Store;
  readonly channel: OutboundChannel;
  die(): Promise<never>;
}

/** A process on a store and a platform that outlive it. */
export function createMortal(store: Store, channel: OutboundChannel): Mortal {
  const death = Promise.withResolvers<void>();
  let isDead = false;
  const never = new Promise<never>(() => {});
  const alive = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    if (isDead) return never;
    const result = await call();
    return isDead ? never : result;
  };
  return {
    death: death.promise,
    store: { ...store, transaction: (work) => alive(() => store.transaction(work)) },
    channel: {
      ...channel,
      send: (post, signal) => alive(() => channel.send(post, signal)),
      find: (post, signal) => alive(() => channel.find(post, signal)),
    },
    die() {
      isDead = true;
      death.resolve();
      return never;
    },
  };
}
