import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createHousekeeping, purgeNow } from "../../src/operations/housekeeping.ts";
import { purgeListOf } from "../../src/operations/transfer/purge-list.ts";
import { createSettableClock, receiptOf } from "../contracts/store/store-samples.ts";
import { inFolder, openStore } from "../stores/sqlite/sqlite-folder.ts";
import { arrivalOf } from "../contracts/work/work-samples.ts";

const later = "2026-05-30T09:00:00.000Z";

describe("housekeeping", () => {
  it(
    "empties what is past its time at the start, and keeps a list of it outside the store",
    inFolder(async (directory) => {
      const clock = createSettableClock();
      const store = await openStore(directory, { clock });
      await store.transaction(async (transaction) => {
        await transaction.putReceipt(receiptOf("r1"), later);
        await transaction.acceptTurns([arrivalOf("t1")]);
      });
      const counts: number[] = [];
      const housekeeping = createHousekeeping({
        store,
        dataFolder: directory,
        clock,
        onPurged: (count) => counts.push(count),
        onFailure: (error) => expect.fail(String(error)),
      });
      expect(await purgeNow({ store, dataFolder: directory, clock })).toBe(0);
      expect(existsSync(purgeListOf(directory))).toBe(false);
      clock.set(later);
      await housekeeping.start();
      await housekeeping.close();
      // The turn is still open, and no open turn ends by time.
      expect(counts).toStrictEqual([1]);
      expect(await store.receipt("r1")).toBe("purged");
      expect(existsSync(purgeListOf(directory))).toBe(true);
      await store.close();
    }),
  );
});
