import { genesisHash, hashEvent, hashPayload } from "../core/event-hash.ts";
import type { LedgerReader, StoredEvent } from "../core/store.ts";

/** What a check of the ledger found. `purged` counts events whose payload was emptied, which breaks nothing. */
export interface LedgerVerification {
  readonly ok: boolean;
  /** How many events were found good, in order from the first. */
  readonly events: number;
  readonly purged: number;
  /** The first event that fails, and how. */
  readonly firstBad?: { readonly seq: number; readonly reason: string };
}

interface Previous {
  readonly seq: number;
  readonly hash: string;
  readonly recordedAt: string;
}

const pageSize = 500;

/**
 * Checks every event against its hash, its predecessor and, where it was not purged, its payload. Events cut off at the
 * end leave a good chain: compare `events` with a count that was kept elsewhere.
 */
export async function verifyLedger(ledger: Pick<LedgerReader, "events">): Promise<LedgerVerification> {
  let [events, purged] = [0, 0];
  let previous: Previous = { seq: 0, hash: genesisHash, recordedAt: "" };
  for (;;) {
    const page = await ledger.events({ afterSeq: previous.seq, limit: pageSize });
    for (const stored of page) {
      const { event } = stored;
      const reason = problemOf(stored, previous);
      if (reason !== undefined) return { ok: false, events, purged, firstBad: { seq: event.seq, reason } };
      events += 1;
      if (stored.payload?.purgedAt !== undefined) purged += 1;
      previous = event;
    }
    if (page.length < pageSize) return { ok: true, events, purged };
  }
}

function problemOf({ event, payload }: StoredEvent, previous: Previous): string | undefined {
  const { hash, ...row } = event;
  if (event.previousHash !== previous.hash) return "it does not follow the event before it: one was removed or changed";
  if (hashEvent(row) !== hash) return "its row was changed after it was recorded";
  if (event.recordedAt < previous.recordedAt) return "it was recorded before the event before it";
  if (event.payloadId === undefined) return undefined;
  if (payload === undefined) return "its payload is missing";
  if (payload.purgedAt !== undefined) return undefined;
  const matches = hashPayload(payload.salt, payload.body) === event.payloadHash;
  return matches ? undefined : "its payload was changed after it was recorded";
}
