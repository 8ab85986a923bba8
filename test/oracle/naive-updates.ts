import type { Value } from "../../src/core/attribute.ts";
import type { Fact, Subject } from "../../src/core/ledger.ts";
import type { Condition, RecordQuery } from "../../src/core/record-query.ts";
import { dayOf, isDay, readDaySpan } from "../../src/core/time.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import type { ConfirmedUpdate } from "../../src/core/update.ts";
import { changes, trails, type Nothing, type Row } from "./naive-row.ts";
import { ids, isDeclared, isNamed, ownNames, Snapshot, type Clocks, type Trace, type World } from "./naive-snapshot.ts";
import { satisfied } from "./naive-values.ts";

/** What updates have by themselves. */
const itsOwn: Readonly<Record<string, (update: ConfirmedUpdate) => Value | undefined>> = {
  id: ({ id }) => ({ kind: "reference", id }),
  pilot: ({ pilot }) => ({ kind: "reference", id: pilot }),
  programme: ({ programme }) => ({ kind: "reference", id: programme }),
  author: ({ author }) => ({ kind: "reference", id: author }),
  confirmedBy: ({ confirmedBy }) => ({ kind: "reference", id: confirmedBy }),
  place: ({ message }) => (message ? { kind: "reference", id: message.place } : undefined),
  version: ({ version }) => ({ kind: "count", count: version }),
  fictional: ({ fictional }) => ({ kind: "flag", flag: fictional ?? false }),
  marking: ({ marking }) => (marking ? { kind: "text", text: marking } : undefined),
  source: ({ source }) => (source ? { kind: "text", text: source } : undefined),
  scale: ({ fields }) => (fields.scale ? { kind: "text", text: fields.scale } : undefined),
  validFrom: ({ validFrom }) => day(validFrom),
  postedAt: ({ postedAt }) => day(dayOf(new Date(postedAt))),
  recordedAt: ({ recordedAt }) => day(dayOf(new Date(recordedAt))),
  period: ({ fields: { period } }) =>
    period && { kind: "date", text: `${period.from} to ${dayBefore(period.to)}`, days: period },
};

function day(text: string): Value {
  return { kind: "date", text, days: readDaySpan(text) ?? { from: text, to: text } };
}

