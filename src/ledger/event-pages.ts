import type { LedgerReader, StoredEvent } from "../core/store.ts";

const pageSize = 500;

/** Every event in order, or every event about one thing, read some hundred at a time. */
export async function* eachEvent(ledger: Pick<LedgerReader, "events">, about?: string): AsyncGenerator<StoredEvent> {
  let afterSeq = 0;
  for (;;) {
    const page = await ledger.events({ afterSeq, limit: pageSize, ...(about !== undefined && { about }) });
    yield* page;
    afterSeq = page.at(-1)?.event.seq ?? afterSeq;
    if (page.length < pageSize) return;
  }
}
