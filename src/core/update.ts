import type { MessageRef } from "./origin.ts";
import type { Day, DaySpan, Instant } from "./time.ts";
import type { Audience, ReadScope } from "./trust.ts";

/** Ratings from worst to best. A three-step scale has red, amber and green. */
export const ratings = ["red", "amber-red", "amber", "amber-green", "green"] as const;
export type Rating = (typeof ratings)[number];

export const ratingScales = ["three-step", "five-step"] as const;
/** The scale in force for a programme. */
export type RatingScale = (typeof ratingScales)[number];

export const trends = ["up", "same", "down"] as const;
/** Against the last rating: `up` is better. */
export type Trend = (typeof trends)[number];

/** Something with a date. `done` is the day it was finished, or true where only that is said. */
export interface Milestone {
  readonly name: string;
  readonly due?: Day;
  readonly forecast?: Day;
  readonly done?: Day | true;
}

/** A number that was counted: `{ name: "referrals", value: 42, target: 60 }`. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly unit?: string;
  readonly target?: number;
}

/** Money in integer pence. */
export interface Spend {
  readonly toDatePence?: number;
  readonly forecastPence?: number;
  readonly budgetPence?: number;
}

/** What may go wrong. `ownerRole` is a role, never a name. */
export interface Risk {
  readonly text: string;
  readonly ownerRole?: string;
  readonly mitigation?: string;
}

/** Help that is wanted, and from whom: the id of a department's record where it has one, else its name as written. */
export interface HelpWanted {
  readonly department: string;
  readonly text: string;
}

/** What is done next. */
export interface NextStep {
  readonly text: string;
  readonly due?: Day;
}

/** The content of an update. What nobody said is left out or empty. */
export interface UpdateFields {
  /** The days it reports on, `[from, to)`. */
  readonly period?: DaySpan;
  readonly rating?: Rating;
  readonly scale?: RatingScale;
  readonly trend?: Trend;
  /** At most 250 words. */
  readonly narrative?: string;
  readonly milestones: readonly Milestone[];
  readonly metrics: readonly Metric[];
  readonly spend?: Spend;
  readonly risks: readonly Risk[];
  readonly help: readonly HelpWanted[];
  readonly nextSteps: readonly NextStep[];
}

/** An update without content. */
export const noFields: UpdateFields = { milestones: [], metrics: [], risks: [], help: [], nextSteps: [] };

