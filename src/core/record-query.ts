import type { Value } from "./attribute.ts";
import type { Fact, Subject, SubjectKind } from "./ledger.ts";
import type { Day, Instant } from "./time.ts";
import type { ConfirmedUpdate } from "./update.ts";

/** How a condition compares. Text is compared without case; `within` compares dates with a span of days. */
export const comparisons = [
  "is",
  "isNot",
  "contains",
  "atLeast",
  "atMost",
  "before",
  "after",
  "within",
  "known",
  "unknown",
] as const;
export type Comparison = (typeof comparisons)[number];

/** Attributes that a subject has by itself, without a fact. They win over a declared attribute of the same name. */
export const subjectAttributes = [
  "id",
  "kind",
  "name",
  "programme",
  "participationKind",
  "status",
  "fictional",
  "councils",
] as const;
export type SubjectAttribute = (typeof subjectAttributes)[number];

/**
 * What an update has by itself, where updates are selected; it wins over an attribute of its pilot. Days are those in
 * Europe/London; `period` is the days that it reports on.
 */
export const ownUpdateAttributes = [
  "id",
  "pilot",
  "programme",
  "period",
  "validFrom",
  "postedAt",
  "recordedAt",
  "version",
  "author",
  "confirmedBy",
  "place",
  "marking",
  "source",
  "scale",
  "fictional",
] as const;
export type OwnUpdateAttribute = (typeof ownUpdateAttributes)[number];

/**
 * A condition on an attribute, declared or of the subject itself. A dot follows a reference: `councils.region` is the region
 * of any of the councils. A colon names one part, its words joined by hyphens: `metric:new-referrals`. Of a selected update
 * a path begins with what it has by itself, what it states (`rating`), or an attribute of its pilot. One standing value that meets it is enough; `isNot` wants a value and that none of them could be
 * the given one. Ids are compared exactly. An amount meets `atLeast` and `atMost` only where all of its range does.
 */
export interface Condition {
  readonly attribute: string;
  readonly comparison: Comparison;
  /** Text, a number (pence for money), a day or `YYYY`/`YYYY-MM`; left out for known and unknown. */
  readonly value?: string | number | boolean;
}

/** What to do with what was selected. */
export const recordOperations = ["list", "count", "sum", "min", "max", "range", "latest", "history", "change"] as const;
export type RecordOperation = (typeof recordOperations)[number];

/** Sets over sub-queries. They are compared by `on`: for "councils in both programmes" that is `councils`. */
export interface SetOperation {
  /**
   * In all of them, in at least one, in none of the later ones but the first, in exactly `times` of them. What was selected
   * around the sets is kept where its id, or any of its councils, is.
   */
  readonly operator: "all" | "any" | "none" | "exactly";
  readonly queries: readonly RecordQuery[];
  readonly on: "id" | "councils";
  readonly times?: number;
}

/**
 * A question to the ledger as data. Selected updates are rows of their own, the newest first: `latest` keeps the last of each
 * pilot, `history` puts the oldest first, and `trueAt` leaves those that hold from that day or before. One evaluator runs it; a model may propose one, never execute one. A query inside another
 * takes its `trueAt` and `knownAt` where it names none; `since` it never takes, and its `limit` does not count.
 * `expect` and `compare` stand at the top only.
 */
