import { isUpdateEvent, type LedgerEvent } from "../../core/ledger.ts";
import type { StoreTransaction, StoredRow } from "../../core/store.ts";
import { replaceRows } from "../replace-rows.ts";
import { deriveUpdateRows, updateRecordKey } from "./derive-update-rows.ts";
import { readUpdateChange, readUpdatePayload, type StatedUpdate } from "./update-payload.ts";

/**
 * Brings the rows of an update in line with an event that is already in the ledger. What a new version says unchanged stays
 * open with the event that first said it. Events of other kinds change nothing.
 */
export async function applyUpdateRows(transaction: StoreTransaction, event: LedgerEvent, body: unknown): Promise<void> {
  if (!isUpdateEvent(event.kind)) return;
  const record = updateRecordKey(event.about);
  const open = await transaction.openRows(record);
  await replaceRows(transaction, { event, record, open, rows: rowsAfter(event, body, open) });
}

/** A version that was purged says nothing any more: from then on the update has no rows until it is amended. */
function rowsAfter(event: LedgerEvent, body: unknown, open: readonly StoredRow[]): readonly StoredRow[] {
  switch (event.kind) {
    case "updateConfirmed":
    case "updateAmended": {
      const payload = readUpdatePayload(body);
      return payload ? deriveUpdateRows(payload.update) : [];
    }
    case "updateMarked": {
      const [update, change] = [updateIn(open), readUpdateChange(body)];
      return update && change ? deriveUpdateRows(withSource(update, change.source)) : open;
    }
    default:
      return [];
  }
}

function withSource({ source: _before, ...update }: StatedUpdate, source: StatedUpdate["source"]): StatedUpdate {
  return source === undefined ? update : { ...update, source };
}

/** The update among the rows of its record. */
export function updateIn(rows: readonly StoredRow[]): StatedUpdate | undefined {
  return rows.flatMap(({ row }) => (row.table === "update" ? [row.update] : []))[0];
}
