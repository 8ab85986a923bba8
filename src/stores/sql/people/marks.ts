import type { Selectable } from "kysely";
import type { Mark } from "../../../core/people.ts";
import { checkInstant } from "../instant.ts";
import { fromJson, toJson } from "../json.ts";
import type { StoreDatabase } from "../schema.ts";
import { currentPerson, isForgotten } from "./current-person.ts";
import type { MarkTable } from "./people-schema.ts";

/** The last character there is: no name has it, so what begins with a prefix lies before the prefix and it. */
export const lastCharacter = "\u{10FFFF}";

/** What is remembered about an owner under a name. */
export async function readMark(db: StoreDatabase, owner: string, name: string): Promise<Mark | undefined> {
  const row = await db
    .selectFrom("mark")
    .selectAll()
    .where("owner", "=", currentPerson(owner))
    .where("name", "=", name)
    .executeTakeFirst();
  return row && markOf(row);
}

/** Marks whose name begins with `prefix`, in order of owner and name. */
export async function readMarks(db: StoreDatabase, prefix: string, owner?: string): Promise<readonly Mark[]> {
  let query = db
    .selectFrom("mark")
    .selectAll()
    .where("name", ">=", prefix)
    .where("name", "<", prefix + lastCharacter);
  if (owner !== undefined) query = query.where("owner", "=", currentPerson(owner));
  return (await query.orderBy("owner").orderBy("name").execute()).map(markOf);
}

/** Stores a mark, or replaces the owner's of that name. Nothing is remembered about somebody who was forgotten. */
export async function putMark(db: StoreDatabase, { owner, name, value, at }: Mark): Promise<void> {
  checkInstant("at", at);
  if (await isForgotten(db, owner)) return;
  const values = { value: toJson(value), at };
  await db
    .insertInto("mark")
    .values({ owner: currentPerson(owner), name, ...values })
    .onConflict((conflict) => conflict.columns(["owner", "name"]).doUpdateSet(values))
    .execute();
}

/** Forgets a mark. Returns false where there was none. */
export async function removeMark(db: StoreDatabase, owner: string, name: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("mark")
    .where("owner", "=", currentPerson(owner))
    .where("name", "=", name)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A mark from its row. */
export function markOf({ owner, name, value, at }: Selectable<MarkTable>): Mark {
  return { owner, name, value: fromJson(value), at };
}
