import type { Fact, LedgerEvent, Source, Subject } from "../../../src/core/ledger.ts";
import type { DocumentMeta, DocumentVersion, Passage } from "../../../src/core/document.ts";
import type { Receipt } from "../../../src/core/receipt.ts";
import type { NewEvent, StoredRow, StoreTransaction } from "../../../src/core/store.ts";
import type { Clock, Instant } from "../../../src/core/time.ts";
import type { Audience, ReadScope } from "../../../src/core/trust.ts";

/** The instant at which the clock of every contract test starts. */
export const startInstant: Instant = "2026-03-01T09:00:00.000Z";

/** A clock that stands still until it is set. */
export interface SettableClock extends Clock {
  set(instant: Instant): void;
}

/** A clock at `startInstant`. */
export function createSettableClock(): SettableClock {
  let now = startInstant;
  return {
    now: () => new Date(now),
    set(instant) {
      now = instant;
    },
  };
}

/** A reader of these audiences, as of an event where one is named. */
export function scopeOf(audiences: readonly Audience[], knownSeq?: number): ReadScope {
  return { reader: { audiences }, ...(knownSeq === undefined ? {} : { knownSeq }) };
}

/** An event about a made-up record. */
export function newEvent(about: string, body?: unknown): NewEvent {
  return {
    kind: "recordImported",
    about,
    occurredAt: "2026-02-27T12:00:00.000Z",
    actor: "importer",
    ...(body === undefined ? {} : { payload: { class: "record", body } }),
  };
}

/** A made-up pilot with every optional key. */
export const eastmere: Subject = {
  id: "demo-eastmere",
  kind: "participation",
  name: "Eastmere",
  programme: "demo",
  participationKind: "pilot",
  councils: ["eastmere-council"],
  isObserver: true,
  audience: "public",
  marking: "OFFICIAL",
};

/** A made-up programme with its own optional keys. */
export const demo: Subject = {
  id: "demo",
  kind: "programme",
  name: "Demonstration",
  status: "live",
  fictional: true,
  returns: { every: "halfYear", dueWorkingDay: 5, from: "2026-04-01", to: "2028-04-01" },
  ratingScale: "three-step",
  audience: "public",
};

/** A source with every optional key. */
export const guidance: Source = {
  id: "guidance",
  title: "Guidance",
  publisher: "A department",
  url: "https://example.org/guidance",
  published: "2024-04",
  trust: "official",
  note: "read on paper",
};

/** A public fact about Eastmere. */
export function factOf(id: string, changes: Partial<Fact> = {}): Omit<Fact, "recordedSeq" | "recordedAt"> {
  return {
    id,
    subject: "demo-eastmere",
    attribute: "theme",
    value: { kind: "text", text: "street safety" },
    sourceClass: "publication",
    sources: ["guidance"],
    lowConfidence: false,
    trust: "official",
    audience: "public",
    ...changes,
  };
}

/** A row for a subject under the key `subject`. */
export function subjectRow(subject: Subject): StoredRow {
  return { key: "subject", row: { table: "subject", subject } };
}

/** A row for a fact, with the fact's id as its key. */
export function factRow(fact: Omit<Fact, "recordedSeq" | "recordedAt">): StoredRow {
  return { key: fact.id, row: { table: "fact", fact } };
}

/** Appends an event about a record and stores rows under it. */
export async function putRows(
  transaction: StoreTransaction,
  record: string,
  rows: readonly StoredRow[],
): Promise<LedgerEvent> {
  const event = await transaction.appendEvent(newEvent(record));
  await transaction.insertRows(record, event, rows);
  return event;
}

/** What a made-up document says of itself. */
function metaOf(id: string, changes: Partial<DocumentMeta> = {}): DocumentMeta {
  return { id, title: "Notes", trust: "official", audience: "public", ...changes };
}

/** A version of a document with one passage a text; the raw text is the texts on a line each. */
export function documentOf(
  versionId: string,
  texts: readonly string[],
  changes: Partial<DocumentMeta> = {},
): {
  readonly version: Omit<DocumentVersion, "recordedSeq" | "recordedAt">;
  readonly passages: readonly Omit<Passage, "meta">[];
} {
  const documentId = versionId.slice(0, versionId.indexOf("@"));
  const starts = texts.map((_, index) => texts.slice(0, index).join("\n").length + (index === 0 ? 0 : 1));
  const passages = texts.map((text, index) => {
    const [start, end] = [starts[index] ?? 0, (starts[index] ?? 0) + text.length];
    return {
      id: `${versionId}#${index}`,
      versionId,
      documentId,
      position: index,
      headingPath: ["Part one"],
      text,
      start,
      end,
      sentences: [{ text, start, end }],
      sha256: `sha-of-${text}`,
    };
  });
  const meta = metaOf(documentId, changes);
  return { version: { id: versionId, meta, rawText: texts.join("\n"), sha256: `sha-of-${versionId}` }, passages };
}

/** Stores a version of a document with one passage a text, as of an event of its own. */
export async function putDocument(
  transaction: StoreTransaction,
  versionId: string,
  texts: readonly string[],
  changes: Partial<DocumentMeta> = {},
): Promise<LedgerEvent> {
  const { version, passages } = documentOf(versionId, texts, changes);
  const event = await transaction.appendEvent({ ...newEvent(version.meta.id), kind: "documentIngested" });
  await transaction.putDocument(event, version, passages);
  return event;
}

/** A small receipt. */
export function receiptOf(id: string, createdAt: Instant = startInstant): Receipt {
  return {
    id,
    createdAt,
    knownSeq: 3,
    question: "Who leads Eastmere? 🙂",
    audiences: ["public"],
    threadBefore: { subjects: ["demo-eastmere"] },
    intent: { kind: "ask" },
    candidates: [{ kind: "fact", id: "f1", title: "Eastmere", score: 0.5, features: { bm25: 1 } }],
    verdicts: [{ sentence: "Nobody is named.", passed: false, failures: ["a name is missing"] }],
    reply: { outcome: "refused", intent: "ask", blocks: [], citations: [], confidence: 0, receipt: id },
  };
}
