import { sql, type Selectable } from "kysely";
import type { DocumentVersion, Passage } from "../../core/document.ts";
import type { DocumentReader, IndexCounts, LexicalHit, LexicalQuery, StoreTransaction } from "../../core/store.ts";
import type { ReadScope } from "../../core/trust.ts";
import { batchesOf } from "./batches.ts";
import { fromJson } from "./json.ts";
import type { LexicalEngine } from "./lexical-engine.ts";
import type { DocumentVersionTable, PassageTable, StoreDatabase } from "./schema.ts";
import { knownIn, seenBy } from "./visibility.ts";

/** How often documents or vectors have changed. */
export async function readIndexGeneration(db: StoreDatabase): Promise<number> {
  const row = await db.selectFrom("index_generation").select("generation").executeTakeFirst();
  return row?.generation ?? 0;
}

/** How many documents, passages and embedded passage texts are current. */
export async function readIndexCounts(db: StoreDatabase, model: string): Promise<IndexCounts> {
  const { documents } = await db
    .selectFrom("document_version")
    .select((eb) => eb.fn.countAll<number>().as("documents"))
    .where("closedSeq", "is", null)
    .executeTakeFirstOrThrow();
  const counts = await db
    .selectFrom("passage")
    .innerJoin("document_version", "document_version.number", "passage.version")
    .leftJoin("embedding", (join) =>
      join.onRef("embedding.sha256", "=", "passage.sha256").on("embedding.model", "=", model),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as("passages"),
      eb.fn.count<number>("embedding.sha256").distinct().as("embedded"),
    ])
    .where("document_version.closedSeq", "is", null)
    .executeTakeFirstOrThrow();
  return { documents, ...counts };
}

/** The documents that the reader may see, in order of document id. */
export async function readDocuments(db: StoreDatabase, scope: ReadScope): ReturnType<DocumentReader["documents"]> {
  const rows = await db
    .selectFrom("document_version")
    .select(["id", "sha256", "meta"])
    .where(knownIn("document_version", scope))
    .where(seenBy("document_version", scope.reader))
    .orderBy("documentId")
    .execute();
  return rows.map(({ id, sha256, meta }) => ({ versionId: id, sha256, meta: fromJson(meta) }));
}

/** The open version of every document, whatever its audience, in order of document id. */
export async function readOpenDocuments(db: StoreDatabase): ReturnType<StoreTransaction["openDocuments"]> {
  return db
    .selectFrom("document_version")
    .select(["documentId as id", "id as versionId", "sha256"])
    .where("closedSeq", "is", null)
    .orderBy("documentId")
    .execute();
}

/**
 * One version, current or not. A version that was stored more than once counts as it was stored last, so that a narrower
 * audience also covers what was said before.
 */
export async function readDocumentVersion(
  db: StoreDatabase,
  scope: ReadScope,
  versionId: string,
): Promise<DocumentVersion | undefined> {
  const row = await db
    .selectFrom("document_version")
    .innerJoin("event", "event.seq", "document_version.recordedSeq")
    .selectAll("document_version")
    .select("event.recordedAt")
    .where("document_version.id", "=", versionId)
    .where("document_version.recordedSeq", "<=", scope.knownSeq ?? Number.MAX_SAFE_INTEGER)
    .orderBy("document_version.number", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row || !scope.reader.audiences.includes(row.audience)) return undefined;
  const { id, rawText, sha256, recordedSeq, recordedAt } = row;
  return { id, meta: fromJson(row.meta), rawText, sha256, recordedSeq, recordedAt };
}

type VersionRow = Pick<Selectable<DocumentVersionTable>, "id" | "documentId" | "meta">;

function passageOf(row: Selectable<PassageTable>, version: VersionRow): Passage {
  const { id, position, text, start, end, sha256 } = row;
  const [headingPath, sentences, meta] = [fromJson(row.headingPath), fromJson(row.sentences), fromJson(version.meta)];
  const { id: versionId, documentId } = version;
  return { id, versionId, documentId, position, headingPath, text, start, end, sentences, sha256, meta };
}

// The versions are read by themselves: asked for both at once, SQLite walks through all versions to find a few passages.
async function visibleVersions(
  db: StoreDatabase,
  scope: ReadScope,
  rows: readonly Selectable<PassageTable>[],
): Promise<ReadonlyMap<number, VersionRow>> {
  const versions = await db
    .selectFrom("document_version")
    .select(["number", "id", "documentId", "meta"])
    .where("number", "in", [...new Set(rows.map((row) => row.version))])
    .where(knownIn("document_version", scope))
    .where(seenBy("document_version", scope.reader))
    .execute();
  return new Map(versions.map((version) => [version.number, version]));
}

async function readVisible<Key extends "id" | "number">(
  db: StoreDatabase,
  scope: ReadScope,
  { by, keys }: { readonly by: Key; readonly keys: readonly Selectable<PassageTable>[Key][] },
): Promise<ReadonlyMap<Selectable<PassageTable>[Key], Passage>> {
  const found = new Map<Selectable<PassageTable>[Key], Passage>();
  for (const batch of batchesOf(keys)) {
    const rows = await db.selectFrom("passage").selectAll().where(sql.ref(by), "in", batch).execute();
    const versions = await visibleVersions(db, scope, rows);
    for (const row of rows) {
      const version = versions.get(row.version);
      if (version) found.set(row[by], passageOf(row, version));
    }
  }
  return found;
}

/** The passages with these ids that the reader may see, in the order of the ids. */
export async function readPassages(
  db: StoreDatabase,
  scope: ReadScope,
  ids: readonly string[],
): Promise<readonly Passage[]> {
  const distinct = [...new Set(ids)];
  const found = await readVisible(db, scope, { by: "id", keys: distinct });
  return distinct.flatMap((id) => found.get(id) ?? []);
}

/** The passages that match best, best first. */
export async function searchPassages(
  db: StoreDatabase,
  engine: LexicalEngine,
  scope: ReadScope,
  query: LexicalQuery,
): Promise<readonly LexicalHit[]> {
  const matches = await engine.search(db, scope, query);
  const found = await readVisible(db, scope, { by: "number", keys: matches.map((match) => match.number) });
  return matches.flatMap(({ number, score }) => {
    const passage = found.get(number);
    return passage ? [{ passage, score }] : [];
  });
}
