import type { DraftNote } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { PostDraft } from "../../../core/turn-handler.ts";
import type { UpdateDraft, UpdateFields } from "../../../core/update.ts";
import { sayOnly } from "../../replies.ts";
import { editCards, redrawCards } from "./cards.ts";
import { endedCard } from "./draft-card.ts";
import { findUpdate } from "../find-update.ts";
import type { Posting } from "./post-draft.ts";

/** A draft with what is remembered beside it. */
export interface NotedDraft {
  readonly draft: UpdateDraft;
  readonly note: DraftNote;
}

/** Throws a draft away: its cards say so. */
export async function discardDraft(
  transaction: StoreTransaction,
  { draft, note }: NotedDraft,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const text = "Discarded. Nothing was recorded.";
  return endDraft(transaction, { draft: { ...draft, state: "discarded" }, note, ending: text, told: text }, posting);
}

/** Ends a draft without recording it: its cards show how it ended. `told` is what the person is told beside them. */
export async function endDraft(
  transaction: StoreTransaction,
  { draft, note, ending, told }: NotedDraft & { readonly ending: string; readonly told?: string },
  { knowledge, context }: Posting,
): Promise<readonly PostDraft[]> {
  await transaction.putDraft(draft);
  const reply = endedCard(draft, ending, { knowledge, note, before: await fieldsBefore(transaction, draft) });
  if (told === undefined) return editCards(note, reply, context.replyTo);
  const words = sayOnly("act", told, { onlyYou: true });
  return redrawCards(note, { reply, replyTo: context.replyTo, told: words });
}

/** What the update says that a draft would amend; undefined for a draft of a new one. */
export async function fieldsBefore(
  transaction: StoreTransaction,
  { amends }: UpdateDraft,
): Promise<UpdateFields | undefined> {
  return amends === undefined ? undefined : (await findUpdate(transaction, amends))?.fields;
}
