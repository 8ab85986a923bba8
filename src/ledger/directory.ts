import type { Knowledge } from "../core/knowledge.ts";
import type { Alias, Subject } from "../core/ledger.ts";
import type { LedgerReader, Store } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { createNameResolver } from "./names/create-name-resolver.ts";
import { withUpdateAttributes } from "./updates/update-attributes.ts";

/** What one reader may know of at one moment, read once and kept while it holds. */
export interface Directory extends Knowledge {
  /** The last event that this directory knows of. */
  readonly seq: number;
  readonly aliases: readonly Alias[];
  /** A label that tells subjects of one name apart: `Eastmere (Harbour Night Buses, pilot)`. */
  describeCandidate(subject: Subject): string;
}

/** Gives directories; asking again while nothing was recorded costs one read of the ledger's head. */
export interface Directories {
  at(scope: ReadScope): Promise<Directory>;
}

/** How many directories of different readers and moments are kept; the least recently used goes. */
const maxKept = 16;

/** Creates the directories of a store. */
export function createDirectory(store: Pick<Store, "head" | keyof LedgerReader>): Directories {
  const kept = new Map<string, Promise<Directory>>();
  return {
    async at({ reader, knownSeq }) {
      const head = await store.head();
      // Read as of a number, so that an event recorded in between does not slip into what is kept under this one.
      const seq = Math.min(knownSeq ?? head.seq, head.seq);
      const key = JSON.stringify([seq, [...new Set(reader.audiences)].toSorted()]);
      const found = kept.get(key) ?? readDirectory(store, { reader, knownSeq: seq }, seq);
      kept.delete(key);
      kept.set(key, found);
      const oldest = kept.keys().next().value;
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return found.catch((error: unknown) => {
        if (kept.get(key) === found) kept.delete(key);
        throw error;
      });
    },
  };
}

async function readDirectory(store: LedgerReader, scope: ReadScope, seq: number): Promise<Directory> {
  const [subjects, aliases, declared, sources, councilFacts] = await Promise.all([
    store.subjects(scope),
    store.aliases(scope),
    store.attributes(scope),
    store.sources(scope),
    store.facts(scope, { subjectKinds: ["council"] }),
  ]);
  const attributes = withUpdateAttributes(declared);
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const aliasesOf = Map.groupBy(aliases, ({ target }) => target);
  const ofKind = Map.groupBy(subjects, ({ kind }) => kind);
  const resolver = createNameResolver({ subjects, aliases, attributes });
  const councilValues = new Map<string, Set<string>>();
  for (const { attribute, value } of councilFacts) {
    if (value.kind !== "text") continue;
    councilValues.set(attribute, (councilValues.get(attribute) ?? new Set()).add(value.text));
  }
  return {
    seq,
    subjects,
    aliases,
    attributes: new Map(attributes.map((attribute) => [attribute.id, attribute])),
    sources: new Map(sources.map((source) => [source.id, source])),
    subject: (id) => byId.get(id),
    ofKind: (kind) => ofKind.get(kind) ?? [],
    participationsOf: (id) =>
      (ofKind.get("participation") ?? []).filter(
        ({ programme, councils }) => programme === id || councils?.includes(id) === true,
      ),
    namesOf: (id) => [byId.get(id)?.name ?? [], (aliasesOf.get(id) ?? []).map(({ text }) => text)].flat(),
    councilValues: new Map(Array.from(councilValues, ([attribute, values]) => [attribute, [...values].toSorted()])),
    findMentions: (text, options) => resolver.findMentions(text, options),
    describeCandidate: (subject) => describeCandidate(subject, byId),
  };
}

/** What the subject is, so that a choice can be made: name, programme and kind. */
function describeCandidate(subject: Subject, subjects: ReadonlyMap<string, Subject>): string {
  if (subject.kind !== "participation") return `${subject.name} (${subject.kind})`;
  const programme = subjects.get(subject.programme ?? "")?.name;
  return `${subject.name} (${[programme, subject.participationKind].filter((part) => part !== undefined).join(", ")})`;
}
