import { StoreError } from "../../core/errors.ts";
import type { DocumentVersion, Passage } from "../../core/document.ts";
import type { LedgerEvent } from "../../core/ledger.ts";
import { batchesOf } from "./batches.ts";
import { fromJson, toJson } from "./json.ts";
import type { IndexedPassage, LexicalEngine } from "./lexical-engine.ts";
import type { StoreDatabase } from "./schema.ts";

/** A version as it is handed in. */
export interface NewDocument {
  readonly version: Omit<DocumentVersion, "recordedSeq" | "recordedAt">;
  readonly passages: readonly Omit<Passage, "meta">[];
}

/** Stores a version with its passages as of an event, and closes the document's open version, if any. */
export async function putDocument(
  db: StoreDatabase,
  engine: LexicalEngine,
  event: LedgerEvent,
  { version, passages }: NewDocument,
): Promise<void> {
  checkPassages(version, passages);
  await closeOpenVersion(db, engine, event, version.meta.id);
  const number = (await highestNumber(db, "document_version")) + 1;
  await db
    .insertInto("document_version")
    .values({
      number,
      id: version.id,
      documentId: version.meta.id,
      audience: version.meta.audience,
      meta: toJson(version.meta),
      sha256: version.sha256,
      recordedSeq: event.seq,
      closedSeq: null,
      rawText: version.rawText,
    })
    .execute();
  await insertPassages(db, engine, number, { version, passages });
  await raiseIndexGeneration(db);
}

function checkPassages(version: NewDocument["version"], passages: NewDocument["passages"]): void {
  if (passages.every((passage) => passage.versionId === version.id && passage.documentId === version.meta.id)) return;
  throw new StoreError(
    "store-misuse",
    `A passage of ${version.id} names another version or document. Cut the passages from this version.`,
  );
}

async function insertPassages(
  db: StoreDatabase,
  engine: LexicalEngine,
  version: number,
  document: NewDocument,
): Promise<void> {
  const first = (await highestNumber(db, "passage")) + 1;
  const numbered = document.passages.map((passage, index) => ({ passage, number: first + index }));
  for (const batch of batchesOf(numbered)) {
    const rows = batch.map(({ passage, number }) => ({
      number,
      id: passage.id,
      version,
      position: passage.position,
      headingPath: toJson(passage.headingPath),
      text: passage.text,
      start: passage.start,
      end: passage.end,
      sentences: toJson(passage.sentences),
      sha256: passage.sha256,
    }));
    await db.insertInto("passage").values(rows).execute();
  }
  const { title } = document.version.meta;
  const entries = numbered.map(({ passage, number }) => indexEntry({ ...passage, number }, title));
  await engine.add(db, entries);
}

/** A passage as the lexical index knows it: the same when it is added and when it is retired. */
function indexEntry(
  { number, text, headingPath }: { readonly number: number } & Pick<Passage, "text" | "headingPath">,
  title: string,
): IndexedPassage {
  return { number, text, heading: headingPath.join(" "), title };
}

// Numbers are given here rather than by the engine, because every engine generates them another way; writes are one at a time.
async function highestNumber(db: StoreDatabase, table: "document_version" | "passage"): Promise<number> {
  const row = await db.selectFrom(table).select("number").orderBy("number", "desc").limit(1).executeTakeFirst();
  return row?.number ?? 0;
}

/** Closes the open version of a document as of an event. Throws `store-misuse` where there is none. */
export async function withdrawDocument(
  db: StoreDatabase,
  engine: LexicalEngine,
  event: LedgerEvent,
  documentId: string,
): Promise<void> {
  if (!(await closeOpenVersion(db, engine, event, documentId))) {
    throw new StoreError("store-misuse", `Document ${documentId} has no current version. Withdraw it only once.`);
  }
  await raiseIndexGeneration(db);
}

async function closeOpenVersion(
  db: StoreDatabase,
  engine: LexicalEngine,
  event: LedgerEvent,
  documentId: string,
): Promise<boolean> {
  const open = await db
    .selectFrom("document_version")
    .select(["number", "meta"])
    .where("documentId", "=", documentId)
    .where("closedSeq", "is", null)
    .executeTakeFirst();
  if (!open) return false;
  const { title } = fromJson(open.meta);
  const passages = await db
    .selectFrom("passage")
    .select(["number", "text", "headingPath"])
    .where("version", "=", open.number)
    .execute();
  const entries = passages.map((row) => indexEntry({ ...row, headingPath: fromJson(row.headingPath) }, title));
  await engine.retire(db, entries);
  await db.updateTable("document_version").set({ closedSeq: event.seq }).where("number", "=", open.number).execute();
  return true;
}

/** Counts one more change to documents or vectors, and returns the new count. */
export async function raiseIndexGeneration(db: StoreDatabase): Promise<number> {
  const { generation } = await db
    .updateTable("index_generation")
    .set((eb) => ({ generation: eb("generation", "+", 1) }))
    .returning("generation")
    .executeTakeFirstOrThrow();
  return generation;
}
