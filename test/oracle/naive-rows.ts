import type { Fact, Subject } from "../../src/core/ledger.ts";
import type { RecordQuery } from "../../src/core/record-query.ts";
import { dayOf, isDay } from "../../src/core/time.ts";
import type { Value } from "../../src/core/attribute.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import { type Clocks, type Mode, Snapshot, type Trace, type World, isDeclared, ownNames } from "./naive-snapshot.ts";
import { changes, last, trails, type Nothing, type Row } from "./naive-row.ts";
import { selectUpdates } from "./naive-updates.ts";
import { plain, satisfied } from "./naive-values.ts";

/** The clocks of a query inside another. */
export function inherit(inner: RecordQuery, outer: Clocks): Clocks {
  return { trueAt: inner.trueAt ?? outer.trueAt, knownAt: inner.knownAt ?? outer.knownAt };
}

/** The rows of a query in order of id, or why there are none. */
export function select(query: RecordQuery, world: World, scope: ReadScope, clocks: Clocks): readonly Row[] | Nothing {
  if (query.select === "update") {
    const isMember = memberOf(query.sets, world, scope, clocks);
    return typeof isMember === "function" ? selectUpdates(query, world, scope, { ...clocks, isMember }) : isMember;
  }
  const named = [...query.where.map((each) => each.attribute), query.attribute, query.by, query.order?.by];
  for (const path of named) {
    if (path !== undefined && !isDeclared(path, world.attributes))
      return { outcome: "unknownAttribute", attribute: path };
  }
  const snapshot = new Snapshot(world, scope, clocks);
  const values = (subject: Subject, path: string): readonly Value[] =>
    snapshot.trace(subject, path, "standing").map((trace) => trace.value);
  const kind = query.select;
  let base = snapshot.subjects
    .filter((subject) => kind === "fact" || subject.kind === kind)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const ofItself = query.where.filter((each) => ownNames.includes(each.attribute));
  base = base.filter((subject) => ofItself.every((each) => satisfied(values(subject, each.attribute), each)));
  const isMember = memberOf(query.sets, world, scope, clocks);
  if (typeof isMember !== "function") return isMember;
  base = base.filter(isMember);
  const onFacts = query.where.filter((each) => !ownNames.includes(each.attribute));
  const selected = base.filter((subject) => onFacts.every((each) => satisfied(values(subject, each.attribute), each)));
  if (selected.length === 0) {
    const silent = onFacts.find((each) => base.every((subject) => values(subject, each.attribute).length === 0));
    if (base.length === 0 || !silent) return { outcome: "noResult" };
    return { outcome: "notRecorded", attribute: silent.attribute, subjects: base };
  }
  return gather(query, selected, snapshot);
}

/** Tells whether a subject is in the sets; or that a query inside names an unknown attribute. */
function memberOf(
  sets: RecordQuery["sets"],
  world: World,
  scope: ReadScope,
  clocks: Clocks,
): ((subject: Subject) => boolean) | Nothing {
  if (!sets) return () => true;
  const members: (readonly string[])[] = [];
  for (const inner of sets.queries) {
    const rows = select(inner, world, scope, inherit(inner, clocks));
    if ("outcome" in rows && rows.outcome === "unknownAttribute") return rows;
    members.push("outcome" in rows ? [] : rows.flatMap((row) => keys(row.subject, sets.on)));
  }
  return (subject) =>
    keys(subject, sets.on).some((key) => {
      const hits = members.map((each) => each.includes(key));
      const times = hits.filter((hit) => hit).length;
      if (sets.operator === "all") return times === hits.length;
      if (sets.operator === "any") return times > 0;
      if (sets.operator === "none") return hits[0] === true && times === 1;
      return times === sets.times;
    });
}

function keys(subject: Subject, on: "id" | "councils"): readonly string[] {
  if (on === "id" || subject.kind === "council") return [subject.id];
  return subject.councils ?? [];
}

