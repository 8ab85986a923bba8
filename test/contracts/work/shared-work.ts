import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { Clock } from "../../../src/core/time.ts";
import { createSettableClock } from "../store/store-samples.ts";
import { after, arrivalOf, claimAt, finish, idsOf, postClaimAt, postOf } from "./work-samples.ts";

/** Opens one empty store from two instances; the suite closes both. */
export type OpenTwice = (clock: Clock) => Promise<readonly [Store, Store]>;

function withTwo(openTwice: OpenTwice, test: (one: Store, two: Store) => Promise<void>): () => Promise<void> {
  return async () => {
    const [one, two] = await openTwice(createSettableClock());
    try {
      await test(one, two);
    } finally {
      await one.close();
      await two.close();
    }
  };
}

/** Two instances at once on one store. */
export function describeSharedWork(openTwice: OpenTwice): void {
  describe("two instances", () => {
    it(
      "accept what is delivered to both at once only once",
      withTwo(openTwice, async (one, two) => {
        const numbers = Array.from({ length: 20 }, (_, index) => index);
        const deliver = (store: Store, number: number, by: string) =>
          store.transaction((transaction) =>
            transaction.acceptTurns([arrivalOf(`${by}${number}`, `c${number}`, [`k${number}`])]),
          );
        const settled = await Promise.allSettled(
          numbers.flatMap((number) => [deliver(one, number, "a"), deliver(two, number, "b")]),
        );
        // Where both write at the same moment, one may be told to try again; then it must find the duplicate.
        const outcomes = settled.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
        const refused = settled.filter((result) => result.status === "rejected");
        for (const { reason } of refused) expect(reason).toMatchObject({ code: "store-locked" });
        expect(outcomes.filter(({ outcome }) => outcome === "accepted")).toHaveLength(20);
        expect((await one.workReport(1)).turns.waiting).toBe(20);
        for (const number of numbers) expect((await deliver(two, number, "c"))[0]?.outcome).toBe("duplicate");
      }),
    );

    it(
      "work off every turn once and in the order of its conversation",
      withTwo(openTwice, async (one, two) => {
        const turns = Array.from({ length: 40 }, (_, index) => arrivalOf(`t${index}`, `c${index % 5}`));
        await one.transaction((transaction) => transaction.acceptTurns(turns));
        const done: string[] = [];
        const work = async (store: Store, holder: string): Promise<void> => {
          for (;;) {
            const claimed = await store.transaction((transaction) => transaction.claimTurns(claimAt(holder, 0, 2)));
            for (const turn of claimed) {
              await store.transaction(async (transaction) => {
                expect(await finish(transaction, turn)).toBe(true);
              });
              done.push(turn.lease.id);
            }
            if ((await store.workReport(1)).turns.done === 40) return;
          }
        };
        await Promise.all([work(one, "a"), work(two, "b")]);
        expect(new Set(done).size).toBe(40);
        expect(done).toHaveLength(40);
        const numbersOf = (conversation: number): readonly number[] =>
          done.map((id) => Number(id.slice(1))).filter((number) => number % 5 === conversation);
        for (const conversation of [0, 1, 2, 3, 4]) {
          expect(numbersOf(conversation)).toStrictEqual(numbersOf(conversation).toSorted((a, b) => a - b));
        }
      }),
    );

    it(
      "never hold the same turn or post, and share the rate of a place",
      withTwo(openTwice, async (one, two) => {
        await one.transaction(async (transaction) => {
          await transaction.acceptTurns(Array.from({ length: 10 }, (_, index) => arrivalOf(`t${index}`, `c${index}`)));
          await transaction.enqueuePosts(
            Array.from({ length: 10 }, (_, index) => postOf(`p${index}`, `c${index}`)),
            after(0),
          );
        });
        const claims = await Promise.all(
          [one, two, one, two].map((store, index) =>
            store.transaction((transaction) => transaction.claimTurns(claimAt(`h${index}`, 0, 4))),
          ),
        );
        const ids = claims.flatMap(idsOf);
        expect(new Set(ids).size).toBe(ids.length);
        const rate = { intervalMs: 1000, burst: 3 };
        const posts = await Promise.all(
          [one, two, one, two].map((store, index) =>
            store.transaction((transaction) => transaction.claimPosts(postClaimAt(`h${index}`, 0, rate))),
          ),
        );
        const keys = posts.flatMap(({ claimed }) => claimed.map(({ lease }) => lease.id));
        expect(keys).toHaveLength(3);
        expect(new Set(keys).size).toBe(3);
      }),
    );

    it(
      "know an account as one person, whoever hears of it first",
      withTwo(openTwice, async (one, two) => {
        const account = { platform: "slack", tenant: "T1", user: "U1" } as const;
        const people = await Promise.all(
          [one, two, one, two].map((store) =>
            store.transaction((transaction) => transaction.ensurePerson(account, after(0))),
          ),
        );
        expect(new Set(people.map(({ id }) => id)).size).toBe(1);
        expect(await two.personOf(account)).toStrictEqual(people[0]);
      }),
    );

    it(
      "fire a time of a schedule once",
      withTwo(openTwice, async (one, two) => {
        const firing = { dueAt: after(0), at: after(0), outcome: "fired" } as const;
        const fired = await Promise.all(
          [one, two, two, one].map((store) =>
            store.transaction((transaction) => transaction.claimFiring("digest", firing)),
          ),
        );
        expect(fired.filter(Boolean)).toHaveLength(1);
      }),
    );
  });
}
