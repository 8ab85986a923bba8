import type { StoreTransaction } from "../core/store.ts";
import type { Instant } from "../core/time.ts";
import type { PostDraft } from "../core/turn-handler.ts";
import type { NewPost, PostTarget, TroubledPost } from "../core/work.ts";
import { WorkError } from "./work-error.ts";

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
