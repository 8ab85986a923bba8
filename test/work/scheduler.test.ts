import { describe, expect, it } from "vitest";
import type { Schedule } from "../../src/work/schedule.ts";
import { arrivalOf, replyOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import { effectsIn, recordEffect, withBench } from "./run-work.ts";

/** A schedule that records the time it was due at. */
function recording(changes: Partial<Schedule> = {}): Schedule {
  return {
    name: "digest",
    cron: "0 10 * * *",
    days: "all",
    missed: "fireOnce",
    run: async ({ dueAt }) => ({
      async commit(transaction) {
        await recordEffect(transaction, dueAt);
        const target = { channel: "slack", place: "p1", conversation: "digests" } as const;
        return [{ operation: "post", reply: replyOf("digest"), target }];
      },
    }),
    ...changes,
  };
}

const hour = 3_600_000;

describe("the scheduler", () => {
  it(
    "fires at the time, once over two instances, and posts what follows",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const options = { schedules: [recording()], channels: [platform.channel] };
      const [one, two] = [await start(options), await start({ ...options, instance: "two" })];
      for (let minutes = 0; minutes < 180; minutes += 5) {
        await Promise.all([one.settled(), two.settled()]);
        time.advance(300_000);
      }
      await pass(one, 0);
      await pass(two, 0);
      expect(await effectsIn(store)).toStrictEqual(["2026-03-02T10:00:00.000Z"]);
      expect(platform.shown.map(({ key }) => key)).toStrictEqual(["digest@2026-03-02T10:00:00.000Z/1"]);
      await one.stop({ deadlineMs: 0 });
      await two.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "fires no time from before it was first known",
    withBench(async ({ store, time, start, pass }) => {
      time.setClock("2026-03-02T10:30:00.000Z");
      const work = await start({ schedules: [recording()] });
      await pass(work, hour, 300_000);
      expect(await effectsIn(store)).toStrictEqual([]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it.each([
    ["fireOnce", ["2026-03-02T10:00:00.000Z", "2026-03-05T10:00:00.000Z", "2026-03-06T10:00:00.000Z"]],
    ["skip", ["2026-03-02T10:00:00.000Z", "2026-03-06T10:00:00.000Z"]],
  ] as const)("deals with times that nothing ran at as asked: %s", (missed, expected) =>
    withBench(async ({ store, time, start, pass }) => {
      const first = await start({ schedules: [recording({ missed })] });
      await pass(first, 2 * hour, 300_000);
      await first.stop({ deadlineMs: 0 });
      time.setClock("2026-03-05T12:00:00.000Z");
      const second = await start({ schedules: [recording({ missed })] });
      await pass(second, 24 * hour, hour / 15);
      expect(await effectsIn(store)).toStrictEqual(expected);
      await second.stop({ deadlineMs: 0 });
    })(),
  );

  it(
    "fires a time once when the clock goes back over it",
    withBench(async ({ store, time, start, pass }) => {
      const work = await start({ schedules: [recording()] });
      await pass(work, hour + 60_000, 30_000);
      time.setClock("2026-03-02T09:01:00.000Z");
      await pass(work, 2 * hour, 300_000);
      expect(await effectsIn(store)).toStrictEqual(["2026-03-02T10:00:00.000Z"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "tries a schedule again that failed, and lets it stop no other",
    withBench(async ({ store, start, pass }) => {
      let failures = 3;
      const failing = recording({
        name: "failing",
        run: (firing) => {
          failures -= 1;
          return failures >= 0 ? Promise.reject(new Error("on purpose")) : recording().run(firing);
        },
      });
      const work = await start({ schedules: [failing, recording({ missed: "skip" })] });
      await pass(work, 2 * hour, 60_000);
      expect(failures).toBe(-1);
      expect(await effectsIn(store)).toStrictEqual(["2026-03-02T10:00:00.000Z", "2026-03-02T10:00:00.000Z"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "empties the words of turns a week after they are finished",
    withBench(async ({ store, time, start, pass }) => {
      const work = await start({ channels: [createFakePlatform({ clock: time.clock }).channel] });
      await work.acceptTurn(arrivalOf("t1", "c1", ["k"]));
      await work.settled();
      expect((await work.acceptTurn(arrivalOf("t2", "c1", ["k"]))).outcome).toBe("duplicate");
      await pass(work, 8 * 24 * hour, hour);
      // Its keys were forgotten with its words, so it is new: the platforms repeat for an hour at most.
      expect((await work.acceptTurn(arrivalOf("t2", "c1", ["k"]))).outcome).toBe("accepted");
      expect((await store.scheduleState("purge"))?.lastDueAt).toBe("2026-03-10T03:17:00.000Z");
      await work.stop({ deadlineMs: 0 });
    }),
  );
});
