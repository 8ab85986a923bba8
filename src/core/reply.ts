import type { Citation } from "./citation.ts";
import type { Day, Instant } from "./time.ts";

/** A sentence with the numbers of the citations that support all of it. */
export interface Sentence {
  readonly text: string;
  readonly citations: readonly number[];
}

/** A neutral piece of a reply; renderers turn it into what a platform shows. */
export type Block =
  | { readonly kind: "paragraph"; readonly sentences: readonly Sentence[] }
  | { readonly kind: "list"; readonly items: readonly Sentence[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
      readonly citations: readonly number[];
    }
  /** A choice the person can take up by sending `text`. */
  | { readonly kind: "choices"; readonly choices: readonly Choice[] }
  /** Words of our own that state no fact about a programme: a refusal, a caution, a banner. */
  | { readonly kind: "notice"; readonly tone: "info" | "refusal" | "warning"; readonly text: string };

/** Something to ask next: the label shown, and the text sent when it is chosen. */
export interface Choice {
  readonly label: string;
  readonly text: string;
}

/** How an accepted question ended. */
export type ReplyOutcome = "answered" | "refused" | "askedBack";

/** An answer before any platform has drawn it. */
export interface Reply {
  readonly outcome: ReplyOutcome;
  /** The member of the Intent union that answered. */
  readonly intent: string;
  readonly blocks: readonly Block[];
  readonly citations: readonly Citation[];
  /** From 0 to 1. */
  readonly confidence: number;
  readonly marking?: string;
  readonly trueAt?: Day;
  readonly knownAt?: Instant;
  /** The conversation was told the same before: where nobody waits for an answer, nothing is posted. */
  readonly repeated?: boolean;
  /** `why <receipt>` explains this reply. */
  readonly receipt: string;
}
