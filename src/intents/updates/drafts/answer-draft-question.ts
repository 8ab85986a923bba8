import type { Knowledge } from "../../../core/knowledge.ts";
import type { DraftNote } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import { isDay, readDaySpan } from "../../../core/time.ts";
import type { PostDraft } from "../../../core/turn-handler.ts";
import { ratings, trends } from "../../../core/update.ts";
import type { ProposalQuestion, ProposedUpdate, UpdateDraft } from "../../../core/update.ts";
import { takenChoice } from "../../../router/follow-up.ts";
import { wordsOf } from "../../../core/words.ts";
import { answerPost, sayNo } from "../../replies.ts";
import { changeDraft, closedField, closedQuestion } from "./draft.ts";
import { discardDraft, fieldsBefore } from "./end-draft.ts";
import { repostDraft } from "./post-draft.ts";
import { proposeWords } from "../propose.ts";
import type { Posting } from "./post-draft.ts";
import { scaleOf } from "../form/update-form.ts";

/** An answer to what a draft still asks: the value of one of its choices. */
export interface DraftAnswer {
  readonly draft: UpdateDraft;
  readonly note: DraftNote;
  readonly value: string;
}

/** Fills in the answer and shows the draft again, with its next question or ready to be confirmed. */
export async function answerDraftQuestion(
  transaction: StoreTransaction,
  { draft, note, value }: DraftAnswer,
  posting: Posting,
): Promise<readonly PostDraft[]> {
  const { question, proposed } = draft;
  if (!question || !question.choices.some((choice) => choice.value === value)) {
    return [answerPost(sayNo("act", "That was not among the answers. Look at the newest card and choose there."))];
  }
  if (question.field === closedField) {
    if (value !== "yes") return discardDraft(transaction, { draft, note }, posting);
    const agreed = { ...note, ...(proposed.programme !== null && { closedFor: proposed.programme }) };
    const before = await fieldsBefore(transaction, draft);
    return repostDraft(
      transaction,
      { draft: changeDraft(draft, { question: undefined }), note: agreed, before },
      posting,
    );
  }
  const { proposed: filled, question: left } = fillIn(draft, question, { value, knowledge: posting.knowledge });
  const next = left ?? questionAfter(filled, note, posting.knowledge);
  const changed = changeDraft(draft, { proposed: filled, question: next });
  return repostDraft(transaction, { draft: changed, note, before: await fieldsBefore(transaction, draft) }, posting);
}

/** The proposal with the answer in it. Once the pilot is known, its programme's scale and what else is open are read again. */
function fillIn(
  { proposed, text, postedAt }: UpdateDraft,
  question: ProposalQuestion,
  answer: { readonly value: string; readonly knowledge: Knowledge },
): { readonly proposed: ProposedUpdate; readonly question?: ProposalQuestion } {
  const filled = fillAnswer(proposed, question, answer);
  if (question.field !== "pilot" || filled.pilot === null || text === "") return { proposed: filled };
  const binding = { pilots: [filled.pilot], programmes: [] };
  const again = proposeWords({ text, postedAt, binding }, answer.knowledge);
  const [only] = again.proposals;
  if (!only || again.proposals.length > 1 || only.pilot !== filled.pilot) return { proposed: filled };
  return { proposed: only, ...(again.question && { question: again.question }) };
}

/** What is asked of a draft before it can be confirmed, when nothing in it is ambiguous any more. */
export function questionAfter(
  proposed: ProposedUpdate,
  note: DraftNote,
  knowledge: Knowledge,
): ProposalQuestion | undefined {
  return note.closedFor === (proposed.programme ?? undefined) ? undefined : closedQuestion(proposed, knowledge);
}

/** The choice that plain words take: its number, its label, its value, or the one name in them that only it has. */
export function choiceInWords(text: string, question: ProposalQuestion, knowledge: Knowledge): string | undefined {
  if (wordsOf(text).length > 10) return undefined;
  const said = text.trim().toLowerCase();
  if (question.field === closedField) {
    if (/^(?:yes|y|yep|yes please|log it|go ahead|do)\b/.test(said)) return "yes";
    return /^(?:no|n|nope|don't|discard)\b/.test(said) ? "no" : undefined;
  }
  const exact = question.choices.find(({ value, label }) => [value.toLowerCase(), label.toLowerCase()].includes(said));
  if (exact) return exact.value;
  const taken = takenChoice(
    text,
    question.choices.map(({ value, label }) => ({ label, text: value })),
  );
  if (taken) return taken.text;
  const named = new Set(
    knowledge.findMentions(text).flatMap(({ candidates }) => candidates.map(({ subject }) => subject)),
  );
  const matching = question.choices.filter(({ value }) => named.has(value));
  return matching.length === 1 ? matching[0]?.value : undefined;
}

/** A proposal with the answer to its question in the field that was asked about. */
function fillAnswer(
  proposed: ProposedUpdate,
  { field }: ProposalQuestion,
  { value, knowledge }: { readonly value: string; readonly knowledge: Knowledge },
): ProposedUpdate {
  switch (field) {
    case "pilot": {
      const pilot = knowledge.subject(value);
      if (pilot?.kind !== "participation") return proposed;
      return { ...proposed, pilot: pilot.id, programme: pilot.programme ?? null };
    }
    case "rating": {
      const rating = ratings.find((one) => one === value);
      return rating ? { ...proposed, rating, scale: scaleOf(proposed, knowledge) } : proposed;
    }
    case "trend": {
      const trend = trends.find((one) => one === value);
      return trend ? { ...proposed, trend } : proposed;
    }
    case "period": {
      const [from = "", to = ""] = value.split("/");
      const period = isDay(from) && isDay(to) ? { from, to } : readDaySpan(value);
      return period ? { ...proposed, period } : proposed;
    }
    default:
      return fillDay(proposed, field, value);
  }
}

/** Puts a day into an item of a list: `nextSteps.0.due`, `milestones.1.forecast`. */
function fillDay(proposed: ProposedUpdate, field: string, value: string): ProposedUpdate {
  const [list, position, key] = field.split(".");
  const at = Number(position);
  if (!isDay(value)) return proposed;
  if (list === "nextSteps" && key === "due") {
    return {
      ...proposed,
      nextSteps: proposed.nextSteps.map((step, index) => (index === at ? { ...step, due: value } : step)),
    };
  }
  if (list !== "milestones" || (key !== "due" && key !== "forecast" && key !== "done")) return proposed;
  const milestones = proposed.milestones.map((one, index) => (index === at ? { ...one, [key]: value } : one));
  return { ...proposed, milestones };
}
