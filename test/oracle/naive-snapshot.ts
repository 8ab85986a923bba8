import type { Attribute, Value } from "../../src/core/attribute.ts";
import type { Fact, Subject } from "../../src/core/ledger.ts";
import { type Day, type Instant, endOfDay, isDay } from "../../src/core/time.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import type { ConfirmedUpdate } from "../../src/core/update.ts";
import { overlapping, plain } from "./naive-values.ts";

/** Everything that was ever recorded, in plain arrays. */
export interface World {
  readonly subjects: readonly Subject[];
  readonly facts: readonly Fact[];
  readonly attributes: readonly Attribute[];
  readonly updates: readonly ConfirmedUpdate[];
  readonly subjectFrom: ReadonlyMap<string, number>;
  readonly until: ReadonlyMap<string, number>;
}

/** The two clocks of a query. */
export interface Clocks {
  readonly trueAt?: Day | undefined;
  readonly knownAt?: Instant | undefined;
}

/** A value at the end of a path and the facts on the way. */
export interface Trace {
  readonly value: Value;
  readonly trail: readonly Fact[];
}

/** Which facts count. */
export type Mode = "standing" | "history" | "recorded";

/** What a subject has by itself. */
export const ownNames: readonly string[] = [
  "id",
  "kind",
  "name",
  "programme",
  "participationKind",
  "status",
  "fictional",
  "councils",
];

/** What one reader knew at one moment. */
export class Snapshot {
  readonly subjects: readonly Subject[];
  readonly facts: readonly Fact[];
  readonly attributes: readonly Attribute[];
  /** The newest first. */
  readonly updates: readonly ConfirmedUpdate[];
  readonly trueAt: Day | undefined;

  constructor(world: World, scope: ReadScope, clocks: Clocks) {
    let seq = scope.knownSeq ?? 1e9;
    if (clocks.knownAt !== undefined) {
      const end = isDay(clocks.knownAt) ? endOfDay(clocks.knownAt) : clocks.knownAt;
      const told = [...world.facts, ...world.updates].filter((row) => Date.parse(row.recordedAt) <= Date.parse(end));
      seq = Math.min(seq, Math.max(0, ...told.map((row) => row.recordedSeq)));
    }
    const isOpen = (id: string, from: number): boolean => from <= seq && seq < (world.until.get(id) ?? 1e12);
    const may = (each: Subject | Fact | ConfirmedUpdate): boolean =>
      scope.reader.audiences.some((audience) => audience === each.audience);
    this.subjects = world.subjects.filter((each) => may(each) && isOpen(each.id, world.subjectFrom.get(each.id) ?? 0));
    this.facts = world.facts
      .filter((each) => may(each) && isOpen(each.id, each.recordedSeq))
      .toSorted((a, b) => (a.recordedSeq === b.recordedSeq ? (a.id < b.id ? -1 : 1) : a.recordedSeq - b.recordedSeq));
    this.attributes = world.attributes;
    this.updates = world.updates
      .filter((each) => may(each) && isOpen(each.id, each.recordedSeq))
      .toSorted((a, b) => (newness(a) > newness(b) ? -1 : 1));
    this.trueAt = clocks.trueAt;
  }

  isPeriod(attribute: string): boolean {
    return this.attributes.find((each) => each.id === attribute)?.validity === "period";
  }

  /** The facts of a subject that count, of one attribute, perhaps of one part of it, or of all. */
  choose(subject: Subject, name: string | undefined, mode: Mode): readonly Fact[] {
    const all = this.facts.filter((fact) => fact.subject === subject.id && (name === undefined || isNamed(fact, name)));
    return mode === "recorded" ? all : all.filter((fact) => this.counts(fact, all, mode));
  }

