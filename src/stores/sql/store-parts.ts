import type {
  DocumentReader,
  KeptReader,
  LedgerReader,
  ReceiptReader,
  SettingReader,
  SnapshotReader,
  StoreTransaction,
} from "../../core/store.ts";
import type { PeopleReader } from "../../core/people.ts";
import type { PostedReader } from "../../core/posted.ts";
import type { Clock } from "../../core/time.ts";
import type { WorkReader } from "../../core/work.ts";
import * as documents from "./document-reads.ts";
import * as documentWrites from "./document-writes.ts";
import * as kept from "./kept-tables.ts";
import * as ledger from "./ledger-reads.ts";
import * as ledgerWrites from "./ledger-writes.ts";
import type { LexicalEngine } from "./lexical-engine.ts";
import { createPeopleReads, createPeopleWrites } from "./people/people-parts.ts";
import { purgeExpired } from "./purge-expired.ts";
import * as receipts from "./receipts.ts";
import * as updates from "./update-reads.ts";
import type { StoreDatabase } from "./schema.ts";
import * as vectors from "./vectors.ts";
import type { ClaimEngine } from "./work/turns.ts";
import { createWorkReads, createWorkWrites } from "./work/work-parts.ts";

/** What the writes need besides the connection. */
export interface WriteContext {
  readonly engine: LexicalEngine;
  readonly clock: Clock;
  /** Called when something was purged, so that the engine can remove what it keeps besides its tables. */
  readonly onPurge: () => void;
  /** How several instances claim work at once; one transaction at a time over all processes, unless set. */
  readonly claims?: ClaimEngine;
  /** The transaction without the lock that makes the ledger's writers wait for one another; itself unless set. */
  readonly unlocked?: StoreDatabase;
}

/** Every read of the store on one connection or transaction. */
export function createReads(
  db: StoreDatabase,
  engine: LexicalEngine,
): LedgerReader & DocumentReader & ReceiptReader & SettingReader & WorkReader & PostedReader & PeopleReader {
  return {
    ...createWorkReads(db),
    ...createPeopleReads(db),
    head: () => ledger.readHead(db),
    seqAt: (instant) => ledger.readSeqAt(db, instant),
    subjects: (scope, filter) => ledger.readSubjects(db, scope, filter),
    aliases: (scope) => ledger.readAliases(db, scope),
    facts: (scope, filter) => ledger.readFacts(db, scope, filter),
    sources: (scope) => ledger.readSources(db, scope),
    attributes: (scope) => ledger.readAttributes(db, scope),
    updates: (scope, filter) => updates.readUpdates(db, scope, filter),
    updateVersions: (scope, id) => updates.readUpdateVersions(db, scope, id),
    settings: () => ledger.readSettings(db),
    events: (page) => ledger.readEvents(db, page),
    indexGeneration: () => documents.readIndexGeneration(db),
    indexCounts: (model) => documents.readIndexCounts(db, model),
    documents: (scope) => documents.readDocuments(db, scope),
    documentVersion: (scope, versionId) => documents.readDocumentVersion(db, scope, versionId),
    searchLexical: (scope, query) => documents.searchPassages(db, engine, scope, query),
    passages: (scope, ids) => documents.readPassages(db, scope, ids),
    documentFrequencies: (_scope, terms) => engine.frequencies(db, terms),
    passagesWithoutVector: (model, limit) => vectors.readPassagesWithoutVector(db, model, limit),
    vectors: (model, page) => vectors.readVectors(db, model, page),
    receipt: (id) => receipts.readReceipt(db, id),
    recentReceipts: (limit) => receipts.readRecentReceipts(db, limit),
    threadState: (conversation) => receipts.readThreadState(db, conversation),
    countExpired: (now) => receipts.countExpired(db, now),
  };
}

function createKeptReads(db: StoreDatabase): KeptReader {
  return {
    keptTables: () => kept.keptTables,
    keptRows: (table) => kept.readKeptRows(db, table),
    purges: () => receipts.readPurges(db),
    schemaNumber: () => kept.readSchemaNumber(db),
  };
}

/** What a snapshot reads, on a connection that is inside a read-only transaction. */
export function createSnapshotReads(db: StoreDatabase, engine: LexicalEngine): SnapshotReader {
  return { ...createReads(db, engine), ...createKeptReads(db) };
}

/** Every read and write of the store inside one transaction. */
export function createTransaction(db: StoreDatabase, context: WriteContext): StoreTransaction {
  const { engine, clock, onPurge } = context;
  return {
    ...createReads(db, engine),
    ...createWorkWrites(context.unlocked ?? db, context),
    ...createPeopleWrites(db, context),
    ...createKeptReads(db),
    appendEvent: (event) => ledgerWrites.appendEvent(db, clock, event),
    openRows: (record) => ledgerWrites.readOpenRows(db, record),
    openRecords: () => ledger.readOpenRecords(db),
    insertRows: (record, event, rows) => ledgerWrites.insertRows(db, record, event, rows),
    closeRows: (record, event, keys) => ledgerWrites.closeRows(db, record, event, keys),
    clearDerivedRows: (record) => ledgerWrites.clearDerivedRows(db, record),
    purgePayload(payloadId, purgedAt) {
      onPurge();
      return ledgerWrites.purgePayload(db, payloadId, purgedAt);
    },
    putDocument: (event, version, passages) => documentWrites.putDocument(db, engine, event, { version, passages }),
    openDocuments: () => documents.readOpenDocuments(db),
    withdrawDocument: (event, documentId) => documentWrites.withdrawDocument(db, engine, event, documentId),
    putVectors: (model, given) => vectors.putVectors(db, model, given),
    raiseIndexGeneration: () => documentWrites.raiseIndexGeneration(db),
    putReceipt: (receipt, purgeAfter) => receipts.putReceipt(db, receipt, purgeAfter),
    putThreadState: (conversation, value, purgeAfter) =>
      receipts.putThreadState(db, conversation, { value, purgeAfter }),
    purgeExpired(now) {
      onPurge();
      return purgeExpired(db, clock, now);
    },
    putKeptRows: (table, rows) => kept.putKeptRows(db, table, rows),
    indexPassages: () => kept.indexPassages(db, engine),
  };
}
