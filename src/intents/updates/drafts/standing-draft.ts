import type { DraftNote } from "../../../core/marks.ts";
import type { StoreTransaction } from "../../../core/store.ts";
import type { Instant } from "../../../core/time.ts";
import { assertNever } from "../../../core/assert-never.ts";
import type { UpdateDraft } from "../../../core/update.ts";
import type { Caller } from "../../caller.ts";
import { readNote } from "./cards.ts";
import { isExpired } from "./draft.ts";
import { mayChange } from "../permissions.ts";

/** A draft that something may be done with, or why not, in a sentence. */
export type StandingDraft =
  | { readonly draft: UpdateDraft; readonly note: DraftNote }
  | { readonly refusal: string; readonly expired?: { readonly draft: UpdateDraft; readonly note: DraftNote } };

/** Which draft is meant. `hash` is that of the card which was tapped; left out for words, which mean what is shown last. */
export interface DraftCall {
  readonly target: string;
  readonly hash?: string | undefined;
}

const unknownDraft =
  "I hold no such draft. A draft is kept for 14 days and then deleted; post the update again to log it.";

/** Reads a draft that a button, a form or words are about, and sees whether it still is what was shown. */
export async function readStandingDraft(
  transaction: StoreTransaction,
  { target, hash }: DraftCall,
  { caller, now }: { readonly caller: Caller; readonly now: Instant },
): Promise<StandingDraft> {
  const [draft] = await transaction.drafts({ ids: [target] });
  if (!draft) return { refusal: unknownDraft };
  if (!mayChange(caller, draft)) {
    return {
      refusal: "That draft is somebody else's: only its author and those who confirm for its pilot decide about it.",
    };
  }
  const note = await readNote(draft.id, transaction);
  const ended = endOf(draft);
  if (ended !== undefined) return { refusal: ended };
  if (isExpired(draft, now)) {
    const refusal = "That draft has expired: drafts are kept for 14 days. Nothing was recorded; post the update again.";
    return { refusal, expired: { draft, note } };
  }
  if (hash !== undefined && hash !== draft.hash) {
    return {
      refusal:
        "The draft was changed after this was shown, so nothing was done. Look at its newest card and decide there.",
    };
  }
  return { draft, note };
}

function endOf({ state, update }: UpdateDraft): string | undefined {
  switch (state) {
    case "open":
      return undefined;
    case "confirmed":
      return `That was recorded already, as ${update ?? "an update"}. Nothing was recorded twice.`;
    case "discarded":
      return "That draft was discarded and nothing was recorded. Post the update again to log it.";
    case "superseded":
      return "The message was changed or deleted after this draft was made, so it can no longer be confirmed. Use the newest card, or post the update again.";
    default:
      return assertNever(state);
  }
}
