import type { Generated } from "kysely";
import type { Account, Platform } from "../../../core/origin.ts";
import type { RoleName } from "../../../core/people.ts";
import type { Instant } from "../../../core/time.ts";
import type { UpdateDraft } from "../../../core/update.ts";
import type { JsonText } from "../json.ts";

/** Everybody who ever wrote. A row whose `purgedAt` is set was forgotten; only its id is left. */
export interface PersonTable {
  readonly id: string;
  readonly since: Instant;
  /** The person that this one was joined to; that one is joined to nobody. */
  readonly joinedTo: string | null;
  readonly purgedAt: Instant | null;
}

/** The accounts of people. */
export interface IdentityTable extends Account {
  readonly person: string;
}

/** Roles; `programme` is empty text for all of them. */
export interface RoleTable {
  readonly person: string;
  readonly role: RoleName;
  readonly programme: string;
}

/** Places, and what each is bound to. */
export interface PlaceTable {
  readonly id: string;
  readonly platform: Platform;
  readonly name: string | null;
  readonly programmes: JsonText<readonly string[]>;
  readonly pilots: JsonText<readonly string[]>;
  readonly listens: 0 | 1;
  readonly digests: 0 | 1;
  readonly contact: string | null;
  readonly address: JsonText<unknown> | null;
  readonly changedAt: Instant;
}

/** What is remembered about people, places and programmes. */
export interface MarkTable {
  readonly owner: string;
  readonly name: string;
  readonly value: JsonText<unknown>;
  readonly at: Instant;
}

/** What a draft says, which ends; the message's permalink is among it. */
export type DraftBody = Pick<UpdateDraft, "text" | "postedAt" | "proposed" | "question" | "amends" | "hash"> & {
  readonly permalink?: string;
};

/** Drafts. `body` is empty text once `purgedAt` is set; who, where, when and what became of it stay. */
export interface DraftTable {
  /** In order of creation. */
  readonly number: Generated<number>;
  readonly id: string;
  readonly state: UpdateDraft["state"];
  readonly author: string;
  readonly onBehalfOf: string | null;
  readonly place: string | null;
  readonly conversation: string;
  readonly messagePlace: string | null;
  readonly messageId: string | null;
  readonly update: string | null;
  readonly createdAt: Instant;
  readonly body: JsonText<DraftBody>;
  /** The draft's `expiresAt`. */
  readonly purgeAfter: Instant;
  readonly purgedAt: Instant | null;
}

/** The tables of people, places and drafts. */
export interface PeopleTables {
  person: PersonTable;
  identity: IdentityTable;
  role: RoleTable;
  place: PlaceTable;
  mark: MarkTable;
  draft: DraftTable;
}
