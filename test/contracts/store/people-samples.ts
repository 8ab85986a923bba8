import type { Account } from "../../../src/core/origin.ts";
import type { Mark, Person, Place } from "../../../src/core/people.ts";
import type { Store, StoreTransaction } from "../../../src/core/store.ts";
import type { ProposedUpdate, UpdateDraft } from "../../../src/core/update.ts";
import { startInstant } from "./store-samples.ts";

/** An account in Slack. */
export const slackAccount: Account = { platform: "slack", tenant: "T1", user: "U1" };

/** An account in Teams with the same user id. */
export const teamsAccount: Account = { platform: "teams", tenant: "T1", user: "U1" };

/** The person of an account, made where there is none. */
export function personOf(store: Store, account: Account, now = startInstant): Promise<Person> {
  return store.transaction((transaction) => transaction.ensurePerson(account, now));
}

/** A mark at a time of 1 March 2026. */
export function markOf(owner: string, name: string, value: unknown = true, hour = 9): Mark {
  return { owner, name, value, at: `2026-03-01T${String(hour).padStart(2, "0")}:00:00.000Z` };
}

/** A place with every optional key. */
export const hall: Place = {
  id: "slack:T1:C1",
  platform: "slack",
  name: "eastmere-täglich 🙂",
  programmes: ["demo"],
  pilots: ["demo-eastmere", "demo-wexcombe"],
  listens: true,
  digests: false,
  contact: "slack:T1:U1",
  address: { channel: "C1", thread: null },
  changedAt: startInstant,
};

/** A place that is bound to nothing. */
export const lobby: Place = {
  id: "teams:T1:19:a",
  platform: "teams",
  programmes: [],
  pilots: [],
  listens: false,
  digests: true,
  changedAt: startInstant,
};

/** What a made-up message proposes. */
const proposed: ProposedUpdate = {
  pilot: "demo-eastmere",
  programme: "demo",
  rating: "amber",
  narrative: "New wardens start on Monday.",
  milestones: [{ name: "Wardens", due: "2026-03-02", done: true }],
  metrics: [{ name: "referrals", value: 42, target: 60 }],
  risks: [],
  help: [],
  nextSteps: [],
  personalData: [],
  spans: [{ field: "rating", start: 6, end: 11 }],
};

/** A draft of an author in conversation `c1`, kept 14 days. */
export function draftOf(id: string, author: string, changes: Partial<UpdateDraft> = {}): UpdateDraft {
  return {
    id,
    state: "open",
    author,
    conversation: "c1",
    text: "Still amber 🙂, wardens start Monday",
    postedAt: startInstant,
    proposed,
    hash: `hash-of-${id}`,
    createdAt: startInstant,
    expiresAt: "2026-03-15T09:00:00.000Z",
    ...changes,
  };
}

/** A draft with every optional key. */
export function wholeDraftOf(id: string, author: string): UpdateDraft {
  return draftOf(id, author, {
    onBehalfOf: author,
    place: "slack:T1:C1",
    message: { place: "slack:T1:C1", id: "1700.2", permalink: "https://example.org/1700.2" },
    question: { field: "pilot", proposal: 0, text: "Which?", choices: [{ value: "demo-eastmere", label: "Eastmere" }] },
    amends: "update-1",
    update: "update-2",
  });
}

/** Somebody with two accounts, roles, marks and drafts, somebody who was forgotten, two places, and an emptied draft. */
export async function putPeople(transaction: StoreTransaction): Promise<void> {
  const { id } = await transaction.ensurePerson(slackAccount, startInstant);
  const other = await transaction.ensurePerson(teamsAccount, startInstant);
  await transaction.joinPeople(other.id, id);
  await transaction.putRole({ person: id, role: "admin" });
  await transaction.putRole({ person: id, role: "office", programme: "demo" });
  for (const place of [lobby, hall]) await transaction.putPlace(place);
  for (const name of ["follow:demo", "Welcomed", "ärger"]) await transaction.putMark(markOf(id, name, { name }));
  await transaction.putDraft(wholeDraftOf("d2", id));
  await transaction.putDraft(draftOf("d1", id));
  await transaction.purgeDraft("d1", startInstant);
  const gone = await transaction.ensurePerson({ platform: "web", tenant: "-", user: "é" }, startInstant);
  await transaction.putDraft(draftOf("d3", gone.id));
  await transaction.forgetPerson(gone.id);
}
