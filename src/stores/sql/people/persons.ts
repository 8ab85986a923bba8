import { randomUUID } from "node:crypto";
import { StoreError } from "../../../core/errors.ts";
import type { Account } from "../../../core/origin.ts";
import type { Person } from "../../../core/people.ts";
import type { Instant } from "../../../core/time.ts";
import { checkInstant } from "../instant.ts";
import type { StoreDatabase } from "../schema.ts";
import { currentPerson } from "./current-person.ts";

/** The person with an id, or whom they were joined to; undefined for nobody and for somebody who was forgotten. */
export async function readPerson(db: StoreDatabase, id: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom("person")
    .select(["id", "since"])
    .where("id", "=", currentPerson(id))
    .where("purgedAt", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const accounts = await db
    .selectFrom("identity")
    .select(["platform", "tenant", "user"])
    .where("person", "=", row.id)
    .orderBy("platform")
    .orderBy("tenant")
    .orderBy("user")
    .execute();
  return { id: row.id, accounts, since: row.since };
}

/** The person of an account. */
export async function readPersonOf(db: StoreDatabase, account: Account): Promise<Person | undefined> {
  return (await readPersonsOf(db, [account])).get(nameOfAccount(account));
}

/** A text that no other account has, whatever characters its parts are made of. */
export function nameOfAccount({ platform, tenant, user }: Account): string {
  return JSON.stringify([platform, tenant, user]);
}

/** The persons of accounts, by `nameOfAccount`, in one query. */
export async function readPersonsOf(
  db: StoreDatabase,
  accounts: readonly Account[],
): Promise<ReadonlyMap<string, Person>> {
  if (accounts.length === 0) return new Map();
  const rows = await db
    .selectFrom("identity as asked")
    .innerJoin("person", "person.id", "asked.person")
    .innerJoin("identity as own", "own.person", "asked.person")
    .select(["person.id", "person.since", "own.platform", "own.tenant", "own.user"])
    .select(["asked.platform as askedPlatform", "asked.tenant as askedTenant", "asked.user as askedUser"])
    .where("person.purgedAt", "is", null)
    .where((where) =>
      where.or(
        accounts.map(({ platform, tenant, user }) =>
          where.and([
            where("asked.platform", "=", platform),
            where("asked.tenant", "=", tenant),
            where("asked.user", "=", user),
          ]),
        ),
      ),
    )
    .orderBy("own.platform")
    .orderBy("own.tenant")
    .orderBy("own.user")
    .execute();
  const byAccount = Map.groupBy(rows, ({ askedPlatform, askedTenant, askedUser }) =>
    nameOfAccount({ platform: askedPlatform, tenant: askedTenant, user: askedUser }),
  );
  return new Map(
    Array.from(byAccount, ([key, own]): [string, Person] => {
      const { id = "", since = "" } = own[0] ?? {};
      return [key, { id, since, accounts: own.map(({ platform, tenant, user }) => ({ platform, tenant, user })) }];
    }),
  );
}

/** The person of an account, made where there is none. The id is random, so that it says nothing once they are forgotten. */
export async function ensurePerson(db: StoreDatabase, account: Account, now: Instant): Promise<Person> {
  checkInstant("now", now);
  const known = await readPersonOf(db, account);
  if (known) return known;
  const id = `person-${randomUUID()}`;
  const { platform, tenant, user } = account;
  await db.insertInto("person").values({ id, since: now, joinedTo: null, purgedAt: null }).execute();
  await db.insertInto("identity").values({ platform, tenant, user, person: id }).execute();
  return { id, accounts: [{ platform, tenant, user }], since: now };
}

/** Makes two people one. Of two marks with one name the newer stays; the earlier `since` counts. */
export async function joinPeople(db: StoreDatabase, from: string, to: string): Promise<void> {
  const [left, stays] = [await knownPerson(db, from), await knownPerson(db, to)];
  if (left.id === stays.id) return;
  await db.updateTable("identity").set({ person: stays.id }).where("person", "=", left.id).execute();
  await moveRoles(db, left.id, stays.id);
  await moveMarks(db, left.id, stays.id);
  await db.updateTable("draft").set({ author: stays.id }).where("author", "=", left.id).execute();
  await db.updateTable("draft").set({ onBehalfOf: stays.id }).where("onBehalfOf", "=", left.id).execute();
  await db
    .updateTable("person")
    .set({ joinedTo: stays.id })
    .where((where) => where.or([where("id", "=", left.id), where("joinedTo", "=", left.id)]))
    .execute();
  if (left.since < stays.since) {
    await db.updateTable("person").set({ since: left.since }).where("id", "=", stays.id).execute();
  }
}

async function moveRoles(db: StoreDatabase, from: string, to: string): Promise<void> {
  const roles = await db.deleteFrom("role").where("person", "=", from).returning(["role", "programme"]).execute();
  if (roles.length === 0) return;
  await db
    .insertInto("role")
    .values(roles.map((role) => ({ ...role, person: to })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function moveMarks(db: StoreDatabase, from: string, to: string): Promise<void> {
  const marks = await db.deleteFrom("mark").where("owner", "=", from).returning(["name", "value", "at"]).execute();
  for (const mark of marks) {
    await db
      .insertInto("mark")
      .values({ ...mark, owner: to })
      .onConflict((conflict) =>
        conflict
          .columns(["owner", "name"])
          .doUpdateSet({ value: mark.value, at: mark.at })
          .where("mark.at", "<", mark.at),
      )
      .execute();
  }
}

/** The person with an id. Throws `store-misuse` for nobody and for somebody who was forgotten. */
export async function knownPerson(db: StoreDatabase, id: string): Promise<Person> {
  const person = await readPerson(db, id);
  if (person) return person;
  throw new StoreError("store-misuse", `There is no person ${id}. Pass the id that ensurePerson gave.`);
}
