import type { Attribute, Validity, Value } from "../../core/attribute.ts";
import type { Fact, Subject } from "../../core/ledger.ts";
import type { LedgerReader, SubjectFilter } from "../../core/store.ts";
import { type Day, type Instant, endOfDay, isDay } from "../../core/time.ts";
import type { ReadScope } from "../../core/trust.ts";
import type { ConfirmedUpdate, UpdateFilter } from "../../core/update.ts";
import { type AttributePath, type PathSegment, referredIds, subjectValue } from "./attribute-path.ts";
import { type FactReader, createFactReader, inPages } from "./fact-reader.ts";
import { partKey } from "./values/parts.ts";
import { byRecording, byStart, factHistory, standingFacts } from "./values/standing-facts.ts";

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
  updates(filter: UpdateFilter): Promise<readonly ConfirmedUpdate[]>;
  /** What each update states of one attribute or of all, by its id, in order of recording; one that states none has no entry. */
  statements(updates: readonly string[], attribute?: string): Promise<ReadonlyMap<string, readonly Fact[]>>;
}

/** Opens the ledger under the clocks of a query; `knownAt` only ever narrows what the scope knows. */
export async function openView({ ledger, scope, attributes }: RecordSources, clocks: Clocks): Promise<RecordView> {
  const known = await scopeKnownAt(ledger, scope, clocks.knownAt);
  const facts = createFactReader(ledger, known);
  const validityOf = (attribute: string): Validity => attributes.get(attribute)?.validity ?? "point";
  const selectFrom: SelectFacts = (list, selection) =>
    selectFacts(list, selection, { validityOf, trueAt: clocks.trueAt });
  const subjects = async (filter: SubjectFilter): Promise<readonly Subject[]> => {
    if (!filter.ids) return ledger.subjects(known, filter);
    const pages = await inPages(filter.ids, (ids) => ledger.subjects(known, { ...filter, ids }));
    return pages.flat();
  };
  return {
    validityOf,
    subjects,
    follow: (origins, path, selection) => followPath(origins, path, { selection, facts, selectFrom, subjects }),
    async everything(origins, selection) {
      const byId = await facts.all(origins.map((origin) => origin.id));
      const read = (id: string): readonly Fact[] => selectFrom(byId.get(id) ?? [], selection);
      const valuesOf = (id: string) => read(id).map((fact) => ({ value: fact.value, facts: [fact] }));
      return new Map(origins.map(({ id }) => [id, valuesOf(id)]));
    },
    updates: (filter) => ledger.updates(known, filter),
    async statements(updates, attribute) {
      const attributes = attribute === undefined ? {} : { attributes: [attribute] };
      const pages = await inPages(updates, (ids) => ledger.facts(known, { updates: ids, ...attributes }));
      return Map.groupBy(pages.flat(), (fact) => fact.update ?? "");
    },
  };
}

type SelectFacts = (facts: readonly Fact[], selection: FactSelection) => readonly Fact[];

interface Following {
  readonly selection: FactSelection;
  readonly facts: FactReader;
  readonly selectFrom: SelectFacts;
  readonly subjects: RecordView["subjects"];
}

async function followPath(
  origins: readonly Subject[],
  path: AttributePath,
  { selection, facts, selectFrom, subjects }: Following,
): Promise<ReadonlyMap<string, readonly PathValue[]>> {
  let ways: readonly Way[] = origins.map((subject) => ({ origin: subject.id, subject, facts: [] }));
  let steps: readonly Step[] = [];
  for (const [index, segment] of path.entries()) {
    if (index > 0) ways = await enter(steps, subjects);
    const selected = index === path.length - 1 ? selection : "standing";
    steps = await stepFrom(ways, segment, { facts, read: (list) => selectFrom(list, selected) });
  }
  const byOrigin = Map.groupBy(steps, (step) => step.origin);
  return new Map(origins.map(({ id }) => [id, byOrigin.get(id) ?? []]));
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
    [...Map.groupBy(list, (fact) => partKey(fact.part)).values()]
      .flatMap((series) => choose(series, validityOf(attribute), trueAt))
      .toSorted(selection === "history" ? byStart : byRecording),
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
    read(ofPart(byId.get(way.subject.id) ?? [], segment.part)).map((fact) => ({
      origin: way.origin,
      value: fact.value,
      facts: [...way.facts, fact],
    })),
  );
}

/** The facts about one part, or all of them where none is named. */
export function ofPart(facts: readonly Fact[], part: string | undefined): readonly Fact[] {
  return part === undefined ? facts : facts.filter((fact) => partKey(fact.part) === part);
}

async function enter(steps: readonly Step[], read: RecordView["subjects"]): Promise<readonly Way[]> {
  const ids = [...new Set(steps.flatMap((step) => referredIds(step.value)))];
  const subjects = new Map((await read({ ids })).map((subject) => [subject.id, subject]));
  return steps.flatMap((step) =>
    referredIds(step.value).flatMap((id) => {
      const subject = subjects.get(id);
      return subject ? [{ origin: step.origin, subject, facts: step.facts }] : [];
    }),
  );
}
