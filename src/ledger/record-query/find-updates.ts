import type { Attribute } from "../../core/attribute.ts";
import type { Fact, Subject } from "../../core/ledger.ts";
import type { Condition, RecordQuery } from "../../core/record-query.ts";
import type { UpdateFilter } from "../../core/update.ts";
import { chooseUpdates, type ChosenUpdate } from "./choose-updates.ts";
import { factsOf, noResult, type Finding, type FoundRow, type Nothing } from "./found-row.ts";
import { inPages } from "./fact-reader.ts";
import { isOfSubject } from "./query-paths.ts";
import type { Clocks, RecordView } from "./record-view.ts";
import { readUpdatePath, type UpdatePath } from "./update-path.ts";
import { followFromUpdates, type UpdateOrigin, type UpdateValues } from "./update-values.ts";
import { meets } from "./values/value-comparison.ts";

/** What updates are selected from, and which pilots the query's sets allow. */
export interface UpdateContext {
  readonly view: RecordView;
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly clocks: Clocks;
  readonly isMember: (pilot: Subject) => boolean;
}

/** Selects updates and gathers what the query asks of them, the newest first, without computing, ordering or limiting. */
export async function findUpdates(query: RecordQuery, context: UpdateContext): Promise<Finding> {
  const paths = readPaths(query, context.attributes);
  if ("outcome" in paths) return paths;
  const { view } = context;
  const base = await selectBase(query, paths, context);
  if (base.length === 0) return whyNone(paths, context);
  const { origins, met, silent } = await applyConditions(base, paths, view);
  if (origins.length === 0) {
    if (silent === undefined) return noResult;
    return { outcome: "notRecorded", attribute: silent, subjects: pilotsOf(base) };
  }
  const asked = paths.attribute ? await followFromUpdates(origins, paths.attribute, view) : noValues;
  if (query.attribute !== undefined && isStated(paths.attribute) && isSilent(asked)) {
    return { outcome: "notRecorded", attribute: query.attribute, subjects: pilotsOf(origins) };
  }
  const chosen = chooseUpdates(query, { origins, asked, view, trueAt: context.clocks.trueAt });
  if (chosen.length === 0) return noResult;
  return { outcome: "found", rows: await buildRows(query, paths, { chosen, met, view }) };
}

const noValues: UpdateValues = new Map();

interface UpdateCondition {
  readonly condition: Condition;
  readonly path: UpdatePath;
}

interface UpdatePaths {
  readonly where: readonly UpdateCondition[];
  readonly attribute?: UpdatePath;
  readonly by?: UpdatePath;
  readonly order?: UpdatePath;
}

function readPaths(query: RecordQuery, attributes: ReadonlyMap<string, Attribute>): UpdatePaths | Nothing {
  const where: UpdateCondition[] = [];
  for (const condition of query.where) {
    const path = readUpdatePath(condition.attribute, attributes);
    if (!path) return { outcome: "unknownAttribute", attribute: condition.attribute };
    where.push({ condition, path });
  }
  const named: { attribute?: UpdatePath; by?: UpdatePath; order?: UpdatePath } = {};
  for (const [key, name] of [
    ["attribute", query.attribute],
    ["by", query.by],
    ["order", query.order?.by],
  ] as const) {
    if (name === undefined) continue;
    const path = readUpdatePath(name, attributes);
    if (!path) return { outcome: "unknownAttribute", attribute: name };
    named[key] = path;
  }
  return { where, ...named };
}

/** The updates that meet the conditions on themselves and on their pilots, before any fact is read. */
async function selectBase(
  query: RecordQuery,
  { where }: UpdatePaths,
  { view, clocks, isMember }: UpdateContext,
): Promise<readonly UpdateOrigin[]> {
  const updates = await view.updates(filterOf(query));
  const ids = [...new Set(updates.map(({ pilot }) => pilot))];
  const pilots = new Map((await view.subjects({ ids })).map((pilot) => [pilot.id, pilot]));
  let origins = updates.flatMap((update): UpdateOrigin[] => {
    const pilot = pilots.get(update.pilot);
    const holds = clocks.trueAt === undefined || update.validFrom <= clocks.trueAt;
    return pilot && holds && isMember(pilot) ? [{ update, pilot }] : [];
  });
  for (const { condition, path } of where.filter(({ path: each }) => isOwn(each))) {
    const values = await followFromUpdates(origins, path, view);
    origins = origins.filter(({ update }) => meets(valuesOf(values, update.id), condition));
  }
  return origins;
}

