import type { Instant } from "../../core/time.ts";
import { markNames } from "../../core/marks.ts";
import type { Effects, PostDraft } from "../../core/turn-handler.ts";
import { findUpdate } from "../updates/find-update.ts";
import { followersOf } from "./followers-of.ts";
import { noticeFor } from "./notify-followers.ts";
import { everyProgramme, isQuiet, type UnaskedParts } from "./unasked-parts.ts";

/**
 * Tells followers of what was confirmed while nobody worked. What was withdrawn, is not followed any more or may not be seen by now
 * is not told, and of what was changed the last word is.
 */
export async function tellNoted(
  parts: UnaskedParts & { readonly admins: readonly string[] },
  now: Instant,
): Promise<Effects> {
  const { store, knowledgeFor, admins } = parts;
  const noted = await store.marks(markNames.notice);
  if (noted.length === 0 || isQuiet(now, await parts.loadWorkingDays())) return { commit: () => Promise.resolve([]) };
  const knowledge = await knowledgeFor({ reader: await everyProgramme(parts) });
  return {
    async commit(transaction) {
      const posts: PostDraft[] = [];
      for (const { owner, name } of noted) {
        if (!(await transaction.removeMark(owner, name))) continue;
        const update = await findUpdate(transaction, name.slice(markNames.notice.length));
        const followed =
          update && (await followersOf(update, transaction, knowledge)).find((one) => one.owner === owner);
        const post =
          followed && (await noticeFor(followed, update, { transaction, parts: { knowledge, now, admins } }));
        if (post) posts.push(post);
      }
      return posts;
    },
  };
}
