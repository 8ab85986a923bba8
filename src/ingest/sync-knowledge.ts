import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { KnowledgeError } from "../core/errors.ts";
import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import { publicScope } from "../core/trust.ts";
import { ingestDocuments } from "./documents/ingest-documents.ts";
import type { IngestReport } from "./documents/ingest-documents.ts";
import { importRecords } from "./records/import-records.ts";
import type { RecordImportReport } from "./records/import-records.ts";

/** Which knowledge folder to bring into which store. */
export interface KnowledgeSync {
  readonly store: Store;
  readonly folder: string;
  /** Where the fingerprint of the last sync is kept. */
  readonly dataFolder: string;
  readonly actor: string;
  readonly clock: Clock;
  /** Reads every file again even where nothing seems to have changed. */
  readonly force: boolean;
}

/** What a sync did; `unchanged` where no file was touched since the last one. */
export type SyncReport =
  | { readonly outcome: "unchanged" }
  | { readonly outcome: "synced"; readonly records: RecordImportReport; readonly documents: IngestReport };

/**
 * Imports the records and ingests the documents of a knowledge folder. Where every file has the size and times of the last
 * complete sync, nothing is read. Throws `KnowledgeError` where the folder is missing.
 */
export async function syncKnowledge(sync: KnowledgeSync): Promise<SyncReport> {
  const { store, folder, actor, clock } = sync;
  const fingerprint = await fingerprintOf(folder);
  if (!sync.force && (await isKept(fingerprint, sync))) return { outcome: "unchanged" };
  const records = await importRecords({ store, folder, actor, clock });
  const sources = await store.sources(publicScope);
  const documents = await ingestDocuments({
    store,
    folder,
    sources: new Map(sources.map((source) => [source.id, source])),
    actor,
    clock,
  });
  // Refused files are named again at the next start, so that nobody forgets them.
  if (records.refused.length === 0 && documents.refused.length === 0)
    await replaceFile(keptFile(sync), `${fingerprint} ${(await store.head()).seq}`);
  return { outcome: "synced", records, documents };
}

/**
 * True where the last sync of this folder into this store took every file and nothing was touched since. Throws
 * `KnowledgeError` where the folder is missing.
 */
export async function isKnowledgeCurrent(
  sync: Pick<KnowledgeSync, "store" | "folder" | "dataFolder">,
): Promise<boolean> {
  return isKept(await fingerprintOf(sync.folder), sync);
}

function keptFile({ dataFolder }: Pick<KnowledgeSync, "dataFolder">): string {
  return join(dataFolder, "knowledge.fingerprint");
}

async function isKept(fingerprint: string, sync: Pick<KnowledgeSync, "store" | "dataFolder">): Promise<boolean> {
  const { seq } = await sync.store.head();
  return (await readText(keptFile(sync))) === `${fingerprint} ${seq}`;
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

async function replaceFile(file: string, text: string): Promise<void> {
  // With a database elsewhere this may be the first file in the data folder.
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

/** A hash over path, size and times of every file: what a changed file cannot keep. */
async function fingerprintOf(folder: string): Promise<string> {
  const hash = createHash("sha256").update(folder);
  for (const file of await filesIn(folder)) {
    const { size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    hash.update(`${relative(folder, file)}\0${size}\0${mtimeNs}\0${ctimeNs}\n`);
  }
  return hash.digest("hex");
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch (cause) {
    throw new KnowledgeError(
      `The knowledge folder ${folder} cannot be read. Set PILOTDESK_KNOWLEDGE to a folder with records/ or documents/.`,
      { cause },
    );
  }
}
