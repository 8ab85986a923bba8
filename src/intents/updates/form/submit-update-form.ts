import { accountKey } from "../../../core/origin.ts";
import { canonicalJson } from "../../../core/canonical-json.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ProposedUpdate, UpdateDraft } from "../../../core/update.ts";
import type { Handling, TurnOf } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import { answerPost, bannerFor, say, sayNo, sayOnly } from "../../replies.ts";
import { questionAfter } from "../drafts/answer-draft-question.ts";
import { changeDraft, createDraft, draftIdFor } from "../drafts/draft.ts";
import { fieldsBefore } from "../drafts/end-draft.ts";
import { findUpdate, mayDecide, versionHash } from "../find-update.ts";
import { emptyProposal, formFor, newTarget, proposalOf } from "./open-form.ts";
import { maskText, personalDataIn } from "../personal-data.ts";
import { postDraft, repostDraft } from "../drafts/post-draft.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { readUpdateForm } from "./read-update-form.ts";
import { readStandingDraft } from "../drafts/standing-draft.ts";
import { withErrors } from "./update-form.ts";
import type { FormTarget } from "./update-form.ts";

type FormHandling = Handling<TurnOf<"form">>;
type FormPosting = Posting & Pick<FormHandling, "turn">;

/** Takes the form of an update: a draft's content is replaced and shown again; something new becomes a draft. */
export function submitUpdateForm(handling: FormHandling): Effects {
  const { target } = handling.turn.form;
  return {
    async commit(transaction) {
      const caller = await callerNow(handling, transaction);
      const posting = { ...handling, caller };
      if (target === newTarget) return submitNew(transaction, posting);
      return target.startsWith("u-") ? submitChange(transaction, posting) : submitDraft(transaction, posting);
    },
  };
}

/** What is wrong with a form, or the update that it says. */
function read(before: ProposedUpdate, { turn, knowledge }: FormPosting): ReturnType<typeof readUpdateForm> {
  return readUpdateForm(turn.form, {
    knowledge,
    before,
    personalDataIn: (text) => personalDataIn(text, knowledge.findMentions(text)),
  });
}

/** The form once more, with what is wrong in it. */
function again(
  before: ProposedUpdate,
  errors: ReadonlyMap<string, string>,
  { title, submitLabel }: Pick<FormTarget, "title" | "submitLabel">,
  posting: FormPosting,
): readonly PostDraft[] {
  const { form } = posting.turn;
  const opened = formFor(before, { target: form.target, hash: form.hash, title, submitLabel }, posting);
  const reply = say({
    intent: "logUpdate",
    outcome: "refused",
    blocks: [],
    onlyYou: true,
    form: withErrors(opened, form, errors),
    banner: bannerFor([before.pilot, before.programme], posting.knowledge),
  });
  return [answerPost(reply)];
}

async function submitDraft(transaction: StoreTransaction, posting: FormPosting): Promise<readonly PostDraft[]> {
  const { form } = posting.turn;
  const standing = await readStandingDraft(transaction, { target: form.target }, posting);
  if ("refusal" in standing) return [answerPost(sayNo("logUpdate", standing.refusal))];
  const { draft, note } = standing;
  const said = read(draft.proposed, posting);
  if ("errors" in said)
    return again(draft.proposed, said.errors, { title: "Edit the update", submitLabel: "Save" }, posting);
  const before = await fieldsBefore(transaction, draft);
  if (form.hash !== draft.hash) {
    // The same form sent twice says what the draft says by now; another one was opened on an older draft.
    if (saysTheSame(said.proposed, draft.proposed)) return repostDraft(transaction, { draft, note, before }, posting);
    const told =
      "The draft was changed after this form was opened, so the form was not taken. Open Edit on its newest card.";
    return [answerPost(sayNo("logUpdate", told))];
  }
  const pilot = said.proposed.pilot;
  if (draft.amends !== undefined && pilot !== draft.proposed.pilot) {
    const errors = new Map([
      ["pilot", "An update stays with its pilot. Withdraw it and post a new one for the other."],
    ]);
    return again(draft.proposed, errors, { title: "Edit the update", submitLabel: "Save" }, posting);
  }
  const changed = editDraft(draft, note, { proposed: said.proposed, knowledge: posting.knowledge });
  return repostDraft(transaction, { draft: changed, note, before }, posting);
}

