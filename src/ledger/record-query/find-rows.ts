import type { Subject, SubjectKind } from "../../core/ledger.ts";
import type { RecordQuery } from "../../core/record-query.ts";
import type { SubjectFilter } from "../../core/store.ts";
import { askedValues, dropsRowsWithoutValues } from "./asked-values.ts";
import { findUpdates } from "./find-updates.ts";
import { factsOf, innerClocks, noResult, type Finding, type FoundRow, type Nothing } from "./found-row.ts";
import { type QueryPaths, type PathCondition, isOfSubject, readQueryPaths } from "./query-paths.ts";
import { type Clocks, type PathValue, type RecordSources, type RecordView, openView } from "./record-view.ts";
import { meets } from "./values/value-comparison.ts";

/** Selects subjects or updates and gathers what the query asks for, without computing, ordering or limiting. */
export async function findRows(query: RecordQuery, sources: RecordSources, clocks: Clocks): Promise<Finding> {
  if (query.select !== "update") return findSubjects(query, sources, clocks);
  const view = await openView(sources, clocks);
  const isMember = query.sets ? await readSets(query.sets, { sources, clocks, view }) : () => true;
  if (typeof isMember !== "function") return isMember;
  return findUpdates(query, { view, attributes: sources.attributes, clocks, isMember });
}

async function findSubjects(query: RecordQuery, sources: RecordSources, clocks: Clocks): Promise<Finding> {
  const paths = readQueryPaths(query, sources.attributes);
  if ("outcome" in paths) return paths;
  const view = await openView(sources, clocks);
  const base = await selectBase(query, paths, { sources, clocks, view });
  if ("outcome" in base) return base;
  const selection = await applyConditions(base.subjects, paths, view);
  if (selection.subjects.length === 0) return selection.nothing;
  const asked = await askedValues(query, paths, { view, subjects: selection.subjects });
  if (!asked.recorded && query.attribute !== undefined) {
    return { outcome: "notRecorded", attribute: query.attribute, subjects: selection.subjects };
  }
  const subjects = selection.subjects.filter(
    ({ id }) => !dropsRowsWithoutValues(query) || (asked.values.get(id) ?? []).length > 0,
  );
  if (subjects.length === 0) return noResult;
  return {
    outcome: "found",
    rows: await buildRows(subjects, paths, { view, asked: asked.values, met: selection.met }),
  };
}

interface SelectionContext {
  readonly sources: RecordSources;
  readonly clocks: Clocks;
  readonly view: RecordView;
}

type Base = { readonly subjects: readonly Subject[] } | Nothing;

/** The subjects that meet the conditions on themselves and the sets, before any fact is read. */
async function selectBase(query: RecordQuery, paths: QueryPaths, context: SelectionContext): Promise<Base> {
  const candidates = await context.view.subjects(filterOf(query));
  const own = paths.where.filter(({ path }) => isOfSubject(path));
  let subjects = candidates.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  for (const each of own) {
    const values = await context.view.follow(subjects, each.path, "standing");
    subjects = subjects.filter(({ id }) => meets(valuesOf(values, id), each.condition));
  }
  if (!query.sets) return { subjects };
  const isMember = await readSets(query.sets, context);
  return typeof isMember === "function" ? { subjects: subjects.filter(isMember) } : isMember;
}

function filterOf(query: RecordQuery): SubjectFilter {
  const wanted = (attribute: string): string | undefined => {
    const found = query.where.find((each) => each.attribute === attribute && each.comparison === "is");
    return typeof found?.value === "string" ? found.value : undefined;
  };
  const [id, programme, kinds] = [wanted("id"), wanted("programme"), kindsOf(query.select)];
  return {
    ...(id !== undefined && { ids: [id] }),
    ...(programme !== undefined && { programme }),
    ...(kinds && { kinds }),
  };
}

function kindsOf(select: RecordQuery["select"]): readonly SubjectKind[] | undefined {
  return select === "fact" || select === "update" ? undefined : [select];
}

