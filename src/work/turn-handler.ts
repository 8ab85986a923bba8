import type { Reply } from "../core/reply.ts";
import type { StoreTransaction } from "../core/store.ts";
import type { Instant } from "../core/time.ts";
import type { Turn } from "../core/turn.ts";
import type { NewPost, PostOperation, PostTarget, TroubledPost } from "../core/work.ts";
import { WorkError } from "./work-error.ts";

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
}

/** The posts of a turn or a firing, with their keys. Throws `no-place-to-answer` for one without a target. */
export function postsOf(
  drafts: readonly PostDraft[],
  origin: { readonly id: string; readonly turn?: string; readonly replyTo?: PostTarget },
): readonly NewPost[] {
  return drafts.map(({ operation, reply, changes, key, target = origin.replyTo }, index) => {
    if (!target) {
      throw new WorkError(
        "no-place-to-answer",
        `${origin.id} has no place to answer at. Give its arrival a replyTo, or the post a target.`,
      );
    }
    return {
      key: key ?? `${origin.id}/${index + 1}`,
      ...(origin.turn !== undefined && { turn: origin.turn }),
      target,
      operation,
      ...(reply && { reply }),
      ...(changes !== undefined && { changes }),
    };
  });
}

/** Posts once more what may never have arrived: for the commit of a person's next turn. Returns how many. */
export async function offerPostsAgain(
  transaction: Pick<StoreTransaction, "offerAgain">,
  posts: readonly TroubledPost[],
  offer: { readonly turn: string; readonly at: Instant },
): Promise<number> {
  let offered = 0;
  for (const post of posts) {
    if (await transaction.offerAgain(post.key, { key: `${post.key}+`, ...offer })) offered += 1;
  }
  return offered;
}
