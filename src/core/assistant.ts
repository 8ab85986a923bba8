import type { Citation } from "./citation.ts";
import type { Receipt } from "./receipt.ts";
import type { Reply } from "./reply.ts";
import type { Reader } from "./trust.ts";
import type { MessageTurn, Turn } from "./turn.ts";
import type { PostDraft, TurnHandler } from "./turn-handler.ts";

/** What a channel needs of the rest: a turn in, a reply out, and the ways to look behind a reply. */
export interface Assistant {
  /** Works out what a turn leads to; its effects are for the transaction that finishes the turn. See `TurnHandler`. */
  readonly decide: TurnHandler;
  /** Decides and commits at once, for channels that answer inside their request. Returns what is said, in order. */
  respond(turn: Turn): Promise<readonly PostDraft[]>;
  /** Answers a question at once. Stores the receipt and the thread's state. */
  handle(turn: MessageTurn): Promise<Reply>;
  /** A receipt this reader may see; `purged` where it was kept once and is gone. */
  receipt(id: string, reader: Reader): Promise<Receipt | "purged" | undefined>;
  /** Answers a receipt's question again with what was known then. */
  replay(id: string, reader: Reader): Promise<ReplayOutcome | undefined>;
  /** The stored words around what a citation quotes, after the audience check; undefined where they may not be seen. */
  showSource(citation: Citation, reader: Reader): Promise<SourceView | undefined>;
  /** Questions that this content can answer, for an empty page. */
  suggestions(): Promise<readonly string[]>;
}

/** What a replay found. */
export type ReplayOutcome =
  | { readonly outcome: "same"; readonly receipt: Receipt }
  | {
      readonly outcome: "differs";
      readonly receipt: Receipt;
      readonly reply: Reply;
      readonly because: readonly string[];
    }
  | { readonly outcome: "evidencePurged"; readonly because: string };

/** A source opened at the exact words. */
export interface SourceView {
  readonly title: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly url?: string;
  readonly trust: Citation["trust"];
  readonly headingPath: readonly string[];
  /** The stored words before, at and after the quote. */
  readonly before: string;
  readonly quote: string;
  readonly after: string;
  /** One line that names the record and when it was recorded, for a fact. */
  readonly record?: string;
}
