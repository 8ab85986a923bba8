import { describe, expect, it } from "vitest";
import type { Effects } from "../../src/core/turn-handler.ts";
import { arrivalOf, replyOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import { createMortal } from "./mortal.ts";
import { answerOf, effectsIn, recordAndAnswer, recordEffect, withBench } from "./run-work.ts";

/** An effect that records a turn and answers it. */
function effectsOf(id: string): Effects {
  return {
    async commit(transaction) {
      await recordEffect(transaction, id);
      return [answerOf(id)];
    },
  };
}

describe("starting and stopping", () => {
  it(
    "lets what runs finish and posts its answer before it stops",
    withBench(async ({ store, time, start }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const begun = Promise.withResolvers<void>();
      const gate = Promise.withResolvers<Effects>();
      const handler = (): Promise<Effects> => {
        begun.resolve();
        return gate.promise;
      };
      const work = await start({ channels: [platform.channel], handler });
      await work.acceptTurn(arrivalOf("t1"));
      await work.acceptTurn(arrivalOf("t2"));
      await begun.promise;
      const stopping = work.stop({ deadlineMs: 10_000 });
      await expect(work.acceptTurn(arrivalOf("t3"))).rejects.toMatchObject({ code: "work-stopped" });
      gate.resolve(effectsOf("t1"));
      await stopping;
      expect(platform.shown.map(({ key }) => key)).toStrictEqual(["t1/1"]);
      expect((await store.workReport(0)).turns).toStrictEqual({ waiting: 1, leased: 0, done: 1, setAside: 0, held: 0 });
    }),
  );

  it(
    "gives up at the deadline, commits nothing of it, and leaves the turn to the next at once",
    withBench(async ({ store, time, start }) => {
      const begun = Promise.withResolvers<AbortSignal>();
      const gate = Promise.withResolvers<Effects>();
      const work = await start({
        handler: (_turn, { signal }) => {
          begun.resolve(signal);
          return gate.promise;
        },
      });
      await work.acceptTurn(arrivalOf("t1"));
      const signal = await begun.promise;
      const stopping = work.stop({ deadlineMs: 3000 });
      time.advance(3000);
      await stopping;
      expect(signal.aborted).toBe(true);
      gate.resolve(effectsOf("t1"));
      expect((await store.workReport(0)).turns).toMatchObject({ waiting: 1, leased: 0 });
      const next = await start({ instance: "two" });
      await next.settled();
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      await next.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "takes up at once what its last run left behind, and what another left when its leases are over",
    withBench(async ({ store, time, start, pass }) => {
      const none = createFakePlatform({ clock: time.clock }).channel;
      for (const [instance, id] of [
        ["one", "t1"],
        ["two", "t2"],
      ] as const) {
        const mortal = createMortal(store, none);
        const work = await start({ store: mortal.store, instance, onPoint: (point) => diesAt(point, mortal) });
        void work.acceptTurn(arrivalOf(id, id));
        await mortal.death;
      }
      const work = await start({ instance: "one" });
      await work.settled();
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      await pass(work, 29_000);
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      await pass(work, 2000);
      expect(await effectsIn(store)).toStrictEqual(["t1", "t2"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "handles inside a request what a platform wants answered there, once however often it comes",
    withBench(async ({ store, time, start }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const work = await start({ channels: [platform.channel] });
      const submit = (id: string) => work.handleNow(arrivalOf(id, "c1", ["form:1"]), async () => effectsOf(id));
      expect(await submit("t1")).toStrictEqual({ acceptance: { outcome: "accepted", turn: "t1" }, answers: [] });
      expect(await submit("t2")).toStrictEqual({ acceptance: { outcome: "duplicate", turn: "t1" }, answers: [] });
      const failing = work.handleNow(arrivalOf("t3"), () => Promise.reject(new Error("not valid")));
      await expect(failing).rejects.toThrow("not valid");
      await work.settled();
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      expect(platform.shown.map(({ key }) => key)).toStrictEqual(["t1/1"]);
      expect((await store.workReport(0)).turns).toStrictEqual({ waiting: 0, leased: 0, done: 1, setAside: 0, held: 0 });
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "returns to the request what is meant for it, and posts the rest",
    withBench(async ({ start, time }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const work = await start({ channels: [platform.channel] });
      const [shown, posted] = [replyOf("shown"), replyOf("posted")];
      const handled = await work.handleNow(arrivalOf("t1"), async () => ({
        commit: async () => [
          { operation: "post", reply: shown, isForRequest: true },
          { operation: "post", reply: posted },
        ],
      }));
      expect(handled.answers).toStrictEqual([shown]);
      await work.settled();
      expect(platform.shown.map(({ text }) => text)).toStrictEqual(["posted"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "does not stand still when the clock goes back an hour",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock, rate: { intervalMs: 1000, burst: 1 } });
      const work = await start({ channels: [platform.channel], handler: recordAndAnswer });
      await work.acceptTurn(arrivalOf("t1"));
      await work.settled();
      time.setClock("2026-03-02T08:00:00.000Z");
      await work.acceptTurn(arrivalOf("t2"));
      await pass(work, 3000);
      expect(await effectsIn(store)).toStrictEqual(["t1", "t2"]);
      expect(platform.shown.map(({ key }) => key)).toStrictEqual(["t1/1", "t2/1"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );
});

function diesAt(point: string, mortal: { die(): Promise<never> }): void | Promise<never> {
  return point === "turn.claimed" ? mortal.die() : undefined;
}
