import type { Store, StoreTransaction } from "../core/store.ts";
import { applyRecordRows } from "./derive-record-event.ts";

const pageSize = 500;

/** Drops every derived row and derives all of them again from the events, in one transaction. Returns how many events. */
export async function replayLedger(store: Store): Promise<number> {
  return store.transaction(rebuildRows);
}

/** What `replayLedger` does, inside a transaction that has more to do. */
export async function rebuildRows(transaction: StoreTransaction): Promise<number> {
  await transaction.clearDerivedRows();
  let [events, afterSeq] = [0, 0];
  for (;;) {
    const page = await transaction.events({ afterSeq, limit: pageSize });
    for (const { event, payload } of page) {
      await applyRecordRows(transaction, event, payload?.purgedAt === undefined ? payload?.body : undefined);
      afterSeq = event.seq;
      events += 1;
    }
    if (page.length < pageSize) return events;
  }
}
