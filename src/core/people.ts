import type { Account, Platform } from "./origin.ts";
import type { Instant } from "./time.ts";
import type { UpdateDraft } from "./update.ts";

/** Somebody, with the accounts that a one-time code has joined. Accounts are never joined by display name. */
export interface Person {
  readonly id: string;
  readonly accounts: readonly Account[];
  readonly since: Instant;
}

/** `office` logs and confirms for all of a programme; `auditor` reads receipts; `admin` binds places and gives roles. */
export const roleNames = ["admin", "office", "auditor"] as const;
export type RoleName = (typeof roleNames)[number];

/** A role of a person. `programme` is the id of one, or left out for all. */
export interface Role {
  readonly person: string;
  readonly role: RoleName;
  readonly programme?: string;
}

/** A place, and what it is bound to. */
export interface Place {
  /** See `PlaceRef`. */
  readonly id: string;
  readonly platform: Platform;
  readonly name?: string;
  /** Ids of programmes and of participations; both empty for a place that is bound to nothing. */
  readonly programmes: readonly string[];
  readonly pilots: readonly string[];
  /** Unmentioned posts are offered as updates. */
  readonly listens: boolean;
  /** Digests and reminders go here. */
  readonly digests: boolean;
  /** The account that questions are passed on to: `slack:T1:U1`. */
  readonly contact?: string;
  /** How to post there, as its channel wrote it. */
  readonly address?: unknown;
  readonly changedAt: Instant;
}

/**
 * A small thing that is remembered about an owner (a person, a place, a programme) under a name of its user's own:
 * followed subjects, snoozes, what was welcomed, when they last asked.
 */
export interface Mark {
  readonly owner: string;
  readonly name: string;
  readonly value: unknown;
  readonly at: Instant;
}

/** Which drafts: every given filter narrows. */
export interface DraftFilter {
  readonly ids?: readonly string[];
  readonly author?: string;
  readonly conversation?: string;
  readonly message?: { readonly place: string; readonly id: string };
  readonly states?: readonly UpdateDraft["state"][];
}

/** Reads of people, places, marks and drafts, as committed. None of it is content that answers rest on. */
export interface PeopleReader {
  /** Of somebody who was joined to another the other, wherever an id of a person is given; undefined once forgotten. */
  person(id: string): Promise<Person | undefined>;
  personOf(account: Account): Promise<Person | undefined>;
  roles(person: string): Promise<readonly Role[]>;
  /** Everybody who has a role, in order of person. */
  allRoles(): Promise<readonly Role[]>;
  place(id: string): Promise<Place | undefined>;
  /** Every place that was ever bound or given an address, in order of id. */
  places(): Promise<readonly Place[]>;
  mark(owner: string, name: string): Promise<Mark | undefined>;
  /** Marks whose name begins with `prefix`, of one owner or of all, in order of owner and name. */
  marks(prefix: string, owner?: string): Promise<readonly Mark[]>;
  /** Drafts in order of creation. Of a purged one the words and fields are gone, and it is left out. */
  drafts(filter: DraftFilter): Promise<readonly UpdateDraft[]>;
}

/** The writes. Each is part of the transaction that it is called in. */
export interface PeopleWriter {
  /** The person of an account, made where there is none. */
  ensurePerson(account: Account, now: Instant): Promise<Person>;
  /**
   * Makes two people one: accounts, roles, marks and drafts of `from` become those of `to`, and so does its id in events.
   * Of two marks of one name the newer stays. Throws `store-misuse` for somebody who is not known.
   */
  joinPeople(from: string, to: string): Promise<void>;
  /**
   * Forgets a person's accounts, roles and marks, the words of their drafts and the places in which they were alone with the
   * assistant, and stops passing questions on to them.
   * Their id stays in events, and says nothing any more. Throws `store-misuse` for somebody who is not known.
   */
  forgetPerson(id: string): Promise<void>;
  /** Throws `store-misuse` for somebody who is not known. */
  putRole(role: Role): Promise<void>;
  removeRole(role: Role): Promise<void>;
  putPlace(place: Place): Promise<void>;
  /** Stores a mark, or replaces the owner's of that name. Of somebody who was forgotten nothing is kept. */
  putMark(mark: Mark): Promise<void>;
  /** Returns false where there was none. */
  removeMark(owner: string, name: string): Promise<boolean>;
  /**
   * Stores a draft, or replaces the one with its id. Of a purged one only the state and the update change; a new one of
   * somebody who was forgotten is not kept.
   */
  putDraft(draft: UpdateDraft): Promise<void>;
  /** Empties the words and fields of a draft. Returns false where they were empty already; throws for an unknown one. */
  purgeDraft(id: string, at: Instant): Promise<boolean>;
}
