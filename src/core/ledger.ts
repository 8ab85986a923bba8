import type { Attribute, Value } from "./attribute.ts";
import type { Audience, Trust } from "./trust.ts";
import type { Day, Instant } from "./time.ts";
import type { ConfirmedUpdate, RatingScale } from "./update.ts";

/** What a record is about. */
export const subjectKinds = ["programme", "participation", "council", "department", "person", "term"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** A pilot takes part in a trial; a member joined a network and is never counted as a pilot. */
export type ParticipationKind = "pilot" | "member";

/** A thing that facts are about, as it was named in one stretch of knowledge. */
export interface Subject {
  readonly id: string;
  readonly kind: SubjectKind;
  readonly name: string;
  /** Participations only. */
  readonly programme?: string;
  readonly participationKind?: ParticipationKind;
  readonly councils?: readonly string[];
  /** Programmes only. A live programme may be logged to; a fictional one is for demonstrations and never mixed with real ones. */
  readonly status?: "live" | "closed" | "reference";
  readonly fictional?: boolean;
  /** When a live programme's pilots report; none are due where it is left out. */
  readonly returns?: ReturnsCalendar;
  /** The scale that a programme rates on. */
  readonly ratingScale?: RatingScale;
  /** Participations only: sees the programme and owes it no return. */
  readonly isObserver?: boolean;
  readonly audience: Audience;
  readonly marking?: string;
}

/** How often returns are due, and by which working day after their period. */
export interface ReturnsCalendar {
  readonly every: "month" | "quarter" | "halfYear";
  readonly dueWorkingDay: number;
  /** The first day that is reported on. */
  readonly from: Day;
  /** The day after the last one; open where left out. */
  readonly to?: Day;
}

/** Another way to write a subject, perhaps only for a time. */
export interface Alias {
  readonly target: string;
  readonly text: string;
  /** Stands for several subjects: asked back unless the context decides. */
  readonly ambiguous: boolean;
  /** A place inside the subject, not a name of it. */
  readonly place: boolean;
  /** `[from, to)`; open where left out. */
  readonly from?: Day;
  readonly to?: Day;
}

/** Where a fact or a document comes from. */
export interface Source {
  readonly id: string;
  readonly title: string;
  readonly publisher?: string;
  readonly url?: string;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly published?: string;
  readonly trust: Trust;
  readonly note?: string;
}

/** One value of one attribute of one subject, with both clocks. */
export interface Fact {
  /** Stable over replays: derived from the event and the content. */
  readonly id: string;
  readonly subject: string;
  readonly attribute: string;
  /** Which of several things it is about: the name of a metric or a milestone. Each has a history of its own. */
  readonly part?: string;
  readonly value: Value;
  /** What a count counts, where its attribute leaves that open. */
  readonly unit?: string;
  /** When it was true, `[validFrom, validTo)` in days; open where left out. */
  readonly validFrom?: Day;
  readonly validTo?: Day;
  /** The event that told us. */
  readonly recordedSeq: number;
  readonly recordedAt: Instant;
  /** Facts of one class replace each other; facts of different classes that disagree are a conflict, and both are answered. */
  readonly sourceClass: string;
  readonly sources: readonly string[];
  readonly lowConfidence: boolean;
  readonly note?: string;
  readonly trust: Trust;
  readonly audience: Audience;
  readonly marking?: string;
  /** The update that states it, when that was posted, and where its message opens unless it was deleted. */
  readonly update?: string;
  readonly postedAt?: Instant;
  readonly permalink?: string;
  /** The words of the message that state it. */
  readonly words?: string;
}

/** What somebody did. Later kinds are added to this union as the product learns them. */
export type EventKind =
  | "recordImported"
  | "recordWithdrawn"
  | "documentIngested"
  | "documentWithdrawn"
  | "payloadPurged"
  | "settingChanged"
  | (typeof updateEventKinds)[number];

/** What is done with updates; each event is about one. It is marked when the message it came from was edited or deleted. */
export const updateEventKinds = ["updateConfirmed", "updateAmended", "updateWithdrawn", "updateMarked"] as const;

/** True for an event about an update. */
export function isUpdateEvent(kind: EventKind): kind is (typeof updateEventKinds)[number] {
  return updateEventKinds.some((each) => each === kind);
}

/** Why a payload is kept, which decides for how long. */
export type PayloadClass = "record" | "question" | "receipt" | "update";

/** An event as stored: ids, kind, dates and the hash of its payload; never its content. */
export interface LedgerEvent {
  /** Strictly increasing, the store's own clock. */
  readonly seq: number;
  readonly id: string;
  readonly kind: EventKind;
  /** The record, document version, document, or payload it is about. */
  readonly about: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: string;
  readonly payloadId?: string;
  /** sha256 of salt and payload, in hex. */
  readonly payloadHash?: string;
  readonly previousHash: string;
  /** sha256 over this row without `hash`, in hex. */
  readonly hash: string;
}

/** A setting as it stands: the last `settingChanged` event about it. */
export interface Setting {
  readonly name: string;
  /** As it was set; null where the payload was purged. */
  readonly value: unknown;
  /** Since when it has stood. */
  readonly since: Instant;
  readonly actor: string;
}

/** The payload of `recordImported`: one record as the knowledge folder states it, validated. */
export type RecordPayload =
  | { readonly type: "source"; readonly source: Source }
  | { readonly type: "attribute"; readonly attribute: Attribute }
  | {
      readonly type: "subject";
      readonly subject: Subject;
      readonly aliases: readonly Omit<Alias, "target">[];
      readonly facts: readonly StatedFact[];
    };

/** The payload of `updateConfirmed` and `updateAmended`: the version that stands after it. `reason` is why it was amended. */
export interface UpdatePayload {
  readonly type: "update";
  readonly update: Omit<ConfirmedUpdate, "recordedSeq" | "recordedAt">;
  readonly reason?: string;
}

/** The payload of `updateWithdrawn` and `updateMarked`. */
export interface UpdateChangePayload {
  readonly type: "updateChange";
  readonly reason?: string;
  readonly source?: NonNullable<ConfirmedUpdate["source"]>;
}

/** A fact as a record states it, before the event that records it. */
export interface StatedFact {
  readonly attribute: string;
  readonly value: Value;
  readonly sources: readonly string[];
  readonly trust: Trust;
  readonly from?: Day;
  readonly to?: Day;
  readonly lowConfidence: boolean;
  readonly note?: string;
}
