import { sql, type RawBuilder, type Selectable } from "kysely";
import type { DraftFilter, Mark, PeopleReader, Role } from "../../core/people.ts";
import type { UpdateDraft } from "../../core/update.ts";
import { readDrafts, draftOf } from "../sql/people/drafts.ts";
import { lastCharacter, markOf, readMarks } from "../sql/people/marks.ts";
import type { DraftTable, MarkTable, RoleTable } from "../sql/people/people-schema.ts";
import { nameOfAccount, readPersonsOf } from "../sql/people/persons.ts";
import { readPlacesById } from "../sql/people/places.ts";
import { readRoles, roleOf } from "../sql/people/roles.ts";
import type { StoreDatabase } from "../sql/schema.ts";
import { shareReads } from "./share-reads.ts";

/** Somebody's drafts in a conversation. */
type OwnDrafts = Required<Pick<DraftFilter, "author" | "conversation" | "states">>;

function isOwnDrafts(filter: DraftFilter): filter is OwnDrafts {
  const { author, conversation, states, ids, message } = filter;
  return author !== undefined && conversation !== undefined && states !== undefined && !ids && !message;
}

/** A row that was found for one of several things that were asked for, by its place among them. */
type Found<Row> = Row & { readonly asked: number };

/** A table of what is asked for: a number and texts a row. */
function askedTable(rows: readonly (readonly string[])[]): RawBuilder<unknown> {
  const values = rows.map((row, index) => sql`(${sql.lit(index)}, ${sql.join(row.map((text) => sql`${text}::text`))})`);
  return sql`(values ${sql.join(values)})`;
}

/** The person with an id in a column, or whom they were joined to. */
const currentOf = (column: string): RawBuilder<string> =>
  sql`coalesce((select "joinedTo" from person where id = ${sql.ref(column)}), ${sql.ref(column)})`;

function byAsked<Row, Value>(
  rows: readonly Found<Row>[],
  names: readonly string[],
  read: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const groups = Map.groupBy(rows, ({ asked }) => asked);
  return new Map(names.map((name, index) => [name, (groups.get(index) ?? []).map(read)]));
}

/** What is read of people and places for every turn: of turns that begin in the same moment each is one journey. */
export function createSharedPeople(
  db: StoreDatabase,
): Pick<PeopleReader, "personOf" | "place" | "roles" | "marks" | "drafts"> {
  const roles = shareReads<string, readonly Role[]>({
    nameOf: (person) => person,
    async load(persons) {
      const { rows } = await sql<Found<Selectable<RoleTable>>>`
        select asked.number as asked, role.* from ${askedTable(persons.map((person) => [person]))} as asked (number, person)
        join role on role.person = ${currentOf("asked.person")}
        order by role.person, role.role, role.programme`.execute(db);
      return byAsked(rows, persons, roleOf);
    },
  });
  const marks = shareReads<readonly [prefix: string, owner: string], readonly Mark[]>({
    nameOf: JSON.stringify,
    async load(wanted) {
      const table = askedTable(wanted.map(([prefix, owner]) => [prefix, prefix + lastCharacter, owner]));
      const { rows } = await sql<Found<Selectable<MarkTable>>>`
        select asked.number as asked, mark.* from ${table} as asked (number, prefix, beyond, owner)
        join mark on mark.owner = ${currentOf("asked.owner")} and mark.name >= asked.prefix and mark.name < asked.beyond
        order by mark.owner, mark.name`.execute(db);
      return byAsked(
        rows,
        wanted.map((one) => JSON.stringify(one)),
        markOf,
      );
    },
  });
  const drafts = shareReads<OwnDrafts, readonly UpdateDraft[]>({
    nameOf: JSON.stringify,
    async load(wanted) {
      const table = askedTable(
        wanted.map(({ author, conversation, states }) => [author, conversation, `,${states.join()},`]),
      );
      const { rows } = await sql<Found<Selectable<DraftTable>>>`
        select asked.number as asked, draft.* from ${table} as asked (number, author, conversation, states)
        join draft on draft.author = ${currentOf("asked.author")} and draft.conversation = asked.conversation
        where draft."purgedAt" is null and asked.states like '%,' || draft.state || ',%'
        order by draft.number`.execute(db);
      return byAsked(
        rows,
        wanted.map((one) => JSON.stringify(one)),
        draftOf,
      );
    },
  });
  return {
    personOf: shareReads({ nameOf: nameOfAccount, load: (accounts) => readPersonsOf(db, accounts) }),
    place: shareReads({ nameOf: (id: string) => id, load: (ids) => readPlacesById(db, ids) }),
    roles: async (person) => (await roles(person)) ?? readRoles(db, person),
    marks: async (prefix, owner) =>
      owner === undefined ? readMarks(db, prefix) : ((await marks([prefix, owner])) ?? []),
    async drafts(filter) {
      return isOwnDrafts(filter) ? ((await drafts(filter)) ?? []) : readDrafts(db, filter);
    },
  };
}
