import { setTimeout as pause } from "node:timers/promises";
import { openStore, type StoreSettings } from "../../src/stores/open-store.ts";
import { createRandom } from "../bench/seeded-random.ts";
import { createCourier } from "./courier.ts";
import { planDeliveries } from "./delivery-plan.ts";
import { startHttpPlatform, type PlatformCounts } from "./http-platform.ts";
import { createInstance, type Instance } from "./instance.ts";
import { judgeRound, type Verdict } from "./judge-round.ts";
import { deathPoints, tortureSettings } from "./torture-settings.ts";

/** A round on an empty store. */
export interface RoundOptions {
  readonly seed: number;
  readonly kills: number;
  readonly deliveries: number;
  readonly store: StoreSettings;
  readonly instances: readonly string[];
}

/** What happened in a round. */
export interface RoundResult {
  readonly seed: number;
  readonly kills: number;
  /** How many kills met the point they were meant for, by its name; `random` are those under load at no point. */
  readonly killsAt: Readonly<Record<string, number>>;
  readonly turns: number;
  /** Acknowledged ones; `repeated` were sent besides, in vain. */
  readonly deliveries: number;
  readonly repeated: number;
  readonly platform: PlatformCounts;
  readonly notReopened: number;
  readonly openMs: readonly number[];
  readonly verdict: Verdict;
  readonly seconds: number;
}

/** What must hold within this time after the last kill. */
const drainTimeoutMs = 180_000;

/** Delivers, kills and restarts, waits until nothing is open, stops in good order and judges. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const began = performance.now();
  const random = createRandom(options.seed);
  const plan = planDeliveries(options.deliveries, random);
  const platform = await startHttpPlatform(createRandom(options.seed + 1));
  const instances = options.instances.map((instance) =>
    createInstance({ ...options.store, instance, platformUrl: platform.url }),
  );
  const courier = createCourier(plan, instances, createRandom(options.seed + 2));
  const killsAt: Record<string, number> = {};
  const openMs: number[] = [];
  let notReopened = 0;
  try {
    for (const instance of instances) await instance.start();
    for (let kill = 0; kill < options.kills; kill += 1) {
      courier.release(Math.floor(options.deliveries / (options.kills + 1)));
      const victim = instances[Math.floor(random() * instances.length)];
      if (victim === undefined) throw new Error("A round needs an instance.");
      const met = await killOne(victim, kill, random);
      killsAt[met] = (killsAt[met] ?? 0) + 1;
      // Now and then long enough for another instance to take up what the dead one held.
      if (instances.length > 1 && kill % 5 === 4) await pause(tortureSettings.leaseMs + 500);
      try {
        openMs.push((await victim.start()).openMs);
      } catch (error) {
        notReopened += 1;
        console.error(error);
        // One that never opens again ends the run.
        openMs.push((await victim.start()).openMs);
      }
    }
    courier.release(options.deliveries);
    await drain(courier.allAcknowledged(), instances);
    await stopAll(instances);
    const store = await openStore(options.store, { now: () => new Date() }, { readOnly: true });
    const verdict = await judgeRound({ plan, times: courier.times, store, shown: platform.shown });
    await store.close();
    const { acknowledged, repeated } = courier.counts();
    return {
      seed: options.seed,
      kills: options.kills,
      killsAt,
      turns: plan.turns,
      deliveries: acknowledged,
      repeated,
      platform: platform.counts,
      notReopened,
      openMs,
      verdict,
      seconds: (performance.now() - began) / 1000,
    };
  } finally {
    for (const instance of instances) instance.kill();
    await platform.close();
  }
}

/** Ends a process by SIGKILL at a named point or at any moment, turn about. Returns which. */
async function killOne(victim: Instance, kill: number, random: () => number): Promise<string> {
  const point = kill % 2 === 0 ? deathPoints[(kill / 2) % deathPoints.length] : undefined;
  if (point === undefined) {
    await pause(random() * 700);
    victim.kill();
    await victim.ended();
    return "random";
  }
  victim.tell({ dieAt: point, passing: 1 + Math.floor(random() * 8) });
  const hasEnded = await Promise.race([victim.ended().then(() => true), pause(5000, false)]);
  if (!hasEnded) victim.kill();
  await victim.ended();
  return hasEnded ? point : "random";
}

async function drain(acknowledged: Promise<void>, instances: readonly Instance[]): Promise<void> {
  const deadline = performance.now() + drainTimeoutMs;
  const outOfTime = async (): Promise<never> => {
    await pause(drainTimeoutMs, undefined, { ref: false });
    throw new Error(`Deliveries were not acknowledged within ${drainTimeoutMs} ms.`);
  };
  await Promise.race([acknowledged, outOfTime()]);
  for (;;) {
    const open = await instances[0]?.countOpen();
    if (open === 0) return;
    if (performance.now() > deadline)
      throw new Error(`${open} turns and posts were still open after ${drainTimeoutMs} ms.`);
    await pause(200);
  }
}

async function stopAll(instances: readonly Instance[]): Promise<void> {
  for (const instance of instances) instance.tell("stop");
  await Promise.all(instances.map((instance) => instance.ended()));
}
