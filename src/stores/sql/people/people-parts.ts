import type { PeopleReader, PeopleWriter } from "../../../core/people.ts";
import type { Clock } from "../../../core/time.ts";
import type { StoreDatabase } from "../schema.ts";
import { purgeDraft, putDraft, readDrafts } from "./drafts.ts";
import { forgetPerson } from "./forget-person.ts";
import { putMark, readMark, readMarks, removeMark } from "./marks.ts";
import { ensurePerson, joinPeople, readPerson, readPersonOf } from "./persons.ts";
import { putPlace, readPlace, readPlaces } from "./places.ts";
import { putRole, readRoles, removeRole } from "./roles.ts";

/** What the writes need besides the connection; see `WriteContext`. */
interface PeopleContext {
  readonly clock: Clock;
  readonly onPurge: () => void;
}

/** Every read of people, places, marks and drafts on one connection or transaction. */
export function createPeopleReads(db: StoreDatabase): PeopleReader {
  return {
    person: (id) => readPerson(db, id),
    personOf: (account) => readPersonOf(db, account),
    roles: (person) => readRoles(db, person),
    allRoles: () => readRoles(db),
    place: (id) => readPlace(db, id),
    places: () => readPlaces(db),
    mark: (owner, name) => readMark(db, owner, name),
    marks: (prefix, owner) => readMarks(db, prefix, owner),
    drafts: (filter) => readDrafts(db, filter),
  };
}

/** Every write of people, places, marks and drafts inside one transaction. */
export function createPeopleWrites(db: StoreDatabase, { clock, onPurge }: PeopleContext): PeopleWriter {
  return {
    ensurePerson: (account, now) => ensurePerson(db, account, now),
    joinPeople: (from, to) => joinPeople(db, from, to),
    forgetPerson(id) {
      onPurge();
      return forgetPerson(db, id, clock.now().toISOString());
    },
    putRole: (role) => putRole(db, role),
    removeRole: (role) => removeRole(db, role),
    putPlace: (place) => putPlace(db, place),
    putMark: (mark) => putMark(db, mark),
    removeMark: (owner, name) => removeMark(db, owner, name),
    putDraft: (draft) => putDraft(db, draft),
    purgeDraft(id, at) {
      onPurge();
      return purgeDraft(db, id, at);
    },
  };
}
