import type { Reader } from "./trust.ts";
import type { Instant } from "./time.ts";

/** Where a turn came in. No intent may ask which. */
export type Platform = "cli" | "web" | "slack" | "teams";

/** Anything that arrives. Edits, deletions, joins, actions and form submits join this union with the channels that know them. */
export interface Turn {
  readonly id: string;
  readonly kind: "message";
  readonly platform: Platform;
  /** Turns of one conversation are handled in order and share follow-up state. */
  readonly conversation: string;
  readonly reader: Reader;
  readonly text: string;
  readonly arrivedAt: Instant;
  /** Overrides for "as of" questions: a day, or an instant for `knownAt`. */
  readonly trueAt?: string;
  readonly knownAt?: string;
}
