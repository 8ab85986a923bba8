import { publicReader } from "../../../core/trust.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { DeskParts } from "../../desk-parts.ts";
import { editCards, putNote, readNote } from "./cards.ts";
import { endedCard } from "./draft-card.ts";

/** Drafts that end before the next look count as ended: the nightly purge empties them, and then nothing can be shown. */
const graceMs = 15 * 60_000;

/** What to do every hour: the cards of drafts whose time is over say so, once. */
export async function expireDrafts({
  clock,
  knowledgeFor,
}: Pick<DeskParts, "clock" | "knowledgeFor">): Promise<Effects> {
  const knowledge = await knowledgeFor({ reader: publicReader });
  return {
    async commit(transaction) {
      const now = clock.now();
      const ends = new Date(now.getTime() + graceMs).toISOString();
      const posts: PostDraft[] = [];
      for (const draft of await transaction.drafts({ states: ["open"] })) {
        if (draft.expiresAt > ends) continue;
        const note = await readNote(draft.id, transaction);
        if (note.cards.length === 0) continue;
        const reply = endedCard(draft, "Expired after 14 days. Nothing was recorded.", { knowledge, note });
        posts.push(...editCards(note, reply, undefined));
        await putNote(draft.id, { ...note, cards: [] }, transaction, now.toISOString());
      }
      return posts;
    },
  };
}
