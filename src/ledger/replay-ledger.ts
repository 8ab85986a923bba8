import type { Store, StoreTransaction, StoredEvent } from "../core/store.ts";
import { applyRecordRows } from "./derive-record-event.ts";
import { eachEvent } from "./event-pages.ts";
import { applyUpdateRows } from "./updates/apply-update-rows.ts";
import { updateRecordKey } from "./updates/derive-update-rows.ts";

/** Drops every derived row and derives all of them again from the events, in one transaction. Returns how many events. */
export async function replayLedger(store: Store): Promise<number> {
  return store.transaction(rebuildRows);
}

/** What `replayLedger` does, inside a transaction that has more to do. */
export async function rebuildRows(transaction: StoreTransaction): Promise<number> {
  await transaction.clearDerivedRows();
  let events = 0;
  for await (const stored of eachEvent(transaction)) {
    await applyRows(transaction, stored);
    events += 1;
  }
  return events;
}

/** Derives the rows of one update again: what `rebuildRows` does for all, because no other event speaks of them. */
export async function rebuildUpdate(transaction: StoreTransaction, id: string): Promise<void> {
  await transaction.clearDerivedRows(updateRecordKey(id));
  for await (const { event, payload } of eachEvent(transaction, id)) {
    await applyUpdateRows(transaction, event, readable(payload));
  }
}

async function applyRows(transaction: StoreTransaction, { event, payload }: StoredEvent): Promise<void> {
  await applyRecordRows(transaction, event, readable(payload));
  await applyUpdateRows(transaction, event, readable(payload));
}

function readable(payload: StoredEvent["payload"]): unknown {
  return payload?.purgedAt === undefined ? payload?.body : undefined;
}