function gather(query: RecordQuery, selected: readonly Subject[], snapshot: Snapshot): readonly Row[] | Nothing {
  const period = query.expect?.period;
  const mode: Mode = query.do === "history" || query.do === "change" || period ? "history" : "standing";
  const everything = query.select === "fact" || query.since !== undefined || period !== undefined;
  const raw = (subject: Subject, how: Mode): readonly Trace[] => {
    if (query.attribute !== undefined) return snapshot.trace(subject, query.attribute, how);
    if (!everything) return [];
    return snapshot.choose(subject, undefined, how).map((fact) => ({ value: fact.value, trail: [fact] }));
  };
  const isStated = query.attribute !== undefined && !ownNames.includes(query.attribute.split(".").at(-1) ?? "");
  if (isStated && selected.every((subject) => raw(subject, mode).length === 0)) {
    return { outcome: "notRecorded", attribute: query.attribute ?? "", subjects: selected };
  }
  const rows = selected.map((subject): Row => {
    const asked = narrow(raw(subject, mode), query, snapshot);
    const looked = query.where.map((each) => ({ each, traces: snapshot.trace(subject, each.attribute, "standing") }));
    const matching = looked.flatMap(({ each, traces }) => traces.filter((trace) => satisfied([trace.value], each)));
    const grouped = query.by ? snapshot.trace(subject, query.by, "standing") : [];
    const ordered = query.order ? snapshot.trace(subject, query.order.by, "standing") : [];
    const standing = query.attribute === undefined ? asked : raw(subject, "standing");
    return {
      subject,
      asked,
      grouped,
      ordered,
      facts: trails([...asked, ...matching, ...grouped, ...ordered]),
      standing: trails([...standing, ...looked.flatMap(({ traces }) => traces), ...grouped, ...ordered]),
    };
  });
  const waitsForValue = query.expect !== undefined && (period !== undefined || query.attribute !== undefined);
  const drops = query.select === "fact" || query.do === "change" || query.since !== undefined || waitsForValue;
  const kept = drops ? rows.filter((row) => row.asked.length > 0) : rows;
  return kept.length > 0 ? kept : { outcome: "noResult" };
}

function narrow(traces: readonly Trace[], query: RecordQuery, snapshot: Snapshot): readonly Trace[] {
  const { since } = query;
  const period = query.expect?.period;
  const isNew = (fact: Fact | undefined): boolean => {
    if (since === undefined) return true;
    if (fact === undefined) return false;
    return isDay(since) ? dayOf(new Date(fact.recordedAt)) >= since : Date.parse(fact.recordedAt) >= Date.parse(since);
  };
  let kept = traces;
  if (period) {
    kept = kept.filter((trace) => {
      const fact = last(trace);
      if (!fact) return false;
      const isPeriod = snapshot.isPeriod(fact.attribute);
      const dated = isPeriod
        ? fact.validFrom !== undefined || fact.validTo !== undefined
        : fact.validFrom !== undefined;
      if (!dated) {
        const day = dayOf(new Date(fact.recordedAt));
        return period.from <= day && day < period.to;
      }
      if (isPeriod) return (fact.validFrom ?? "0000") < period.to && period.from < (fact.validTo ?? "9999");
      return fact.validFrom !== undefined && period.from <= fact.validFrom && fact.validFrom < period.to;
    });
  }
  if (query.do === "change") {
    const facts = [...new Set(kept.flatMap((trace) => last(trace) ?? []))];
    const changed = changes(facts, isNew);
    return kept.filter((trace) => changed.includes(last(trace) as Fact));
  }
  kept = kept.filter((trace) => isNew(last(trace)));
  if (query.do !== "latest") return kept;
  return kept.filter((trace) => {
    const mine = last(trace);
    const rivals = kept
      .flatMap((each) => last(each) ?? [])
      .filter((each) => each.subject === mine?.subject && plain(each.part ?? "") === plain(mine.part ?? ""));
    const anyDated = rivals.some((each) => each.validFrom !== undefined);
    return rivals.every((each) =>
      anyDated
        ? (each.validFrom ?? "") <= (last(trace)?.validFrom ?? "")
        : each.recordedSeq <= (last(trace)?.recordedSeq ?? 0),
    );
  });
}
