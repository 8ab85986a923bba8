import type { LedgerEvent } from "../core/ledger.ts";
import type { StoreTransaction, StoredRow } from "../core/store.ts";

/** What a record had open, and what it has from an event on. */
export interface RowReplacement {
  readonly event: LedgerEvent;
  readonly record: string;
  readonly open: readonly StoredRow[];
  readonly rows: readonly StoredRow[];
}

/** Closes what vanished and opens what is new. Rows that did not change stay open with the event that first recorded them. */
export async function replaceRows(
  transaction: StoreTransaction,
  { event, record, open, rows }: RowReplacement,
): Promise<void> {
  const wanted = new Set(rows.map((row) => row.key));
  const present = new Set(open.map((row) => row.key));
  const closed = open.filter((row) => !wanted.has(row.key)).map((row) => row.key);
  const opened = rows.filter((row) => !present.has(row.key));
  if (closed.length > 0) await transaction.closeRows(record, event, closed);
  if (opened.length > 0) await transaction.insertRows(record, event, opened);
}
