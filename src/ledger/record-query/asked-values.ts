import type { Fact, Subject } from "../../core/ledger.ts";
import type { RecordQuery } from "../../core/record-query.ts";
import { type Instant, endOfDay, isDay } from "../../core/time.ts";
import type { QueryPaths } from "./query-paths.ts";
import type { FactSelection, PathValue, RecordView } from "./record-view.ts";
import { belongsTo, byStart } from "./values/standing-facts.ts";
import { partKey } from "./values/parts.ts";
import { valueKey } from "./values/value-comparison.ts";

/** What a query asks of the selected subjects. */
export interface AskedValues {
  /** By id of the subject; every subject has an entry. */
  readonly values: ReadonlyMap<string, readonly PathValue[]>;
  /** False where the attribute asked for is stated by facts and nobody has one, whatever the moment. */
  readonly recorded: boolean;
}

/** Reads the values that a query asks for and narrows them by `since`, period, latest and change. */
export async function askedValues(
  query: RecordQuery,
  paths: QueryPaths,
  { view, subjects }: { readonly view: RecordView; readonly subjects: readonly Subject[] },
): Promise<AskedValues> {
  const selection = selectionOf(query);
  const asksForEverything = query.select === "fact" || query.since !== undefined || query.expect?.period !== undefined;
  const values = paths.attribute
    ? await view.follow(subjects, paths.attribute, selection)
    : asksForEverything
      ? await view.everything(subjects, selection)
      : new Map(subjects.map((subject) => [subject.id, []]));
  const isStated = paths.attribute?.at(-1)?.from === "facts";
  return {
    values: new Map([...values].map(([id, each]) => [id, narrow(each, query, view)])),
    recorded: !isStated || [...values.values()].some((each) => each.length > 0),
  };
}

function selectionOf(query: RecordQuery): FactSelection {
  return query.do === "history" || query.do === "change" || query.expect?.period ? "history" : "standing";
}

/** True where a subject without a value of what is asked is no row: facts, news, changes, and who is found of those expected. */
export function dropsRowsWithoutValues(query: RecordQuery): boolean {
  if (query.select === "fact" || query.do === "change" || query.since !== undefined) return true;
  return query.expect !== undefined && (query.expect.period !== undefined || query.attribute !== undefined);
}

function narrow(values: readonly PathValue[], query: RecordQuery, view: RecordView): readonly PathValue[] {
  const period = query.expect?.period;
  const since = query.since === undefined ? undefined : startOf(query.since);
  const isNew = (value: PathValue): boolean => since === undefined || recordedMs(value) >= since;
  const inPeriod = period
    ? values.filter(({ facts }) => {
        const fact = facts.at(-1);
        return fact !== undefined && belongsTo(fact, view.validityOf(fact.attribute), period);
      })
    : values;
  if (query.do === "change") return changesOf(inPeriod, isNew);
  const fresh = inPeriod.filter(isNew);
  return query.do === "latest" ? latestOf(fresh) : fresh;
}

function recordedMs({ facts }: PathValue): number {
  const fact = facts.at(-1);
  return fact ? Date.parse(fact.recordedAt) : -Infinity;
}

/** The instant from which on something is new; a bare day starts when the day before it ends. */
export function startOf(moment: Instant): number {
  if (!isDay(moment)) return Date.parse(moment);
  const dayBefore = new Date(Date.parse(moment) - 86_400_000).toISOString().slice(0, 10);
  return Date.parse(endOfDay(dayBefore)) + 1;
}

/** The values that began last, of each subject and part that states one; undated ones by when they were recorded. */
function latestOf(values: readonly PathValue[]): readonly PathValue[] {
  const keyOf = ({ subject, part }: Fact): string => JSON.stringify([subject, partKey(part)]);
  return groupByLastFact(values, keyOf).flatMap((group) => {
    const facts = group.flatMap((value) => value.facts.at(-1) ?? []);
    const from = facts.toSorted(byStart).at(-1)?.validFrom;
    const seq = Math.max(...facts.map((fact) => fact.recordedSeq));
    return group.filter((value) => {
      const fact = value.facts.at(-1);
      return from === undefined ? fact?.recordedSeq === seq : fact?.validFrom === from;
    });
  });
}

/** The steps of each source's series of one part in which the value changed, each new one with the one before it. */
export function changesOf(values: readonly PathValue[], isNew: (value: PathValue) => boolean): readonly PathValue[] {
  const keyOf = ({ subject, attribute, part, sourceClass }: Fact): string =>
    JSON.stringify([subject, attribute, partKey(part), sourceClass]);
  const series = groupByLastFact(values, keyOf);
  const kept = series.flatMap((group) => {
    const steps = oncePerFact(group).filter((value, index, all) => {
      const before = all[index - 1];
      return !before || valueKey(before.value) !== valueKey(value.value);
    });
    return steps.filter((value, index) => {
      const next = steps[index + 1];
      return (index > 0 && isNew(value)) || (next !== undefined && isNew(next));
    });
  });
  const facts = new Set(kept.map((value) => value.facts.at(-1)));
  return values.filter((value) => facts.has(value.facts.at(-1)));
}

/** Two ways may lead to one fact; a series has it once. */
function oncePerFact(values: readonly PathValue[]): readonly PathValue[] {
  return [...new Map(values.map((value) => [value.facts.at(-1)?.id, value])).values()];
}

function groupByLastFact(
  values: readonly PathValue[],
  keyOf: (fact: Fact) => string,
): readonly (readonly PathValue[])[] {
  const keyed = values.flatMap((value) => {
    const fact = value.facts.at(-1);
    return fact ? [{ value, key: keyOf(fact) }] : [];
  });
  const groups = Map.groupBy(keyed, ({ key }) => key);
  return [...groups.values()].map((group) => group.map(({ value }) => value));
}
