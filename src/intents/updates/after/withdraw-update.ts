import { z } from "zod";
import type { Form } from "../../../core/form.ts";
import { markNames, targetIn } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate, UpdateDraft } from "../../../core/update.ts";
import { withdrawUpdate } from "../../../ledger/updates/record-update.ts";
import type { Handling, TurnOf } from "../../desk-parts.ts";
import { answerPost, bannerFor, say, sayOnly } from "../../replies.ts";
import { editCards, isSeenAt, readNote } from "../drafts/cards.ts";
import { endedCard } from "../drafts/draft-card.ts";
import { titleOf } from "../drafts/draft.ts";
import { versionHash } from "../find-update.ts";
import { decideAbout, type UpdateTarget } from "./standing-update.ts";
import { personalDataIn } from "../personal-data.ts";
import type { Posting } from "../drafts/post-draft.ts";

/** How long a reason may be, in characters. */
const mostReason = 500;

/** Opens the form that asks for a reason; without a sender who may decide, says so. */
export function openWithdrawal(handling: Handling, target: UpdateTarget): Effects {
  return decideAbout(handling, target, {
    intent: "withdrawUpdate",
    decide: (_transaction, update) => [answerPost(formReply(update, handling))],
  });
}

function formReply(
  update: ConfirmedUpdate,
  { knowledge }: Pick<Handling, "knowledge">,
  wrong?: { readonly reason: string; readonly error: string },
): ReturnType<typeof say> {
  const form: Form = {
    id: "withdraw",
    target: update.id,
    hash: versionHash(update),
    title: "Withdraw the update",
    intro: `${update.id}, for ${titleOf(update, knowledge)}. Once it is withdrawn, nothing is answered from it any more. Its history stays, with who withdrew it and why.`,
    fields: [
      {
        name: "reason",
        label: "Why?",
        kind: "longText",
        isRequired: true,
        maxLength: mostReason,
        ...(wrong && { value: wrong.reason, error: wrong.error }),
      },
    ],
    submitLabel: "Withdraw",
  };
  return say({
    intent: "withdrawUpdate",
    outcome: wrong ? "refused" : "proposed",
    blocks: [],
    onlyYou: true,
    form,
    banner: bannerFor([update.pilot], knowledge),
  });
}

const reasonSchema = z.string().trim().min(3).max(mostReason);

/** Takes the form back, and withdraws. */
export function submitWithdrawal(handling: Handling<TurnOf<"form">>): Effects {
  const { target, hash, values } = handling.turn.form;
  return withdraw(handling, { target, hash }, [values["reason"] ?? ""].flat().join(" "));
}

/** Withdraws an update for a reason, or asks for a better one. */
export function withdraw(handling: Handling, target: UpdateTarget, reason: string): Effects {
  return decideAbout(handling, target, {
    intent: "withdrawUpdate",
    decide(transaction, update, posting) {
      const given = reasonSchema.safeParse(reason).data;
      const personal = personalDataIn(reason, handling.knowledge.findMentions(reason));
      const error =
        personal !== undefined
          ? `Take out ${personal}: personal data must not be recorded.`
          : `Say why, in 3 to ${mostReason} characters.`;
      if (given === undefined || personal !== undefined) {
        return [answerPost(formReply(update, handling, { reason, error }))];
      }
      return withdrawFor(transaction, update, { reason: given, posting });
    },
  });
}

async function withdrawFor(
  transaction: StoreTransaction,
  update: ConfirmedUpdate,
  { reason, posting }: { readonly reason: string; readonly posting: Posting },
): Promise<readonly PostDraft[]> {
  const { caller, now, knowledge } = posting;
  const actor = caller.person?.id ?? update.author;
  await withdrawUpdate(transaction, { id: update.id, reason }, { actor, occurredAt: now });
  const told = `Withdrawn: ${update.id} for ${titleOf(update, knowledge)} is not answered from any more. Reason: ${reason}`;
  return [
    ...(await endQuestion(transaction, update, { told, posting })),
    ...(await showWithdrawn(transaction, update, { told, posting })),
  ];
}

/** The cards of an update that was withdrawn say so; where none is seen where the turn came from, so does a post. */
export async function showWithdrawn(
  transaction: StoreTransaction,
  update: ConfirmedUpdate,
  { told, posting }: { readonly told: string; readonly posting: Pick<Posting, "knowledge" | "context"> },
): Promise<readonly PostDraft[]> {
  const { knowledge, context } = posting;
  const posts: PostDraft[] = [];
  let isSeen = false;
  for (const draft of await draftsOfUpdate(transaction, update)) {
    const note = await readNote(draft.id, transaction);
    posts.push(...editCards(note, endedCard(draft, told, { knowledge, note }), context.replyTo));
    isSeen ||= isSeenAt(note, context.replyTo);
  }
  const words = sayOnly("act", told, { banner: bannerFor([update.pilot], knowledge) });
  return isSeen ? posts : [...posts, answerPost(words)];
}

/** The drafts whose confirmation made or changed an update. */
async function draftsOfUpdate(
  transaction: StoreTransaction,
  { id, author }: Pick<ConfirmedUpdate, "id" | "author">,
): Promise<readonly UpdateDraft[]> {
  const own = await transaction.drafts({ author, states: ["confirmed"] });
  const first = await transaction.drafts({ ids: [id.replace(/^u-/, "d-")] });
  const drafts = [...first, ...own.filter((draft) => !first.some((one) => one.id === draft.id))];
  return drafts.filter(({ update }) => update === id);
}

/** The key of the post that asks what becomes of an update whose message is gone. */
export function askKey({ id }: Pick<ConfirmedUpdate, "id">): string {
  return `source/${id}`;
}

/** Keeps an update whose message is gone: nobody is asked again. */
export function keepUpdate(handling: Handling, target: UpdateTarget): Effects {
  return decideAbout(handling, target, {
    intent: "act",
    async decide(transaction, update, posting) {
      const told = `${update.id} stays on record. Its message is gone, so its stored words are shown instead of a link.`;
      const edits = await endQuestion(transaction, update, { told, posting });
      return edits.length > 0 ? edits : [answerPost(sayOnly("act", told))];
    },
  });
}

/** The post that asked what becomes of an update shows what became of it. */
async function endQuestion(
  transaction: StoreTransaction,
  update: ConfirmedUpdate,
  { told, posting }: { readonly told: string; readonly posting: Pick<Posting, "knowledge"> },
): Promise<readonly PostDraft[]> {
  const target = targetIn(await transaction.mark(update.id, markNames.sourceAsked));
  if (!target) return [];
  const reply = sayOnly("withdrawUpdate", told, { banner: bannerFor([update.pilot], posting.knowledge) });
  return [{ operation: "edit", changes: askKey(update), reply, target }];
}
