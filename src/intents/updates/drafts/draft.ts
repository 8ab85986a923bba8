import { canonicalJson } from "../../../core/canonical-json.ts";
import { sha256 } from "../../../core/event-hash.ts";
import type { Knowledge } from "../../../core/knowledge.ts";
import type { Subject } from "../../../core/ledger.ts";
import type { Instant } from "../../../core/time.ts";
import type { ProposalQuestion, ProposedUpdate, UpdateDraft } from "../../../core/update.ts";

/** How long a draft waits for its confirmation. */
const draftDays = 14;

/** How long a confirmation can be taken back with one tap. */
export const undoMs = 10 * 60_000;

/** What a draft is made from. */
export type DraftContent = Omit<UpdateDraft, "id" | "state" | "hash" | "createdAt" | "expiresAt">;

/** The id of what a turn proposes at a position: the same however often the turn is handled. */
export function draftIdFor(origin: string, position: number): string {
  return `d-${sha256(`${origin}/${position}`).slice(0, 10)}`;
}

/** The id of the update that a draft becomes: there is one for each draft, so that no draft becomes two. */
export function updateIdFor(draftId: string): string {
  return `u-${draftId.replace(/^d-/, "")}`;
}

/** The key of the post that shows a draft. */
export function cardKey(draftId: string): string {
  return `draft/${draftId}`;
}

/** A new draft. */
export function createDraft(id: string, content: DraftContent, now: Instant): UpdateDraft {
  const expiresAt = new Date(Date.parse(now) + draftDays * 86_400_000).toISOString();
  return { ...content, id, state: "open", hash: hashOf(id, content), createdAt: now, expiresAt };
}

/** A draft whose content was changed: what was shown before can no longer be confirmed. */
export function changeDraft(
  draft: UpdateDraft,
  change: {
    readonly proposed?: ProposedUpdate;
    readonly text?: string;
    readonly question?: ProposalQuestion | undefined;
  },
): UpdateDraft {
  const { question: before, ...rest } = draft;
  const question = "question" in change ? change.question : before;
  const { proposed = draft.proposed, text = draft.text } = change;
  const changed = { ...rest, proposed, text, ...(question && { question }) };
  return { ...changed, hash: hashOf(draft.id, changed) };
}

function hashOf(id: string, { text, proposed, question, amends }: Omit<DraftContent, "author">): string {
  return sha256(canonicalJson({ id, text, proposed, question, amends })).slice(0, 24);
}

/** True for a draft whose time is over. */
export function isExpired({ state, expiresAt }: UpdateDraft, now: Instant): boolean {
  return state === "open" && expiresAt <= now;
}

/** What is asked before an update of a programme that no longer runs is logged; undefined for one that runs. */
export function closedQuestion(proposed: ProposedUpdate, knowledge: Knowledge): ProposalQuestion | undefined {
  const programme = knowledge.subject(proposed.programme ?? "");
  if (!programme || !isClosed(programme)) return undefined;
  const state = programme.status === "closed" ? "is closed" : "does not run pilots that report";
  return {
    field: closedField,
    proposal: 0,
    text: `${programme.name} ${state}. Log it all the same?`,
    choices: [
      { value: "yes", label: "Yes, log it" },
      { value: "no", label: "No, discard it" },
    ],
  };
}

/** The field of the question whether a closed programme is logged to. */
export const closedField = "closed";

/** True for a programme that is not logged to without asking. */
function isClosed({ status }: Subject): boolean {
  return status === "closed" || status === "reference";
}

/** Writes what a draft is about: the pilot and its programme. */
export function titleOf(
  { pilot, programme }: Pick<ProposedUpdate, "pilot" | "programme">,
  knowledge: Knowledge,
): string {
  const names = [pilot, programme].flatMap((id) => (id === null ? [] : (knowledge.subject(id)?.name ?? [])));
  return names.length === 0 ? "a pilot" : names.join(", ");
}
