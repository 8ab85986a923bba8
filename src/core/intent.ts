import type { ActionVerb } from "./action.ts";
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

/** What a question asks for. Rules and model produce the same. `confidence` from 0 to 1. */
export type QuestionIntent = { readonly confidence: number; readonly slots: Slots } & (
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

/** What a turn asks for that is no question. The names stand in `Reply.intent`. */
export type DeskIntent =
  | { readonly kind: "logUpdate" }
  | { readonly kind: "amendUpdate" }
  | { readonly kind: "withdrawUpdate"; readonly update?: string; readonly reason?: string }
  | { readonly kind: "history"; readonly update?: string }
  /** What a button asks for, in words. `value` as in `ActionCall`. */
  | { readonly kind: "act"; readonly verb: ActionVerb; readonly target?: string; readonly value?: string }
  | { readonly kind: "settings"; readonly setting: SettingRequest };

/** Settings of which it is said how they are set. */
export const unclearSettings = [
  "remind",
  "digests",
  "pause",
  "follow",
  "unfollow",
  "snooze",
  "listen",
  "contact",
  "link",
] as const;
export type UnclearSetting = (typeof unclearSettings)[number];

/** A setting that somebody wants seen or changed. */
export type SettingRequest =
  /** Binds the place to what is named; shows what it is bound to where nothing is. */
  | { readonly name: "here"; readonly what: string }
  | { readonly name: "listen"; readonly on: boolean }
  | { readonly name: "digests"; readonly on: boolean }
  | { readonly name: "pause"; readonly on: boolean }
  /** Questions from this place are passed on to the person who says so. */
  | { readonly name: "contact"; readonly on: boolean }
  /** Asks for a code, or gives one. */
  | { readonly name: "link"; readonly code?: string }
  /** Asks where to give a code. */
  | { readonly name: "linkForm" }
  | { readonly name: "follow"; readonly what: string; readonly on: boolean }
  /** Lists what the person follows. */
  | { readonly name: "following" }
  /** `days` is 0 to end it. */
  | { readonly name: "snooze"; readonly days: number }
  /** `what` is a day as it was said: `Friday`. */
  | { readonly name: "snoozeUntil"; readonly what: string }
  /** A setting that was asked for in words that name nothing it can be set to. */
  | { readonly name: "unclear"; readonly about: UnclearSetting; readonly what: string }
  | { readonly name: "holdings" }
  | { readonly name: "forget" };

/** What a turn asks for. */
export type Intent = QuestionIntent | DeskIntent;
