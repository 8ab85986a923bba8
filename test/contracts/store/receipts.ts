import { describe, expect, it } from "vitest";
import type { OpenEmptyStore } from "../store-contract.ts";
import { newEvent, receiptOf } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

const later = "2026-05-30T09:00:00.000Z";

/** Receipts and thread states, and how they end. */
export function describeReceipts(open: OpenEmptyStore): void {
  describe("receipts and thread states", () => {
    it(
      "gives a receipt back as it was, and knows none that was never kept",
      withStore(open, async (store) => {
        await store.transaction((transaction) => transaction.putReceipt(receiptOf("r1"), later));
        expect(await store.receipt("r1")).toStrictEqual(receiptOf("r1"));
        expect(await store.receipt("r2")).toBeUndefined();
        expect(await store.receipt("r1' or '1'='1")).toBeUndefined();
      }),
    );

    it(
      "lists receipts newest first",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await transaction.putReceipt(receiptOf("r1", "2026-03-01T10:00:00.000Z"), later);
          await transaction.putReceipt(receiptOf("r2", "2026-03-01T12:00:00.000Z"), later);
          await transaction.putReceipt(receiptOf("r3", "2026-03-01T11:00:00.000Z"), later);
        });
        expect(await store.recentReceipts(2)).toStrictEqual([
          { id: "r2", createdAt: "2026-03-01T12:00:00.000Z" },
          { id: "r3", createdAt: "2026-03-01T11:00:00.000Z" },
        ]);
      }),
    );

    it(
      "replaces a thread state and forgets none before its time",
      withStore(open, async (store) => {
        expect(await store.threadState("c")).toBeUndefined();
        await store.transaction((transaction) => transaction.putThreadState("c", { topic: ["a"] }, later));
        await store.transaction((transaction) => transaction.putThreadState("c", { topic: ["b"], n: null }, later));
        expect(await store.threadState("c")).toStrictEqual({ topic: ["b"], n: null });
      }),
    );

    it(
      "empties what has expired, remembers that it was there, and leaves records alone",
      withStore(open, async (store) => {
        const question = await store.transaction(async (transaction) => {
          await transaction.putReceipt(receiptOf("old"), "2026-05-30T09:00:00.000Z");
          await transaction.putReceipt(receiptOf("new"), "2026-05-30T09:00:00.001Z");
          await transaction.putThreadState("c", { topic: "x" }, "2026-05-01T00:00:00.000Z");
          await transaction.appendEvent(newEvent("a", { kept: true }));
          const event = { ...newEvent("b"), payload: { class: "question", body: { text: "Who?" } } } as const;
          return transaction.appendEvent(event);
        });
        const purge = (now: string): Promise<number> =>
          store.transaction((transaction) => transaction.purgeExpired(now));

        // 90 days after 1 March 2026 09:00 are 30 May 2026 09:00.
        expect(await purge("2026-05-30T08:59:59.999Z")).toBe(1);
        expect(await store.threadState("c")).toBeUndefined();
        expect(await purge("2026-05-30T09:00:00.000Z")).toBe(2);
        expect(await purge("2026-05-30T09:00:00.000Z")).toBe(0);
        expect(await store.receipt("old")).toBe("purged");
        expect(await store.receipt("new")).toStrictEqual(receiptOf("new"));
        const events = await store.events({ afterSeq: 0, limit: 10 });
        expect(events.map(({ payload }) => payload?.body)).toStrictEqual([
          { kept: true },
          null,
          { type: "purge", reason: "expired" },
        ]);
        expect(events[2]?.event).toMatchObject({
          kind: "payloadPurged",
          about: question.payloadId,
          actor: "system",
          occurredAt: "2026-05-30T09:00:00.000Z",
        });
        expect(events[1]?.event).toStrictEqual(question);
        expect(events[1]?.payload?.purgedAt).toBe("2026-05-30T09:00:00.000Z");
      }),
    );

    it(
      "does not bring a purged receipt back",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await transaction.putReceipt(receiptOf("r1"), later);
          await transaction.purgeExpired(later);
          await transaction.putReceipt(receiptOf("r1"), "2027-01-01T00:00:00.000Z");
        });
        expect(await store.receipt("r1")).toBe("purged");
      }),
    );
  });
}
