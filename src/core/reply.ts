import type { ActionButton } from "./action.ts";
import type { Citation } from "./citation.ts";
import type { Form } from "./form.ts";
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
  | { readonly kind: "heading"; readonly text: string }
  /** Labelled values: the fields of an update. `words` are the words of the message that a value came from. */
  | { readonly kind: "fields"; readonly fields: readonly LabelledValue[] }
  | {
      readonly kind: "chart";
      readonly caption: string;
      readonly shape: "line" | "bar";
      readonly unit?: string;
      /** The same `x` in several series belong together; a day is YYYY-MM-DD, a month YYYY-MM. */
      readonly series: readonly { readonly name: string; readonly points: readonly ChartPoint[] }[];
      readonly citations: readonly number[];
    }
  /** Somebody's words, shown as theirs. */
  | { readonly kind: "quote"; readonly text: string }
  | { readonly kind: "actions"; readonly buttons: readonly ActionButton[] }
  /** A choice the person can take up by sending `text`. */
  | { readonly kind: "choices"; readonly choices: readonly Choice[] }
  /** Words of our own that state no fact about a programme: a refusal, a caution, a banner. */
  | { readonly kind: "notice"; readonly tone: "info" | "refusal" | "warning"; readonly text: string };

/** A label and its value. */
export interface LabelledValue {
  readonly label: string;
  readonly value: string;
  readonly words?: string;
  readonly citations: readonly number[];
}

/** A point of a chart. */
export interface ChartPoint {
  readonly x: string;
  readonly y: number;
}

/** Something to ask next: the label shown, and the text sent when it is chosen. */
export interface Choice {
  readonly label: string;
  readonly text: string;
}

/** How an accepted turn ended. `proposed`: a draft waits for its confirmation. `done`: an action was carried out. */
export type ReplyOutcome = "answered" | "refused" | "askedBack" | "proposed" | "done";

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
  /** `onlyYou` is shown to the person alone: privately in a channel, or not at all where that cannot be done. */
  readonly visibility?: "here" | "onlyYou";
  /** Opened for the person at once, where the turn came from something that can open one; else drawn as a page. */
  readonly form?: Form;
  /** Stands above everything: what is shown is made up. */
  readonly banner?: string;
  /** A language model put some of it into words: a reader is told. */
  readonly isByModel?: boolean;
  /** The conversation was told the same before: where nobody waits for an answer, nothing is posted. */
  readonly repeated?: boolean;
  /** `why <receipt>` explains this reply; empty where there is nothing to explain. */
  readonly receipt: string;
}
