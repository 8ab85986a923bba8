import type { LedgerReader, StoreTransaction } from "../../../core/store.ts";
import type { PeopleReader, Person } from "../../../core/people.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate, ProposedUpdate, UpdateDraft, UpdateFields } from "../../../core/update.ts";
import { programmeAudience } from "../../caller.ts";
import type { Handling, TurnOf } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { answerPost, sayNo, sayOnly } from "../../replies.ts";
import { readNote } from "../drafts/cards.ts";
import { fieldsOf } from "../drafts/confirm-draft.ts";
import { describeChange } from "../describe-fields.ts";
import { changeDraft, createDraft, draftIdFor, isExpired } from "../drafts/draft.ts";
import { fieldsBefore } from "../drafts/end-draft.ts";
import { proposalOf } from "../form/open-form.ts";
import { postDraft, repostDraft } from "../drafts/post-draft.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { proposeWords } from "../propose.ts";
import { readAmendment } from "./read-amendment.ts";
import type { Amendment } from "./read-amendment.ts";
import { scaleOf } from "../form/update-form.ts";

type MessageHandling = Handling<TurnOf<"message">>;
type MessagePosting = Posting & Pick<MessageHandling, "turn">;
type Reads = PeopleReader & Pick<LedgerReader, "updates">;

/** What a message that follows one's own update would change: the draft that still waits, or the update that stands. */
interface Amended {
  readonly draft: UpdateDraft;
  readonly update?: ConfirmedUpdate;
  readonly amendment: Amendment;
}

/** Takes "make that green" or "*45" after one's own update; undefined for a message that changes none. */
export async function amendByMessage(handling: MessageHandling): Promise<Effects | undefined> {
  const { turn, caller, parts } = handling;
  if (!caller.person || turn.as === "question") return undefined;
  const found = await findAmended(parts.store, caller.person, handling);
  if (!found) return undefined;
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const person = posting.caller.person;
      const standing = person && (await findAmended(transaction, person, handling));
      return standing ? amend(transaction, standing, posting) : [];
    },
  };
}

async function findAmended(reads: Reads, person: Person, handling: MessageHandling): Promise<Amended | undefined> {
  const { turn, knowledge, now } = handling;
  const drafts = await reads.drafts({
    author: person.id,
    conversation: turn.conversation,
    states: ["open", "confirmed"],
  });
  const draft = drafts.findLast((one) => !isExpired(one, now) && one.proposed.pilot !== null);
  if (!draft || (draft.message?.id === turn.message?.id && turn.message !== undefined)) return undefined;
  const update = draft.state === "confirmed" ? await standingOf(reads, draft) : undefined;
  if (draft.state === "confirmed" && !update) return undefined;
  const { fields, words } = update
    ? { fields: update.fields, words: update.text ?? "" }
    : { fields: fieldsOf(draft.proposed), words: draft.text };
  const amendment = readAmendment(turn.text, {
    fields,
    words,
    scale: scaleOf(draft.proposed, knowledge),
    propose: (text) => proposeFor(text, draft.proposed, handling),
  });
  return amendment && { draft, amendment, ...(update && { update }) };
}

async function standingOf(reads: Reads, { update, proposed }: UpdateDraft): Promise<ConfirmedUpdate | undefined> {
  if (update === undefined) return undefined;
  const audiences = [
    "public",
    ...(proposed.programme === null ? [] : [programmeAudience(proposed.programme)]),
  ] as const;
  const [standing] = await reads.updates({ reader: { audiences } }, { ids: [update] });
  return standing;
}

/** What words propose about the pilot of an update; undefined where they hold personal data or name another pilot. */
function proposeFor(
  text: string,
  { pilot, programme }: ProposedUpdate,
  handling: MessageHandling,
): ProposedUpdate | undefined {
  const { turn, knowledge } = handling;
  const binding = { pilots: pilot === null ? [] : [pilot], programmes: programme === null ? [] : [programme] };
  const { proposals } = proposeWords({ text, postedAt: turn.postedAt ?? turn.arrivedAt, binding }, knowledge);
  const [proposed] = proposals;
  if (!proposed || proposals.length > 1 || proposed.personalData.length > 0) return undefined;
  return proposed.pilot === null || proposed.pilot === pilot ? proposed : undefined;
}

async function amend(
  transaction: StoreTransaction,
  { draft, update, amendment }: Amended,
  posting: MessagePosting,
): Promise<readonly PostDraft[]> {
  const isOverheard = posting.turn.isAddressed === false;
  if ("problem" in amendment) return isOverheard ? [] : [answerPost(sayNo("amendUpdate", amendment.problem))];
  const before = update?.fields ?? draft.proposed;
  if (describeChange(before, amendment.fields, posting.knowledge).length === 0) {
    const told = `${update?.id ?? "The draft"} says that already. Nothing was changed.`;
    return [answerPost(sayOnly("amendUpdate", told, { onlyYou: true }))];
  }
  if (!update) return changeOpenDraft(transaction, draft, { fields: amendment.fields, posting });
  const { turn, now } = posting;
  const note: DraftNote = { cards: [], version: update.version, ...(isOverheard && { isPrivate: true }) };
  const proposed: ProposedUpdate = { ...proposalOf(update), ...amendment.fields, spans: [] };
  const changed = createDraft(
    draftIdFor(turn.id, 0),
    {
      author: draft.author,
      conversation: turn.conversation,
      text: turn.text,
      postedAt: turn.postedAt ?? turn.arrivedAt,
      proposed: withoutGone(proposed, amendment.fields),
      amends: update.id,
      ...(turn.place && { place: turn.place.id }),
      ...(turn.message && { message: turn.message }),
    },
    now,
  );
  return postDraft(transaction, { draft: changed, note, before: update.fields }, posting);
}

/** A proposal in which nothing of the old content is left that the new one has not. */
function withoutGone(proposed: ProposedUpdate, fields: UpdateFields): ProposedUpdate {
  const { pilot, programme, marking, personalData, spans } = proposed;
  return { ...fields, pilot, programme, ...(marking !== undefined && { marking }), personalData, spans };
}

async function changeOpenDraft(
  transaction: StoreTransaction,
  draft: UpdateDraft,
  { fields, posting }: { readonly fields: UpdateFields; readonly posting: MessagePosting },
): Promise<readonly PostDraft[]> {
  const note = await readNote(draft.id, transaction);
  const changes = describeChange(draft.proposed, fields, posting.knowledge);
  const proposed = withoutGone(draft.proposed, fields);
  const changed = changeDraft(draft, { proposed });
  const remarks = changes.map(({ label, value }) => `${label}: ${value}`);
  return repostDraft(
    transaction,
    { draft: changed, note, before: await fieldsBefore(transaction, draft), remarks },
    posting,
  );
}