export interface RecordQuery {
  readonly select: SubjectKind | "fact" | "update";
  readonly where: readonly Condition[];
  readonly do: RecordOperation;
  /**
   * The attribute that is asked for, a path as in a condition; what sum, min, max, range, latest, history and change work on.
   * An update that says nothing of it is no row; without one the latest and the history are those of the updates themselves.
   */
  readonly attribute?: string;
  /** Groups the outcome by this attribute; a subject with several values is in several groups. */
  readonly by?: string;
  readonly sets?: SetOperation;
  /**
   * Who is expected: missing = expected minus found, always stated as found of expected. With a period only those are found
   * of whom a fact belongs to it: it overlaps a period attribute, starts a point attribute, or undated was recorded in it.
   * An update belongs to the periods that its own overlaps, and one without to that in which its day is.
   */
  readonly expect?: { readonly query: RecordQuery; readonly period?: { readonly from: Day; readonly to: Day } };
  /** Another query whose attribute is compared with this one's, only where unit and basis match. */
  readonly compare?: RecordQuery;
  /** The day the facts should have been true on; left out for whenever. */
  readonly trueAt?: Day;
  /** The moment whose knowledge counts; a bare day means its end in Europe/London. */
  readonly knownAt?: Instant;
  /** Only what was recorded at or after this moment; a bare day means its start. Conditions are not narrowed by it. */
  readonly since?: Instant;
  readonly order?: { readonly by: string; readonly descending: boolean };
  /** How many rows are returned; totals, counts and groups are never cut. */
  readonly limit?: number;
}

/** One subject with the facts that the query looked at: of its attribute first, then of conditions, grouping and order. */
export interface RecordRow {
  /** Of an update its pilot. */
  readonly subject: Subject;
  /** Of an update where no attribute is asked for, and nothing is counted, everything that it states. */
  readonly facts: readonly Fact[];
  /** Where updates were selected. */
  readonly update?: ConfirmedUpdate;
}

/** A number computed from facts; `value` keeps qualifier and basis. `from` is empty for a count of subjects. */
export interface ComputedValue {
  readonly value: Value;
  readonly from: readonly Fact[];
}

/** The rows that share a value of `by`. */
export interface RecordGroup {
  /** The value as stated, or the id of the subject that it names; left out for the rows without one, which come last. */
  readonly key?: string;
  /** The subject that the key names, where it names one this reader may see. */
  readonly subject?: Subject;
  readonly rows: readonly RecordRow[];
  readonly computed?: readonly ComputedValue[];
  readonly notComputed?: readonly string[];
}

/** Which of the expected subjects were found. */
export interface ExpectedResult {
  readonly found: number;
  readonly of: number;
  /**
   * `lastHeard` is when the last fact of the attribute asked for, or any fact where none is, was recorded; where updates were
   * selected, when the last one was posted.
   */
  readonly missing: readonly { readonly subject: Subject; readonly lastHeard?: Instant }[];
}

/** Two values side by side; a later date is more. `left` or `right` is left out where the query gave no single value. */
export interface ComparedResult {
  readonly left?: ComputedValue;
  readonly right?: ComputedValue;
  /** The rows of the other query. */
  readonly rightRows: readonly RecordRow[];
  readonly difference: "more" | "less" | "same" | "incomparable";
  /** A clause in plain English; always there for incomparable. */
  readonly reason?: string;
}

/** What a query found. */
export interface FoundRecords {
  readonly outcome: "found";
  /** Empty only where `expected` says that nobody of those expected was found. */
  readonly rows: readonly RecordRow[];
  /** How many subjects or updates, before `limit`. */
  readonly total: number;
  /** One for each basis or year that may not be mixed, in order of recording; for a range every least, then every greatest. */
  readonly computed?: readonly ComputedValue[];
  /** Why something asked for was not computed or ordered: clauses in plain English. */
  readonly notComputed?: readonly string[];
  /** The largest first. */
  readonly groups?: readonly RecordGroup[];
  /** Facts about the same subject and attribute that disagree, from different classes of source. */
  readonly conflicts: readonly (readonly Fact[])[];
  readonly expected?: ExpectedResult;
  readonly compared?: ComparedResult;
}

/** The three ways of having nothing are three outcomes, because they are three sentences. */
export type RecordResult =
  | FoundRecords
  | { readonly outcome: "noResult" }
  | { readonly outcome: "unknownAttribute"; readonly attribute: string }
  | { readonly outcome: "notRecorded"; readonly attribute: string; readonly subjects: readonly Subject[] };
