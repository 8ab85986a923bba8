import type { Kysely } from "kysely";
import type { EventKind, Fact, PayloadClass, Source, Subject } from "../../core/ledger.ts";
import type { Attribute } from "../../core/attribute.ts";
import type { DocumentMeta, PassageSentence } from "../../core/document.ts";
import type { Audience, Trust } from "../../core/trust.ts";
import type { Day, Instant } from "../../core/time.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import type { JsonText } from "./json.ts";
import type { PeopleTables } from "./people/people-schema.ts";
import type { WorkTables } from "./work/work-schema.ts";

/*
 * The tables as Kysely sees them; migrations/ creates them. Only text, integer, real and blob, so that every engine can
 * keep them: ids are text, instants ISO 8601 UTC with milliseconds, days YYYY-MM-DD, booleans 0 or 1, JSON is text.
 * Columns are named like the keys of the vocabulary in core/, so that a row is read without renaming.
 */

/** 0 for false, 1 for true. */
export type StoredBoolean = 0 | 1;

/** The chain of events: who did what, when, and the hash of what was said; never the content. */
export interface EventTable {
  readonly seq: number;
  readonly id: string;
  readonly kind: EventKind;
  readonly about: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly payloadId: string | null;
  readonly payloadHash: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** The content of events, which can be emptied. `body` and `salt` are empty text once `purgedAt` is set. */
export interface PayloadTable {
  readonly id: string;
  readonly class: PayloadClass;
  readonly salt: string;
  readonly body: JsonText<unknown>;
  readonly purgeAfter: Instant | null;
  readonly purgedAt: Instant | null;
}

/** What every derived row carries: its record, its key there, and the events that opened and closed it. */
interface DerivedColumns {
  readonly record: string;
  readonly key: string;
  readonly recordedSeq: number;
  /** null while the row is open. */
  readonly closedSeq: number | null;
}

/** Subjects as derived from events. */
export interface SubjectTable extends DerivedColumns {
  readonly id: string;
  readonly kind: Subject["kind"];
  readonly name: string;
  readonly programme: string | null;
  readonly participationKind: NonNullable<Subject["participationKind"]> | null;
  readonly councils: JsonText<NonNullable<Subject["councils"]>> | null;
  readonly status: NonNullable<Subject["status"]> | null;
  readonly fictional: StoredBoolean | null;
  readonly returns: JsonText<NonNullable<Subject["returns"]>> | null;
  readonly ratingScale: NonNullable<Subject["ratingScale"]> | null;
  readonly isObserver: StoredBoolean | null;
  readonly audience: Audience;
  readonly marking: string | null;
}

/** Aliases as derived from events, each with the audience of its subject. */
export interface AliasTable extends DerivedColumns {
  readonly target: string;
  readonly text: string;
  readonly ambiguous: StoredBoolean;
  readonly place: StoredBoolean;
  readonly from: Day | null;
  readonly to: Day | null;
  readonly audience: Audience;
}

/** Facts as derived from events. */
export interface FactTable extends DerivedColumns {
  readonly id: string;
  readonly subject: string;
  readonly attribute: string;
  readonly value: JsonText<Fact["value"]>;
  readonly validFrom: Day | null;
  readonly validTo: Day | null;
  readonly sourceClass: string;
  readonly sources: JsonText<Fact["sources"]>;
  readonly lowConfidence: StoredBoolean;
  readonly note: string | null;
  readonly trust: Trust;
  readonly audience: Audience;
  readonly marking: string | null;
  readonly part: string | null;
  readonly unit: string | null;
  readonly update: string | null;
  readonly postedAt: Instant | null;
  readonly permalink: string | null;
  readonly words: string | null;
}

/** Updates as derived from events: what they are looked up by, and the whole of each as `content`. */
export interface PilotUpdateTable extends DerivedColumns {
  readonly id: string;
  readonly pilot: string;
  readonly programme: string;
  readonly postedAt: Instant;
  readonly place: string | null;
  readonly message: string | null;
  readonly source: NonNullable<ConfirmedUpdate["source"]> | null;
  readonly fictional: StoredBoolean;
  readonly audience: Audience;
  readonly content: JsonText<Omit<ConfirmedUpdate, "recordedSeq" | "recordedAt">>;
}

/** Sources as derived from events. */
export interface SourceTable extends DerivedColumns {
  readonly id: Source["id"];
  readonly title: string;
  readonly publisher: string | null;
  readonly url: string | null;
  readonly published: string | null;
  readonly trust: Trust;
  readonly note: string | null;
}

/** Declarations of attributes as derived from events. */
export interface AttributeTable extends DerivedColumns {
  readonly id: string;
  readonly label: string;
  readonly kind: Attribute["kind"];
  readonly validity: Attribute["validity"];
  readonly asks: JsonText<Attribute["asks"]>;
  readonly answers: Attribute["answers"];
  readonly sentence: string;
  readonly unit: string | null;
}

/**
 * States of documents. `number` identifies a row, because `id` does not: a document that returns to earlier words has the
 * same version id twice. `rawText` is the last column, so that reading the others does not load it.
 */
export interface DocumentVersionTable {
  readonly number: number;
  readonly id: string;
  readonly documentId: string;
  readonly audience: Audience;
  readonly meta: JsonText<DocumentMeta>;
  readonly sha256: string;
  readonly recordedSeq: number;
  readonly closedSeq: number | null;
  readonly rawText: string;
}

/** Passages of document versions; visible when and to whom their version is. */
export interface PassageTable {
  readonly number: number;
  readonly id: string;
  /** The version's `number`. */
  readonly version: number;
  readonly position: number;
  readonly headingPath: JsonText<readonly string[]>;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly sentences: JsonText<readonly PassageSentence[]>;
  readonly sha256: string;
}

/** Vectors by the hash of the text they were made from. `vector` holds 32-bit floats, little-endian. */
export interface EmbeddingTable {
  readonly sha256: string;
  readonly model: string;
  readonly dimensions: number;
  readonly vector: Uint8Array;
}

/** One row that counts the changes to documents and vectors. */
export interface IndexGenerationTable {
  readonly id: 1;
  readonly generation: number;
}

/** Receipts. `body` is empty text once `purgedAt` is set; the id stays, so that it is remembered as purged. */
export interface ReceiptTable {
  readonly id: string;
  readonly createdAt: Instant;
  readonly body: JsonText<Receipt>;
  readonly purgeAfter: Instant;
  readonly purgedAt: Instant | null;
}

/** What a conversation left for its next question. */
export interface ThreadStateTable {
  readonly conversation: string;
  readonly state: JsonText<unknown>;
  readonly purgeAfter: Instant;
}

/** Migrations that were applied, with the checksum of their statements. */
export interface MigrationTable {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
  readonly appliedAt: Instant;
}

/** Every table of the store. */
export interface StoreTables extends WorkTables, PeopleTables {
  event: EventTable;
  payload: PayloadTable;
  subject: SubjectTable;
  alias: AliasTable;
  fact: FactTable;
  source: SourceTable;
  attribute: AttributeTable;
  pilot_update: PilotUpdateTable;
  document_version: DocumentVersionTable;
  passage: PassageTable;
  embedding: EmbeddingTable;
  index_generation: IndexGenerationTable;
  receipt: ReceiptTable;
  thread_state: ThreadStateTable;
  migration: MigrationTable;
}

/** A connection, or a transaction, on the store's tables. */
export type StoreDatabase = Kysely<StoreTables>;
