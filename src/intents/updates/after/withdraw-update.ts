import { z } from "zod";
import type { Form } from "../../../core/form.ts";
import { markNames, targetIn } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate, UpdateDraft } from "../../../core/update.ts";
import { withdrawUpdate } from "../../../ledger/updates/record-update.ts";
import { whyNotStanding } from "../../../ledger/updates/why-not-standing.ts";
import type { NotStanding } from "../../../ledger/updates/why-not-standing.ts";
import type { Caller } from "../../caller.ts";
import type { Handling, TurnOf } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { answerPost, bannerFor, say, sayNo, sayOnly } from "../../replies.ts";
import { editCards, isSeenAt, readNote } from "../drafts/cards.ts";
import { endedCard } from "../drafts/draft-card.ts";
import { titleOf } from "../drafts/draft.ts";
import { findUpdate, mayDecide, versionHash } from "../find-update.ts";
import { personalDataIn } from "../personal-data.ts";
import type { Posting } from "../drafts/post-draft.ts";

/** How long a reason may be, in characters. */
const mostReason = 500;

/** An update that something may be done with, or why not, in a sentence. */
export type StandingUpdate = { readonly update: ConfirmedUpdate } | { readonly refusal: string };

/** Reads an update that a button, a form or words are about. `hash` is that of the version that was shown. */
export async function readStandingUpdate(
  transaction: StoreTransaction,
  { target, hash }: { readonly target: string; readonly hash?: string | undefined },
  { caller, now: _now }: { readonly caller: Caller; readonly now?: string },
): Promise<StandingUpdate> {
  const update = await findUpdate(transaction, target);
  if (!update) return { refusal: notStandingWords[await whyNotStanding(transaction, target)] };
  if (!(await mayDecide(caller, update, transaction))) return { refusal: notYours };
  if (hash === undefined || hash === versionHash(update)) return { update };
  return {
    refusal: `${target} was changed after this was shown, so nothing was done. “history ${target}” shows what it says now.`,
  };
}

const notYours = "Only its author, the pilot's team and the programme office decide about an update.";

const notStandingWords: Readonly<Record<NotStanding, string>> = {
  unknownUpdate: "I hold no update with that number. It begins with u- and stands in its confirmation.",
  withdrawn: "That update was withdrawn already.",
  purged: "The words of that update are gone, so nothing can be done with it.",
};

/** Opens the form that asks for a reason; without a sender who may decide, says so. */
export function openWithdrawal(
  handling: Handling,
  target: { readonly target: string; readonly hash?: string | undefined },
): Effects {
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const standing = await readStandingUpdate(transaction, target, { caller });
      if ("refusal" in standing) return [answerPost(sayNo("withdrawUpdate", standing.refusal))];
      return [answerPost(formReply(standing.update, handling))];
    },
  };
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
export function withdraw(
  handling: Handling,
  target: { readonly target: string; readonly hash?: string | undefined },
  reason: string,
): Effects {
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const standing = await readStandingUpdate(transaction, target, posting);
      if ("refusal" in standing) return [answerPost(sayNo("withdrawUpdate", standing.refusal))];
      const { update } = standing;
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
  };
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
export function keepUpdate(
  handling: Handling,
  target: { readonly target: string; readonly hash?: string | undefined },
): Effects {
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const standing = await readStandingUpdate(transaction, target, posting);
      if ("refusal" in standing) return [answerPost(sayNo("act", standing.refusal))];
      const told = `${target.target} stays on record. Its message is gone, so its stored words are shown instead of a link.`;
      const edits = await endQuestion(transaction, standing.update, { told, posting });
      return edits.length > 0 ? edits : [answerPost(sayOnly("act", told))];
    },
  };
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
