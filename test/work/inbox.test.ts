import { describe, expect, it } from "vitest";
import { createInbox } from "../../src/work/inbox.ts";
import { arrivalOf } from "../contracts/work/work-samples.ts";
import { withBench } from "./run-work.ts";

describe("the inbox", () => {
  it(
    "writes what arrives together in few transactions, and answers each only after its own is committed",
    withBench(async ({ store }) => {
      let transactions = 0;
      let committed = 0;
      const inbox = createInbox({
        store: {
          async transaction(work) {
            transactions += 1;
            const result = await store.transaction(work);
            committed = (await store.workReport(0)).turns.waiting;
            return result;
          },
        },
      });
      const accept = async (number: number): Promise<boolean> => {
        await inbox.accept(arrivalOf(`t${number}`, `c${number}`));
        return number < committed;
      };
      const answered = await Promise.all(Array.from({ length: 500 }, (_, number) => accept(number)));
      expect(answered).toStrictEqual(Array.from({ length: 500 }, () => true));
      // The first alone, because it does not wait for others; then 200, 200 and 99.
      expect(transactions).toBe(4);
    }),
  );

  it(
    "refuses what could not be stored, and stores it when it is delivered again",
    withBench(async ({ store }) => {
      let isFull = true;
      const inbox = createInbox({
        store: {
          transaction: (work) => (isFull ? Promise.reject(new Error("disk full")) : store.transaction(work)),
        },
      });
      await expect(inbox.accept(arrivalOf("t1"))).rejects.toThrow("disk full");
      isFull = false;
      expect(await inbox.accept(arrivalOf("t1"))).toStrictEqual({ outcome: "accepted", turn: "t1" });
    }),
  );

  it(
    "finishes what it has taken when it is closed, and takes no more",
    withBench(async ({ store }) => {
      const inbox = createInbox({ store });
      const taken = inbox.accept(arrivalOf("t1"));
      const closing = inbox.close();
      await expect(inbox.accept(arrivalOf("t2"))).rejects.toMatchObject({ code: "work-stopped" });
      await closing;
      expect((await taken).outcome).toBe("accepted");
      expect((await store.workReport(0)).turns.waiting).toBe(1);
    }),
  );
});
