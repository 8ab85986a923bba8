import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "../../config.ts";
import type { Store } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { isKnowledgeCurrent } from "../../ingest/knowledge-fingerprint.ts";
import { syncKnowledge } from "../../ingest/sync-knowledge.ts";
import { offlineModel } from "../../models/offline/offline-embedder.ts";
import { loadHnswlib, mostExact } from "../../retrieval/vectors/hnswlib.ts";
import type { LoadHnswlib } from "../../retrieval/vectors/hnswlib.ts";
import { openStore } from "../../stores/open-store.ts";
import { finding } from "./finding.ts";
import type { Finding } from "./finding.ts";

/**
 * Whether the knowledge folder is there and all of it can be read. Where that is not known from the last import, it is
 * read into a store of its own that is thrown away: doctor changes nothing.
 */
export async function checkKnowledge(config: Config, store: Store, clock: Clock): Promise<Finding> {
  const { knowledgeFolder: folder, furtherKnowledge: furtherFolders } = config;
  const { documents, passages } = await store.indexCounts(offlineModel);
  const text = `${folder}, ${documents} documents, ${passages} passages`;
  if (await isKnowledgeCurrent({ store, folder, furtherFolders })) return finding("ok", "knowledge", text);
  const refused = await countRefused(folder, clock);
  if (refused === 0) return finding("ok", "knowledge", text);
  return finding("problem", "knowledge", `${text}; ${refused} refused. pilotdesk import names each with the reason.`);
}

async function countRefused(folder: string, clock: Clock): Promise<number> {
  const dataFolder = await mkdtemp(join(tmpdir(), "pilotdesk-doctor-"));
  try {
    const store = await openStore({ dataFolder }, clock);
    try {
      const report = await syncKnowledge({ store, folder, actor: "doctor", clock, force: true });
      return report.outcome === "unchanged" ? 0 : report.records.refused.length + report.documents.refused.length;
    } finally {
      await store.close();
    }
  } finally {
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** How far ranking by meaning is, and with what. */
export async function checkVectors(
  config: Config,
  store: Store,
  load: LoadHnswlib = loadHnswlib,
): Promise<readonly Finding[]> {
  if (config.vectors === "off") return [finding("ok", "vectors", "off (PILOTDESK_VECTORS=off)")];
  const { passages, embedded } = await store.indexCounts(offlineModel);
  const missing = (await store.passagesWithoutVector(offlineModel, 1)).length > 0;
  const progress = missing
    ? finding(
        "note",
        "vectors",
        `${embedded} made for ${passages} passages. A server makes the rest; pilotdesk ingest waits for it`,
      )
    : finding("ok", "vectors", `every one of ${passages} passages has its vector`);
  if (await load()) return [progress];
  const level = passages > mostExact ? "problem" : "note";
  const text =
    "hnswlib-node is not installed; every vector is compared, which is slow above 50,000. Install a C++ compiler and run npm rebuild hnswlib-node";
  return [progress, finding(level, "vectors", text)];
}
