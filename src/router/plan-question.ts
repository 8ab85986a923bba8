import type { RecordPlan } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { Day, Instant } from "../core/time.ts";
import type { Word } from "../core/words.ts";
import type { NamedThings } from "./slots.ts";

/** What the plans are made from. */
export interface PlanQuestion {
  readonly text: string;
  /** The text with names as blanks, offsets kept. */
  readonly blanked: string;
  readonly named: NamedThings;
  /** The words that say what is asked about: no names, no question words, no words for taking part. */
  readonly focus: readonly Word[];
  readonly knowledge: Knowledge;
  readonly trueAt?: Day;
  readonly knownAt?: Instant;
}

/** Plans for the ledger, or the programmes between which the question does not say. */
export type Planning =
  | { readonly outcome: "plans"; readonly plans: readonly RecordPlan[] }
  | { readonly outcome: "whichProgramme"; readonly programmes: readonly Subject[] }
  | { readonly outcome: "none" };