/** The words that a field came from: a path such as `rating`, `metrics.0.value`, and UTF-16 offsets into the message. */
export interface FieldSpan {
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

/** What should not reach the ledger. */
export const personalDataKinds = [
  "name",
  "phone",
  "email",
  "address",
  "postcode",
  "nhsNumber",
  "nationalInsurance",
  "dateOfBirth",
] as const;
export type PersonalDataKind = (typeof personalDataKinds)[number];

/** Personal data in a message, by UTF-16 offsets. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** One update as a message proposes it. */
export interface ProposedUpdate extends UpdateFields {
  /** The id of the participation; null where it is not known. */
  readonly pilot: string | null;
  readonly programme: string | null;
  /** A handling label as written: `OFFICIAL`, `OFFICIAL-SENSITIVE`. */
  readonly marking?: string;
  readonly personalData: readonly PersonalData[];
  readonly spans: readonly FieldSpan[];
}

/** One short question before an update can be proposed, with the subjects or values to choose from. */
export interface ProposalQuestion {
  /** `pilot`, `rating`, `date` …: the field that the answer fills. */
  readonly field: string;
  /** Which of the proposals it is about. */
  readonly proposal: number;
  readonly text: string;
  /** `value` is what to send or fill in: a subject's id for `pilot`. */
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

/** What a message proposes. */
export interface Proposal {
  readonly isUpdate: boolean;
  readonly proposals: readonly ProposedUpdate[];
  readonly question?: ProposalQuestion;
}

/** The states of a draft. Only an open one can be confirmed; `superseded` by the draft of an edited message. */
export const draftStates = ["open", "confirmed", "discarded", "superseded"] as const;
export type DraftState = (typeof draftStates)[number];

/** A proposed update that waits for its confirmation. It is no fact and nothing is answered from it. */
export interface UpdateDraft {
  readonly id: string;
  readonly state: DraftState;
  /** The id of the person who wrote what it came from. */
  readonly author: string;
  /** The id of the person who brought it in, where that is somebody else. */
  readonly onBehalfOf?: string;
  readonly place?: string;
  readonly conversation: string;
  readonly message?: MessageRef;
  /** The words it came from; spans point into them. Empty for a form. */
  readonly text: string;
  readonly postedAt: Instant;
  readonly proposed: ProposedUpdate;
  /** What is still asked before it can be confirmed. */
  readonly question?: ProposalQuestion;
  /** The update that a confirmation amends. */
  readonly amends?: string;
  /** The update that its confirmation made. */
  readonly update?: string;
  /** The hash of what was shown: a button or form made for another content does nothing. */
  readonly hash: string;
  readonly createdAt: Instant;
  /** Kept until then; not confirmed any more afterwards. */
  readonly expiresAt: Instant;
}

/** An update as the ledger holds it at one moment of knowledge. */
export interface ConfirmedUpdate {
  readonly id: string;
  readonly pilot: string;
  readonly programme: string;
  readonly fields: UpdateFields;
  /** The day from which its point values hold: stated, else the last day of its period, at most the day of posting. */
  readonly validFrom: Day;
  readonly postedAt: Instant;
  /** Counts its versions from 1. */
  readonly version: number;
  /** The person who wrote it, and who confirmed it; ids of people, never names. */
  readonly author: string;
  readonly confirmedBy: string;
  readonly message?: MessageRef;
  /** What became of the message it came from. */
  readonly source?: "edited" | "deleted";
  /** The stored words it came from; left out once they are purged, or for a form. */
  readonly text?: string;
  /** Where in `text` its fields are stated. */
  readonly spans?: readonly FieldSpan[];
  readonly marking?: string;
  readonly audience: Audience;
  /** Invented, as everything in the demonstration. */
  readonly fictional?: boolean;
  /** The event that brought it to this state. */
  readonly recordedSeq: number;
  readonly recordedAt: Instant;
}

/** Why a version was made, for the history of an update. */
export interface UpdateVersion {
  readonly kind: "confirmed" | "amended" | "withdrawn" | "marked";
  readonly at: Instant;
  readonly actor: string;
  readonly reason?: string;
  /** What stood after it; left out for a withdrawal and once purged. */
  readonly update?: ConfirmedUpdate;
}

/** Which updates: every given filter narrows. */
export interface UpdateFilter {
  readonly ids?: readonly string[];
  readonly pilots?: readonly string[];
  readonly programmes?: readonly string[];
  /** Posted in `[postedFrom, postedTo)`. */
  readonly postedFrom?: Instant;
  readonly postedTo?: Instant;
  /** Brought to their state by a later event than this one. */
  readonly recordedAfterSeq?: number;
  /** Came from this message. */
  readonly message?: { readonly place: string; readonly id: string };
  /** Invented ones only, or real ones only. */
  readonly fictional?: boolean;
  /** At most so many, the newest. */
  readonly limit?: number;
}

/** Reads of updates. Drafts and withdrawn updates are not among them. */
export interface UpdateReader {
  /** The updates that the reader may see, each as it stood, by the time of posting, the newest first. */
  updates(scope: ReadScope, filter?: UpdateFilter): Promise<readonly ConfirmedUpdate[]>;
  /**
   * Every version of an update, the first first; of a purged one only who and when are left. Empty where the reader may not
   * see the last version that holds anything, or where there never was such an update.
   */
  updateVersions(scope: ReadScope, id: string): Promise<readonly UpdateVersion[]>;
}
