import { describe, expect, it } from "vitest";
import type { KeptRow, Store } from "../../../src/core/store.ts";
import type { Arrival, ClaimedTurn, TurnClaimRequest } from "../../../src/core/work.ts";
import { withStore } from "../store/with-store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { after, arrivalOf, claimAt, idsOf } from "./work-samples.ts";

/** A post that nobody waits for an answer to. */
function overheardOf(id: string, conversation = id): Arrival {
  const { turn, ...rest } = arrivalOf(id, conversation);
  return { ...rest, turn: { ...turn, isAddressed: false } as Arrival["turn"] };
}

function accept(store: Store, ...arrivals: readonly Arrival[]): Promise<unknown> {
  return store.transaction((transaction) => transaction.acceptTurns(arrivals));
}

function claim(store: Store, request: TurnClaimRequest = claimAt("a")): Promise<readonly ClaimedTurn[]> {
  return store.transaction((transaction) => transaction.claimTurns(request));
}

function rowsOfTurns(store: Store): Promise<readonly KeptRow[]> {
  return store.snapshot(async (reader) => {
    const rows: KeptRow[] = [];
    for await (const page of reader.keptRows("turn")) rows.push(...page);
    return rows;
  });
}

/** Turns that nobody waits for, beside those that somebody does. */
export function describeOverheard(open: OpenEmptyStore): void {
  describe("what was only overheard", () => {
    it(
      "is claimed after what somebody waits for, however long it waited",
      withStore(open, async (store) => {
        await accept(store, overheardOf("o1"), overheardOf("o2"), arrivalOf("q1", "q1"), overheardOf("o3"));
        await accept(store, arrivalOf("q2", "q2"));
        expect(idsOf(await claim(store, claimAt("a", 0, 3)))).toStrictEqual(["q1", "q2", "o1"]);
        expect(idsOf(await claim(store))).toStrictEqual(["o2", "o3"]);
      }),
    );

    it(
      "has room of its own in a claim",
      withStore(open, async (store) => {
        await accept(store, overheardOf("o1"), overheardOf("o2"), arrivalOf("q1", "q1"), arrivalOf("q2", "q2"));
        expect(idsOf(await claim(store, { ...claimAt("a", 0, 1), overheardLimit: 1 }))).toStrictEqual(["q1", "o1"]);
        expect(idsOf(await claim(store, { ...claimAt("a", 0, 0), overheardLimit: 5 }))).toStrictEqual(["o2"]);
        expect(idsOf(await claim(store, { ...claimAt("a", 0, 5), overheardLimit: 0 }))).toStrictEqual(["q2"]);
      }),
    );

    it(
      "keeps its place in its conversation",
      withStore(open, async (store) => {
        await accept(store, overheardOf("o1", "c1"), arrivalOf("q1", "c1"), overheardOf("o2", "c1"));
        expect(idsOf(await claim(store))).toStrictEqual(["o1"]);
        expect(await claim(store)).toStrictEqual([]);
      }),
    );

    it(
      "ends many at once, apart from those that somebody else holds by now",
      withStore(open, async (store) => {
        await accept(store, ...["o1", "o2", "o3"].map((id) => overheardOf(id)));
        const leases = (await claim(store)).map(({ lease }) => lease);
        const [won] = await claim(store, claimAt("b", 30_000, 1));
        const end = { at: after(1), purgeAfter: after(2) };
        const finish = (): Promise<readonly string[]> =>
          store.transaction((transaction) => transaction.finishTurns(leases, end));
        expect((await finish()).toSorted()).toStrictEqual(["o2", "o3"]);
        expect(await finish()).toStrictEqual([]);
        expect(await store.transaction((transaction) => transaction.finishTurns([], end))).toStrictEqual([]);
        expect(won?.lease).toStrictEqual({ id: "o1", holder: "b", fence: 2 });
        expect((await store.workReport(1)).turns).toStrictEqual({
          waiting: 0,
          leased: 1,
          done: 2,
          setAside: 0,
          held: 0,
        });
      }),
    );

    it(
      "ends more at once than fit one statement",
      withStore(open, async (store) => {
        const ids = Array.from({ length: 120 }, (_, index) => `o${index}`);
        await accept(store, ...ids.map((id) => overheardOf(id)));
        const leases = (await claim(store, claimAt("a", 0, 120))).map(({ lease }) => lease);
        const end = { at: after(1), purgeAfter: after(2) };
        const ended = await store.transaction((transaction) => transaction.finishTurns(leases, end));
        expect(new Set(ended)).toStrictEqual(new Set(ids));
      }),
    );

    it(
      "is what somebody waits for in an export that was made before it was told apart",
      withStore(open, async (store, clock) => {
        await accept(store, overheardOf("o1"));
        const [row] = await rowsOfTurns(store);
        const { overheard, ...earlier } = row ?? {};
        expect(overheard).toBe(1);
        const copy = await open(clock);
        try {
          await copy.transaction((transaction) => transaction.putKeptRows("turn", [earlier]));
          expect(await rowsOfTurns(copy)).toStrictEqual([{ ...earlier, overheard: 0 }]);
        } finally {
          await copy.close();
        }
      }),
    );
  });
}
