import type { Attribute, Validity, Value } from "../../core/attribute.ts";
import type { Fact, Subject } from "../../core/ledger.ts";
import type { LedgerReader, SubjectFilter } from "../../core/store.ts";
import { type Day, type Instant, endOfDay, isDay } from "../../core/time.ts";
import type { ReadScope } from "../../core/trust.ts";
import { type AttributePath, type PathSegment, referredIds, subjectValue } from "./attribute-path.ts";
import { factHistory, standingFacts } from "./values/standing-facts.ts";

/** What a query is run against. */
export interface RecordSources {
  readonly ledger: LedgerReader;
  readonly scope: ReadScope;
  /** Every declared attribute by id. */
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** The two clocks of a query. */
export interface Clocks {
  readonly trueAt?: Day;
  readonly knownAt?: Instant;
}

/** A value at the end of a path, and the facts along the way; the last is the value's own, unless the subject has it itself. */
export interface PathValue {
  readonly value: Value;
  readonly facts: readonly Fact[];
}

/** Which facts count: those that stand, every value over time, or everything recorded. Steps before the last always stand. */
export type FactSelection = "standing" | "history" | "recorded";

/** The ledger as one reader knew it at one moment; loads what is asked for, once. */
export interface RecordView {
  subjects(filter: SubjectFilter): Promise<readonly Subject[]>;
  /** The values of each subject, by its id; every subject has an entry. */
  follow(
    subjects: readonly Subject[],
    path: AttributePath,
    select: FactSelection,
  ): Promise<ReadonlyMap<string, readonly PathValue[]>>;
  /** The values of every attribute of each subject, by its id; every subject has an entry. */
  everything(subjects: readonly Subject[], select: FactSelection): Promise<ReadonlyMap<string, readonly PathValue[]>>;
  validityOf(attribute: string): Validity;
}

/** Ids per read, well below what a statement of SQLite binds. */
const idsPerRead = 500;

/** Opens the ledger under the clocks of a query; `knownAt` only ever narrows what the scope knows. */
export async function openView({ ledger, scope, attributes }: RecordSources, clocks: Clocks): Promise<RecordView> {
  const known = await scopeKnownAt(ledger, scope, clocks.knownAt);
  const facts = createFactReader(ledger, known);
  const validityOf = (attribute: string): Validity => attributes.get(attribute)?.validity ?? "point";
  const select = (list: readonly Fact[], selection: FactSelection): readonly Fact[] =>
    selectFacts(list, selection, { validityOf, trueAt: clocks.trueAt });

  const view: RecordView = {
    validityOf,
    async subjects(filter) {
      if (!filter.ids) return ledger.subjects(known, filter);
      const pages = await inPages(filter.ids, (ids) => ledger.subjects(known, { ...filter, ids }));
      return pages.flat();
    },
    async follow(subjects, path, selection) {
      let ways: readonly Way[] = subjects.map((subject) => ({ origin: subject.id, subject, facts: [] }));
      for (const [index, segment] of path.entries()) {
        const last = index === path.length - 1;
        const read = (list: readonly Fact[]) => select(list, last ? selection : "standing");
        const steps = await stepFrom(ways, segment, { facts, read });
        if (last) return collect(subjects, steps);
        ways = await enter(steps, view);
      }
      return collect(subjects, []);
    },
    async everything(subjects, selection) {
      const byId = await facts.all(subjects.map((subject) => subject.id));
      return new Map(
        subjects.map((subject) => [
          subject.id,
          select(byId.get(subject.id) ?? [], selection).map((fact) => ({ value: fact.value, facts: [fact] })),
        ]),
      );
    },
  };
  return view;
}

async function scopeKnownAt(ledger: LedgerReader, scope: ReadScope, knownAt?: Instant): Promise<ReadScope> {
  if (knownAt === undefined) return scope;
  const seq = await ledger.seqAt(isDay(knownAt) ? endOfDay(knownAt) : new Date(knownAt).toISOString());
  return { ...scope, knownSeq: Math.min(seq, scope.knownSeq ?? seq) };
}

function selectFacts(
  facts: readonly Fact[],
  selection: FactSelection,
  { validityOf, trueAt }: { validityOf: (attribute: string) => Validity; trueAt: Day | undefined },
): readonly Fact[] {
  if (selection === "recorded") return facts;
  const choose = selection === "history" ? factHistory : standingFacts;
  return [...Map.groupBy(facts, (fact) => fact.attribute)].flatMap(([attribute, list]) =>
    choose(list, validityOf(attribute), trueAt),
  );
}

/** How far a path has led from a subject. */
interface Way {
  readonly origin: string;
  readonly subject: Subject;
  readonly facts: readonly Fact[];
}

interface Step extends PathValue {
  readonly origin: string;
}

async function stepFrom(
  ways: readonly Way[],
  segment: PathSegment,
  { facts, read }: { facts: FactReader; read: (list: readonly Fact[]) => readonly Fact[] },
): Promise<readonly Step[]> {
  if (segment.from === "subject") {
    return ways.flatMap((way) => {
      const value = subjectValue(way.subject, segment.name);
      return value ? [{ origin: way.origin, value, facts: way.facts }] : [];
    });
  }
  const byId = await facts.of(
    segment.attribute.id,
    ways.map((way) => way.subject.id),
  );
  return ways.flatMap((way) =>
    read(byId.get(way.subject.id) ?? []).map((fact) => ({
      origin: way.origin,
      value: fact.value,
      facts: [...way.facts, fact],
    })),
  );
}

async function enter(steps: readonly Step[], view: RecordView): Promise<readonly Way[]> {
  const ids = [...new Set(steps.flatMap((step) => referredIds(step.value)))];
  const subjects = new Map((await view.subjects({ ids })).map((subject) => [subject.id, subject]));
  return steps.flatMap((step) =>
    referredIds(step.value).flatMap((id) => {
      const subject = subjects.get(id);
      return subject ? [{ origin: step.origin, subject, facts: step.facts }] : [];
    }),
  );
}

function collect(subjects: readonly Subject[], steps: readonly Step[]): ReadonlyMap<string, readonly PathValue[]> {
  const byOrigin = Map.groupBy(steps, (step) => step.origin);
  return new Map(subjects.map((subject) => [subject.id, byOrigin.get(subject.id) ?? []]));
}

interface FactReader {
  of(attribute: string, subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
  all(subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>>;
}

/** Reads the facts of one attribute and subject at most once. */
function createFactReader(ledger: LedgerReader, scope: ReadScope): FactReader {
  const read = new Map<string, Map<string, readonly Fact[]>>();
  const load = async (subjects: readonly string[], attributes?: readonly string[]) => {
    const pages = await inPages(subjects, (ids) =>
      ledger.facts(scope, attributes ? { subjects: ids, attributes } : { subjects: ids }),
    );
    return Map.groupBy(pages.flat(), (fact) => fact.subject);
  };
  return {
    all: (subjects) => load(subjects),
    async of(attribute, subjects) {
      const known = read.get(attribute) ?? new Map<string, readonly Fact[]>();
      read.set(attribute, known);
      const missing = [...new Set(subjects)].filter((id) => !known.has(id));
      const loaded = await load(missing, [attribute]);
      for (const id of missing) known.set(id, loaded.get(id) ?? []);
      return known;
    },
  };
}

async function inPages<Row>(
  ids: readonly string[],
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<readonly (readonly Row[])[]> {
  const pages: (readonly Row[])[] = [];
  for (let start = 0; start < ids.length; start += idsPerRead) {
    pages.push(await read(ids.slice(start, start + idsPerRead)));
  }
  return pages;
}
