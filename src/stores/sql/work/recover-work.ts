import { sql, type RawBuilder, type SqlBool } from "kysely";
import type { WorkWriter } from "../../../core/work.ts";
import { checkInstant } from "../instant.ts";
import type { StoreDatabase } from "../schema.ts";

/** The reason of a post whose sender ended; gone with its next claim. */
export const interrupted = "interrupted";

/** Makes what a holder left behind due at once. Returns how many rows. */
export async function recoverWork(
  db: StoreDatabase,
  instance: string,
  { now, except = "" }: Parameters<WorkWriter["recoverWork"]>[1],
): Promise<number> {
  checkInstant("now", now);
  const turns = await db
    .updateTable("turn")
    // Whoever held it before cannot finish it: it is not leased any more, and with its next claim the fence rises.
    .set({ state: "waiting", holder: null, dueAt: now })
    .where("state", "=", "leased")
    .where(heldBy(instance, except))
    .executeTakeFirst();
  const posts = await db
    .updateTable("outbox")
    .set({ dueAt: now, reason: interrupted })
    .where("state", "=", "sending")
    .where(heldBy(instance, except))
    .executeTakeFirst();
  return Number(turns.numUpdatedRows + posts.numUpdatedRows);
}

// No comparison of ranges: engines sort text each their own way.
function heldBy(instance: string, except: string): RawBuilder<SqlBool> {
  const prefix = `${instance}#`;
  return sql<SqlBool>`(holder = ${instance} or substr(holder, 1, ${sql.lit(prefix.length)}) = ${prefix})
    and holder <> ${except}`;
}
