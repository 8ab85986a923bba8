import type { DocumentVersion, Passage } from "../../src/core/document.ts";
import type { DocumentReader } from "../../src/core/store.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import { stemOf, wordsOf } from "../../src/core/words.ts";

/** A small working DocumentReader: everything in memory, BM25 (k1 1.2, b .75) over title, headings and text. */
export interface MemoryDocuments extends DocumentReader {
  put(version: DocumentVersion, passages: readonly Passage[]): void;
  withdraw(documentId: string): void;
  putVectors(model: string, vectors: readonly { readonly sha256: string; readonly vector: Float32Array }[]): void;
}

interface Entry {
  readonly passage: Passage;
  readonly counts: ReadonlyMap<string, number>;
  readonly length: number;
}

function readEntry(passage: Passage): Entry {
  const counts = new Map<string, number>();
  const stems = wordsOf([passage.meta.title, ...passage.headingPath, passage.text].join(" . ")).map(({ stem }) => stem);
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return { passage, counts, length: stems.length };
}

function scoreEntries(entries: readonly Entry[], stems: readonly string[]): { passage: Passage; score: number }[] {
  const average = entries.reduce((sum, { length }) => sum + length, 0) / Math.max(entries.length, 1);
  const idf = stems.map((stem) => {
    const n = entries.filter(({ counts }) => counts.has(stem)).length;
    return Math.log(1 + (entries.length - n + 0.5) / (n + 0.5));
  });
  return entries.map(({ passage, counts, length }) => ({
    passage,
    score: stems.reduce((sum, stem, at) => {
      const tf = counts.get(stem) ?? 0;
      return sum + ((idf[at] ?? 0) * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * length) / average));
    }, 0),
  }));
}

/** An empty one. Counts its generation like a store. */
export function createMemoryDocuments(): MemoryDocuments {
  const versions = new Map<string, DocumentVersion>();
  const entries = new Map<string, Entry>();
  const vectors = new Map<string, Float32Array>();
  let generation = 0;
  const all = (): Entry[] => [...entries.values()].toSorted((a, b) => (a.passage.id < b.passage.id ? -1 : 1));
  const seen = (scope: ReadScope): Entry[] =>
    all().filter(({ passage }) => scope.reader.audiences.includes(passage.meta.audience));
  const key = (model: string, sha256: string): string => `${model} ${sha256}`;
  const withdraw = (documentId: string): void => {
    for (const { passage } of all()) if (passage.documentId === documentId) entries.delete(passage.id);
    generation += 1;
  };
  return {
    put: (version, passages) => {
      withdraw(version.meta.id);
      versions.set(version.id, version);
      for (const passage of passages) entries.set(passage.id, readEntry(passage));
    },
    withdraw,
    putVectors: (model, given) => {
      for (const { sha256, vector } of given) vectors.set(key(model, sha256), vector);
      generation += 1;
    },
    indexGeneration: async () => generation,
    indexCounts: async (model) => ({
      documents: new Set(all().map(({ passage }) => passage.documentId)).size,
      passages: entries.size,
      embedded: new Set(
        all().flatMap(({ passage }) => (vectors.has(key(model, passage.sha256)) ? [passage.sha256] : [])),
      ).size,
    }),
    documents: async (scope) => {
      const current = new Set(seen(scope).map(({ passage }) => passage.versionId));
      return [...versions.values()]
        .filter(({ id }) => current.has(id))
        .map(({ id, sha256, meta }) => ({ versionId: id, sha256, meta }));
    },
    documentVersion: async (scope, id) => {
      const version = versions.get(id);
      return version && scope.reader.audiences.includes(version.meta.audience) ? version : undefined;
    },
    searchLexical: async (scope, { terms, limit }) =>
      scoreEntries(seen(scope), [...new Set(terms.map(stemOf))])
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score)
        .slice(0, limit),
    passages: async (scope, ids) => seen(scope).flatMap(({ passage }) => (ids.includes(passage.id) ? [passage] : [])),
    documentFrequencies: async (scope, terms) => ({
      passages: seen(scope).length,
      frequencies: new Map(
        terms.map((term) => [term, seen(scope).filter(({ counts }) => counts.has(stemOf(term))).length]),
      ),
    }),
    passagesWithoutVector: async (model, limit) => {
      const missing = all().filter(({ passage }) => !vectors.has(key(model, passage.sha256)));
      const bySha = new Map(missing.map(({ passage }) => [passage.sha256, passage.text]));
      return [...bySha].slice(0, limit).map(([sha256, text]) => ({ sha256, text }));
    },
    vectors: async (model, { afterId, limit }) =>
      all()
        .flatMap(({ passage }) => {
          const vector = vectors.get(key(model, passage.sha256));
          return vector && passage.id > afterId ? [{ passageId: passage.id, vector }] : [];
        })
        .slice(0, limit),
  };
}
