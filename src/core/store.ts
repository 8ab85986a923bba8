import type {
  Alias,
  EventKind,
  Fact,
  LedgerEvent,
  PayloadClass,
  Setting,
  Source,
  Subject,
  SubjectKind,
} from "./ledger.ts";
import type { Attribute } from "./attribute.ts";
import type { DocumentMeta, DocumentVersion, Passage } from "./document.ts";
import type { Instant } from "./time.ts";
import type { PeopleReader, PeopleWriter } from "./people.ts";
import type { PostedReader } from "./posted.ts";
import type { ReadScope } from "./trust.ts";
import type { Receipt } from "./receipt.ts";
import type { ConfirmedUpdate, UpdateReader } from "./update.ts";
import type { WorkReader, WorkWriter } from "./work.ts";

/**
 * Where everything is kept. Reads outside a transaction see the last committed state. Every read of content takes a
 * `ReadScope`: what its reader may not see, and what was not yet or no longer known at `knownSeq`, is filtered in SQL.
 * All methods reject with `StoreError`.
 */
export interface Store
  extends LedgerReader, DocumentReader, ReceiptReader, SettingReader, WorkReader, PostedReader, PeopleReader {
  /** What the start-up line and `doctor` say: `embedded (data/)`. */
  readonly description: string;
  /**
   * Runs `work` in one transaction, one at a time, and commits when it resolves. Nothing but the transaction's own
   * methods is awaited inside. The reads of the transaction see its own writes. With `gatherMs` it may wait that long while
   * the store is busy, so that others share its commit. With `beside` it need not wait for the others: a store with several
   * writers runs it beside them, as it does those of other processes.
   */
  transaction<Result>(
    work: (transaction: StoreTransaction) => Promise<Result>,
    options?: { readonly gatherMs?: number; readonly beside?: boolean },
  ): Promise<Result>;
  /** Runs reads that all see the store as it is at this moment, while others go on writing. For an export. */
  snapshot<Result>(work: (reader: SnapshotReader) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** What a snapshot reads. */
export interface SnapshotReader extends LedgerReader, KeptReader {}

/**
 * The tables that hold what cannot be derived again, in the order in which their rows may be written. The other tables
 * follow from these: derived rows from the events, the lexical index from the passages.
 */
export type KeptTable = string;

/** A row of a kept table by column; bytes as base64. */
export type KeptRow = Readonly<Record<string, string | number | null>>;

/** Reads whole tables, for an export. */
export interface KeptReader {
  /** The names of the kept tables in the order in which their rows may be written. */
  keptTables(): readonly KeptTable[];
  /** Every row of a table in an order of its own that no engine changes, in pages. */
  keptRows(table: KeptTable): AsyncIterable<readonly KeptRow[]>;
  /** Everything that was emptied, in order of table and id. */
  purges(): Promise<readonly Purge[]>;
  /** The number of the last step of the schema. */
  schemaNumber(): Promise<number>;
}

/** The tables whose rows stay, emptied, when what they said is purged. A person who is in it was forgotten. */
export const purgeableTables = ["payload", "receipt", "draft", "person"] as const;

/** Something that was emptied and must stay so, whatever backup is brought back. */
export interface Purge {
  readonly table: (typeof purgeableTables)[number];
  readonly id: string;
  readonly purgedAt: Instant;
}

/** Reads of the settings. */
export interface SettingReader {
  /** Every setting as it stands, in order of name. */
  settings(): Promise<readonly Setting[]>;
}

/** Which subjects: every given filter narrows. */
export interface SubjectFilter {
  readonly ids?: readonly string[];
  readonly kinds?: readonly SubjectKind[];
  readonly programme?: string;
}

/** Which facts: every given filter narrows. */
export interface FactFilter {
  readonly ids?: readonly string[];
  readonly subjects?: readonly string[];
  readonly subjectKinds?: readonly SubjectKind[];
  readonly attributes?: readonly string[];
  /** Stated by these updates. */
  readonly updates?: readonly string[];
  /** Stated by records, or by updates. */
  readonly origin?: "records" | "updates";
}

/** Where the ledger stands. `seq` is 0 and `recordedAt` undefined before the first event. */
export interface LedgerHead {
  readonly seq: number;
  readonly recordedAt?: Instant;
}

/** Reads of the ledger. Lists are in order of id, facts in order of recording and id. */
export interface LedgerReader extends UpdateReader {
  head(): Promise<LedgerHead>;
  /** The last event recorded at or before an instant; 0 for none. */
  seqAt(instant: Instant): Promise<number>;
  subjects(scope: ReadScope, filter?: SubjectFilter): Promise<readonly Subject[]>;
  /** Aliases of the subjects the reader may see. */
  aliases(scope: ReadScope): Promise<readonly Alias[]>;
  facts(scope: ReadScope, filter?: FactFilter): Promise<readonly Fact[]>;
  sources(scope: ReadScope): Promise<readonly Source[]>;
  attributes(scope: ReadScope): Promise<readonly Attribute[]>;
  /**
   * Events after `afterSeq` in order, all or those about one thing, each with its payload. Of a purged one the class and `purgedAt` are left; its salt is
   * empty and its body null. For replay, export and verification.
   */
  events(page: EventPage): Promise<readonly StoredEvent[]>;
}

/** Which events to read. */
export interface EventPage {
  readonly afterSeq: number;
  readonly limit: number;
  readonly about?: string;
}

/** An event with its payload as stored. */
export interface StoredEvent {
  readonly event: LedgerEvent;
  readonly payload?: {
    readonly class: PayloadClass;
    readonly salt: string;
    readonly body: unknown;
    readonly purgedAt?: Instant;
  };
}

/** A passage that matched, with its lexical score, higher is better. */
export interface LexicalHit {
  readonly passage: Passage;
  readonly score: number;
}

/** Words to look for. `terms` are plain lower-case words, matched by stem and joined by OR; repeated words count once. */
export interface LexicalQuery {
  readonly terms: readonly string[];
  readonly limit: number;
}

/** How many documents, passages and vectors there are now. */
export interface IndexCounts {
  readonly documents: number;
  readonly passages: number;
  /** Distinct passage texts that have a vector of the model asked for. */
  readonly embedded: number;
}

/** Reads of documents and passages. */
export interface DocumentReader {
  /** Rises by one with every change to documents or vectors. */
  indexGeneration(): Promise<number>;
  indexCounts(model: string): Promise<IndexCounts>;
  documents(
    scope: ReadScope,
  ): Promise<readonly { readonly versionId: string; readonly sha256: string; readonly meta: DocumentMeta }[]>;
  /** One version, current or not, if the reader may see it. */
  documentVersion(scope: ReadScope, versionId: string): Promise<DocumentVersion | undefined>;
  /** BM25 over text, headings and title, best first. */
  searchLexical(scope: ReadScope, query: LexicalQuery): Promise<readonly LexicalHit[]>;
  passages(scope: ReadScope, ids: readonly string[]): Promise<readonly Passage[]>;
  /**
   * In how many current passages each term occurs (by stem), and how many there are. A store may count passages that the
   * reader may not see: the counts only weigh words.
   */
  documentFrequencies(
    scope: ReadScope,
    terms: readonly string[],
  ): Promise<{ readonly passages: number; readonly frequencies: ReadonlyMap<string, number> }>;
  /** Current passages without a vector of the model: what the encoder is given. */
  passagesWithoutVector(
    model: string,
    limit: number,
  ): Promise<readonly { readonly sha256: string; readonly text: string }[]>;
  /** Every current passage's vector of the model, in pages in order of passage id. */
  vectors(
    model: string,
    page: { readonly afterId: string; readonly limit: number },
  ): Promise<readonly { readonly passageId: string; readonly vector: Float32Array }[]>;
}

/** Reads of receipts and of the state of threads. */
export interface ReceiptReader {
  /** A receipt; `purged` where it was kept once and is gone; undefined where there never was one. */
  receipt(id: string): Promise<Receipt | "purged" | undefined>;
  /** Up to `limit` receipt ids, newest first. */
  recentReceipts(limit: number): Promise<readonly { readonly id: string; readonly createdAt: Instant }[]>;
  /** What a conversation left behind for its next question, as stored; undefined for none. */
  threadState(conversation: string): Promise<unknown>;
  /** How many payloads, receipts, thread states, turns, posts and drafts `purgeExpired` would empty now. */
  countExpired(now: Instant): Promise<number>;
}

/** An event before the store has given it its number, time and hashes. */
export interface NewEvent {
  readonly kind: EventKind;
  readonly about: string;
  readonly occurredAt: Instant;
  readonly actor: string;
  readonly payload?: { readonly class: PayloadClass; readonly body: unknown };
}

/** A row that an event produced, closed by the event that replaced it. Each kind of row is derived, never edited. */
export type DerivedRow =
  | { readonly table: "subject"; readonly subject: Subject }
  | { readonly table: "alias"; readonly alias: Alias; readonly record: string; readonly audience: Subject["audience"] }
  | { readonly table: "fact"; readonly fact: Omit<Fact, "recordedSeq" | "recordedAt"> }
  | { readonly table: "update"; readonly update: Omit<ConfirmedUpdate, "recordedSeq" | "recordedAt"> }
  | { readonly table: "source"; readonly source: Source }
  | { readonly table: "attribute"; readonly attribute: Attribute };

/** A derived row as stored: `key` is stable over replays and unique among the open rows of its record. */
export interface StoredRow {
  readonly key: string;
  readonly row: DerivedRow;
}

/** The writes, and the reads that must see them. */
export interface StoreTransaction
  extends
    LedgerReader,
    DocumentReader,
    ReceiptReader,
    SettingReader,
    KeptReader,
    WorkReader,
    WorkWriter,
    PostedReader,
    PeopleReader,
    PeopleWriter {
  /** Appends an event: numbers it, stamps it (never earlier than the last one), salts and hashes its payload, chains it. */
  appendEvent(event: NewEvent): Promise<LedgerEvent>;
  /** The rows that a record has open now, in order of key. */
  openRows(record: string): Promise<readonly StoredRow[]>;
  /** The ids of all imported records with open rows; updates are not among them. */
  openRecords(): Promise<readonly string[]>;
  insertRows(record: string, event: LedgerEvent, rows: readonly StoredRow[]): Promise<void>;
  /** Closes open rows of a record as of an event. */
  closeRows(record: string, event: LedgerEvent, keys: readonly string[]): Promise<void>;
  /** Removes every derived row, or those of one record, for a replay from the events. */
  clearDerivedRows(record?: string): Promise<void>;
  /**
   * Empties a payload, keeping who, when and its hash. Returns false where it was empty already; else the caller appends
   * `payloadPurged` about it, without which the ledger does not verify.
   */
  purgePayload(payloadId: string, purgedAt: Instant): Promise<boolean>;
  /** Stores a version with its passages as of an event and closes the document's open version, if any. */
  putDocument(
    event: LedgerEvent,
    version: Omit<DocumentVersion, "recordedSeq" | "recordedAt">,
    passages: readonly Omit<Passage, "meta">[],
  ): Promise<void>;
  /** The open version of every document, whatever its audience, in order of document id: what ingesting compares with. */
  openDocuments(): Promise<readonly { readonly id: string; readonly versionId: string; readonly sha256: string }[]>;
  /** Closes the open version of a document as of an event; its passages are no longer found, but receipts still open them. */
  withdrawDocument(event: LedgerEvent, documentId: string): Promise<void>;
  /** Stores vectors under the hash of the text they were made from. */
  putVectors(
    model: string,
    vectors: readonly { readonly sha256: string; readonly vector: Float32Array }[],
  ): Promise<void>;
  raiseIndexGeneration(): Promise<number>;
  putReceipt(receipt: Receipt, purgeAfter: Instant): Promise<void>;
  putThreadState(conversation: string, state: unknown, purgeAfter: Instant): Promise<void>;
  /**
   * Empties every payload, receipt, thread state, turn, post and draft whose time is over, and appends `payloadPurged` by
   * `system` about each payload. Returns how many.
   */
  purgeExpired(now: Instant): Promise<number>;
  /** Writes rows of a kept table as another store held them. Throws `store-misuse` for a row that the table does not take. */
  putKeptRows(table: KeptTable, rows: readonly KeptRow[]): Promise<void>;
  /** Takes every stored passage into the lexical index, which must be empty. */
  indexPassages(): Promise<void>;
}