/** A draft with the content of its form. The words it came from lose what had to come out. */
function editDraft(
  draft: UpdateDraft,
  note: DraftNote,
  { proposed, knowledge }: { readonly proposed: ProposedUpdate } & Pick<Posting, "knowledge">,
): UpdateDraft {
  const { text, moved } = maskText(draft.text, draft.proposed.personalData);
  const spans = proposed.spans.map(({ field, start, end }) => ({
    field,
    start: moved(start, "start"),
    end: moved(end, "end"),
  }));
  const question = questionAfter(proposed, note, knowledge);
  return changeDraft(draft, { text, proposed: { ...proposed, spans }, question });
}

function saysTheSame(left: ProposedUpdate, right: ProposedUpdate): boolean {
  const content = ({ spans: _spans, personalData: _data, scale: _scale, ...said }: ProposedUpdate): string =>
    canonicalJson(said);
  return content(left) === content(right);
}

const newForm = { title: "New update", submitLabel: "Continue" };

async function submitNew(transaction: StoreTransaction, posting: FormPosting): Promise<readonly PostDraft[]> {
  const { turn, caller, knowledge, now } = posting;
  if (!caller.sender) return [answerPost(sayNo("logUpdate", nobodyKnown))];
  const id = draftIdFor(`new/${accountKey(caller.sender)}/${turn.form.hash}`, 0);
  const [sent] = await transaction.drafts({ ids: [id] });
  if (sent) return [answerPost(sayOnly("logUpdate", "That form was taken already.", { onlyYou: true }))];
  const before = emptyProposal(posting);
  const said = read(before, posting);
  if ("errors" in said) return again(before, said.errors, newForm, posting);
  const author = (await transaction.ensurePerson(caller.sender, now)).id;
  const note: DraftNote = { cards: [] };
  const question = questionAfter(said.proposed, note, knowledge);
  const content = { ...originOf(posting, author), text: "", proposed: said.proposed, ...(question && { question }) };
  return postDraft(transaction, { draft: createDraft(id, content, now), note }, posting);
}

/** What is said to somebody whom nobody vouches for. */
export const nobodyKnown =
  "I can take updates only from people I can recognise, and nobody is signed in here. Post it in your team's channel.";

async function submitChange(transaction: StoreTransaction, posting: FormPosting): Promise<readonly PostDraft[]> {
  const { turn, caller, now } = posting;
  const { target, hash } = turn.form;
  const standing = await findUpdate(transaction, target);
  if (!standing)
    return [answerPost(sayNo("amendUpdate", `${target} does not stand any more, so there is nothing to change.`))];
  if (!caller.sender || !(await mayDecide(caller, standing, transaction))) {
    return [
      answerPost(sayNo("amendUpdate", "Only its author, the pilot's team and the programme office change an update.")),
    ];
  }
  const id = draftIdFor(`change/${target}/${hash}`, 0);
  const [sent] = await transaction.drafts({ ids: [id] });
  if (sent) return [answerPost(sayOnly("amendUpdate", "That form was taken already.", { onlyYou: true }))];
  if (hash.split(".")[0] !== versionHash(standing)) {
    const told = `${target} was changed after this form was opened, so the form was not taken. Open it again.`;
    return [answerPost(sayNo("amendUpdate", told))];
  }
  const before = proposalOf(standing);
  const said = read(before, posting);
  const form = { title: "Change the update", submitLabel: "Continue" };
  if ("errors" in said) return again(before, said.errors, form, posting);
  if (said.proposed.pilot !== standing.pilot) {
    const errors = new Map([
      ["pilot", "An update stays with its pilot. Withdraw it and post a new one for the other."],
    ]);
    return again(before, errors, form, posting);
  }
  const author = (await transaction.ensurePerson(caller.sender, now)).id;
  const content = { ...originOf(posting, author), text: "", proposed: said.proposed, amends: standing.id };
  const note: DraftNote = { cards: [], version: standing.version };
  return postDraft(transaction, { draft: createDraft(id, content, now), note, before: standing.fields }, posting);
}

/** Where a draft that no message proposed comes from. */
function originOf(
  { turn, now }: FormPosting,
  author: string,
): Pick<UpdateDraft, "author" | "conversation" | "postedAt" | "place"> {
  return { author, conversation: turn.conversation, postedAt: now, ...(turn.place && { place: turn.place.id }) };
}
