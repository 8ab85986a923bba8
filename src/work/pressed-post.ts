import type { StoreTransaction } from "../core/store.ts";
import type { Turn } from "../core/turn.ts";
import type { NewPost } from "../core/work.ts";

/**
 * Somebody pressed a button of a message of ours, and the posts that follow edit it: then it did arrive, though its platform may
 * never have said so. Called before they are put into the outbox, so that the edit finds its message.
 */
export async function notePressed(
  transaction: Pick<StoreTransaction, "noteArrived">,
  turn: Turn,
  posts: readonly NewPost[],
): Promise<void> {
  if (turn.kind !== "action" || !turn.message) return;
  const edits = posts.filter(
    ({ operation, target }) => operation === "edit" && target.conversation === turn.conversation,
  );
  const [edit] = edits;
  // Where several are edited, nobody knows which of them was pressed.
  if (edits.length !== 1 || edit?.changes === undefined) return;
  // A message to one person is named otherwise by some platforms.
  if (edit.reply?.visibility === "onlyYou") return;
  const { channel, conversation } = edit.target;
  await transaction.noteArrived(edit.changes, { channel, conversation, messageId: turn.message.id });
}
