import { genesisHash, hashEvent, hashPayload } from "../core/event-hash.ts";
import type { LedgerReader, StoredEvent } from "../core/store.ts";
import { eachEvent } from "./event-pages.ts";

/** What a check of the ledger found. `purged` counts events whose payload was emptied and that a later event says so of. */
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

const noPayloads: ReadonlySet<string> = new Set();

/**
 * Checks every event against its hash, its predecessor and its payload or, where that is empty, the event that says it was
 * purged. Payloads in `emptiedSince` need none, because they were emptied after the last event. Events cut off at the end
 * leave a good chain: compare `events` with a count that was kept elsewhere.
 */
export async function verifyLedger(
  ledger: Pick<LedgerReader, "events">,
  { emptiedSince = noPayloads }: { readonly emptiedSince?: ReadonlySet<string> } = {},
): Promise<LedgerVerification> {
  let [events, purged] = [0, 0];
  let previous: Previous = { seq: 0, hash: genesisHash, recordedAt: "" };
  const unexplained = new Map<string, { readonly seq: number; readonly before: number }>();
  for await (const stored of eachEvent(ledger)) {
    const { event, payload } = stored;
    const reason = problemOf(stored, previous);
    if (reason !== undefined) return { ok: false, events, purged, firstBad: { seq: event.seq, reason } };
    if (event.payloadId !== undefined && payload?.purgedAt !== undefined) {
      purged += 1;
      if (!emptiedSince.has(event.payloadId)) unexplained.set(event.payloadId, { seq: event.seq, before: events });
    }
    if (event.kind === "payloadPurged") unexplained.delete(event.about);
    events += 1;
    previous = event;
  }
  const [first] = unexplained.values();
  if (!first) return { ok: true, events, purged };
  const reason = "its payload was emptied and no event says so";
  return { ok: false, events: first.before, purged, firstBad: { seq: first.seq, reason } };
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
