import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Arrival } from "../../src/core/work.ts";
import type { Work } from "../../src/work/start-work.ts";
import { workPoints, type WorkPoint } from "../../src/work/work-parts.ts";
import { arrivalOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform, type Behaviour, type FakePlatform } from "./fake-platform.ts";
import { createMortal } from "./mortal.ts";
import { effectsIn, withBench, type WorkBench } from "./run-work.ts";

/** What goes wrong in one run. */
interface Trouble {
  /** Positions in the list of turns, in the order of delivery, each turn one to four times. */
  readonly deliveries: readonly number[];
  /** How many points, of one name or any, each process lives to see; the last process lives on. */
  readonly lives: readonly { readonly points: number; readonly name?: WorkPoint }[];
  readonly behaviours: readonly Behaviour[];
  readonly keepsMetadata: boolean;
}

const turnCount = 9;
const conversations = 3;

const troubles: fc.Arbitrary<Trouble> = fc.record({
  deliveries: fc
    .array(fc.integer({ min: 1, max: 4 }), { minLength: turnCount, maxLength: turnCount })
    .chain((times) => {
      const all = times.flatMap((count, turn) => Array.from({ length: count }, () => turn));
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    }),
  lives: fc.array(fc.record({ points: fc.integer({ min: 1, max: 60 }) }), { maxLength: 12 }),
  behaviours: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<Behaviour>("accept") },
      { weight: 2, arbitrary: fc.constant<Behaviour>({ tooManyFor: 2000 }) },
      { weight: 1, arbitrary: fc.constant<Behaviour>("unavailable") },
      { weight: 2, arbitrary: fc.constant<Behaviour>("acceptAndLoseAnswer") },
      { weight: 1, arbitrary: fc.constant<Behaviour>("loseRequest") },
    ),
    { maxLength: 30 },
  ),
  keepsMetadata: fc.boolean(),
});

/** Delivers everything until each delivery is acknowledged, over as many lives as it takes, until nothing is open. */
async function live(bench: WorkBench, platform: FakePlatform, trouble: Trouble): Promise<readonly WorkPoint[]> {
  const arrivals = Array.from({ length: turnCount }, (_, turn): Arrival =>
    arrivalOf(`t${turn}`, `c${turn % conversations}`, [`event:${turn}`]),
  );
  const open = [...trouble.deliveries];
  const lives = [...trouble.lives];
  const deaths: WorkPoint[] = [];
  for (;;) {
    const span = lives.shift() ?? { points: Number.POSITIVE_INFINITY };
    let left = span.points;
    const mortal = createMortal(bench.store, platform.channel);
    const onPoint = (point: WorkPoint): void | Promise<never> => {
      if (left > 0 && (span.name === undefined || span.name === point)) left -= 1;
      if (left > 0) return;
      if (left === 0) deaths.push(point);
      left = -1;
      return mortal.die();
    };
    const work = await bench.start({ store: mortal.store, channels: [mortal.channel], onPoint });
    const hasEnded = await Promise.race([mortal.death.then(() => false), drive(bench, work, { open, arrivals })]);
    if (hasEnded) return deaths;
  }
}

async function drive(
  { store, time }: WorkBench,
  work: Work,
  { open, arrivals }: { readonly open: number[]; readonly arrivals: readonly Arrival[] },
): Promise<boolean> {
  while (open.length > 0) {
    const together = open.slice(0, 4);
    await Promise.all(together.map((turn) => work.acceptTurn(arrivals[turn]!)));
    // Acknowledged only now: a platform delivers again what was not.
    open.splice(0, together.length);
    await work.settled();
    time.advance(300);
  }
  for (;;) {
    await work.settled();
    const { turns, posts } = await store.workReport(0);
    if (turns.waiting + turns.leased + posts.waiting + posts.sending === 0 && time.now() > doneAfter) return true;
    time.advance(5000);
  }
}

/** Ten minutes after the start: long after the last look-up of an unknown post. */
const doneAfter = "2026-03-02T09:10:00.000Z";

async function check(bench: WorkBench, platform: FakePlatform, trouble: Trouble): Promise<void> {
  const { store } = bench;
  const effects = await effectsIn(store);
  expect(effects.toSorted()).toStrictEqual(Array.from({ length: turnCount }, (_, turn) => `t${turn}`));
  const report = await store.workReport(100);
  expect(report.turns).toStrictEqual({ waiting: 0, leased: 0, done: turnCount, setAside: 0, held: 0 });
  const shownKeys = platform.shown.map(({ key }) => key);
  expect(new Set(shownKeys).size).toBe(shownKeys.length);
  const listed = report.troubled.map(({ key, state }) => `${key} ${state}`);
  const missing = effects.map((id) => `${id}/1`).filter((key) => !shownKeys.includes(key));
  if (trouble.keepsMetadata) expect([missing, listed]).toStrictEqual([[], []]);
  for (const key of missing) expect(listed).toContain(`${key} unknown`);
  for (let index = 0; index < conversations; index += 1) {
    const inOrder = effects.filter((id) => Number(id.slice(1)) % conversations === index).map((id) => `${id}/1`);
    const shown = platform.shown.filter(({ conversation }) => conversation === `c${index}`).map(({ key }) => key);
    expect(shown).toStrictEqual(inOrder.filter((key) => shown.includes(key)));
  }
}

async function runOnce(trouble: Trouble): Promise<readonly WorkPoint[]> {
  let deaths: readonly WorkPoint[] = [];
  await withBench(async (bench) => {
    const platform = createFakePlatform({
      clock: bench.time.clock,
      keepsMetadata: trouble.keepsMetadata,
      lagMs: 3000,
      rate: { intervalMs: 100, burst: 2 },
      behaviour: (_post, count) => trouble.behaviours[count - 1] ?? "accept",
    });
    deaths = await live(bench, platform, trouble);
    await check(bench, platform, trouble);
  })();
  return deaths;
}

describe("the work, whatever dies when", () => {
  it("handles every turn once, in order, says nothing twice and loses nothing that can be read back", async () => {
    await fc.assert(
      fc.asyncProperty(troubles, async (trouble) => {
        expect((await runOnce(trouble)).length).toBeLessThanOrEqual(trouble.lives.length);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it.each(workPoints)("holds with one process after the other ending at %s", async (name) => {
    const deliveries = Array.from({ length: turnCount * 2 }, (_, index) => index % turnCount);
    const lives = [1, 2, 3].map((points) => ({ points, name }));
    const deaths = await runOnce({ deliveries, lives, behaviours: [], keepsMetadata: true });
    expect(new Set(deaths)).toStrictEqual(new Set([name]));
  });
});
