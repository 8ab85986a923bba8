import { describe, expect, it } from "vitest";
import type { StoreTransaction } from "../../../src/core/store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { eastmere, newEvent, putDocument, putRows, scopeOf, subjectRow } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

const everyone = scopeOf(["public"]);

/** Transactions: all or nothing, seen by nobody before they commit, one at a time. */
export function describeTransactions(open: OpenEmptyStore): void {
  describe("transactions", () => {
    it(
      "leaves nothing behind when the work fails, and passes the failure on",
      withStore(open, async (store) => {
        const failure = new Error("on purpose");
        const failing = store.transaction(async (transaction) => {
          await putRows(transaction, "r", [subjectRow(eastmere)]);
          await putDocument(transaction, "a.md@1", ["Lanterns were lit."]);
          expect(await transaction.subjects(everyone)).toHaveLength(1);
          expect(await transaction.searchLexical(everyone, { terms: ["lantern"], limit: 5 })).toHaveLength(1);
          throw failure;
        });
        await expect(failing).rejects.toBe(failure);
        expect(await store.head()).toStrictEqual({ seq: 0 });
        expect(await store.subjects(everyone)).toStrictEqual([]);
        expect(await store.searchLexical(everyone, { terms: ["lantern"], limit: 5 })).toStrictEqual([]);
        expect(await store.documentFrequencies(everyone, ["lantern"])).toMatchObject({ passages: 0 });
        expect(await store.indexGeneration()).toBe(0);
      }),
    );

    it(
      "rolls back when the work throws before it waits, and when a statement is refused",
      withStore(open, async (store) => {
        const thrown = store.transaction(() => {
          throw new Error("at once");
        });
        await expect(thrown).rejects.toThrow("at once");
        const refused = store.transaction(async (transaction) => {
          const event = await putRows(transaction, "r", [subjectRow(eastmere)]);
          await transaction.insertRows("r", event, [subjectRow(eastmere)]);
        });
        await expect(refused).rejects.toMatchObject({ name: "StoreError", code: "store-misuse" });
        expect(await store.head()).toStrictEqual({ seq: 0 });
        await store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
        expect((await store.head()).seq).toBe(1);
      }),
    );

    it(
      "shows its writes to itself and to nobody else until it commits",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putRows(transaction, "r", [subjectRow(eastmere)]);
          expect((await transaction.head()).seq).toBe(1);
          expect(await transaction.subjects(everyone)).toHaveLength(1);
          expect((await store.head()).seq).toBe(0);
          expect(await store.subjects(everyone)).toStrictEqual([]);
        });
        expect((await store.head()).seq).toBe(1);
        expect(await store.subjects(everyone)).toHaveLength(1);
      }),
    );

    it(
      "runs transactions one at a time however many are begun",
      withStore(open, async (store) => {
        const order: string[] = [];
        const append = (about: string): Promise<number> =>
          store.transaction(async (transaction) => {
            order.push(`begin ${about}`);
            const event = await transaction.appendEvent(newEvent(about));
            await transaction.head();
            order.push(`end ${about}`);
            return event.seq;
          });
        const seqs = await Promise.all(["a", "b", "c"].map(append));
        expect(seqs).toStrictEqual([1, 2, 3]);
        expect(order).toStrictEqual(["begin a", "end a", "begin b", "end b", "begin c", "end c"]);
      }),
    );

    it(
      "refuses a transaction inside a transaction instead of waiting for ever",
      withStore(open, async (store) => {
        const nested = store.transaction(() => store.transaction(() => Promise.resolve("never")));
        await expect(nested).rejects.toMatchObject({ code: "store-misuse" });
        const none = (): Promise<string> => Promise.resolve("never");
        const beside = store.transaction(() => store.transaction(none, { beside: true }));
        await expect(beside).rejects.toMatchObject({ code: "store-misuse" });
        const inBeside = store.transaction(() => store.transaction(none), { beside: true });
        await expect(inBeside).rejects.toMatchObject({ code: "store-misuse" });
        const closing = store.transaction(() => store.close());
        await expect(closing).rejects.toMatchObject({ code: "store-misuse" });
        expect(await store.transaction(() => Promise.resolve("still works"))).toBe("still works");
      }),
    );

    it(
      "refuses the methods of a transaction that is over",
      withStore(open, async (store) => {
        const escaped = await store.transaction((transaction) => Promise.resolve({ transaction }));
        const late: StoreTransaction = escaped.transaction;
        await expect(late.appendEvent(newEvent("late"))).rejects.toMatchObject({ code: "store-misuse" });
        await expect(late.head()).rejects.toMatchObject({ code: "store-misuse" });
        expect((await store.head()).seq).toBe(0);
      }),
    );

    it(
      "finishes what is running when it is closed, and refuses everything after",
      withStore(open, async (store) => {
        const running = store.transaction(async (transaction) => {
          await transaction.appendEvent(newEvent("a"));
          return (await transaction.head()).seq;
        });
        const closing = store.close();
        await expect(store.transaction(() => Promise.resolve())).rejects.toMatchObject({ code: "store-misuse" });
        expect(await running).toBe(1);
        await closing;
        await store.close();
        await expect(store.head()).rejects.toMatchObject({ name: "StoreError", code: "store-misuse" });
        await expect(store.subjects(everyone)).rejects.toMatchObject({ name: "StoreError", code: "store-misuse" });
      }),
    );
  });
}
