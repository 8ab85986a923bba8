import { describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import type { Store, StoreTransaction } from "../../src/core/store.ts";
import type { Effects, TurnHandler } from "../../src/core/turn-handler.ts";
import type { Arrival } from "../../src/core/work.ts";
import { arrivalOf } from "../contracts/work/work-samples.ts";
import { createFakePlatform } from "./fake-platform.ts";
import { effectsIn, recordAndAnswer, withBench } from "./run-work.ts";

const empty: Effects = { commit: () => Promise.reject(new Error("never called")), isEmpty: true };

function overheardOf(id: string, conversation = id): Arrival {
  const { turn, ...rest } = arrivalOf(id, conversation);
  return { ...rest, turn: { ...turn, isAddressed: false } as Arrival["turn"] };
}

const ids = Array.from({ length: 30 }, (_, index) => `o${index}`);

/** A store that tells of every call of a transaction's method. */
function watched(store: Store, onCall: (method: string) => void): Store {
  return {
    ...store,
    transaction: (work, options) =>
      store.transaction((transaction) => {
        const telling = Object.fromEntries(
          Object.entries(transaction).map(([name, method]: [string, (...args: unknown[]) => unknown]) => [
            name,
            (...args: unknown[]) => {
              onCall(name);
              return method(...args);
            },
          ]),
        );
        return work(telling as unknown as StoreTransaction);
      }, options),
  };
}

describe("posts that lead to nothing", () => {
  it(
    "end together and are not asked for posts",
    withBench(async ({ store, time, start }) => {
      const calls: string[] = [];
      const platform = createFakePlatform({ clock: time.clock });
      await store.transaction((transaction) => transaction.acceptTurns(ids.map((id) => overheardOf(id))));
      const work = await start({
        store: watched(store, (method) => calls.push(method)),
        channels: [platform.channel],
        handler: () => Promise.resolve(empty),
        settings: { overheardConcurrency: 30 },
      });
      await work.settled();
      expect((await store.workReport(1)).turns.done).toBe(30);
      expect(calls.filter((method) => method === "finishTurns").length).toBeLessThanOrEqual(3);
      expect(calls.filter((method) => method === "claimPosts").length).toBeLessThanOrEqual(2);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "hold up no question, however many of them are worked on",
    withBench(async ({ store, start }) => {
      const gate = Promise.withResolvers<Effects>();
      const handler: TurnHandler = (turn, context) =>
        turn.kind === "message" && turn.isAddressed === false ? gate.promise : recordAndAnswer(turn, context);
      const work = await start({ handler, settings: { concurrency: 1, overheardConcurrency: 2 } });
      await Promise.all(ids.map((id) => work.acceptTurn(overheardOf(id))));
      await work.acceptTurn(arrivalOf("q1", "q1"));
      await expect.poll(() => effectsIn(store)).toStrictEqual(["q1"]);
      expect((await store.workReport(1)).turns).toStrictEqual({
        waiting: 28,
        leased: 2,
        done: 1,
        setAside: 0,
        held: 0,
      });
      gate.resolve(empty);
      await work.settled();
      expect((await store.workReport(1)).turns.done).toBe(31);
      await work.stop({ deadlineMs: 0 });
    }),
  );

  it(
    "are tried again where their end could not be written",
    withBench(async ({ store, start, pass }) => {
      let failures = 2;
      const failing: Store = {
        ...store,
        transaction: (work, options) =>
          store.transaction(async (transaction) => {
            const finishTurns: StoreTransaction["finishTurns"] = (...args) => {
              failures -= 1;
              if (failures >= 0) throw new StoreError("store-full", "The disk is full.");
              return transaction.finishTurns(...args);
            };
            return work({ ...transaction, finishTurns });
          }, options),
      };
      const work = await start({ store: failing, handler: () => Promise.resolve(empty) });
      await Promise.all(["o1", "o2", "o3"].map((id) => work.acceptTurn(overheardOf(id))));
      await pass(work, 5000, 100);
      expect((await store.workReport(1)).turns).toStrictEqual({ waiting: 0, leased: 0, done: 3, setAside: 0, held: 0 });
      await work.stop({ deadlineMs: 0 });
    }),
  );
});
