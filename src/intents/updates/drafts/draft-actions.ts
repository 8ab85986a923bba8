import type { ActionCall } from "../../../core/action.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { Handling } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { answerPost, sayNo } from "../../replies.ts";
import { answerDraftQuestion } from "./answer-draft-question.ts";
import { editCards } from "./cards.ts";
import { confirmDraft } from "./confirm-draft.ts";
import { discardDraft, fieldsBefore } from "./end-draft.ts";
import type { NotedDraft } from "./end-draft.ts";
import { endedCard, removePersonal } from "./draft-card.ts";
import { changeDraft } from "./draft.ts";
import { formForDraft } from "../form/open-form.ts";
import { removePersonalData } from "../personal-data.ts";
import { repostDraft } from "./post-draft.ts";
import type { Posting } from "./post-draft.ts";
import { readStandingDraft } from "./standing-draft.ts";

/** What is done with a draft. */
export interface DraftAction {
  readonly verb: "confirm" | "edit" | "discard" | "choose";
  readonly target: string;
  /** The hash of the card that was tapped; left out for words. */
  readonly hash?: string;
  readonly value?: string | undefined;
}

/** The action of a button on a draft's card. A button without the hash of what it stood on was not made here. */
export function draftActionOf({ verb, target, hash = "", value }: ActionCall): DraftAction | undefined {
  if (verb !== "confirm" && verb !== "edit" && verb !== "discard" && verb !== "choose") return undefined;
  return { verb, target, hash, ...(value !== undefined && { value }) };
}

/** Does something with a draft, after looking in the transaction whether it still is what was shown and who asks. */
export function actOnDraft(handling: Handling, ...drafts: readonly DraftAction[]): Effects {
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const posts: PostDraft[] = [];
      for (const action of drafts) posts.push(...(await actOnOne(transaction, action, { ...handling, caller })));
      return posts;
    },
  };
}

async function actOnOne(
  transaction: StoreTransaction,
  action: DraftAction,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const standing = await readStandingDraft(transaction, action, posting);
  if ("refusal" in standing) {
    const told = answerPost(sayNo("act", standing.refusal));
    return standing.expired ? [...showExpired(standing.expired, posting), told] : [told];
  }
  switch (action.verb) {
    case "confirm":
      return confirmDraft(transaction, standing, posting);
    case "discard":
      return discardDraft(transaction, standing, posting);
    case "choose":
      return answerDraftQuestion(transaction, { ...standing, value: action.value ?? "" }, posting);
    case "edit":
      if (action.value === removePersonal) return withoutPersonalData(transaction, standing, posting);
      return [answerPost(formForDraft(standing.draft, posting))];
  }
}

function showExpired({ draft, note }: NotedDraft, { knowledge, context }: Posting): readonly PostDraft[] {
  const reply = endedCard(draft, "Expired. Nothing was recorded.", { knowledge, note });
  return editCards(note, reply, context.replyTo);
}

async function withoutPersonalData(
  transaction: StoreTransaction,
  { draft, note }: NotedDraft,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const changed = changeDraft(draft, removePersonalData(draft.text, draft.proposed));
  const remarks = ["The personal data is taken out, here and in the words that are kept. Check it, then confirm."];
  const before = await fieldsBefore(transaction, draft);
  return repostDraft(transaction, { draft: changed, note, before, remarks }, posting);
}
