import type { Knowledge } from "../../core/knowledge.ts";
import type { DraftNote } from "../../core/marks.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Effects, PostDraft } from "../../core/turn-handler.ts";
import type { Proposal, ProposalQuestion, ProposedUpdate, UpdateDraft } from "../../core/update.ts";
import type { Caller } from "../caller.ts";
import type { Handling, TurnOf } from "../desk-parts.ts";
import { callerNow } from "../desk-parts.ts";
import { answerPost, sayNo, sayOnly } from "../replies.ts";
import { questionAfter } from "./drafts/answer-draft-question.ts";
import { readNote, newCard, putNote } from "./drafts/cards.ts";
import { createDraft, draftIdFor, isExpired } from "./drafts/draft.ts";
import type { DraftContent } from "./drafts/draft.ts";
import { draftCard } from "./drafts/draft-card.ts";
import { postDraft } from "./drafts/post-draft.ts";
import type { Posting } from "./drafts/post-draft.ts";
import { nobodyKnown } from "./form/submit-update-form.ts";
import { labelOf } from "./form/update-form.ts";

type MessageHandling = Handling<TurnOf<"message">>;
type MessagePosting = Posting & Pick<MessageHandling, "turn">;

/** Every proposal of a message becomes a draft of its own. A message that was only overheard is offered to its author alone, once. */
export function logUpdate(handling: MessageHandling, proposal: Proposal): Effects {
  const isOverheard = handling.turn.isAddressed === false;
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const posting = { ...handling, caller };
      if (!caller.sender) return isOverheard ? [] : [answerPost(sayNo("logUpdate", nobodyKnown))];
      const known = await draftsOf(transaction, posting);
      if (isOverheard && known.length > 0) return [];
      const people = await peopleOf(transaction, caller, posting);
      const posts: PostDraft[] = [];
      for (const [index, proposed] of proposal.proposals.entries()) {
        const same = known.find((draft) => draft.proposed.pilot === proposed.pilot);
        const question = proposal.question?.proposal === index ? proposal.question : undefined;
        posts.push(
          ...(same
            ? await showAgain(transaction, same, posting)
            : await propose(transaction, { proposed, question, index, people }, posting)),
        );
      }
      return posts;
    },
  };
}

/** The drafts that were made of the message before and that still count. */
async function draftsOf(transaction: StoreTransaction, { turn }: MessagePosting): Promise<readonly UpdateDraft[]> {
  if (!turn.message) return [];
  const drafts = await transaction.drafts({ message: turn.message });
  const counts = (draft: UpdateDraft): boolean =>
    turn.isAddressed === false || draft.state === "open" || draft.state === "confirmed";
  return drafts.filter(counts);
}

/** Who wrote a message, and who brought it in, where that is somebody else. */
async function peopleOf(
  transaction: StoreTransaction,
  { sender }: Caller,
  { turn, now }: MessagePosting,
): Promise<Pick<UpdateDraft, "author" | "onBehalfOf">> {
  const written = turn.author ?? sender;
  if (!sender || !written) throw new TypeError("An update needs somebody who sends it.");
  const author = (await transaction.ensurePerson(written, now)).id;
  const bringer = (await transaction.ensurePerson(sender, now)).id;
  return { author, ...(bringer !== author && { onBehalfOf: bringer }) };
}

interface Proposing {
  readonly proposed: ProposedUpdate;
  readonly question: ProposalQuestion | undefined;
  readonly index: number;
  readonly people: Pick<UpdateDraft, "author" | "onBehalfOf">;
}

async function propose(
  transaction: StoreTransaction,
  { proposed, question, index, people }: Proposing,
  posting: MessagePosting,
): Promise<readonly PostDraft[]> {
  const { turn, knowledge, now, caller } = posting;
  const isOverheard = turn.isAddressed === false;
  const note: DraftNote = { cards: [], ...(isOverheard && { isPrivate: true }) };
  const asked = question ?? askPilot(proposed, { knowledge, caller }) ?? questionAfter(proposed, note, knowledge);
  const content: DraftContent = {
    ...people,
    conversation: turn.conversation,
    text: turn.text,
    postedAt: turn.postedAt ?? turn.arrivedAt,
    proposed,
    ...(turn.place && { place: turn.place.id }),
    ...(turn.message && { message: turn.message }),
    ...(asked && { question: asked }),
  };
  const remarks = isOverheard ? ["This reads like an update. Shall I log it? Only you see this."] : [];
  return postDraft(
    transaction,
    { draft: createDraft(draftIdFor(turn.id, index), content, now), note, remarks },
    posting,
  );
}

/** How many pilots are offered as buttons. */
const mostOffered = 10;

/** The question which pilot is meant, where nothing says it: those of the place, else those that run. */
function askPilot(
  { pilot, programme }: ProposedUpdate,
  { knowledge, caller }: { readonly knowledge: Knowledge; readonly caller: Caller },
): ProposalQuestion | undefined {
  if (pilot !== null) return undefined;
  const own = caller.memberOf.flatMap(({ pilots }) => pilots);
  const ownProgrammes = programme === null ? caller.memberOf.flatMap(({ programmes }) => programmes) : [programme];
  const all = knowledge.ofKind("participation").filter((one) => one.participationKind === "pilot");
  const inOwn = all.filter((one) => own.includes(one.id) || ownProgrammes.includes(one.programme ?? ""));
  const running = all.filter((one) => knowledge.subject(one.programme ?? "")?.status === "live");
  const offered = (inOwn.length > 0 ? inOwn : running).slice(0, mostOffered);
  return {
    field: "pilot",
    proposal: 0,
    text: "Which pilot is this about? Choose one, or find it with Edit.",
    choices: offered.map((one) => ({ value: one.id, label: labelOf(one, knowledge) })),
  };
}

/** A message that was proposed before: its card once more where it is open, else a word on what became of it. */
async function showAgain(
  transaction: StoreTransaction,
  draft: UpdateDraft,
  posting: MessagePosting,
): Promise<readonly PostDraft[]> {
  if (draft.state === "confirmed") {
    const told = `This message was logged already, as ${draft.update ?? "an update"}.`;
    return [answerPost(sayOnly("logUpdate", told, { onlyYou: true }))];
  }
  if (isExpired(draft, posting.now)) {
    const told = "The draft of this message has expired: drafts are kept for 14 days. Post the update again.";
    return [answerPost(sayNo("logUpdate", told))];
  }
  const before = await readNote(draft.id, transaction);
  const { isPrivate: _private, ...note } = before;
  const reply = draftCard(draft, { knowledge: posting.knowledge, note });
  const card = newCard(draft.id, note, { reply, target: posting.context.replyTo });
  await putNote(draft.id, card.note, transaction, posting.now);
  return [card.post];
}
