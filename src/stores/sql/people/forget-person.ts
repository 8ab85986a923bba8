import { markNames, targetIn } from "../../../core/marks.ts";
import { accountKey } from "../../../core/origin.ts";
import type { Instant } from "../../../core/time.ts";
import type { StoreDatabase } from "../schema.ts";
import { readMarks } from "./marks.ts";
import { knownPerson } from "./persons.ts";

/**
 * Forgets a person and everybody who was joined to them: accounts, roles, marks, the words of their drafts, and the places where
 * they were alone with the assistant.
 */
export async function forgetPerson(db: StoreDatabase, id: string, at: Instant): Promise<void> {
  const { id: person, accounts } = await knownPerson(db, id);
  await forgetPersonalPlaces(db, person);
  await db.deleteFrom("identity").where("person", "=", person).execute();
  await db.deleteFrom("role").where("person", "=", person).execute();
  await db.deleteFrom("mark").where("owner", "=", person).execute();
  await db.updateTable("place").set({ contact: null }).where("contact", "in", accounts.map(accountKey)).execute();
  await db
    .updateTable("draft")
    .set({ body: "", purgedAt: at })
    .where("author", "=", person)
    .where("purgedAt", "is", null)
    .execute();
  await db
    .updateTable("person")
    .set({ joinedTo: null, purgedAt: at })
    .where((where) => where.or([where("id", "=", person), where("joinedTo", "=", person)]))
    .execute();
}

/** Takes away the places of a person alone, which their marks name, and what is remembered about those places. */
async function forgetPersonalPlaces(db: StoreDatabase, person: string): Promise<void> {
  const marks = await readMarks(db, markNames.personal, person);
  const places = marks.flatMap((mark) => targetIn(mark)?.place ?? []);
  if (places.length === 0) return;
  await db.deleteFrom("place").where("id", "in", places).execute();
  await db.deleteFrom("mark").where("owner", "in", places).execute();
}
