import type { LedgerEvent } from "../core/ledger.ts";
import type { NewEvent, StoreTransaction, StoredRow } from "../core/store.ts";
import { readRecordPayload } from "./derive-payload.ts";
import { deriveRows } from "./derive-rows.ts";

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
  const rows = rowsAfter(event, body);
  const open = await transaction.openRows(record);
  const wanted = new Set(rows.map((row) => row.key));
  const present = new Set(open.map((row) => row.key));
  const closed = open.filter((row) => !wanted.has(row.key)).map((row) => row.key);
  const opened = rows.filter((row) => !present.has(row.key));
  if (closed.length > 0) await transaction.closeRows(record, event, closed);
  if (opened.length > 0) await transaction.insertRows(record, event, opened);
}

/** A payload that was purged no longer says anything: the record has no rows until it is imported again. */
function rowsAfter(event: LedgerEvent, body: unknown): readonly StoredRow[] {
  if (event.kind === "recordWithdrawn") return [];
  const payload = readRecordPayload(body);
  return payload === undefined ? [] : deriveRows(payload);
}