/** Tells whether a subject is in the sets, or hands on that a query inside names an unknown attribute. */
async function readSets(
  sets: NonNullable<RecordQuery["sets"]>,
  { sources, clocks }: SelectionContext,
): Promise<((subject: Subject) => boolean) | Nothing> {
  const members: ReadonlySet<string>[] = [];
  for (const query of sets.queries) {
    const finding = await findRows(query, sources, innerClocks(query, clocks));
    if (finding.outcome === "unknownAttribute") return finding;
    const rows = finding.outcome === "found" ? finding.rows : [];
    members.push(new Set(rows.flatMap((row) => setKeys(row.subject, sets.on))));
  }
  return (subject) =>
    setKeys(subject, sets.on).some((key) =>
      holds(
        sets,
        members.map((each) => each.has(key)),
      ),
    );
}

function setKeys(subject: Subject, on: "id" | "councils"): readonly string[] {
  return on === "id" || subject.kind === "council" ? [subject.id] : (subject.councils ?? []);
}

function holds({ operator, times }: NonNullable<RecordQuery["sets"]>, isIn: readonly boolean[]): boolean {
  switch (operator) {
    case "all":
      return isIn.every(Boolean);
    case "any":
      return isIn.some(Boolean);
    case "none":
      return isIn[0] === true && !isIn.slice(1).some(Boolean);
    case "exactly":
      return isIn.filter(Boolean).length === times;
  }
}

interface Selection {
  readonly subjects: readonly Subject[];
  readonly met: readonly MetCondition[];
  /** What to answer where no subject is left. */
  readonly nothing: Nothing;
}

interface MetCondition extends PathCondition {
  readonly values: ReadonlyMap<string, readonly PathValue[]>;
}

/** Narrows by the conditions on facts; a condition that nobody's records speak of is told from one that nobody meets. */
async function applyConditions(base: readonly Subject[], paths: QueryPaths, view: RecordView): Promise<Selection> {
  let subjects = base;
  const met: MetCondition[] = [];
  for (const each of paths.where.filter(({ path }) => !isOfSubject(path))) {
    const values = await view.follow(base, each.path, "standing");
    met.push({ ...each, values });
    subjects = subjects.filter(({ id }) => meets(valuesOf(values, id), each.condition));
  }
  const silent = base.length === 0 ? undefined : met.find(({ values }) => [...values.values()].flat().length === 0);
  if (!silent) return { subjects, met, nothing: noResult };
  return { subjects, met, nothing: { outcome: "notRecorded", attribute: silent.condition.attribute, subjects: base } };
}

function valuesOf(values: ReadonlyMap<string, readonly PathValue[]>, id: string) {
  return (values.get(id) ?? []).map(({ value }) => value);
}

async function buildRows(
  subjects: readonly Subject[],
  paths: QueryPaths,
  {
    view,
    asked,
    met,
  }: { view: RecordView; asked: ReadonlyMap<string, readonly PathValue[]>; met: readonly MetCondition[] },
): Promise<readonly FoundRow[]> {
  const none = new Map<string, readonly PathValue[]>();
  const standing = paths.attribute ? await view.follow(subjects, paths.attribute, "standing") : asked;
  const groups = paths.by ? await view.follow(subjects, paths.by, "standing") : none;
  const orders = paths.order ? await view.follow(subjects, paths.order, "standing") : none;
  return subjects.map((subject) => {
    const own = (values: ReadonlyMap<string, readonly PathValue[]>) => values.get(subject.id) ?? [];
    const [groupedBy, orderedBy] = [own(groups), own(orders)];
    const matching = met.flatMap(({ condition, values }) =>
      own(values).filter(({ value }) => meets([value], condition)),
    );
    const looked = met.flatMap(({ values }) => own(values));
    return {
      subject,
      asked: own(asked),
      groupedBy,
      orderedBy,
      facts: factsOf([...own(asked), ...matching, ...groupedBy, ...orderedBy]),
      standing: factsOf([...own(standing), ...looked, ...groupedBy, ...orderedBy]),
    };
  });
}
