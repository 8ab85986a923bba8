import type { DocumentVersion, Passage } from "../../core/document.ts";
import { cutPassages, hashPassage } from "../../ingest/documents/cut-passages.ts";
import type { SetDocument } from "./beir.ts";

/** A document of a retrieval set as the store takes it, cut as a document of a knowledge folder is. */
export function cutSetDocument(
  { id, title, text }: SetDocument,
  sha256: string,
): {
  readonly version: Omit<DocumentVersion, "recordedSeq" | "recordedAt">;
  readonly passages: readonly Omit<Passage, "meta">[];
} {
  const versionId = `${id}@${sha256.slice(0, 12)}`;
  const passages = cutPassages(text, { format: "plain" }).map((passage, position) => ({
    id: `${versionId}#${position}`,
    versionId,
    documentId: id,
    position,
    ...passage,
    sha256: hashPassage(passage),
  }));
  const meta = { id, title, trust: "official", audience: "public" } as const;
  return { version: { id: versionId, meta, rawText: text, sha256 }, passages };
}
