import type { StoreTransaction } from "../../../core/store.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { Reply } from "../../../core/reply.ts";
import type { PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate, ProposedUpdate, UpdateDraft, UpdateFields } from "../../../core/update.ts";
import { amendUpdate, confirmUpdate } from "../../../ledger/updates/record-update.ts";
import type { Recording, UpdateOutcome, UpdateRefusal } from "../../../ledger/updates/record-update.ts";
import { sayList } from "../../../answer/say-value.ts";
import { answerPost, button, sayNo } from "../../replies.ts";
import { editCards, newCard, putNote, redrawCards } from "./cards.ts";
import { endedCard } from "./draft-card.ts";
import { titleOf, updateIdFor } from "./draft.ts";
import { findUpdate, mayDecide, versionHash } from "../find-update.ts";
import { mayConfirm } from "../permissions.ts";
import { sayPersonalData } from "../personal-data.ts";
import type { Posting } from "./post-draft.ts";

/** A draft that is about to be confirmed. */
export interface DraftToConfirm {
  readonly draft: UpdateDraft;
  readonly note: DraftNote;
}

/**
 * Records what a draft proposes, once: the draft must be open, and its id gives the id of the update. Everything that could
 * forbid it is looked at here, inside the transaction.
 */
export async function confirmDraft(
  transaction: StoreTransaction,
  { draft, note }: DraftToConfirm,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const { caller, knowledge, now } = posting;
  const refusal = whyNotConfirmed(draft, posting) ?? (await whyNotAmended(transaction, { draft, note }, posting));
  if (refusal !== undefined) return [answerPost(sayNo("act", refusal))];
  const before = draft.amends === undefined ? undefined : await findUpdate(transaction, draft.amends);
  const actor = (caller.sender && (await transaction.ensurePerson(caller.sender, now)))?.id ?? draft.author;
  const outcome = await record(transaction, { draft, before }, { actor, occurredAt: now });
  if (outcome.outcome === "refused") return [answerPost(sayNo("act", refusalWords[outcome.why]))];
  const { update } = outcome;
  const confirmed: UpdateDraft = { ...draft, state: "confirmed", update: update.id };
  await transaction.putDraft(confirmed);
  const reply = endedCard(confirmed, sayRecorded(outcome, knowledge), {
    knowledge,
    note: { ...note, isPrivate: false },
    before: before?.fields,
    buttons: updateButtons(update),
  });
  return showConfirmed(transaction, { draft: confirmed, note, reply }, posting);
}

/** What was offered privately ends before everybody, in a card of its own; any other is drawn again. */
async function showConfirmed(
  transaction: StoreTransaction,
  { draft, note, reply }: DraftToConfirm & { readonly reply: Reply },
  { context: { replyTo }, now }: Posting,
): Promise<readonly PostDraft[]> {
  if (note.isPrivate !== true) return redrawCards(note, { reply, replyTo });
  const { isPrivate: _private, ...open } = note;
  const card = newCard(draft.id, open, { reply: { ...reply, visibility: "here" }, target: replyTo });
  await putNote(draft.id, card.note, transaction, now);
  return [...editCards(open, reply, replyTo), card.post];
}

/** Says what was recorded, and where it stands now. */
export function sayRecorded(
  { outcome, update }: Extract<UpdateOutcome, { readonly update: ConfirmedUpdate }>,
  knowledge: Posting["knowledge"],
): string {
  if (outcome === "unchanged") return `${update.id} says this already. Nothing was changed.`;
  const title = titleOf(update, knowledge);
  return update.version === 1
    ? `Recorded for ${title} as ${update.id}. It can be asked about now.`
    : `Changed: ${update.id} for ${title} is now at version ${update.version}.`;
}

/** What can be done with an update that was just recorded. */
export function updateButtons(update: ConfirmedUpdate): ReturnType<typeof button>[] {
  const hash = versionHash(update);
  return [
    button("Undo (10 minutes)", { verb: "undo", target: update.id, hash }),
    button("Change", { verb: "amend", target: update.id, hash }),
  ];
}

/** Why a draft cannot be put on record as it is, in a sentence; undefined where it can. */
function whyNotConfirmed(draft: UpdateDraft, { caller, knowledge }: Posting): string | undefined {
  const { proposed, question, text } = draft;
  if (question) return `Nothing was recorded yet. First: ${question.text}`;
  if (proposed.pilot === null)
    return "Nothing was recorded yet: say which pilot this is about. Edit lets you choose it.";
  if (!mayConfirm(caller, proposed)) {
    const title = titleOf(proposed, knowledge);
    return `You can propose this, but only the team of ${title} or its programme office can confirm it. Nothing was recorded.`;
  }
  const personal = sayPersonalData(text, proposed.personalData);
  if (personal.length === 0) return undefined;
  return `Nothing was recorded: there is personal data in it. Take out ${sayList(personal)} with “Remove it” or “Edit”, then confirm.`;
}

async function whyNotAmended(
  transaction: StoreTransaction,
  { draft, note }: DraftToConfirm,
  { caller }: Posting,
): Promise<string | undefined> {
  if (draft.amends === undefined) return undefined;
  const standing = await findUpdate(transaction, draft.amends);
  if (!standing) return `${draft.amends} does not stand any more, so there is nothing to change.`;
  if (!(await mayDecide(caller, standing, transaction)))
    return "Only its author, the pilot's team and the programme office change an update.";
  if (note.version === standing.version) return undefined;
  return `${draft.amends} was changed by somebody after this was drafted. Nothing was done; make the change again.`;
}

async function record(
  transaction: StoreTransaction,
  { draft, before }: { readonly draft: UpdateDraft; readonly before: ConfirmedUpdate | undefined },
  recording: Recording,
): Promise<UpdateOutcome> {
  const { proposed, text, message, postedAt, author } = draft;
  const { pilot, marking, spans } = proposed;
  const fields = fieldsOf(proposed);
  const words = text === "" ? {} : { text, spans };
  if (draft.amends === undefined) {
    const source = { ...words, ...(message && { message }), ...(marking !== undefined && { marking }) };
    const update = { id: updateIdFor(draft.id), pilot: pilot ?? "", fields, postedAt, author, ...source };
    return confirmUpdate(transaction, update, recording);
  }
  // The words of an amendment take the place of those before only where the message itself was edited.
  const isSameMessage = message !== undefined && message.id === before?.message?.id;
  return amendUpdate(
    transaction,
    { id: draft.amends, fields, ...(isSameMessage && words), ...(marking !== undefined && { marking }) },
    recording,
  );
}

/** The content of a proposal, without what is said about it. */
export function fieldsOf(proposed: ProposedUpdate): UpdateFields {
  const {
    pilot: _pilot,
    programme: _programme,
    marking: _marking,
    personalData: _data,
    spans: _spans,
    ...fields
  } = proposed;
  return fields;
}

const refusalWords: Readonly<Record<UpdateRefusal, string>> = {
  unknownPilot: "The pilot is not on record any more, so nothing was recorded. Edit the draft and choose another.",
  alreadyRecorded: "That was recorded already. Nothing was recorded twice.",
  unreadable: "Something in this draft cannot be recorded. Edit it and check its dates and figures.",
  unknownUpdate: "There is no such update, so there is nothing to change.",
  withdrawn: "That update was withdrawn, so there is nothing to change.",
  purged: "The words of that update are gone, so it cannot be changed.",
};
