import { canonicalJson } from "../../../core/canonical-json.ts";
import type { LedgerReader, StoreTransaction } from "../../../core/store.ts";
import type { PeopleReader } from "../../../core/people.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { MessageRef } from "../../../core/origin.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate, ProposedUpdate, UpdateDraft, UpdateFields } from "../../../core/update.ts";
import { sayList } from "../../../answer/say-value.ts";
import { markUpdate } from "../../../ledger/updates/record-update.ts";
import { programmeAudience } from "../../caller.ts";
import type { Handling, TurnOf } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { actions, answerPost, button, notice, say } from "../../replies.ts";
import { questionAfter } from "../drafts/answer-draft-question.ts";
import { readNote } from "../drafts/cards.ts";
import { fieldsOf } from "../drafts/confirm-draft.ts";
import { describeChange } from "../describe-fields.ts";
import { createDraft, draftIdFor } from "../drafts/draft.ts";
import type { DraftContent } from "../drafts/draft.ts";
import { endDraft } from "../drafts/end-draft.ts";
import { versionHash } from "../find-update.ts";
import { postDraft } from "../drafts/post-draft.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { proposeMessageWords } from "../propose.ts";

type EditedHandling = Handling<TurnOf<"edited">>;
type EditedPosting = Posting & Pick<EditedHandling, "turn">;
type Reads = PeopleReader & Pick<LedgerReader, "updates">;

/** What was made of a message before. */
export interface MadeOfMessage {
  readonly drafts: readonly UpdateDraft[];
  readonly updates: readonly ConfirmedUpdate[];
}

/** Everything that was made of a message: its drafts, and the updates that stand. */
export async function madeOfMessage(
  reads: Reads,
  { place, id }: MessageRef,
  { knowledge }: Pick<Handling, "knowledge">,
): Promise<MadeOfMessage> {
  const drafts = await reads.drafts({ message: { place, id } });
  const programmes = [
    ...knowledge.ofKind("programme").map((programme) => programme.id),
    ...drafts.flatMap(({ proposed }) => proposed.programme ?? []),
  ];
  const audiences = ["public", ...new Set(programmes)].map((programme) =>
    programme === "public" ? programme : programmeAudience(programme),
  );
  return { drafts, updates: await reads.updates({ reader: { audiences } }, { message: { place, id } }) };
}

/**
 * A message was changed: drafts of it are replaced by new ones that show the difference, records are marked and a change to
 * them is proposed. A message that nothing was made of is offered where its place is listened to.
 */
export async function editMessage(handling: EditedHandling): Promise<Effects> {
  const { turn, parts, knowledge, caller } = handling;
  const made = await madeOfMessage(parts.store, turn.message, handling);
  const isKnown = made.drafts.length + made.updates.length > 0;
  if (!isKnown && (caller.bound?.listens !== true || caller.isExternal)) return { commit: () => Promise.resolve([]) };
  const postedAt = made.updates[0]?.postedAt ?? made.drafts[0]?.postedAt ?? turn.arrivedAt;
  const { pilots = [], programmes = [] } = caller.bound ?? {};
  const { isUpdate, proposals } = await proposeMessageWords(
    { text: turn.text, postedAt, binding: { pilots, programmes } },
    { knowledge, updates: parts.store, message: turn.message },
  );
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const now = await madeOfMessage(transaction, turn.message, handling);
      return replaceDrafts(transaction, { made: now, proposals: isUpdate ? proposals : [], postedAt }, posting);
    },
  };
}

interface Edited {
  readonly made: MadeOfMessage;
  readonly proposals: readonly ProposedUpdate[];
  readonly postedAt: string;
}

