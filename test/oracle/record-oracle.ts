import type { Fact, Subject } from "../../src/core/ledger.ts";
import type { ComputedValue, FoundRecords, RecordQuery, RecordResult } from "../../src/core/record-query.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import { compute, group, sort, stated } from "./naive-arrangement.ts";
import { last, type Row } from "./naive-row.ts";
import { inherit, select } from "./naive-rows.ts";
import { Snapshot, type World } from "./naive-snapshot.ts";
import { overlapping, plain, roomyLimits, same } from "./naive-values.ts";

/**
 * Answers a record query the slow and obvious way: one subject after the other over all facts, nothing indexed, nothing
 * shared with the evaluator.
 */
export function answerNaively(query: RecordQuery, world: World, scope: ReadScope): RecordResult {
  const clocks = { trueAt: query.trueAt, knownAt: query.knownAt };
  const rows = select(query, world, scope, clocks);
  const waits = query.expect !== undefined;
  if ("outcome" in rows && (rows.outcome === "unknownAttribute" || !waits)) return rows;
  const found = "outcome" in rows ? [] : rows;

  let expected: FoundRecords["expected"];
  if (query.expect) {
    const inner = query.expect.query;
    const due = select(inner, world, scope, inherit(inner, clocks));
    if ("outcome" in due && due.outcome === "unknownAttribute") return due;
    const everyone = "outcome" in due ? [] : due.map((row) => row.subject);
    const missing = everyone.filter((subject) => !found.some((row) => row.subject.id === subject.id));
    expected = {
      found: everyone.length - missing.length,
      of: everyone.length,
      missing: missing.map((subject) => lastHeard(subject, query, new Snapshot(world, scope, clocks))),
    };
    if ("outcome" in rows && everyone.length === 0) return rows;
  }

  let compared: FoundRecords["compared"];
  if (query.compare) {
    const other = select(query.compare, world, scope, inherit(query.compare, clocks));
    if ("outcome" in other && other.outcome === "unknownAttribute") return other;
    compared = compare(query, found, query.compare, "outcome" in other ? [] : other, world);
  }

  const { rows: sorted, reason } = sort(found, query);
  const sums = compute(query, sorted);
  const notComputed = [...(sums?.notComputed ?? []), ...(reason ? [reason] : [])];
  return {
    outcome: "found",
    rows: sorted.slice(0, query.limit ?? sorted.length),
    total: sorted.length,
    ...(sums && sums.computed.length > 0 ? { computed: sums.computed } : {}),
    ...(notComputed.length > 0 ? { notComputed } : {}),
    ...(query.by ? { groups: group(query, sorted, new Snapshot(world, scope, clocks)) } : {}),
    conflicts: conflicts(sorted.flatMap((row) => row.standing)),
    ...(expected ? { expected } : {}),
    ...(compared ? { compared } : {}),
  };
}

function conflicts(all: readonly Fact[]): readonly (readonly Fact[])[] {
  const facts = [...new Set(all)];
  const clash = (a: Fact, b: Fact): boolean => {
    const bases = a.value.kind === "money" && b.value.kind === "money" && a.value.money.basis !== b.value.money.basis;
    const part = plain(a.part ?? "") === plain(b.part ?? "");
    const about = a.subject === b.subject && a.attribute === b.attribute && part && a.sourceClass !== b.sourceClass;
    return about && !bases && overlapping(a, b) && !same(a.value, b.value);
  };
  const groups: Fact[][] = [];
  for (const fact of facts) {
    if (groups.flat().includes(fact)) continue;
    let members = [fact];
    for (let size = 0; size < members.length;) {
      size = members.length;
      members = facts.filter((each) => members.includes(each) || members.some((member) => clash(member, each)));
    }
    if (members.length > 1) groups.push(members);
  }
  return groups;
}

function lastHeard(subject: Subject, query: RecordQuery, snapshot: Snapshot) {
  if (query.select === "update") {
    const posted = snapshot.updates.filter((each) => each.pilot === subject.id).map((each) => each.postedAt);
    return posted.length > 0 ? { subject, lastHeard: posted.reduce((a, b) => (a > b ? a : b)) } : { subject };
  }
  const heard =
    query.attribute === undefined
      ? snapshot.choose(subject, undefined, "recorded")
      : snapshot.trace(subject, query.attribute, "recorded").flatMap((trace) => last(trace) ?? []);
  const newest = heard.reduce<Fact | undefined>(
    (best, fact) => (best && best.recordedSeq >= fact.recordedSeq ? best : fact),
    undefined,
  );
  return newest ? { subject, lastHeard: newest.recordedAt } : { subject };
}

function compare(
  query: RecordQuery,
  rows: readonly Row[],
  other: RecordQuery,
  otherRows: readonly Row[],
  world: World,
): NonNullable<FoundRecords["compared"]> {
  const unit = (each: RecordQuery): string | undefined =>
    each.do === "count"
      ? `${each.select}s`
      : world.attributes.find(({ id }) => id === each.attribute?.split(".").at(-1)?.split(":")[0])?.unit;
  const [left, right] = [single(query, rows), single(other, otherRows)];
  const sides = {
    ...(typeof left === "string" ? {} : { left }),
    ...(typeof right === "string" ? {} : { right }),
    rightRows: otherRows,
  };
  const no = (reason: string) => ({ ...sides, difference: "incomparable" as const, reason });
  if (typeof left === "string") return no(left);
  if (typeof right === "string") return no(right);
  if (unit(query) !== unit(other)) {
    return no(`one is in ${unit(query) ?? "no unit"} and the other in ${unit(other) ?? "no unit"}`);
  }
  const [a, b] = [left.value, right.value];
  if (a.kind === "money" && b.kind === "money" && a.money.basis !== b.money.basis) {
    const say = { perPilot: "per pilot", total: "in total", inYear: "in one year", cumulative: "so far" };
    return no(`one amount is ${say[a.money.basis]} and the other ${say[b.money.basis]}`);
  }
  if (same(a, b)) return { ...sides, difference: "same" };
  if (a.kind !== b.kind) return no("they are values of different kinds");
  const [x, y] = [roomyLimits(a), roomyLimits(b)];
  if (!x || !y) return no("these values have no order");
  if (x[0] > y[1]) return { ...sides, difference: "more" };
  if (x[1] < y[0]) return { ...sides, difference: "less" };
  const points = x[0] === x[1] && y[0] === y[1];
  return points ? { ...sides, difference: "same" } : no("the stated values overlap");
}

function single(query: RecordQuery, rows: readonly Row[]): ComputedValue | string {
  if (rows.length === 0) return compute(query, rows)?.notComputed[0] ?? "nothing is recorded for one of them";
  const sums = compute(query, rows);
  if (sums?.notComputed[0] !== undefined) return sums.notComputed[0];
  const values: ComputedValue[] = [];
  for (const fact of sums ? [] : stated(rows)) {
    const known = values.findIndex((each) => same(each.value, fact.value));
    const before = values[known];
    if (before) values[known] = { value: before.value, from: [...before.from, fact] };
    else values.push({ value: fact.value, from: [fact] });
  }
  const all = sums ? sums.computed : values;
  if (all.length === 0) return "nothing is recorded for one of them";
  return all.length > 1 ? "the records give more than one value for one of them" : (all[0] ?? "");
}
