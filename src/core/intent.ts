import type { AnswerType } from "./attribute.ts";
import type { RecordQuery } from "./record-query.ts";
import type { Choice } from "./reply.ts";
import type { Day, Instant } from "./time.ts";

/** A name found in a text: where it stands and which subjects it may mean, best first. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly candidates: readonly MentionCandidate[];
}

/** A subject that a mention may mean, and how it was recognised; `score` from 0 to 1, 1 for an exact name. */
export interface MentionCandidate {
  readonly subject: string;
  readonly how: "name" | "alias" | "place" | "typo";
  readonly score: number;
}

/** What a question is about, as far as its words or its thread say. */
export interface Slots {
  readonly programmes: readonly string[];
  readonly participations: readonly string[];
  readonly councils: readonly string[];
  readonly others: readonly string[];
  readonly attributes: readonly string[];
  readonly answers?: AnswerType;
  readonly trueAt?: Day;
  readonly knownAt?: Instant;
}

/** What a turn asks for. Rules and model produce the same; further members come with the use cases. `confidence` from 0 to 1. */
export type Intent = { readonly confidence: number; readonly slots: Slots } & (
  | { readonly kind: "ask"; readonly plans: readonly RecordPlan[]; readonly passages: boolean; readonly query: string }
  | { readonly kind: "define"; readonly subject: string }
  | { readonly kind: "clarify"; readonly question: string; readonly choices: readonly Choice[] }
  | { readonly kind: "help" }
  | { readonly kind: "smallTalk" }
  | { readonly kind: "outOfScope"; readonly reason: OutOfScopeReason }
);

/** Why a question is not answered whatever the evidence. */
export type OutOfScopeReason =
  | "opinion"
  | "personalData"
  | "future"
  | "instruction"
  | "unreadable"
  | "language"
  | "offTopic";

/** One query to the ledger, and how its result is said. */
export interface RecordPlan {
  readonly query: RecordQuery;
  readonly say: "value" | "list" | "count" | "yesNo" | "compare";
}