async function replaceDrafts(
  transaction: StoreTransaction,
  { made, proposals, postedAt }: Edited,
  posting: EditedPosting,
): Promise<readonly PostDraft[]> {
  const posts: PostDraft[] = [];
  const left = new Set(proposals);
  for (const update of made.updates) {
    const proposed = proposals.find(({ pilot }) => pilot === update.pilot) ?? only(proposals, made);
    if (proposed) left.delete(proposed);
    posts.push(...(await editedRecord(transaction, { update, proposed, made }, posting)));
  }
  const open = made.drafts.filter(({ state, amends }) => state === "open" && amends === undefined);
  for (const draft of open) {
    const proposed = proposals.find(({ pilot }) => pilot === draft.proposed.pilot) ?? only(proposals, made);
    if (proposed && saysTheSame(proposed, draft.proposed)) {
      left.delete(proposed);
      continue;
    }
    if (proposed) left.delete(proposed);
    posts.push(...(await editedDraft(transaction, { draft, proposed }, posting)));
  }
  for (const proposed of left) {
    const wasDeclined = made.drafts.some((draft) => saysTheSame(proposed, draft.proposed));
    if (!wasDeclined) posts.push(...(await offer(transaction, { made, proposed, postedAt }, posting)));
  }
  return posts;
}

/** The one proposal of a message that made one thing before: whatever its pilot is called now. */
function only(proposals: readonly ProposedUpdate[], { drafts, updates }: MadeOfMessage): ProposedUpdate | undefined {
  const made = new Set([
    ...drafts.flatMap(({ state, proposed }) => (state === "open" ? [proposed.pilot] : [])),
    ...updates.map(({ pilot }) => pilot),
  ]);
  return proposals.length === 1 && made.size === 1 ? proposals[0] : undefined;
}

function saysTheSame(left: ProposedUpdate, right: ProposedUpdate): boolean {
  const content = (proposed: ProposedUpdate): string =>
    canonicalJson({ ...fieldsOf(proposed), pilot: proposed.pilot, personalData: proposed.personalData.length });
  return content(left) === content(right);
}

/** A draft whose message was changed ends, and the new words stand in a new one. */
async function editedDraft(
  transaction: StoreTransaction,
  { draft, proposed }: { readonly draft: UpdateDraft; readonly proposed: ProposedUpdate | undefined },
  posting: EditedPosting,
): Promise<readonly PostDraft[]> {
  const note = await readNote(draft.id, transaction);
  const ending = proposed
    ? "Replaced: the message was changed, and a newer card shows what it says now."
    : "Closed: the message was changed and holds this update no more. Nothing was recorded.";
  const ended = await endDraft(transaction, { draft: { ...draft, state: "superseded" }, note, ending }, posting);
  if (!proposed) return ended;
  const { knowledge, turn, now } = posting;
  const kept: DraftNote = { ...note, cards: [] };
  const { question: _question, update: _update, ...before } = draft;
  const asked = proposed.pilot === null ? draft.question : questionAfter(proposed, kept, knowledge);
  const content: DraftContent = { ...before, text: turn.text, proposed, ...(asked && { question: asked }) };
  const id = draftIdFor(`${turn.id}/${draft.id}`, 0);
  const remarks = [sayDifference(draft.proposed, proposed, posting)];
  return [
    ...ended,
    ...(await postDraft(transaction, { draft: createDraft(id, content, now), note: kept, remarks }, posting)),
  ];
}

function sayDifference(before: UpdateFields, after: UpdateFields, { knowledge }: Posting): string {
  const changes = describeChange(before, after, knowledge).map(({ label, value }) => `${label}: ${value}`);
  return changes.length === 0 ? "The message was changed." : `The message was changed. ${sayList(changes)}.`;
}

interface EditedRecord {
  readonly update: ConfirmedUpdate;
  readonly proposed: ProposedUpdate | undefined;
  readonly made: MadeOfMessage;
}

