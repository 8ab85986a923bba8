import type { Day, Instant } from "../core/time.ts";
import type { Rating } from "../core/update.ts";
import type { TimeWindow } from "./time-windows.ts";

/** What is asked about updates. A window narrows it to what was posted in it, or holds for it, as the kind says. */
export type UpdateQuestion =
  /** The last update of each pilot; with a window those posted in it. */
  | { readonly kind: "latest"; readonly window?: TimeWindow }
  /** Every update, the newest first. */
  | { readonly kind: "history" }
  | { readonly kind: "changes"; readonly since: "lastReturn" | "lastAsked" | TimeWindow }
  | { readonly kind: "returns"; readonly wants: "reported" | "missing" | "late" | "due"; readonly window?: TimeWindow }
  /** Returns and milestones past their day. */
  | { readonly kind: "overdue" }
  /** All ratings where none is named. */
  | { readonly kind: "ratings"; readonly ratings: readonly Rating[]; readonly counts: boolean }
  | { readonly kind: "moves"; readonly direction: "up" | "down" | "any"; readonly window?: TimeWindow }
  | { readonly kind: "ratingTrend"; readonly window?: TimeWindow }
  /** `from` are the words after "from", where no department on record is named. */
  | { readonly kind: "help"; readonly from: string; readonly window?: TimeWindow }
  | { readonly kind: "risks"; readonly window?: TimeWindow }
  | {
      readonly kind: "milestones";
      readonly which: "all" | "overdue" | "slipped" | "done" | "ahead";
      readonly window?: TimeWindow;
    }
  | { readonly kind: "nextSteps"; readonly window?: TimeWindow }
  | { readonly kind: "spend"; readonly totals: boolean }
  /** Figures by name; all of them where the words name none. */
  | { readonly kind: "figures"; readonly says: "latest" | "total" | "trend"; readonly window?: TimeWindow }
  | { readonly kind: "digest"; readonly window?: TimeWindow }
  /** Anything else that an update might say. */
  | { readonly kind: "search"; readonly window?: TimeWindow };
export type UpdateQuestionKind = UpdateQuestion["kind"];

/**
 * How plainly a text asks for updates: `sure` speaks of updates and nothing else, `likely` does where a live programme is
 * meant, `maybe` only where an update answers it.
 */
export type Certainty = "sure" | "likely" | "maybe";

/** A question about updates as its words put it, before it is known of which programme. */
export interface UpdateReading {
  readonly question: UpdateQuestion;
  readonly certainty: Certainty;
  /** The day whose state is asked for, and the moment whose knowledge counts. */
  readonly trueAt?: Day;
  readonly knownAt?: Instant;
  /** Nothing in it points back at what was said before. */
  readonly standsAlone: boolean;
}
