import type { Attribute } from "../../src/core/attribute.ts";
import type { Alias, Fact, Source, Subject } from "../../src/core/ledger.ts";
import type { LedgerReader } from "../../src/core/store.ts";
import type { Audience, ReadScope } from "../../src/core/trust.ts";
import type { ConfirmedUpdate, UpdateFilter } from "../../src/core/update.ts";

/** Everything a ledger ever held. Rows without a seq in `from` were known from the start, without one in `until` are still. */
export interface MemoryLedgerContent {
  readonly subjects: readonly Subject[];
  readonly facts?: readonly Fact[];
  readonly aliases?: readonly Alias[];
  readonly sources?: readonly Source[];
  readonly attributes?: readonly Attribute[];
  readonly updates?: readonly ConfirmedUpdate[];
  /** By id of a subject: the event that recorded it. */
  readonly subjectFrom?: ReadonlyMap<string, number>;
  /** By id of a subject, fact or update: the event that closed it. */
  readonly until?: ReadonlyMap<string, number>;
}

/** A small ledger in memory that keeps the promises of `LedgerReader`: audience, `knownSeq` and order. */
export function createMemoryLedger(content: MemoryLedgerContent): LedgerReader {
  const facts = (content.facts ?? []).toSorted(
    (left, right) => left.recordedSeq - right.recordedSeq || (left.id < right.id ? -1 : 1),
  );
  const known = (scope: ReadScope, id: string, from: number): boolean => {
    const seq = scope.knownSeq ?? Infinity;
    const until = content.until?.get(id);
    return from <= seq && (until === undefined || seq < until);
  };
  const isVisible = (scope: ReadScope, subject: Subject): boolean =>
    maySee(scope, subject.audience) && known(scope, subject.id, content.subjectFrom?.get(subject.id) ?? 0);
  const openSubjects = (scope: ReadScope): readonly Subject[] =>
    content.subjects
      .filter((subject) => isVisible(scope, subject))
      .toSorted((left, right) => (left.id < right.id ? -1 : 1));
  const recorded = [...facts, ...(content.updates ?? [])].toSorted(
    (left, right) => left.recordedSeq - right.recordedSeq,
  );
  const last = recorded.at(-1);

  return {
    head: () => Promise.resolve(last ? { seq: last.recordedSeq, recordedAt: last.recordedAt } : { seq: 0 }),
    seqAt: (instant) =>
      Promise.resolve(
        Math.max(0, ...recorded.filter((row) => row.recordedAt <= instant).map((row) => row.recordedSeq)),
      ),
    subjects: (scope, { ids, kinds, programme } = {}) =>
      Promise.resolve(
        openSubjects(scope).filter(
          (subject) =>
            (!ids || ids.includes(subject.id)) &&
            (!kinds || kinds.includes(subject.kind)) &&
            (programme === undefined || subject.programme === programme),
        ),
      ),
    facts: (scope, { ids, subjects, subjectKinds, attributes, updates, origin } = {}) => {
      const kinds = new Map(openSubjects(scope).map((subject) => [subject.id, subject.kind]));
      const isOfKind = (fact: Fact): boolean => {
        const kind = kinds.get(fact.subject);
        return !subjectKinds || (kind !== undefined && subjectKinds.includes(kind));
      };
      return Promise.resolve(
        facts.filter(
          (fact) =>
            maySee(scope, fact.audience) &&
            known(scope, fact.id, fact.recordedSeq) &&
            (!ids || ids.includes(fact.id)) &&
            (!subjects || subjects.includes(fact.subject)) &&
            isOfKind(fact) &&
            (!attributes || attributes.includes(fact.attribute)) &&
            (!updates || updates.includes(fact.update ?? "")) &&
            (!origin || (fact.update === undefined) === (origin === "records")),
        ),
      );
    },
    aliases: (scope) => {
      const visible = new Set(openSubjects(scope).map((subject) => subject.id));
      return Promise.resolve((content.aliases ?? []).filter((alias) => visible.has(alias.target)));
    },
    sources: () => Promise.resolve(content.sources ?? []),
    attributes: () => Promise.resolve(content.attributes ?? []),
    events: () => Promise.resolve([]),
    updates: (scope, filter = {}) => {
      const visible = (content.updates ?? []).filter(
        (update) =>
          maySee(scope, update.audience) && known(scope, update.id, update.recordedSeq) && isWanted(update, filter),
      );
      return Promise.resolve(visible.toSorted(newestFirst).slice(0, filter.limit));
    },
    updateVersions: () => Promise.resolve([]),
  };
}

function isWanted(update: ConfirmedUpdate, { ids, pilots, programmes, fictional }: UpdateFilter): boolean {
  return (
    (!ids || ids.includes(update.id)) &&
    (!pilots || pilots.includes(update.pilot)) &&
    (!programmes || programmes.includes(update.programme)) &&
    (fictional === undefined || (update.fictional === true) === fictional)
  );
}

function newestFirst(left: ConfirmedUpdate, right: ConfirmedUpdate): number {
  if (left.postedAt !== right.postedAt) return left.postedAt < right.postedAt ? 1 : -1;
  return right.recordedSeq - left.recordedSeq || (left.id < right.id ? -1 : 1);
}

function maySee(scope: ReadScope, audience: Audience): boolean {
  return audience === "public" || scope.reader.audiences.includes(audience);
}
