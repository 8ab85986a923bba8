import type { Store, StoreTransaction } from "../core/store.ts";
import type { Clock, Instant } from "../core/time.ts";
import { eachEvent } from "./event-pages.ts";
import { rebuildRows, rebuildUpdate } from "./replay-ledger.ts";

/** Which payload to empty, who asks for it and why. The reason is kept, so it names no person. */
export interface PurgeRequest {
  readonly store: Store;
  readonly payloadId: string;
  readonly reason: string;
  readonly actor: string;
  readonly clock: Clock;
}

/**
 * Empties a payload and appends `payloadPurged`; who, when and the hash stay, so the ledger still verifies. Rows that were
 * derived from the payload would keep its content, so all rows are derived again without it: from the purged event on, its
 * record has no rows until it is imported anew. Returns false, and records nothing, where there was nothing to empty.
 */
export async function purgePayload(request: PurgeRequest): Promise<boolean> {
  const { store, payloadId, reason, actor, clock } = request;
  const occurredAt = clock.now().toISOString();
  return store.transaction(async (transaction) => {
    if (!(await emptyPayload(transaction, payloadId, { reason, actor, occurredAt }))) return false;
    await rebuildRows(transaction);
    return true;
  });
}

/** Why an update is erased, who asks for it and when. The reason is kept, so it names no person. */
export interface Erasure {
  readonly reason: string;
  readonly actor: string;
  readonly occurredAt: Instant;
}

/**
 * Empties every version of an update, in the caller's transaction: what it said is gone now and from every earlier moment.
 * Who recorded what kind of event and when stays, and why it was withdrawn. Returns how many versions were emptied.
 */
export async function eraseUpdate(transaction: StoreTransaction, id: string, erasure: Erasure): Promise<number> {
  const payloads: string[] = [];
  for await (const { event, payload } of eachEvent(transaction, id)) {
    const isVersion = event.kind === "updateConfirmed" || event.kind === "updateAmended";
    if (isVersion && payload?.purgedAt === undefined && event.payloadId !== undefined) payloads.push(event.payloadId);
  }
  for (const payloadId of payloads) await emptyPayload(transaction, payloadId, erasure);
  if (payloads.length > 0) await rebuildUpdate(transaction, id);
  return payloads.length;
}

async function emptyPayload(
  transaction: StoreTransaction,
  payloadId: string,
  { reason, actor, occurredAt }: Erasure,
): Promise<boolean> {
  if (!(await transaction.purgePayload(payloadId, occurredAt))) return false;
  const payload = { class: "record", body: { type: "purge", reason } } as const;
  await transaction.appendEvent({ kind: "payloadPurged", about: payloadId, occurredAt, actor, payload });
  return true;
}

/** Empties whatever is past its time. Records and updates have no end, so no derived row changes. Returns how many. */
export async function purgeExpired(store: Store, clock: Clock): Promise<number> {
  return store.transaction((transaction) => transaction.purgeExpired(clock.now().toISOString()));
}
