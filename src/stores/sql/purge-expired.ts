import type { Clock, Instant } from "../../core/time.ts";
import { checkInstant } from "./instant.ts";
import { appendEvent } from "./ledger-writes.ts";
import { purgeExpiredDrafts } from "./people/drafts.ts";
import { purgeExpiredReceipts } from "./receipts.ts";
import type { StoreDatabase } from "./schema.ts";
import { purgeWork } from "./work/purge-work.ts";

/** Empties whatever is past its time, all over the store. Returns how many. */
export async function purgeExpired(db: StoreDatabase, clock: Clock, now: Instant): Promise<number> {
  checkInstant("now", now);
  return (
    (await purgeExpiredPayloads(db, clock, now)) +
    (await purgeExpiredReceipts(db, now)) +
    (await purgeWork(db, now)) +
    (await purgeExpiredDrafts(db, now))
  );
}

/**
 * Empties the payloads of events whose time is over, and records it of each: a payload that is empty without such an event
 * was emptied behind the ledger's back.
 */
async function purgeExpiredPayloads(db: StoreDatabase, clock: Clock, now: Instant): Promise<number> {
  const emptied = await db
    .updateTable("payload")
    .set({ salt: "", body: "", purgedAt: now })
    .where("purgeAfter", "<=", now)
    .where("purgedAt", "is", null)
    .returning("id")
    .execute();
  const payload = { class: "record", body: { type: "purge", reason: "expired" } } as const;
  for (const about of emptied.map(({ id }) => id).toSorted()) {
    await appendEvent(db, clock, { kind: "payloadPurged", about, occurredAt: now, actor: "system", payload });
  }
  return emptied.length;
}
