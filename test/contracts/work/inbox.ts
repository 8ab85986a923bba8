import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { Acceptance, Arrival, ClaimedTurn } from "../../../src/core/work.ts";
import { withStore } from "../store/with-store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { after, arrivalOf, claimAt, finish, idsOf } from "./work-samples.ts";

function accept(store: Store, ...arrivals: readonly Arrival[]): Promise<readonly Acceptance[]> {
  return store.transaction((transaction) => transaction.acceptTurns(arrivals));
}

function claim(store: Store, holder: string, ms = 0, limit = 10): Promise<readonly ClaimedTurn[]> {
  return store.transaction((transaction) => transaction.claimTurns(claimAt(holder, ms, limit)));
}

/** The inbox and the claims of turns. */
export function describeInbox(open: OpenEmptyStore): void {
  describe("the inbox", () => {
    it(
      "gives a turn back as it arrived, once",
      withStore(open, async (store) => {
        expect(await accept(store, arrivalOf("t1"))).toStrictEqual([{ outcome: "accepted", turn: "t1" }]);
        const { turn, replyTo } = arrivalOf("t1");
        expect(await claim(store, "a")).toStrictEqual([
          { lease: { id: "t1", holder: "a", fence: 1 }, turn, replyTo, arrivedSeq: 1, tries: 0 },
        ]);
        expect(await claim(store, "a")).toStrictEqual([]);
      }),
    );

    it(
      "knows a second delivery by any of its keys, and what else that one is called from then on",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1", "c1", ["event:A", "message:1"]));
        const duplicate = { outcome: "duplicate", turn: "t1" };
        expect(await accept(store, arrivalOf("t2", "c1", ["event:B", "message:1"]))).toStrictEqual([duplicate]);
        expect(await accept(store, arrivalOf("t3", "c1", ["event:B"]))).toStrictEqual([duplicate]);
        expect(await accept(store, arrivalOf("t1", "c1"))).toStrictEqual([duplicate]);
        expect(await accept(store, arrivalOf("t4", "c1", ["event:C"]))).toStrictEqual([
          { outcome: "accepted", turn: "t4" },
        ]);
      }),
    );

    it(
      "finds duplicates among arrivals of one transaction",
      withStore(open, async (store) => {
        const outcomes = await accept(
          store,
          arrivalOf("t1", "c1", ["k1"]),
          arrivalOf("t2", "c1", ["k1", "k2"]),
          arrivalOf("t3", "c1", ["k2"]),
          arrivalOf("t4", "c2", ["k4"]),
        );
        expect(outcomes.map(({ turn }) => turn)).toStrictEqual(["t1", "t1", "t1", "t4"]);
        expect((await store.workReport(5)).turns).toStrictEqual({
          waiting: 2,
          leased: 0,
          done: 0,
          setAside: 0,
          held: 0,
        });
      }),
    );

    it(
      "still knows a turn that is finished",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1", "c1", ["k1"]));
        const [turn] = await claim(store, "a");
        expect(await store.transaction((transaction) => finish(transaction, turn!))).toBe(true);
        expect(await accept(store, arrivalOf("t2", "c1", ["k1"]))).toStrictEqual([
          { outcome: "duplicate", turn: "t1" },
        ]);
      }),
    );
  });

  describe("claims of turns", () => {
    it(
      "take of each conversation only the oldest that is open",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1"), arrivalOf("t2"), arrivalOf("u1", "c2"));
        const first = await claim(store, "a");
        expect(idsOf(first)).toStrictEqual(["t1", "u1"]);
        expect(await claim(store, "b")).toStrictEqual([]);
        await store.transaction((transaction) => finish(transaction, first[0]!));
        expect(idsOf(await claim(store, "b"))).toStrictEqual(["t2"]);
      }),
    );

    it(
      "keep the order of a conversation while its oldest turn waits for another try",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1"), arrivalOf("t2"));
        const [turn] = await claim(store, "a");
        const again = { dueAt: after(5000), reason: "model-failed", failed: true };
        await store.transaction((transaction) => transaction.retryTurn(turn!.lease, again));
        expect(await claim(store, "a", 4999)).toStrictEqual([]);
        expect(await claim(store, "a", 5000)).toMatchObject([{ lease: { id: "t1", fence: 2 }, tries: 1 }]);
      }),
    );

    it(
      "pass a turn on when its lease is over, and let its first holder change nothing any more",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1"));
        const [lost] = await claim(store, "a");
        expect(await claim(store, "b", 29_999)).toStrictEqual([]);
        const [won] = await claim(store, "b", 30_000);
        expect(won?.lease).toStrictEqual({ id: "t1", holder: "b", fence: 2 });
        await store.transaction(async (transaction) => {
          expect(await transaction.renewTurns([lost!.lease], after(90_000))).toStrictEqual([]);
          expect(await finish(transaction, lost!)).toBe(false);
          const again = { dueAt: after(0), reason: "x", failed: true };
          expect(await transaction.retryTurn(lost!.lease, again)).toBe(false);
          expect(await transaction.renewTurns([won!.lease], after(90_000))).toStrictEqual(["t1"]);
        });
        expect(await claim(store, "c", 89_999)).toStrictEqual([]);
        expect(await store.transaction((transaction) => finish(transaction, won!))).toBe(true);
        expect(await store.transaction((transaction) => finish(transaction, won!))).toBe(false);
      }),
    );

    it(
      "do not wait for an hour when the clock goes back an hour",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1"));
        await claim(store, "a", 3_600_000);
        expect(idsOf(await claim(store, "b", 0))).toStrictEqual(["t1"]);
      }),
    );

    it(
      "are taken back from an instance that ended, and from no other",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1"), arrivalOf("u1", "c2"), arrivalOf("v1", "c3"));
        const [old] = await claim(store, "one#x", 0, 1);
        await claim(store, "one-more#x", 0, 1);
        await claim(store, "one#now", 0, 1);
        const due = { now: after(10), except: "one#now" };
        expect(await store.transaction((transaction) => transaction.recoverWork("one", due))).toBe(1);
        // Claimed twice, and that is what its fence counts.
        expect(await claim(store, "one#now", 10)).toMatchObject([{ lease: { id: "t1", fence: 2 } }]);
        expect(await store.transaction((transaction) => finish(transaction, old!))).toBe(false);
      }),
    );

    it(
      "leave nothing behind of a transaction that fails",
      withStore(open, async (store) => {
        await accept(store, arrivalOf("t1"));
        const failing = store.transaction(async (transaction) => {
          const [turn] = await transaction.claimTurns(claimAt("a"));
          await finish(transaction, turn!);
          throw new Error("on purpose");
        });
        await expect(failing).rejects.toThrow("on purpose");
        expect(await claim(store, "b")).toMatchObject([{ lease: { id: "t1", fence: 1 } }]);
      }),
    );
  });
}
