import { sql, type RawBuilder } from "kysely";

/** The id itself or, where it is that of a person who was joined to another, the other's. Also takes ids of other things. */
export function currentPerson(id: string): RawBuilder<string> {
  return sql<string>`coalesce((select "joinedTo" from person where id = ${id}), ${id})`;
}
