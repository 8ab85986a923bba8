import type { Value } from "./attribute.ts";
import type { Fact, Subject, SubjectKind } from "./ledger.ts";
import type { Day, Instant } from "./time.ts";

/** How a condition compares. Text is compared without case; `within` compares dates with a span of days. */
export type Comparison =
  | "is"
  | "isNot"
  | "contains"
  | "atLeast"
  | "atMost"
  | "before"
  | "after"
  | "within"
  | "known"
  | "unknown";

/**
 * A condition on an attribute. A dot follows a reference: `councils.region` is the region of any of the councils.
 * Besides declared attributes, `id`, `kind`, `name`, `programme`, `participationKind`, `status` and `councils` are attributes
 * of the subject itself.
 */
export interface Condition {
  readonly attribute: string;
  readonly comparison: Comparison;
  /** Text, a number (pence for money), a day or `YYYY`/`YYYY-MM`; left out for known and unknown. */
  readonly value?: string | number | boolean;
}

/** What to do with what was selected. */
export type RecordOperation = "list" | "count" | "sum" | "min" | "max" | "range" | "latest" | "history" | "change";

/** Sets over sub-queries. They are compared by `on`: for "councils in both programmes" that is `councils`. */
export interface SetOperation {
  /** In all of them, in at least one, in none of the later ones but the first, in exactly `times` of them. */
  readonly operator: "all" | "any" | "none" | "exactly";
  readonly queries: readonly RecordQuery[];
  readonly on: "id" | "councils";
  readonly times?: number;
}

/** A question to the ledger as data. One evaluator runs it; a model may propose one, never execute one. */
export interface RecordQuery {
  readonly select: SubjectKind | "fact" | "update";
  readonly where: readonly Condition[];
  readonly do: RecordOperation;
  /** The attribute that sum, min, max, range, latest, history, change and by work on. */
  readonly attribute?: string;
  /** Groups the outcome by this attribute. */
  readonly by?: string;
  readonly sets?: SetOperation;
  /** Who is expected: missing = expected minus found, always stated as found of expected. */
  readonly expect?: { readonly query: RecordQuery; readonly period?: { readonly from: Day; readonly to: Day } };
  /** Another query whose attribute is compared with this one's, only where unit and basis match. */
  readonly compare?: RecordQuery;
  /** The day the facts should have been true on; left out for whenever. */
  readonly trueAt?: Day;
  /** The moment whose knowledge counts; a bare day means its end in Europe/London. */
  readonly knownAt?: Instant;
  readonly since?: Instant;
  readonly order?: { readonly by: string; readonly descending: boolean };
  readonly limit?: number;
}

/** One subject with the facts that the query looked at. */
export interface RecordRow {
  readonly subject: Subject;
  readonly facts: readonly Fact[];
}

/** A number computed from facts; `value` keeps unit, qualifier and basis. */
export interface ComputedValue {
  readonly value: Value;
  readonly from: readonly Fact[];
}

/** The three ways of having nothing are three outcomes, because they are three sentences. */
export type RecordResult =
  | {
      readonly outcome: "found";
      readonly rows: readonly RecordRow[];
      /** How many subjects, before `limit`. */
      readonly total: number;
      readonly computed?: readonly ComputedValue[];
      readonly groups?: readonly { readonly key: string; readonly rows: readonly RecordRow[] }[];
      /** Facts about the same subject and attribute that disagree, by class of source. */
      readonly conflicts: readonly (readonly Fact[])[];
      readonly expected?: {
        readonly found: number;
        readonly of: number;
        readonly missing: readonly { readonly subject: Subject; readonly lastHeard?: Instant }[];
      };
      readonly compared?: {
        readonly left: ComputedValue;
        readonly right: ComputedValue;
        readonly difference: "more" | "less" | "same" | "incomparable";
        readonly reason?: string;
      };
    }
  | { readonly outcome: "noResult" }
  | { readonly outcome: "unknownAttribute"; readonly attribute: string }
  | { readonly outcome: "notRecorded"; readonly attribute: string; readonly subjects: readonly Subject[] };
