import { sql, type RawBuilder } from "kysely";
import type { StoreDatabase } from "../schema.ts";

/** The id itself or, where it is that of a person who was joined to another, the other's. Also takes ids of other things. */
export function currentPerson(id: string): RawBuilder<string> {
  return sql<string>`coalesce((select "joinedTo" from person where id = ${id}), ${id})`;
}

/** True for somebody who was forgotten: what was decided before that and is written after it must not be kept. */
export async function isForgotten(db: StoreDatabase, id: string): Promise<boolean> {
  const row = await db.selectFrom("person").select("purgedAt").where("id", "=", id).executeTakeFirst();
  return row !== undefined && row.purgedAt !== null;
}
