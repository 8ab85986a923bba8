import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { withStore } from "../store/with-store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { after, arrivalOf, claimAt, finish, postClaimAt, postOf } from "./work-samples.ts";

function fire(store: Store, ms: number): Promise<boolean> {
  const firing = { dueAt: after(ms), at: after(ms), outcome: "fired" } as const;
  return store.transaction((transaction) => transaction.claimFiring("digest", firing));
}

/** Firings, and how the words of turns and posts end. */
export function describeSchedules(open: OpenEmptyStore): void {
  describe("schedules", () => {
    it(
      "are known from the first time they are registered, and fire each time once",
      withStore(open, async (store) => {
        expect(await store.scheduleState("digest")).toBeUndefined();
        for (const ms of [0, 5000]) {
          await store.transaction((transaction) => transaction.registerSchedule("digest", after(ms)));
        }
        expect(await store.scheduleState("digest")).toStrictEqual({ since: after(0) });
        expect(await fire(store, 1000)).toBe(true);
        expect(await fire(store, 1000)).toBe(false);
        expect(await fire(store, 2000)).toBe(true);
        expect(await store.scheduleState("digest")).toStrictEqual({ since: after(0), lastDueAt: after(2000) });
      }),
    );

    it(
      "fire no time that lies before one that was fired",
      withStore(open, async (store) => {
        expect(await fire(store, 2000)).toBe(true);
        expect(await fire(store, 1000)).toBe(false);
        expect(await fire(store, 3000)).toBe(true);
      }),
    );
  });

  describe("the words of turns and posts", () => {
    it(
      "end when their time is over and they are finished, and not before",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await transaction.acceptTurns([arrivalOf("t1", "c1", ["k1"]), arrivalOf("t2", "c2")]);
          const [turn] = await transaction.claimTurns(claimAt("a", 0, 1));
          await finish(transaction, turn!);
          await transaction.enqueuePosts([postOf("p1"), postOf("p2", "c2")], after(0));
          const { claimed } = await transaction.claimPosts(postClaimAt("a"));
          const times = { at: after(0), purgeAfter: after(1000) };
          await transaction.finishPost(claimed[0]!.lease, { state: "unknown", reason: "time-out" }, times);
        });
        const purge = (ms: number): Promise<number> =>
          store.transaction((transaction) => transaction.purgeExpired(after(ms)));
        expect(await purge(999)).toBe(0);
        expect(await purge(1000)).toBe(2);
        expect(await purge(1000)).toBe(0);
        const report = await store.workReport(5);
        expect(report.turns).toStrictEqual({ waiting: 1, leased: 0, done: 1, setAside: 0, held: 0 });
        expect(report.troubled).toMatchObject([{ key: "p1", state: "unknown" }]);
        expect(await store.unknownPosts({ channel: "slack", conversation: "c1" })).toStrictEqual([]);
        expect(
          await store.transaction((transaction) => transaction.offerAgain("p1", { key: "p1+", at: after(0) })),
        ).toBe(false);
      }),
    );

    it(
      "are not needed to say which turns were set aside",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await transaction.acceptTurns([arrivalOf("t1")]);
          const [turn] = await transaction.claimTurns(claimAt("a"));
          const end = { state: "setAside", at: after(5), purgeAfter: after(6), reason: "model-failed" } as const;
          await transaction.finishTurn(turn!.lease, end);
          await transaction.purgeExpired(after(6));
        });
        expect(await store.workReport(5)).toMatchObject({
          turns: { setAside: 1 },
          setAside: [
            { id: "t1", platform: "slack", reason: "model-failed", arrivedAt: after(0), setAsideAt: after(5) },
          ],
        });
      }),
    );
  });
}
