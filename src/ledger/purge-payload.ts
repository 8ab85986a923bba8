import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import { rebuildRows } from "./replay-ledger.ts";

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
    if (!(await transaction.purgePayload(payloadId, occurredAt))) return false;
    const payload = { class: "record", body: { type: "purge", reason } } as const;
    await transaction.appendEvent({ kind: "payloadPurged", about: payloadId, occurredAt, actor, payload });
    await rebuildRows(transaction);
    return true;
  });
}

/** Empties every payload, receipt and thread state whose time is over. Records have no end, so no row changes. Returns how many. */
export async function purgeExpired(store: Store, clock: Clock): Promise<number> {
  return store.transaction((transaction) => transaction.purgeExpired(clock.now().toISOString()));
}
