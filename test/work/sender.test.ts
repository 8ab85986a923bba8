import { describe, expect, it } from "vitest";
import type { Store } from "../../src/core/store.ts";
import type { NewPost } from "../../src/core/work.ts";
import { postOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform, type Behaviour } from "./fake-platform.ts";
import { createMortal } from "./mortal.ts";
import { withBench } from "./run-work.ts";

function enqueue(store: Store, at: string, ...posts: readonly NewPost[]): Promise<void> {
  return store.transaction((transaction) => transaction.enqueuePosts(posts, at));
}

/** Behaves as listed, then accepts. */
function script(...behaviours: readonly Behaviour[]): (post: unknown, count: number) => Behaviour {
  return (_post, count) => behaviours[count - 1] ?? "accept";
}

describe("the sender", () => {
  it(
    "sends at the rate of the place and in the order of each conversation",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock, rate: { intervalMs: 1000, burst: 1 } });
      const begin = Date.parse(time.now());
      await enqueue(store, time.now(), ...["a1", "b1", "a2", "b2"].map((key) => postOf(key, key[0])));
      const work = await start({ channels: [platform.channel] });
      await pass(work, 4000, 250);
      expect(platform.shown.map(({ key, at }) => [key, at - begin])).toStrictEqual([
        ["a1", 0],
        ["b1", 1000],
        ["a2", 2000],
        ["b2", 3000],
      ]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "waits as long as a 429 asks for, with everything at that place and nothing elsewhere",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock, behaviour: script({ tooManyFor: 30_000 }) });
      const begin = Date.parse(time.now());
      const work = await start({ channels: [platform.channel] });
      await enqueue(store, time.now(), postOf("a1", "a"), postOf("a2", "a"));
      work.wake();
      await work.settled();
      const elsewhere = postOf("d1", "d", { target: { channel: "slack", place: "p2", conversation: "d" } });
      await enqueue(store, time.now(), postOf("b1", "b"), elsewhere);
      work.wake();
      await pass(work, 40_000);
      expect(platform.shown.map(({ key, at }) => [key, at - begin])).toStrictEqual([
        ["d1", 0],
        ["a1", 30_000],
        ["b1", 30_000],
        ["a2", 30_000],
      ]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "tries a 503 again with growing pauses and keeps the order meanwhile",
    withBench(async ({ store, time, start, pass }) => {
      const behaviour = script("unavailable", "unavailable", "unavailable");
      const platform = createFakePlatform({ clock: time.clock, behaviour });
      const begin = Date.parse(time.now());
      await enqueue(store, time.now(), postOf("a1"), postOf("a2"));
      const work = await start({ channels: [platform.channel] });
      await pass(work, 6000, 100);
      expect(platform.shown.map(({ key, at }) => [key, at - begin])).toStrictEqual([
        ["a1", 3500],
        ["a2", 3500],
      ]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "counts as failed what is refused, or what was tried for a day",
    withBench(async ({ store, time, start, pass }) => {
      const behaviour = (post: { readonly key: string }): Behaviour => (post.key === "a1" ? "refuse" : "unavailable");
      const platform = createFakePlatform({ clock: time.clock, behaviour });
      await enqueue(store, time.now(), postOf("a1", "a"), postOf("b1", "b"));
      const work = await start({ channels: [platform.channel], settings: { giveUpAfterMs: 60_000 } });
      await pass(work, 120_000, 5000);
      expect((await store.workReport(5)).troubled).toMatchObject([
        { key: "a1", state: "failed", reason: "channel_not_found" },
        { key: "b1", state: "failed", reason: "gave-up:503" },
      ]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "looks up what may have arrived, and neither repeats what did nor loses what did not",
    withBench(async ({ store, time, start, pass }) => {
      const behaviour = script("acceptAndLoseAnswer", "loseRequest");
      const platform = createFakePlatform({ clock: time.clock, behaviour, lagMs: 5000 });
      await enqueue(store, time.now(), postOf("a1", "a"), postOf("b1", "b"), postOf("a2", "a"));
      const work = await start({ channels: [platform.channel] });
      await pass(work, 9000);
      expect((await store.workReport(5)).troubled).toMatchObject([{ key: "a1" }, { key: "b1" }]);
      await pass(work, 3000);
      expect(platform.shown.map(({ key }) => key).toSorted()).toStrictEqual(["a1", "a2", "b1"]);
      expect(platform.requests.filter((key) => key === "a1")).toHaveLength(1);
      expect((await store.workReport(5)).posts).toMatchObject({ sent: 3, unknown: 0, waiting: 0 });
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "asks again when the look-up itself fails, and leaves the post unknown in the end",
    withBench(async ({ store, time, start, pass }) => {
      let isBroken = true;
      const platform = createFakePlatform({
        clock: time.clock,
        behaviour: script("acceptAndLoseAnswer"),
        breaksLookUp: () => isBroken,
      });
      const work = await start({ channels: [platform.channel], settings: { giveUpAfterMs: 300_000 } });
      await enqueue(store, time.now(), postOf("a1"));
      await pass(work, 60_000);
      expect((await store.workReport(5)).troubled).toMatchObject([{ key: "a1", reason: "look-up-failed" }]);
      isBroken = false;
      await pass(work, 120_000, 5000);
      expect((await store.workReport(5)).posts).toMatchObject({ sent: 1, unknown: 0 });
      isBroken = true;
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "does not repeat by itself what cannot be read back, lists it, and goes on behind it",
    withBench(async ({ store, time, start, pass }) => {
      const behaviour = script("acceptAndLoseAnswer");
      const platform = createFakePlatform({ clock: time.clock, behaviour, keepsMetadata: false });
      await enqueue(store, time.now(), postOf("a1"), postOf("a2"));
      const work = await start({ channels: [platform.channel] });
      await pass(work, 120_000, 5000);
      expect(platform.requests).toStrictEqual(["a1", "a2"]);
      expect((await store.workReport(5)).troubled).toMatchObject([
        { key: "a1", state: "unknown", reason: "time-out", channel: "slack", conversation: "c1" },
      ]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "edits the message that it posted, again where the answer was lost, and deletes it",
    withBench(async ({ store, time, start, pass }) => {
      const behaviour = script("accept", "acceptAndLoseAnswer");
      const platform = createFakePlatform({ clock: time.clock, behaviour, keepsMetadata: false });
      const work = await start({ channels: [platform.channel] });
      const edit = postOf("e1", "c1", { operation: "edit", changes: "a1" });
      await enqueue(store, time.now(), postOf("a1", "c1", { operation: "card" }), edit);
      await pass(work, 5000);
      expect(platform.shown).toMatchObject([{ key: "a1", text: "e1" }]);
      expect(platform.requests).toStrictEqual(["a1", "e1", "e1"]);
      await enqueue(store, time.now(), { ...edit, key: "d1", operation: "delete" });
      await pass(work, 2000);
      expect(platform.shown).toStrictEqual([]);
      const orphan = postOf("e2", "c1", { operation: "edit", changes: "never" });
      await enqueue(store, time.now(), orphan);
      await pass(work, 2000);
      expect((await store.workReport(5)).troubled).toMatchObject([{ key: "e2", reason: "changed-post-not-sent" }]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "gives up on a channel that does not answer, and looks the post up",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const begun = Promise.withResolvers<AbortSignal>();
      let isSilent = true;
      const silent = {
        ...platform.channel,
        send(post: Parameters<typeof platform.channel.send>[0], signal: AbortSignal) {
          if (!isSilent) return platform.channel.send(post, signal);
          isSilent = false;
          begun.resolve(signal);
          return new Promise<never>(() => {});
        },
      };
      await enqueue(store, time.now(), postOf("a1"));
      const work = await start({ channels: [silent] });
      const signal = await begun.promise;
      time.advance(20_000);
      expect(signal.aborted).toBe(true);
      await pass(work, 12_000);
      expect(platform.shown.map(({ key }) => key)).toStrictEqual(["a1"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "looks up at the next start what was on its way when the process ended",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock });
      await enqueue(store, time.now(), postOf("a1", "a"), postOf("b1", "b"));
      const mortal = createMortal(store, platform.channel);
      await start({
        store: mortal.store,
        channels: [mortal.channel],
        // a1 has arrived and b1 was not sent when the process ends.
        onPoint: (point, [key]) => {
          if (key === "b1" && point === "post.beforeSend") return new Promise(() => {});
          return key === "a1" && point === "post.afterSend" ? mortal.die() : undefined;
        },
      });
      await mortal.death;
      const work = await start({ channels: [platform.channel] });
      await pass(work, 12_000);
      expect(platform.requests).toStrictEqual(["a1", "b1"]);
      expect((await store.workReport(1)).posts).toMatchObject({ sent: 2, unknown: 0 });
      await work.stop({ deadlineMs: 0 });
    }),
  );
});
