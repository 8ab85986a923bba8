import { draftNoteSchema, markNames } from "../../../core/marks.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { PeopleReader, PeopleWriter } from "../../../core/people.ts";
import type { Reply } from "../../../core/reply.ts";
import type { Instant } from "../../../core/time.ts";
import type { PostDraft } from "../../../core/turn-handler.ts";
import type { PostTarget } from "../../../core/work.ts";
import { answerPost } from "../../replies.ts";
import { cardKey } from "./draft.ts";

/** What is remembered beside a draft; nothing for one that has no mark. */
export async function readNote(draft: string, people: PeopleReader): Promise<DraftNote> {
  const mark = await people.mark(draft, markNames.draftNote);
  return draftNoteSchema.safeParse(mark?.value).data ?? { cards: [] };
}

/** Remembers something beside a draft. */
export async function putNote(draft: string, note: DraftNote, people: PeopleWriter, at: Instant): Promise<void> {
  await people.putMark({ owner: draft, name: markNames.draftNote, value: note, at });
}

/** A card to be posted, and the note that knows of it: a later turn edits it. */
export interface NewCard {
  readonly post: PostDraft;
  readonly note: DraftNote;
}

/** A draft's card at a place; it is only known to later turns where it has a target. */
export function newCard(
  draft: string,
  note: DraftNote,
  {
    reply,
    target,
    isElsewhere = false,
  }: { readonly reply: Reply; readonly target: PostTarget | undefined; readonly isElsewhere?: boolean },
): NewCard {
  const key = note.cards.length === 0 ? cardKey(draft) : `${cardKey(draft)}/${note.cards.length + 1}`;
  const post: PostDraft = { operation: "card", key, reply, ...(isElsewhere && target && { target }) };
  const card = { key, ...(reply.visibility === "onlyYou" && { isPrivate: true }) };
  return { post, note: target ? { ...note, cards: [...note.cards, { ...card, target }] } : note };
}

/**
 * Draws every card of a draft again, for whoever sees them, and for the person who decided where they look at none: at
 * another place, or at a card that was private and may not be editable.
 */
export function redrawCards(
  note: DraftNote,
  {
    reply,
    replyTo,
    told = reply,
  }: { readonly reply: Reply; readonly replyTo: PostTarget | undefined; readonly told?: Reply },
): readonly PostDraft[] {
  const edits = editCards(note, reply, replyTo);
  return isSeenAt(note, replyTo) ? edits : [...edits, answerPost(told)];
}

/** True where everybody at a place sees a card of the draft there, so that nothing more need be said. */
export function isSeenAt(note: DraftNote, replyTo: PostTarget | undefined): boolean {
  const open = note.cards.filter(({ isPrivate }) => isPrivate !== true);
  if (!replyTo) return open.length > 0;
  return open.some(({ target }) => target?.conversation === replyTo.conversation);
}

/** The edits that draw every card of a draft again. A card that only a page shows is edited where that page asks. */
export function editCards(note: DraftNote, reply: Reply, replyTo: PostTarget | undefined): readonly PostDraft[] {
  const { visibility: _visibility, ...open } = reply;
  return note.cards.flatMap(({ key, target, isPrivate }): readonly PostDraft[] => {
    const hasOutbox = target?.channel !== "web" && target?.channel !== "cli";
    if (!target || !(hasOutbox || target.channel === replyTo?.channel)) return [];
    return [{ operation: "edit", changes: key, reply: isPrivate ? { ...open, visibility: "onlyYou" } : open, target }];
  });
}
