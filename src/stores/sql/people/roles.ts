import type { Role } from "../../../core/people.ts";
import type { StoreDatabase } from "../schema.ts";
import { currentPerson } from "./current-person.ts";
import { knownPerson } from "./persons.ts";
import type { RoleTable } from "./people-schema.ts";

/** The roles of a person, or of everybody who has one, in order of person, role and programme. */
export async function readRoles(db: StoreDatabase, person?: string): Promise<readonly Role[]> {
  let query = db.selectFrom("role").selectAll();
  if (person !== undefined) query = query.where("person", "=", currentPerson(person));
  const rows = await query.orderBy("person").orderBy("role").orderBy("programme").execute();
  return rows.map(roleOf);
}

/** A role from its row. */
export function roleOf({ person, role, programme }: RoleTable): Role {
  return { person, role, ...(programme !== "" && { programme }) };
}

/** Gives a role; one that the person has already stays. Throws `store-misuse` for somebody who is not known. */
export async function putRole(db: StoreDatabase, { person, role, programme = "" }: Role): Promise<void> {
  const { id } = await knownPerson(db, person);
  await db
    .insertInto("role")
    .values({ person: id, role, programme })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a role away, if the person has it. The same role for another programme, or for all, is another one. */
export async function removeRole(db: StoreDatabase, { person, role, programme = "" }: Role): Promise<void> {
  await db
    .deleteFrom("role")
    .where("person", "=", currentPerson(person))
    .where("role", "=", role)
    .where("programme", "=", programme)
    .execute();
}
