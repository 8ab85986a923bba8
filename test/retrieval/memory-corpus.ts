import type { Passage } from "../../src/core/document.ts";
import type { Audience } from "../../src/core/trust.ts";
import { cutPassages, hashPassage } from "../../src/ingest/documents/cut-passages.ts";
import { createMemoryDocuments, type MemoryDocuments } from "../fakes/memory-documents.ts";

/** A note for a test corpus. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly title?: string;
  readonly audience?: Audience;
}

/** Puts notes into an in-memory reader as ingesting would. Returns the passages. */
export function putNotes(documents: MemoryDocuments, notes: readonly Note[]): readonly Passage[] {
  return notes.flatMap(({ id, text, title = id, audience = "public" }) => {
    const meta = { id, title, trust: "official", audience } as const;
    const versionId = `${id}@000000000000`;
    const passages = cutPassages(text, { format: "markdown" }).map((passage, position) => ({
      id: `${versionId}#${position}`,
      versionId,
      documentId: id,
      position,
      ...passage,
      sha256: hashPassage(passage),
      meta,
    }));
    documents.put(
      { id: versionId, meta, rawText: text, sha256: id, recordedSeq: 1, recordedAt: "2026-01-01T00:00:00.000Z" },
      passages,
    );
    return passages;
  });
}

/** An in-memory reader with notes in it. */
export function createCorpus(notes: readonly Note[]): MemoryDocuments {
  const documents = createMemoryDocuments();
  putNotes(documents, notes);
  return documents;
}