/** A record whose message was changed is marked, and what the new words change is proposed. */
async function editedRecord(
  transaction: StoreTransaction,
  { update, proposed, made }: EditedRecord,
  posting: EditedPosting,
): Promise<readonly PostDraft[]> {
  const { turn, now, knowledge, caller } = posting;
  const actor = caller.person?.id ?? update.author;
  await markUpdate(transaction, { id: update.id, source: "edited" }, { actor, occurredAt: now });
  const posts: PostDraft[] = [];
  for (const draft of made.drafts.filter(({ state, amends }) => state === "open" && amends === update.id)) {
    const note = await readNote(draft.id, transaction);
    const ending = "Replaced: the message was changed again.";
    posts.push(...(await endDraft(transaction, { draft: { ...draft, state: "superseded" }, note, ending }, posting)));
  }
  if (!proposed) return [...posts, answerPost(gone(update))];
  const changes = describeChange(update.fields, fieldsOf(proposed), knowledge);
  if (changes.length === 0 && proposed.marking === update.marking) return posts;
  const content: DraftContent = {
    author: update.author,
    conversation: turn.conversation,
    message: turn.message,
    text: turn.text,
    postedAt: update.postedAt,
    // An update stays with its pilot, whatever its message says now.
    proposed: { ...proposed, pilot: update.pilot, programme: update.programme },
    amends: update.id,
    ...(turn.place && { place: turn.place.id }),
  };
  const draft = createDraft(draftIdFor(`${turn.id}/${update.id}`, 0), content, now);
  const note: DraftNote = { cards: [], version: update.version };
  const remarks = [`The message of ${update.id} was changed. Until this is confirmed, the record stays as it was.`];
  return [...posts, ...(await postDraft(transaction, { draft, note, before: update.fields, remarks }, posting))];
}

function gone(update: ConfirmedUpdate): ReturnType<typeof say> {
  const text = `The message was changed and does not read as an update any more. ${update.id} stays on record, and is marked.`;
  const withdraw = button("Withdraw it", { verb: "withdraw", target: update.id, hash: versionHash(update) });
  return say({ intent: "amendUpdate", blocks: [notice(text), ...actions([withdraw])], onlyYou: true });
}

/** True where nobody had asked for the message to be taken: then what it says now is offered to its author alone too. */
async function wasOfferedAlone(transaction: StoreTransaction, { drafts }: MadeOfMessage): Promise<boolean> {
  for (const { id } of drafts) if ((await readNote(id, transaction)).isPrivate === true) return true;
  return false;
}

/** Something that the message did not say before. */
async function offer(
  transaction: StoreTransaction,
  { made, proposed, postedAt }: Pick<Edited, "made" | "postedAt"> & { readonly proposed: ProposedUpdate },
  posting: EditedPosting,
): Promise<readonly PostDraft[]> {
  const { turn, caller, now, knowledge } = posting;
  const author = made.drafts[0]?.author ?? made.updates[0]?.author;
  const known = author ?? (caller.sender && (await transaction.ensurePerson(caller.sender, now)).id);
  if (known === undefined || proposed.pilot === null) return [];
  const isNew = made.drafts.length + made.updates.length === 0;
  const wasOffered = await wasOfferedAlone(transaction, made);
  // Who declined an offer is not asked about the same message again.
  if (wasOffered && made.updates.length === 0 && made.drafts.every(({ state }) => state !== "open")) return [];
  const note: DraftNote = { cards: [], ...((isNew || wasOffered) && { isPrivate: true }) };
  const question = questionAfter(proposed, note, knowledge);
  const content: DraftContent = {
    author: known,
    conversation: turn.conversation,
    message: turn.message,
    text: turn.text,
    postedAt,
    proposed,
    ...(turn.place && { place: turn.place.id }),
    ...(question && { question }),
  };
  const draft = createDraft(draftIdFor(`${turn.id}/${proposed.pilot}`, 0), content, now);
  const remark = isNew
    ? "This reads like an update. Shall I log it? Only you see this."
    : "The message was changed, and now holds this update.";
  return postDraft(transaction, { draft, note, remarks: [remark] }, posting);
}
