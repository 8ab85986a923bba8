import { setTimeout as pause } from "node:timers/promises";
import type { Delivery, DeliveryPlan } from "./delivery-plan.ts";
import type { Instance } from "./instance.ts";

/** When a turn was first sent and first acknowledged, counted in sends and acknowledgements. */
export interface TurnTimes {
  sentAt: number;
  acknowledgedAt: number;
}

/** Delivers as a platform does: again and again until acknowledged, to any instance that is up. */
export interface Courier {
  /** Lets the next deliveries of the plan go. */
  release(count: number): void;
  /** Resolves when everything that was let go is acknowledged. */
  allAcknowledged(): Promise<void>;
  /** By turn number; turns that were not sent are missing. */
  readonly times: ReadonlyMap<number, TurnTimes>;
  /** How many deliveries were acknowledged, and how many were sent in vain. */
  counts(): { readonly acknowledged: number; readonly repeated: number };
}

const deliveriesAtOnce = 24;

/** A courier that has let nothing go yet. */
export function createCourier(plan: DeliveryPlan, instances: readonly Instance[], random: () => number): Courier {
  const times = new Map<number, TurnTimes>();
  const ready: Delivery[] = [];
  let released = 0;
  let underWay = 0;
  let moment = 0;
  let acknowledged = 0;
  let repeated = 0;

  async function deliver({ turn, arrival }: Delivery): Promise<boolean> {
    const up = instances.filter((instance) => instance.isUp());
    const instance = up[Math.floor(random() * up.length)];
    if (instance === undefined) return false;
    moment += 1;
    const time = times.get(turn) ?? { sentAt: moment, acknowledgedAt: Number.POSITIVE_INFINITY };
    times.set(turn, time);
    const isAcknowledged = await instance.deliver(arrival);
    moment += 1;
    if (isAcknowledged) {
      acknowledged += 1;
      time.acknowledgedAt = Math.min(time.acknowledgedAt, moment);
    } else repeated += 1;
    return isAcknowledged;
  }

  async function run(delivery: Delivery): Promise<void> {
    underWay += 1;
    const isAcknowledged = await deliver(delivery);
    if (!isAcknowledged) {
      await pause(20);
      ready.splice(Math.floor(random() * (ready.length + 1)), 0, delivery);
    }
    underWay -= 1;
    pump();
  }

  function pump(): void {
    while (underWay < deliveriesAtOnce) {
      const next = ready.shift();
      if (next === undefined) return;
      void run(next);
    }
  }

  return {
    times,
    release(count) {
      ready.push(...plan.deliveries.slice(released, released + count));
      released += count;
      pump();
    },
    async allAcknowledged() {
      while (underWay + ready.length > 0) await pause(20);
    },
    counts: () => ({ acknowledged, repeated }),
  };
}
