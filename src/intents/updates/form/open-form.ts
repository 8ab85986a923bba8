import type { Form } from "../../../core/form.ts";
import { sha256 } from "../../../core/event-hash.ts";
import type { Reply } from "../../../core/reply.ts";
import { noFields } from "../../../core/update.ts";
import type { ConfirmedUpdate, ProposedUpdate, UpdateDraft } from "../../../core/update.ts";
import type { Knowledge } from "../../../core/knowledge.ts";
import type { Caller } from "../../caller.ts";
import { bannerFor, say } from "../../replies.ts";
import { versionHash } from "../find-update.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { pilotChoices, updateForm } from "./update-form.ts";
import type { FormTarget } from "./update-form.ts";

type Opening = Pick<Posting, "knowledge" | "caller" | "turn">;

/** The target of a form that is about nothing yet. */
export const newTarget = "new";

/** An update in which nothing is said yet, about the pilot of the place where it has only one. */
export function emptyProposal({
  caller,
  knowledge,
}: {
  readonly caller: Caller;
  readonly knowledge: Knowledge;
}): ProposedUpdate {
  const { pilots = [] } = caller.bound ?? {};
  const [only] = pilots;
  const pilot = pilots.length === 1 && only !== undefined ? knowledge.subject(only) : undefined;
  return { ...noFields, pilot: pilot?.id ?? null, programme: pilot?.programme ?? null, personalData: [], spans: [] };
}

/** The form of a draft, with what it says now. */
export function formForDraft(draft: UpdateDraft, opening: Opening): Reply {
  const title = "Edit the update";
  return formReply(draft.proposed, { target: draft.id, hash: draft.hash, title, submitLabel: "Save" }, opening);
}

/** An empty form. Its hash is new each time, so that it is taken once. */
export function formForNew(opening: Opening): Reply {
  const hash = sha256(`new/${opening.turn.id}`).slice(0, 24);
  return formReply(
    emptyProposal(opening),
    { target: newTarget, hash, title: "New update", submitLabel: "Continue" },
    opening,
  );
}

/** The form of an update that stands, to propose a change to it. */
export function formForUpdate(update: ConfirmedUpdate, opening: Opening): Reply {
  const hash = `${versionHash(update)}.${sha256(opening.turn.id).slice(0, 16)}`;
  const title = "Change the update";
  return formReply(proposalOf(update), { target: update.id, hash, title, submitLabel: "Continue" }, opening);
}

/** What an update says, as a proposal. */
export function proposalOf({ pilot, programme, fields, marking, spans = [] }: ConfirmedUpdate): ProposedUpdate {
  return { ...fields, pilot, programme, ...(marking !== undefined && { marking }), personalData: [], spans };
}

/** The form of an update for this caller. */
export function formFor(proposed: ProposedUpdate, target: FormTarget, { knowledge, caller }: Opening): Form {
  const own = {
    pilots: caller.memberOf.flatMap(({ pilots }) => pilots),
    programmes: [
      ...caller.memberOf.flatMap(({ programmes }) => programmes),
      ...caller.roles.flatMap(({ programme }) => programme ?? []),
    ],
  };
  return updateForm(proposed, target, { knowledge, pilots: pilotChoices(knowledge, own, proposed.pilot) });
}

function formReply(proposed: ProposedUpdate, target: FormTarget, opening: Opening): Reply {
  return say({
    intent: target.target.startsWith("u-") ? "amendUpdate" : "logUpdate",
    outcome: "proposed",
    blocks: [],
    onlyYou: true,
    form: formFor(proposed, target, opening),
    banner: bannerFor([proposed.pilot, proposed.programme], opening.knowledge),
  });
}
