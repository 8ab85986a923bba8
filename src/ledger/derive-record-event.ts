import type { LedgerEvent } from "../core/ledger.ts";
import type { NewEvent, StoreTransaction, StoredRow } from "../core/store.ts";
import { readRecordPayload } from "./derive-payload.ts";
import { deriveRows } from "./derive-rows.ts";
import { replaceRows } from "./replace-rows.ts";

/** Appends a record event and brings the record's rows in line with it, in the caller's transaction. */
export async function applyRecordEvent(transaction: StoreTransaction, newEvent: NewEvent): Promise<LedgerEvent> {
  const event = await transaction.appendEvent(newEvent);
  await applyRecordRows(transaction, event, newEvent.payload?.body);
  return event;
}

/**
 * Brings a record's rows in line with an event that is already in the ledger. Rows that did not change stay open with the
 * event that first recorded them; what vanished is closed; what is new is opened. Events of other kinds change nothing.
 */
export async function applyRecordRows(transaction: StoreTransaction, event: LedgerEvent, body: unknown): Promise<void> {
  if (event.kind !== "recordImported" && event.kind !== "recordWithdrawn") return;
  const record = event.about;
  const [open, rows] = [await transaction.openRows(record), rowsAfter(event, body)];
  await replaceRows(transaction, { event, record, open, rows });
}

/** A payload that was purged no longer says anything: the record has no rows until it is imported again. */
function rowsAfter(event: LedgerEvent, body: unknown): readonly StoredRow[] {
  if (event.kind === "recordWithdrawn") return [];
  const payload = readRecordPayload(body);
  return payload === undefined ? [] : deriveRows(payload);
}