function filterOf(query: RecordQuery): UpdateFilter {
  const wanted = (attribute: string): string | undefined => {
    const found = query.where.find((each) => each.attribute === attribute && each.comparison === "is");
    return typeof found?.value === "string" ? found.value : undefined;
  };
  const [id, pilot, programme] = [wanted("id"), wanted("pilot"), wanted("programme")];
  return {
    ...(id !== undefined && { ids: [id] }),
    ...(pilot !== undefined && { pilots: [pilot] }),
    ...(programme !== undefined && { programmes: [programme] }),
  };
}

function isOwn(path: UpdatePath): boolean {
  if (path.from === "pilot") return isOfSubject(path.path);
  return path.from === "update" && path.rest === undefined;
}

/** Says of no updates whether the pilots asked about never sent one, or none that is asked for. */
async function whyNone({ where }: UpdatePaths, { view, isMember }: UpdateContext): Promise<Nothing> {
  let pilots = (await view.subjects({ kinds: ["participation"] })).filter(isMember);
  for (const { condition, path } of where) {
    const attribute = aboutPilot(path);
    if (!attribute) continue;
    const values = await view.follow(pilots, attribute, "standing");
    pilots = pilots.filter(({ id }) => meets(valuesOf(values, id), condition));
  }
  const subjects = pilots.toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const pages = await inPages(
    subjects.map(({ id }) => id),
    (ids) => view.updates({ pilots: ids, limit: 1 }),
  );
  if (subjects.length === 0 || pages.flat().length > 0) return noResult;
  return { outcome: "notRecorded", attribute: "update", subjects };
}

/** A condition on which pilot it is, as a path from the pilot; undefined for one on the update. */
function aboutPilot(path: UpdatePath) {
  if (path.from === "pilot") return isOfSubject(path.path) ? path.path : undefined;
  if (path.from !== "update" || path.rest) return undefined;
  if (path.name === "pilot") return [{ from: "subject", name: "id" }] as const;
  return path.name === "programme" ? ([{ from: "subject", name: "programme" }] as const) : undefined;
}

interface MetCondition extends UpdateCondition {
  readonly values: UpdateValues;
}

/** Narrows by the conditions on facts; `silent` is the first of them that no update or pilot speaks of. */
async function applyConditions(base: readonly UpdateOrigin[], { where }: UpdatePaths, view: RecordView) {
  let origins = base;
  const met: MetCondition[] = [];
  for (const each of where.filter(({ path }) => !isOwn(path))) {
    const values = await followFromUpdates(base, each.path, view);
    met.push({ ...each, values });
    origins = origins.filter(({ update }) => meets(valuesOf(values, update.id), each.condition));
  }
  return { origins, met, silent: met.find(({ values }) => isSilent(values))?.condition.attribute };
}

function valuesOf(values: UpdateValues, id: string) {
  return (values.get(id) ?? []).map(({ value }) => value);
}

function isSilent(values: UpdateValues): boolean {
  return [...values.values()].every((each) => each.length === 0);
}

function isStated(path: UpdatePath | undefined): boolean {
  const steps = path?.from === "pilot" ? path.path : path?.rest;
  return steps ? steps.at(-1)?.from === "facts" : path?.from === "statement";
}

function pilotsOf(origins: readonly UpdateOrigin[]): readonly Subject[] {
  const pilots = new Map(origins.map(({ pilot }) => [pilot.id, pilot]));
  return [...pilots.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

interface RowParts {
  readonly chosen: readonly ChosenUpdate[];
  readonly met: readonly MetCondition[];
  readonly view: RecordView;
}

async function buildRows(
  query: RecordQuery,
  paths: UpdatePaths,
  { chosen, met, view }: RowParts,
): Promise<readonly FoundRow[]> {
  const ids = chosen.map(({ update }) => update.id);
  const isEverythingAsked = query.attribute === undefined && query.do !== "count";
  const everything = isEverythingAsked ? await view.statements(ids) : new Map<string, readonly Fact[]>();
  const groups = paths.by ? await followFromUpdates(chosen, paths.by, view) : noValues;
  const orders = paths.order ? await followFromUpdates(chosen, paths.order, view) : noValues;
  return chosen.map(({ update, pilot, asked: own }) => {
    const asked = [...own, ...(everything.get(update.id) ?? []).map((fact) => ({ value: fact.value, facts: [fact] }))];
    const [groupedBy, orderedBy] = [groups.get(update.id) ?? [], orders.get(update.id) ?? []];
    const looked = met.flatMap(({ values }) => values.get(update.id) ?? []);
    const matching = met.flatMap(({ condition, values }) =>
      (values.get(update.id) ?? []).filter(({ value }) => meets([value], condition)),
    );
    return {
      subject: pilot,
      update,
      asked,
      groupedBy,
      orderedBy,
      facts: factsOf([...asked, ...matching, ...groupedBy, ...orderedBy]),
      standing: factsOf([...asked, ...looked, ...groupedBy, ...orderedBy]),
    };
  });
}
