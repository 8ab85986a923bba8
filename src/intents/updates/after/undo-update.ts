import type { StoreTransaction } from "../../../core/store.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate, UpdateVersion } from "../../../core/update.ts";
import { amendUpdate, withdrawUpdate } from "../../../ledger/updates/record-update.ts";
import type { Handling } from "../../desk-parts.ts";
import { actions, answerPost, bannerFor, button, notice, say, sayNo } from "../../replies.ts";
import { titleOf, undoMs } from "../drafts/draft.ts";
import { versionHash, versionsOf } from "../find-update.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { decideAbout, type UpdateTarget } from "./standing-update.ts";
import { showWithdrawn } from "./withdraw-update.ts";

/** Why a version was undone, as its history says it. */
const undone = "undone within ten minutes";

/** Takes the last confirmation of an update back, within ten minutes of it: a new one is withdrawn, a change is reversed. */
export function undoUpdate(handling: Handling, target: UpdateTarget): Effects {
  return decideAbout(handling, target, {
    intent: "act",
    async decide(transaction, update, posting) {
      const versions = (await versionsOf(transaction, update)).filter(({ kind }) => kind !== "marked");
      const last = versions.at(-1);
      if (!last || last.reason === undone) {
        return [answerPost(sayNo("act", `The last change of ${update.id} was undone already.`))];
      }
      if (Date.parse(posting.now) - Date.parse(last.at) > undoMs) return [answerPost(tooLate(update, posting))];
      return undo(transaction, { update, versions }, posting);
    },
  });
}

async function undo(
  transaction: StoreTransaction,
  { update, versions }: { readonly update: ConfirmedUpdate; readonly versions: readonly UpdateVersion[] },
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const { caller, now, knowledge } = posting;
  const recording = { actor: caller.person?.id ?? update.author, occurredAt: now };
  const before = versions.at(-2)?.update;
  const title = titleOf(update, knowledge);
  if (before) {
    const { fields, marking, text, spans } = before;
    const words = { ...(text !== undefined && { text }), ...(spans && { spans }) };
    await amendUpdate(
      transaction,
      { id: update.id, fields, reason: undone, ...words, ...(marking !== undefined && { marking }) },
      recording,
    );
  } else await withdrawUpdate(transaction, { id: update.id, reason: undone }, recording);
  const told = before
    ? `Undone: ${update.id} for ${title} says again what it said before.`
    : `Undone: ${update.id} for ${title} is off the record. Post the update again, or change the message, to log it anew.`;
  return showWithdrawn(transaction, update, { told, posting });
}

function tooLate(update: ConfirmedUpdate, { knowledge }: Posting): ReturnType<typeof say> {
  const text = `${update.id} was confirmed more than ten minutes ago. It can still be withdrawn, with a reason.`;
  const withdraw = button(
    "Withdraw it",
    { verb: "withdraw", target: update.id, hash: versionHash(update) },
    { style: "danger" },
  );
  return say({
    intent: "act",
    outcome: "refused",
    blocks: [notice(text, "refusal"), ...actions([withdraw])],
    onlyYou: true,
    banner: bannerFor([update.pilot], knowledge),
  });
}
