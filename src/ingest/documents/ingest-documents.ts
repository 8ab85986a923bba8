import { createHash } from "node:crypto";
import type { Source } from "../../core/ledger.ts";
import type { Store, StoreTransaction } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { cutPassages, hashPassage } from "./cut-passages.ts";
import { listDocumentFiles, readBytes, type DocumentFile } from "./document-files.ts";
import { lineKey, maskLines, type MaskedLine } from "./hygiene.ts";
import { readDocument, type ReadDocument } from "./read-document.ts";
import { readLines } from "./span.ts";

/** A file that is not taken in, and why. The version read earlier, if any, stays. */
export interface RefusedFile {
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}

/** What became of the documents of a folder: ids in order. */
export interface IngestReport {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly unchanged: readonly string[];
  readonly withdrawn: readonly string[];
  readonly refused: readonly RefusedFile[];
}

/** What ingesting needs. */
export interface IngestOptions {
  readonly store: Store;
  /** The knowledge folder. */
  readonly folder: string;
  readonly sources: ReadonlyMap<string, Source>;
  /** Who is named in the events. */
  readonly actor: string;
  readonly clock: Clock;
}

/** Part of every version's hash: raise it when the rules of cutting or masking change, and all documents are cut anew. */
const cuttingRules = "1";

/** One commit and one look at the disk for this many documents. */
const batchSize = 200;

interface Intake {
  readonly files: readonly DocumentFile[];
  readonly refused: RefusedFile[];
  /** In how many saved pages each line occurs. */
  readonly lineCounts: ReadonlyMap<string, number>;
}

type FileResult = { readonly document: ReadDocument } | { readonly refused: RefusedFile };

async function readFile(file: DocumentFile, sources: ReadonlyMap<string, Source>): Promise<FileResult> {
  const bytes = await readBytes(file);
  const document = "fault" in bytes ? bytes : readDocument(file.id, bytes, sources);
  return "fault" in document ? { refused: { file: file.id, ...document.fault } } : { document };
}

/** Reads everything once: what is refused, and which lines several saved pages share. Holds no text. */
async function readIntake({ folder, sources }: IngestOptions): Promise<Intake> {
  const { files, others } = await listDocumentFiles(folder);
  const reason = "only Markdown (.md) and plain text (.txt) are read.";
  const refused: RefusedFile[] = others.map((file) => ({ file, reason }));
  const lineCounts = new Map<string, number>();
  const good: DocumentFile[] = [];
  for (const file of files) {
    const result = await readFile(file, sources);
    if ("refused" in result) {
      refused.push(result.refused);
      continue;
    }
    good.push(file);
    const { document } = result;
    if (!document.isSaved) continue;
    const keys = new Set(readLines(document.rawText).map(({ text }) => lineKey(text)));
    for (const key of keys) lineCounts.set(key, (lineCounts.get(key) ?? 0) + 1);
  }
  return { files: good, refused, lineCounts };
}

function readMask(document: ReadDocument, lineCounts: ReadonlyMap<string, number>): MaskedLine[] {
  if (!document.isSaved) return [];
  return maskLines(document.rawText, document.bodyStart, (key) => lineCounts.get(key) ?? 0);
}

/** Everything that decides what a version shows: bytes, resolved description, rules, and what other documents mask in it. */
function hashVersion(document: ReadDocument, mask: readonly MaskedLine[]): string {
  const parts = [cuttingRules, document.bytesHash, document.meta, mask.map(({ start }) => start)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

interface Change {
  readonly document: ReadDocument;
  readonly mask: readonly MaskedLine[];
  readonly sha256: string;
}

async function putChange(transaction: StoreTransaction, change: Change, options: IngestOptions): Promise<void> {
  const { document, mask, sha256 } = change;
  const { meta, rawText, format, bodyStart } = document;
  const versionId = `${meta.id}@${sha256.slice(0, 12)}`;
  const passages = cutPassages(rawText, { format, from: bodyStart, mask }).map((passage, position) => ({
    id: `${versionId}#${position}`,
    versionId,
    documentId: meta.id,
    position,
    ...passage,
    sha256: hashPassage(passage),
  }));
  const occurredAt = options.clock.now().toISOString();
  const event = await transaction.appendEvent({
    kind: "documentIngested",
    about: versionId,
    occurredAt,
    actor: options.actor,
  });
  await transaction.putDocument(event, { id: versionId, meta, rawText, sha256 }, passages);
}

async function putBatch(changes: readonly Change[], options: IngestOptions): Promise<void> {
  if (changes.length === 0) return;
  await options.store.transaction(async (transaction) => {
    for (const change of changes) await putChange(transaction, change, options);
  });
}

async function withdraw(ids: readonly string[], { store, clock, actor }: IngestOptions): Promise<void> {
  if (ids.length === 0) return;
  await store.transaction(async (transaction) => {
    for (const id of ids) {
      const occurredAt = clock.now().toISOString();
      const event = await transaction.appendEvent({ kind: "documentWithdrawn", about: id, occurredAt, actor });
      await transaction.withdrawDocument(event, id);
    }
  });
}

/** The hash of each document's open version, by document id. */
async function readKnown(store: Store): Promise<ReadonlyMap<string, string>> {
  const open = await store.transaction((transaction) => transaction.openDocuments());
  return new Map(open.map(({ id, sha256 }) => [id, sha256]));
}

function compareFiles(left: RefusedFile, right: RefusedFile): number {
  return left.file < right.file ? -1 : left.file > right.file ? 1 : 0;
}

/** The documents of a batch that are new or changed; what is read again here decides, should a file change meanwhile. */
async function readChanges(
  files: readonly DocumentFile[],
  intake: Intake,
  known: ReadonlyMap<string, string>,
  { sources }: IngestOptions,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const file of files) {
    const result = await readFile(file, sources);
    if ("refused" in result) {
      intake.refused.push(result.refused);
      continue;
    }
    const mask = readMask(result.document, intake.lineCounts);
    const sha256 = hashVersion(result.document, mask);
    if (known.get(file.id) !== sha256) changes.push({ document: result.document, mask, sha256 });
  }
  return changes;
}

/**
 * Brings the store's documents to what a knowledge folder holds: new and changed ones are cut and indexed, removed ones
 * withdrawn, the others left alone. Commits every 200 documents, so that an interrupted run has lost nothing and goes
 * on where it stopped. A file that breaks a rule is refused and the others load. Throws KnowledgeError where the folder
 * cannot be listed, and StoreError.
 */
export async function ingestDocuments(options: IngestOptions): Promise<IngestReport> {
  const intake = await readIntake(options);
  const known = await readKnown(options.store);
  const put = new Set<string>();
  for (let from = 0; from < intake.files.length; from += batchSize) {
    const changes = await readChanges(intake.files.slice(from, from + batchSize), intake, known, options);
    await putBatch(changes, options);
    for (const { document } of changes) put.add(document.meta.id);
  }
  const refused = intake.refused.toSorted(compareFiles);
  const present = new Set([...intake.files.map(({ id }) => id), ...refused.map(({ file }) => file)]);
  const withdrawn = [...known.keys()].filter((id) => !present.has(id));
  await withdraw(withdrawn, options);
  const isRefused = new Set(refused.map(({ file }) => file));
  const ids = intake.files.map(({ id }) => id).filter((id) => !isRefused.has(id));
  return {
    added: ids.filter((id) => put.has(id) && !known.has(id)),
    changed: ids.filter((id) => put.has(id) && known.has(id)),
    unchanged: ids.filter((id) => !put.has(id)),
    withdrawn,
    refused,
  };
}
