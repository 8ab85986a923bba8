import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import { publicScope } from "../core/trust.ts";
import { ingestDocuments } from "./documents/ingest-documents.ts";
import type { IngestReport } from "./documents/ingest-documents.ts";
import { fingerprintOf, isFingerprintKept, keepFingerprint } from "./knowledge-fingerprint.ts";
import type { KnowledgePlace } from "./knowledge-fingerprint.ts";
import { importRecords } from "./records/import-records.ts";
import type { RecordImportReport } from "./records/import-records.ts";

/** Which knowledge folder to bring into which store. */
export interface KnowledgeSync extends KnowledgePlace {
  readonly store: Store;
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
  const fingerprint = await fingerprintOf(sync);
  if (!sync.force && (await isFingerprintKept(fingerprint, sync))) return { outcome: "unchanged" };
  const records = await importRecords(sync);
  const sources = await store.sources(publicScope);
  const documents = await ingestDocuments({
    store,
    folder,
    sources: new Map(sources.map((source) => [source.id, source])),
    actor,
    clock,
  });
  // Refused files are named again at the next start, so that nobody forgets them.
  const isComplete = records.refused.length === 0 && documents.refused.length === 0;
  await keepFingerprint(isComplete ? fingerprint : "", sync, clock.now().toISOString());
  return { outcome: "synced", records, documents };
}
