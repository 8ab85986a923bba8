import type { Place } from "../../../core/people.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { PostDraft } from "../../../core/turn-handler.ts";
import type { PostTarget } from "../../../core/work.ts";
import type { UpdateDraft, UpdateFields } from "../../../core/update.ts";
import type { Caller } from "../../caller.ts";
import type { Handling } from "../../desk-parts.ts";
import { placeTarget } from "../../place-target.ts";
import { notShared } from "../../shared-places.ts";
import { newCard, putNote, redrawCards } from "./cards.ts";
import { draftCard } from "./draft-card.ts";
import type { CardView } from "./draft-card.ts";
import { titleOf } from "./draft.ts";
import { isPlaceFor, mayConfirm } from "../permissions.ts";

/** A draft to be kept and shown. */
export interface DraftToPost {
  readonly draft: UpdateDraft;
  readonly note: DraftNote;
  /** What the update says that it would amend. */
  readonly before?: UpdateFields | undefined;
  readonly remarks?: readonly string[];
}

/** What drafts are posted with: the turn that leads to them, and its caller as the transaction sees them. */
export interface Posting extends Pick<Handling, "knowledge" | "context" | "now" | "turn"> {
  readonly caller: Caller;
}

/**
 * Keeps a draft and shows it where the turn came from. Where nobody there may confirm it, it is also shown at a place that
 * may, and the author is told.
 */
export async function postDraft(
  transaction: StoreTransaction,
  { draft, note, before, remarks = [] }: DraftToPost,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const { knowledge, context, now } = posting;
  const waiting = await whoConfirms(transaction, draft, posting);
  const view: CardView = {
    knowledge,
    note,
    before,
    remarks: [...remarks, ...(waiting ? [waiting.told] : [])],
    isWaiting: waiting !== undefined,
  };
  const own = newCard(draft.id, note, { reply: draftCard(draft, view), target: context.replyTo });
  const other = waiting?.target && cardElsewhere(draft, { ...view, note: own.note }, waiting.target);
  await transaction.putDraft(draft);
  await putNote(draft.id, other?.note ?? own.note, transaction, now);
  return other ? [own.post, other.post] : [own.post];
}

function cardElsewhere(draft: UpdateDraft, view: CardView, target: PostTarget): ReturnType<typeof newCard> {
  const remarks = ["Proposed by somebody who cannot confirm it. Confirm it here if it is right."];
  const reply = draftCard(draft, { ...view, note: { ...view.note, isPrivate: false }, remarks, isWaiting: false });
  return newCard(draft.id, view.note, { reply, target, isElsewhere: true });
}

/** Keeps a draft that was changed, and draws its cards again. */
export async function repostDraft(
  transaction: StoreTransaction,
  { draft, note, before, remarks = [] }: DraftToPost,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const { knowledge, context, now } = posting;
  const isWaiting = !isDecidedHere(draft, posting);
  await transaction.putDraft(draft);
  await putNote(draft.id, note, transaction, now);
  const reply = draftCard(draft, { knowledge, note, before, remarks, isWaiting });
  return redrawCards(note, { reply, replyTo: context.replyTo });
}

/** True where whoever sees the card may confirm it: the caller, or the members of the place. */
function isDecidedHere({ proposed }: UpdateDraft, { caller }: Posting): boolean {
  const isOwnPlace = caller.bound !== undefined && isPlaceFor(caller.bound, proposed);
  return proposed.pilot === null || isOwnPlace || mayConfirm(caller, proposed);
}

interface Waiting {
  readonly told: string;
  readonly target?: PostTarget;
}

/** Who confirms a draft that nobody here may confirm, and what its author is told; undefined where somebody here may. */
async function whoConfirms(
  transaction: StoreTransaction,
  draft: UpdateDraft,
  posting: Posting,
): Promise<Waiting | undefined> {
  if (draft.question || isDecidedHere(draft, posting)) return undefined;
  const name = titleOf(draft.proposed, posting.knowledge);
  const bound = (await transaction.places()).filter((place) => isPlaceFor(place, draft.proposed));
  const places = await notShared(bound, transaction);
  const target = placesFor(places, draft).flatMap((place) => placeTarget(place) ?? [])[0];
  if (!target) {
    const told = `This is a proposal: only the team of ${name} or its programme office can confirm it. I know no place where only they read, so tell them the number ${draft.id}.`;
    return { told };
  }
  return { told: `This is a proposal: I have asked the team of ${name} to confirm it.`, target };
}

/** The places that may decide, the pilot's own first. */
function placesFor(places: readonly Place[], { proposed, place: origin }: UpdateDraft): readonly Place[] {
  const isOwn = ({ pilots }: Place): boolean => proposed.pilot !== null && pilots.includes(proposed.pilot);
  return places
    .filter(({ id }) => id !== origin)
    .toSorted((left, right) => Number(isOwn(right)) - Number(isOwn(left)) || (left.id < right.id ? -1 : 1));
}
