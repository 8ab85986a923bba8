import { markNames } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { PostTarget } from "../../../core/work.ts";
import type { ConfirmedUpdate } from "../../../core/update.ts";
import { markUpdate, withdrawUpdate } from "../../../ledger/updates/record-update.ts";
import { aloneTarget, placeTarget } from "../../place-target.ts";
import type { Handling, TurnOf } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { actions, bannerFor, button, notice, say } from "../../replies.ts";
import { readNote } from "../drafts/cards.ts";
import { titleOf, undoMs } from "../drafts/draft.ts";
import { endDraft } from "../drafts/end-draft.ts";
import { versionHash, versionsOf } from "../find-update.ts";
import { madeOfMessage } from "./message-edited.ts";
import { isPlaceFor } from "../permissions.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { askKey, showWithdrawn } from "./withdraw-update.ts";

type DeletedHandling = Handling<TurnOf<"deleted">>;
type DeletedPosting = Posting & Pick<DeletedHandling, "turn">;

/**
 * A message was deleted. Its drafts end. By its author, while the confirmation can still be undone, that withdraws the
 * record; later, or by anybody else, the record stays and is marked, and its owner is asked once what becomes of it.
 */
export function deleteMessage(handling: DeletedHandling): Effects {
  const { turn } = handling;
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const made = await madeOfMessage(transaction, turn.message, handling);
      const posts: PostDraft[] = [];
      for (const draft of made.drafts.filter(({ state }) => state === "open")) {
        const note = await readNote(draft.id, transaction);
        const ending = "Closed: the message was deleted. Nothing was recorded.";
        posts.push(
          ...(await endDraft(transaction, { draft: { ...draft, state: "superseded" }, note, ending }, posting)),
        );
      }
      for (const update of made.updates) posts.push(...(await deletedRecord(transaction, update, posting)));
      return posts;
    },
  };
}

/** A deletion was taken back: the mark goes, the record stands as it did. */
export function undeleteMessage(handling: Handling<TurnOf<"undeleted">>): Effects {
  const { turn, now } = handling;
  return {
    async commit(transaction) {
      const { updates } = await madeOfMessage(transaction, turn.message, handling);
      const caller = await callerNow(handling, transaction);
      for (const { id, author } of updates) {
        await markUpdate(transaction, { id }, { actor: caller.person?.id ?? author, occurredAt: now });
        await transaction.removeMark(id, markNames.sourceAsked);
      }
      return [];
    },
  };
}

async function deletedRecord(
  transaction: StoreTransaction,
  update: ConfirmedUpdate,
  posting: DeletedPosting,
): Promise<readonly PostDraft[]> {
  const { turn, now, caller, context } = posting;
  const actor = caller.person?.id ?? update.author;
  const recording = { actor, occurredAt: now };
  if (turn.isByAuthor === true && (await isUndoable(transaction, update, now))) {
    await withdrawUpdate(transaction, { id: update.id, reason: "its message was deleted by its author" }, recording);
    const told = `Withdrawn: the message of ${update.id} was deleted.`;
    return showWithdrawn(transaction, update, { told, posting });
  }
  await markUpdate(transaction, { id: update.id, source: "deleted" }, recording);
  if (await transaction.mark(update.id, markNames.sourceAsked)) return [];
  const target = (await ownerOf(transaction, update)) ?? context.replyTo;
  await transaction.putMark({ owner: update.id, name: markNames.sourceAsked, value: target ?? null, at: now });
  if (!target) return [];
  return [{ operation: "card", key: askKey(update), reply: askOwner(update, posting), target }];
}

async function isUndoable(transaction: StoreTransaction, update: ConfirmedUpdate, now: string): Promise<boolean> {
  const confirmed = (await versionsOf(transaction, update)).find(({ kind }) => kind === "confirmed");
  return confirmed !== undefined && Date.parse(now) - Date.parse(confirmed.at) <= undoMs;
}

/** Where the owner of an update is asked: the place it came from, else a place of its pilot, else where its author is alone. */
async function ownerOf(transaction: StoreTransaction, update: ConfirmedUpdate): Promise<PostTarget | undefined> {
  const places = (await transaction.places()).filter((place) => isPlaceFor(place, update));
  const origin = places.find(({ id }) => id === update.message?.place);
  const own = places.find(({ pilots }) => pilots.includes(update.pilot));
  const [place] = [origin, own, ...places].flatMap((one) => (one ? (placeTarget(one) ?? []) : []));
  const [alone] = await transaction.marks(markNames.personal, update.author);
  return place ?? aloneTarget(alone);
}

function askOwner(update: ConfirmedUpdate, { knowledge }: Posting): Reply {
  const hash = versionHash(update);
  const title = titleOf(update, knowledge);
  const text = `The message behind ${update.id} (${title}) was deleted. The record stays, and shows the stored words instead of a link. Keep it, or withdraw it?`;
  return say({
    intent: "withdrawUpdate",
    outcome: "askedBack",
    blocks: [
      notice(text),
      ...actions([
        button("Keep it", { verb: "keep", target: update.id, hash }, { style: "primary" }),
        button("Withdraw it", { verb: "withdraw", target: update.id, hash }, { style: "danger" }),
      ]),
    ],
    banner: bannerFor([update.pilot, update.programme], knowledge),
  });
}
