import type { Reply } from "./reply.ts";
import type { StoreTransaction } from "./store.ts";
import type { Turn } from "./turn.ts";
import type { PostOperation, PostTarget, TroubledPost } from "./work.ts";

/**
 * What a turn leads to. Runs outside any transaction, reads what it likes and writes nothing: it may run again after a
 * failure or a crash, and of several runs the effects of only one are committed. A rejection counts as a failed try.
 */
export type TurnHandler = (turn: Turn, context: TurnContext) => Promise<Effects>;

/** What a handler is told besides the turn. */
export interface TurnContext {
  /** How often it has failed already. */
  readonly tries: number;
  /** Aborts when the time is over, the lease was lost or the process stops: then no effect is committed any more. */
  readonly signal: AbortSignal;
  readonly replyTo?: PostTarget;
  /** Posts of this conversation of which nobody knows whether they arrived, oldest first: see `offerPostsAgain`. */
  readonly unknownPosts: () => Promise<readonly TroubledPost[]>;
}

/** What is written, and what is said about it. */
export interface Effects {
  /**
   * Writes whatever follows from the turn and returns what is to be posted, in order. Runs in the transaction that finishes
   * the turn and that fills the outbox: all of it happens once, or none of it. Awaits nothing but the transaction.
   */
  commit(transaction: StoreTransaction): Promise<readonly PostDraft[]>;
  /** True where nothing is written and nothing said: `commit` is then not called, and many such turns end in one statement. */
  readonly isEmpty?: boolean;
}

/** A post before it has a key. */
export interface PostDraft {
  readonly operation: PostOperation;
  readonly reply?: Reply;
  /** For a post that a later turn will edit; else made from the turn's id. */
  readonly key?: string;
  /** The key of the post that is edited or deleted. */
  readonly changes?: string;
  /** Where the turn came from, unless set. */
  readonly target?: PostTarget;
  /** Meant for whoever waits inside the request: returned to them instead of posted, and posted where nobody waits. */
  readonly isForRequest?: boolean;
}
