import { describe, expect, it } from "vitest";
import type { NewPost, OutboundChannel } from "../../src/core/work.ts";
import { postOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import type { FakePlatform } from "./fake-platform.ts";
import { createMortal } from "./mortal.ts";
import { withBench } from "./run-work.ts";
import type { WorkBench } from "./run-work.ts";
import type { WorkPoint } from "../../src/work/work-parts.ts";

/** A process that ends when it comes to a point with the post of this key; what follows is up to the next. */
async function dieAt(
  { store, start }: WorkBench,
  channel: OutboundChannel,
  death: { readonly point: WorkPoint; readonly key: string },
): Promise<void> {
  const mortal = createMortal(store, channel);
  await start({
    store: mortal.store,
    channels: [mortal.channel],
    onPoint: (point, [key]) => (point === death.point && key === death.key ? mortal.die() : undefined),
  });
  await mortal.death;
}

function enqueue({ store, time }: WorkBench, ...posts: readonly NewPost[]): Promise<void> {
  return store.transaction((transaction) => transaction.enqueuePosts(posts, time.now()));
}

const textsOf = ({ shown }: FakePlatform): readonly string[] => shown.map(({ text }) => text);

describe("posts that were on their way when the process ended", () => {
  it(
    "are found at once where they arrived, and what waits behind them goes on",
    withBench(async (bench) => {
      const platform = createFakePlatform({ clock: bench.time.clock });
      await enqueue(bench, postOf("a1"), postOf("a2"));
      await dieAt(bench, platform.channel, { point: "post.afterSend", key: "a1" });
      const work = await bench.start({ channels: [platform.channel] });
      await work.settled();
      expect(platform.requests).toStrictEqual(["a1", "a2"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "are sent again once they had the time to arrive, however often the process is killed meanwhile",
    withBench(async (bench) => {
      const platform = createFakePlatform({ clock: bench.time.clock });
      const begin = Date.parse(bench.time.now());
      await enqueue(bench, postOf("a1"));
      await dieAt(bench, platform.channel, { point: "post.beforeSend", key: "a1" });
      for (let kills = 0; kills < 3; kills += 1) {
        const mortal = createMortal(bench.store, platform.channel);
        const work = await bench.start({ store: mortal.store, channels: [mortal.channel] });
        await bench.pass(work, 3000);
        void mortal.die();
      }
      const work = await bench.start({ channels: [platform.channel] });
      await bench.pass(work, 1000);
      expect(platform.shown.map(({ key, at }) => [key, at - begin])).toStrictEqual([["a1", 10_000]]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "are not sent a second time where they come late, or where looking them up fails at first",
    withBench(async (bench) => {
      let looks = 0;
      const platform = createFakePlatform({
        clock: bench.time.clock,
        lagMs: 6000,
        breaksLookUp: () => (looks += 1) === 1,
      });
      await enqueue(bench, postOf("a1"));
      await dieAt(bench, platform.channel, { point: "post.afterSend", key: "a1" });
      const work = await bench.start({ channels: [platform.channel] });
      await bench.pass(work, 30_000);
      expect(platform.requests).toStrictEqual(["a1"]);
      expect((await bench.store.workReport(1)).posts).toMatchObject({ sent: 1, unknown: 0 });
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "are done again at once where they change a message: done twice, that looks the same",
    withBench(async (bench) => {
      const platform = createFakePlatform({ clock: bench.time.clock });
      const edit = postOf("e1", "c1", { operation: "edit", changes: "a1" });
      await enqueue(bench, postOf("a1", "c1", { operation: "card" }), edit);
      await dieAt(bench, platform.channel, { point: "post.beforeSend", key: "e1" });
      const work = await bench.start({ channels: [platform.channel] });
      await work.settled();
      expect(textsOf(platform)).toStrictEqual(["e1"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "are listed at once where nobody can look them up, and hold nothing up",
    withBench(async (bench) => {
      const platform = createFakePlatform({ clock: bench.time.clock, keepsMetadata: false });
      await enqueue(bench, postOf("a1"), postOf("a2"));
      await dieAt(bench, platform.channel, { point: "post.beforeSend", key: "a1" });
      const work = await bench.start({ channels: [platform.channel] });
      await work.settled();
      expect(textsOf(platform)).toStrictEqual(["a2"]);
      expect((await bench.store.workReport(5)).troubled).toMatchObject([{ key: "a1", reason: "interrupted" }]);
      await work.stop({ deadlineMs: 0 });
    }),
  );
});