  counts(fact: Fact, all: readonly Fact[], mode: Mode): boolean {
    const day = this.trueAt ?? "9999-12-31";
    const rivals = all.filter(
      (each) =>
        each.attribute === fact.attribute &&
        each.sourceClass === fact.sourceClass &&
        plain(each.part ?? "") === plain(fact.part ?? ""),
    );
    const period = this.isPeriod(fact.attribute);
    for (const rival of rivals) {
      const speaksOfTheSame = period || rival.validFrom === fact.validFrom;
      if (rival.recordedSeq > fact.recordedSeq && speaksOfTheSame && overlapping(rival, fact)) return false;
    }
    if ((fact.validFrom ?? "") > day) return false;
    if (mode === "history") return true;
    if (this.trueAt !== undefined && (fact.validTo ?? "9999-12-31") <= this.trueAt) return false;
    if (period) return true;
    for (const rival of rivals) {
      if (rival.validFrom === undefined || rival.validFrom > day) continue;
      if (fact.validFrom !== undefined && fact.validFrom < rival.validFrom) return false;
      if (fact.validFrom === undefined && fact.validTo !== undefined && fact.validTo <= rival.validFrom) return false;
    }
    return true;
  }

  trace(subject: Subject, path: string, mode: Mode, trail: readonly Fact[] = []): readonly Trace[] {
    const [name = "", ...rest] = path.split(".");
    const here = ownNames.includes(name)
      ? own(subject, name).map((value) => ({ value, trail }))
      : this.choose(subject, name, rest.length > 0 ? "standing" : mode).map((fact) => ({
          value: fact.value,
          trail: [...trail, fact],
        }));
    if (rest.length === 0) return here;
    return here.flatMap((step) =>
      ids(step.value).flatMap((id) =>
        this.subjects
          .filter((each) => each.id === id)
          .flatMap((next) => this.trace(next, rest.join("."), mode, step.trail)),
      ),
    );
  }
}

/** Sorts with what was posted later, then recorded later. */
function newness({ postedAt, recordedSeq, id }: ConfirmedUpdate): string {
  const last = String.fromCharCode(0xff_00 - Number(id.slice(1)));
  return `${postedAt} ${String(recordedSeq).padStart(6, "0")} ${last}`;
}

/** True for a fact of an attribute, or where a colon follows, of that part of it. */
export function isNamed(fact: Fact, name: string): boolean {
  const [attribute, part] = name.split(":");
  return (
    fact.attribute === attribute && (part === undefined || plain(fact.part ?? "") === plain(part.replaceAll("-", " ")))
  );
}

function own(subject: Subject, name: string): readonly Value[] {
  if (name === "id") return [{ kind: "reference", id: subject.id }];
  if (name === "kind") return [{ kind: "text", text: subject.kind }];
  if (name === "name") return [{ kind: "text", text: subject.name }];
  if (name === "programme") return subject.programme ? [{ kind: "reference", id: subject.programme }] : [];
  if (name === "participationKind") {
    return subject.participationKind ? [{ kind: "text", text: subject.participationKind }] : [];
  }
  if (name === "status") return subject.status ? [{ kind: "text", text: subject.status }] : [];
  if (name === "councils") return subject.councils ? [{ kind: "references", ids: subject.councils }] : [];
  return subject.kind === "programme" ? [{ kind: "flag", flag: subject.fictional === true }] : [];
}

/** The ids that a value names. */
export function ids(value: Value): readonly string[] {
  if (value.kind === "references") return value.ids;
  return value.kind === "reference" ? [value.id] : [];
}

/** True for a path whose every step is declared and whose every dot follows a reference. */
export function isDeclared(path: string, attributes: readonly Attribute[]): boolean {
  const names = path.split(".");
  return names.every((name, index) => {
    const attribute = attributes.find((each) => each.id === name.split(":")[0]);
    if (!attribute && !ownNames.includes(name)) return false;
    if (index === names.length - 1) return true;
    if (ownNames.includes(name)) return name === "programme" || name === "councils";
    return attribute?.kind === "reference" || attribute?.kind === "references";
  });
}