function dayBefore(text: string): string {
  const date = new Date(`${text}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** Attributes that an update states of its pilot. */
const statable = ["rating", "metric", "spendToDate", "risk", "helpFrom", "milestoneDue"];

function isUpdatePath(path: string, world: World): boolean {
  const [first = "", ...rest] = path.split(".");
  if (first in itsOwn) {
    if (rest.length === 0) return true;
    return (first === "pilot" || first === "programme") && isDeclared(rest.join("."), world.attributes);
  }
  return isDeclared(path, world.attributes);
}

/** The updates that a query selects with what is asked of them, the newest first; or why there are none. */
export function selectUpdates(
  query: RecordQuery,
  world: World,
  scope: ReadScope,
  { isMember, ...clocks }: Clocks & { readonly isMember: (pilot: Subject) => boolean },
): readonly Row[] | Nothing {
  const named = [...query.where.map((each) => each.attribute), query.attribute, query.by, query.order?.by];
  for (const path of named) {
    if (path !== undefined && !isUpdatePath(path, world)) return { outcome: "unknownAttribute", attribute: path };
  }
  const snapshot = new Snapshot(world, scope, clocks);
  const pilotOf = ({ pilot }: ConfirmedUpdate) => snapshot.subjects.find(({ id }) => id === pilot) as Subject;
  const all = snapshot.updates.filter((update) => pilotOf(update));
  const trace = (update: ConfirmedUpdate, path: string) => traceUpdate(update, path, snapshot);
  const holds = (update: ConfirmedUpdate, each: Condition): boolean =>
    satisfied(
      trace(update, each.attribute).map(({ value }) => value),
      each,
    );
  const ofItself = query.where.filter(({ attribute }) => attribute in itsOwn || ownNames.includes(attribute));
  const others = query.where.filter((each) => !ofItself.includes(each));
  const base = all
    .filter((update) => clocks.trueAt === undefined || update.validFrom <= clocks.trueAt)
    .filter((update) => isMember(pilotOf(update)) && ofItself.every((each) => holds(update, each)));
  if (base.length === 0) return silence(query, snapshot, isMember);
  const pilots = (updates: readonly ConfirmedUpdate[]): readonly Subject[] =>
    snapshot.subjects
      .filter(({ id }) => updates.some(({ pilot }) => pilot === id))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const selected = base.filter((update) => others.every((each) => holds(update, each)));
  if (selected.length === 0) {
    const silent = others.find((each) => base.every((update) => trace(update, each.attribute).length === 0));
    return silent
      ? { outcome: "notRecorded", attribute: silent.attribute, subjects: pilots(base) }
      : { outcome: "noResult" };
  }
  const { attribute } = query;
  const last = attribute?.split(".").at(-1) ?? "";
  const isStated = attribute !== undefined && !(attribute in itsOwn) && !ownNames.includes(last);
  if (isStated && selected.every((update) => trace(update, attribute).length === 0)) {
    return { outcome: "notRecorded", attribute, subjects: pilots(selected) };
  }
  const rows = narrow(query, selected, { snapshot, trace }).map(({ update, asked }): Row => {
    const looked = others.map((each) => ({ each, traces: trace(update, each.attribute) }));
    const matching = looked.flatMap(({ each, traces }) => traces.filter(({ value }) => satisfied([value], each)));
    const grouped = query.by ? trace(update, query.by) : [];
    const ordered = query.order ? trace(update, query.order.by) : [];
    return {
      subject: pilotOf(update),
      update,
      asked,
      grouped,
      ordered,
      facts: trails([...asked, ...matching, ...grouped, ...ordered]),
      standing: trails([...asked, ...looked.flatMap(({ traces }) => traces), ...grouped, ...ordered]),
    };
  });
  return rows.length > 0 ? rows : { outcome: "noResult" };
}

/** Nobody who is asked about ever sent one, or nobody sent such a one. */
function silence(query: RecordQuery, snapshot: Snapshot, isMember: (pilot: Subject) => boolean): Nothing {
  const conditions = query.where
    .map((each) => (each.attribute === "pilot" ? { ...each, attribute: "id" } : { ...each, was: each.attribute }))
    .filter(
      (each) =>
        !("was" in each) || (ownNames.includes(each.was) && (!(each.was in itsOwn) || each.was === "programme")),
    );
  const asked = snapshot.subjects
    .filter((subject) => subject.kind === "participation" && isMember(subject))
    .filter((subject) =>
      conditions.every((each) =>
        satisfied(
          snapshot.trace(subject, each.attribute, "standing").map(({ value }) => value),
          each,
        ),
      ),
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const heard = snapshot.updates.some((update) => asked.some(({ id }) => id === update.pilot));
  if (heard || asked.length === 0) return { outcome: "noResult" };
  return { outcome: "notRecorded", attribute: "update", subjects: asked };
}

function traceUpdate(update: ConfirmedUpdate, path: string, snapshot: Snapshot): readonly Trace[] {
  const [first = "", ...rest] = path.split(".");
  const own = itsOwn[first];
  const name = first.split(":")[0] ?? "";
  const pilot = snapshot.subjects.find(({ id }) => id === update.pilot);
  if (!own && !statable.includes(name)) return pilot ? snapshot.trace(pilot, path, "standing") : [];
  const value = own?.(update);
  const steps: readonly Trace[] = own
    ? value
      ? [{ value, trail: [] }]
      : []
    : snapshot.facts
        .filter((fact) => fact.update === update.id && isNamed(fact, first))
        .map((fact) => ({ value: fact.value, trail: [fact] }));
  if (rest.length === 0) return steps;
  return steps.flatMap((step) =>
    ids(step.value).flatMap((id) =>
      snapshot.subjects
        .filter((each) => each.id === id)
        .flatMap((next) => snapshot.trace(next, rest.join("."), "standing", step.trail)),
    ),
  );
}

interface Asked {
  readonly update: ConfirmedUpdate;
  readonly asked: readonly Trace[];
}

interface Tracing {
  readonly snapshot: Snapshot;
  readonly trace: (update: ConfirmedUpdate, path: string) => readonly Trace[];
}

function narrow(
  query: RecordQuery,
  selected: readonly ConfirmedUpdate[],
  { snapshot, trace }: Tracing,
): readonly Asked[] {
  const { attribute, since, expect } = query;
  const everything = (update: ConfirmedUpdate): readonly Trace[] =>
    snapshot.facts.filter((fact) => fact.update === update.id).map((fact) => ({ value: fact.value, trail: [fact] }));
  const ask = (update: ConfirmedUpdate): readonly Trace[] => {
    if (attribute !== undefined) return trace(update, attribute);
    return query.do === "count" ? [] : everything(update);
  };
  const isNew = (recordedAt: string): boolean => {
    if (since === undefined) return true;
    return isDay(since) ? dayOf(new Date(recordedAt)) >= since : Date.parse(recordedAt) >= Date.parse(since);
  };
  let rows = selected
    .map((update): Asked => ({ update, asked: ask(update) }))
    .filter(({ asked }) => attribute === undefined || asked.length > 0);
  if (expect?.period) {
    const { from, to } = expect.period;
    rows = rows.filter(({ update: { fields, validFrom } }) =>
      fields.period ? fields.period.from < to && fields.period.to > from : validFrom >= from && validFrom < to,
    );
  }
  if (query.do === "change") {
    const facts = [...new Set(rows.flatMap(({ asked }) => asked.flatMap((each) => each.trail.at(-1) ?? [])))];
    const series = facts.filter((fact) => snapshot.counts(fact, facts.filter(isAbout(fact)), "history"));
    const kept = changesByAttribute(series, (fact) => isNew(fact.recordedAt));
    return rows
      .map(({ update, asked }) => ({ update, asked: asked.filter(({ trail }) => kept.includes(trail.at(-1) as Fact)) }))
      .filter(({ asked }) => asked.length > 0);
  }
  rows = rows.filter(({ update }) => isNew(update.recordedAt));
  if (query.do === "history") return rows.toReversed();
  if (query.do !== "latest") return rows;
  return rows.filter((row) => rows.find(({ update }) => update.pilot === row.update.pilot) === row);
}

function isAbout(fact: Fact): (other: Fact) => boolean {
  return (other) => other.subject === fact.subject;
}

function changesByAttribute(facts: readonly Fact[], isNew: (fact: Fact) => boolean): readonly Fact[] {
  const attributes = [...new Set(facts.map(({ attribute }) => attribute))];
  return attributes.flatMap((attribute) =>
    changes(
      facts.filter((fact) => fact.attribute === attribute),
      isNew,
    ),
  );
}
