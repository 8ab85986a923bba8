import type { ActionCall } from "../../../core/action.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Effects } from "../../../core/turn-handler.ts";
import { assertNever } from "../../../core/assert-never.ts";
import type { UpdateDraft } from "../../../core/update.ts";
import type { Handling } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { actions, answerPost, bannerFor, notice, say } from "../../replies.ts";
import { readNote } from "./cards.ts";
import { sayRecorded, updateButtons } from "./confirm-draft.ts";
import { draftCard, endedCard } from "./draft-card.ts";
import { isExpired } from "./draft.ts";
import { fieldsBefore } from "./end-draft.ts";
import { labelledFields } from "../describe-fields.ts";
import { findUpdate, mayDecide } from "../find-update.ts";
import { mayChange, mayConfirm } from "../permissions.ts";
import type { Posting } from "./post-draft.ts";

/** Draws a draft or an update as it is now for whoever looks at it, with the buttons that they may use. For others, nothing. */
export function viewCard(handling: Handling, { target }: ActionCall): Effects {
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const reply = target.startsWith("u-")
        ? await viewUpdate(transaction, target, posting)
        : await viewDraft(transaction, target, posting);
      return reply ? [answerPost(reply)] : [];
    },
  };
}

async function viewUpdate(
  transaction: StoreTransaction,
  id: string,
  { caller, knowledge }: Posting,
): Promise<Reply | undefined> {
  const update = await findUpdate(transaction, id);
  if (!update || !(await mayDecide(caller, update, transaction))) return undefined;
  const { fields, text = "", spans = [], pilot, programme, marking } = update;
  const told = sayRecorded({ outcome: "recorded", update }, knowledge);
  return say({
    intent: "logUpdate",
    blocks: [
      notice(told),
      { kind: "fields", fields: labelledFields(fields, { knowledge, text, spans }) },
      ...actions(updateButtons(update)),
    ],
    banner: bannerFor([pilot, programme], knowledge),
    marking,
  });
}

async function viewDraft(transaction: StoreTransaction, id: string, posting: Posting): Promise<Reply | undefined> {
  const { caller, knowledge, now } = posting;
  const [draft] = await transaction.drafts({ ids: [id] });
  if (!draft || !mayChange(caller, draft)) return undefined;
  const note = await readNote(id, transaction);
  const before = await fieldsBefore(transaction, draft);
  const view = { knowledge, note, before };
  if (draft.state === "open" && !isExpired(draft, now)) {
    const isWaiting = draft.proposed.pilot !== null && !mayConfirm(caller, draft.proposed);
    return draftCard(draft, { ...view, isWaiting });
  }
  const update = draft.update === undefined ? undefined : await findUpdate(transaction, draft.update);
  const buttons = update && (await mayDecide(caller, update, transaction)) ? updateButtons(update) : [];
  return endedCard(draft, endingOf(draft), { ...view, before: undefined, buttons });
}

function endingOf({ state, update }: UpdateDraft): string {
  switch (state) {
    case "open":
      return "Expired after 14 days. Nothing was recorded.";
    case "confirmed":
      return `Recorded as ${update ?? "an update"}.`;
    case "discarded":
      return "Discarded. Nothing was recorded.";
    case "superseded":
      return "Replaced: the message was changed or deleted.";
    default:
      return assertNever(state);
  }
}
