import { describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import type { Store } from "../../src/core/store.ts";
import type { Effects, TurnHandler } from "../../src/core/turn-handler.ts";
import { offerPostsAgain } from "../../src/work/posts.ts";
import { arrivalOf, claimAt } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import { answerOf, effectsIn, recordAndAnswer, recordEffect, withBench } from "./run-work.ts";

const nothing: Effects = { commit: async () => [] };

describe("the worker", () => {
  it(
    "handles a turn once, commits its effect and posts its answer",
    withBench(async ({ store, time, start }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const work = await start({ channels: [platform.channel] });
      const accepted = await work.acceptTurn(arrivalOf("t1", "c1", ["k"]));
      const again = await work.acceptTurn(arrivalOf("t2", "c1", ["k"]));
      expect([accepted.outcome, again.outcome]).toStrictEqual(["accepted", "duplicate"]);
      await work.settled();
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      expect(platform.shown.map(({ text }) => text)).toStrictEqual(["answer t1"]);
      expect(platform.requests).toStrictEqual(["t1/1"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "works on conversations at the same time, and on the turns of one in order",
    withBench(async ({ start }) => {
      const begun: string[] = [];
      const gate = (): { began: PromiseWithResolvers<void>; end: PromiseWithResolvers<Effects> } => ({
        began: Promise.withResolvers(),
        end: Promise.withResolvers(),
      });
      const gates: Readonly<Record<string, ReturnType<typeof gate>>> = { a1: gate(), a2: gate(), b1: gate() };
      const handler: TurnHandler = (turn) => {
        begun.push(turn.id);
        gates[turn.id]!.began.resolve();
        return gates[turn.id]!.end.promise;
      };
      const work = await start({ handler });
      await Promise.all(
        [arrivalOf("a1", "a"), arrivalOf("a2", "a"), arrivalOf("b1", "b")].map((arrival) => work.acceptTurn(arrival)),
      );
      await Promise.all([gates["a1"]!.began.promise, gates["b1"]!.began.promise]);
      expect(begun).toStrictEqual(["a1", "b1"]);
      gates["a1"]!.end.resolve(nothing);
      await gates["a2"]!.began.promise;
      expect(begun).toStrictEqual(["a1", "b1", "a2"]);
      gates["a2"]!.end.resolve(nothing);
      gates["b1"]!.end.resolve(nothing);
      await work.settled();
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "tries again with growing pauses, and leaves no effect of a try that failed",
    withBench(async ({ store, time, start, pass }) => {
      const tries: string[] = [];
      const handler: TurnHandler = async (turn) => ({
        async commit(transaction) {
          await recordEffect(transaction, turn.id);
          tries.push(time.now().slice(17, 23));
          if (tries.length < 4) throw new Error("on purpose");
          return [];
        },
      });
      const work = await start({ handler });
      await work.acceptTurn(arrivalOf("t1"));
      await pass(work, 5000, 100);
      // 500 ms, 1 s and 2 s: nothing is taken off where chance is 0.
      expect(tries).toStrictEqual(["00.000", "00.500", "01.500", "03.500"]);
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "sets a turn aside that always fails, tells the person, and goes on with the conversation",
    withBench(async ({ store, time, start, pass }) => {
      const platform = createFakePlatform({ clock: time.clock });
      const handler: TurnHandler = (turn, context) =>
        turn.id === "t1" ? Promise.reject(new TypeError("secret words")) : recordAndAnswer(turn, context);
      const work = await start({ handler, channels: [platform.channel] });
      await Promise.all([arrivalOf("t1"), arrivalOf("t2")].map((arrival) => work.acceptTurn(arrival)));
      await pass(work, 20_000);
      const [failure, answer] = platform.shown;
      expect(failure?.text).toBe(
        "I could not finish this, and nothing of it was saved. Please send it again; if it fails again, tell the programme office this number: t1.",
      );
      expect(answer?.text).toBe("answer t2");
      expect(await effectsIn(store)).toStrictEqual(["t2"]);
      const report = await store.workReport(5);
      expect(report.turns).toStrictEqual({ waiting: 0, leased: 0, done: 1, setAside: 1, held: 0 });
      expect(report.setAside).toMatchObject([{ id: "t1", reason: "TypeError" }]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "sets a turn aside that ends the process again and again",
    withBench(async ({ store, time, start }) => {
      await store.transaction((transaction) => transaction.acceptTurns([arrivalOf("t1")]));
      for (let claims = 0; claims < 3; claims += 1) {
        const now = time.now();
        const request = { ...claimAt("dead"), now, leaseUntil: now };
        await store.transaction((transaction) => transaction.claimTurns(request));
      }
      const work = await start({ settings: { maxClaims: 3 } });
      await work.settled();
      expect((await store.workReport(1)).setAside).toMatchObject([{ id: "t1", reason: "turn-claimed-too-often" }]);
      expect(await effectsIn(store)).toStrictEqual([]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "counts a handler that takes too long as failed",
    withBench(async ({ store, time, start }) => {
      const begun = Promise.withResolvers<AbortSignal>();
      const handler: TurnHandler = (_turn, { signal }) => {
        begun.resolve(signal);
        return new Promise(() => {});
      };
      const work = await start({ handler, settings: { maxTries: 1, turnTimeoutMs: 5000 } });
      await work.acceptTurn(arrivalOf("t1"));
      const signal = await begun.promise;
      time.advance(5000);
      await work.settled();
      expect(signal.reason).toMatchObject({ code: "turn-timeout" });
      expect((await store.workReport(1)).setAside).toMatchObject([{ id: "t1", reason: "turn-timeout" }]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "keeps its lease while a handler is at work, and commits nothing once it has lost it",
    withBench(async ({ store, time, start }) => {
      const begun = Promise.withResolvers<AbortSignal>();
      const gate = Promise.withResolvers<Effects>();
      const handler: TurnHandler = (_turn, { signal }) => {
        begun.resolve(signal);
        return gate.promise;
      };
      const work = await start({ handler });
      await work.acceptTurn(arrivalOf("t1"));
      const signal = await begun.promise;
      const claimNow = (holder: string, laterMs: number) => {
        const now = new Date(Date.parse(time.now()) + laterMs).toISOString();
        const request = { holder, limit: 1, now, leaseUntil: now, horizon: "2027-01-01T00:00:00.000Z" };
        return store.transaction((transaction) => transaction.claimTurns(request));
      };
      for (let renewals = 0; renewals < 6; renewals += 1) {
        time.advance(10_000);
        // Behind the renewal, because transactions come one after the other.
        expect(await claimNow("other", 0)).toStrictEqual([]);
      }
      expect(await claimNow("other", 40_000)).toHaveLength(1);
      gate.resolve({
        async commit(transaction) {
          await recordEffect(transaction, "t1");
          return [answerOf("t1")];
        },
      });
      await work.settled();
      expect(signal.aborted).toBe(false);
      expect(await effectsIn(store)).toStrictEqual([]);
      expect((await store.workReport(1)).posts.waiting).toBe(0);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "does not hold a store that is locked or full against the turn",
    withBench(async ({ store, start, pass }) => {
      let failures = 12;
      const handler: TurnHandler = (turn, context) => {
        failures -= 1;
        if (failures >= 0) return Promise.reject(new StoreError("store-full", "The disk is full."));
        return recordAndAnswer(turn, context);
      };
      const work = await start({ handler, settings: { backoff: { firstMs: 500, longestMs: 2000 } } });
      await work.acceptTurn(arrivalOf("t1"));
      await pass(work, 30_000);
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "goes on by itself when the store could not be asked for a while",
    withBench(async ({ store, start, pass }) => {
      let isBroken = false;
      const flaky: Store = {
        ...store,
        transaction: (run) =>
          isBroken ? Promise.reject(new StoreError("store-locked", "Locked.")) : store.transaction(run),
      };
      const work = await start({ store: flaky });
      isBroken = true;
      await expect(work.acceptTurn(arrivalOf("t1"))).rejects.toMatchObject({ code: "store-locked" });
      await pass(work, 5000);
      expect(work.trouble()).toBe("store-locked");
      isBroken = false;
      expect(await work.acceptTurn(arrivalOf("t1"))).toMatchObject({ outcome: "accepted" });
      await pass(work, 2000);
      expect(await effectsIn(store)).toStrictEqual(["t1"]);
      expect(work.trouble()).toBeUndefined();
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "offers what may not have arrived again on the next turn of the conversation",
    withBench(async ({ store, time, start }) => {
      const platform = createFakePlatform({
        clock: time.clock,
        keepsMetadata: false,
        behaviour: (_post, count) => (count === 1 ? "loseRequest" : "accept"),
      });
      const handler: TurnHandler = async (turn, { unknownPosts }) => {
        const unknown = await unknownPosts();
        return {
          async commit(transaction) {
            await offerPostsAgain(transaction, unknown, { turn: turn.id, at: time.now() });
            return [answerOf(turn.id)];
          },
        };
      };
      const work = await start({ handler, channels: [platform.channel] });
      await work.acceptTurn(arrivalOf("t1"));
      await work.settled();
      expect((await store.workReport(5)).troubled).toMatchObject([{ key: "t1/1", state: "unknown" }]);
      await work.acceptTurn(arrivalOf("t2"));
      await work.settled();
      expect(platform.shown.map(({ text }) => text)).toStrictEqual(["answer t1", "answer t2"]);
      expect((await store.workReport(5)).troubled).toStrictEqual([]);
      await work.stop({ deadlineMs: 0 });
    }),
  );
});
