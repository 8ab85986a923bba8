import type { Instant } from "../../../core/time.ts";
import { checkInstant } from "../instant.ts";
import type { StoreDatabase } from "../schema.ts";

/** Empties turns and posts whose time is over, and forgets the names of those turns. Returns how many. */
export async function purgeWork(db: StoreDatabase, now: Instant): Promise<number> {
  checkInstant("now", now);
  const emptied = { body: "", purgedAt: now };
  // What an address or a place names may be a person, so the address goes with the words; it is part of the body.
  const turns = await db
    .updateTable("turn")
    .set(emptied)
    .where("purgeAfter", "<=", now)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  const posts = await db
    .updateTable("outbox")
    .set(emptied)
    .where("purgeAfter", "<=", now)
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  await db
    .deleteFrom("turn_key")
    .where("turn", "in", (inner) => inner.selectFrom("turn").select("id").where("purgedAt", "=", now))
    .execute();
  return Number(turns.numUpdatedRows + posts.numUpdatedRows);
}
