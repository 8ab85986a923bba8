import type { StoreTransaction } from "../../../core/store.ts";
import type { Effects, PostDraft } from "../../../core/turn-handler.ts";
import type { ConfirmedUpdate } from "../../../core/update.ts";
import { whyNotStanding } from "../../../ledger/updates/why-not-standing.ts";
import type { NotStanding } from "../../../ledger/updates/why-not-standing.ts";
import type { Caller } from "../../caller.ts";
import type { Handling } from "../../desk-parts.ts";
import { callerNow } from "../../desk-parts.ts";
import type { SpokenIntent } from "../../replies.ts";
import { answerPost, sayNo } from "../../replies.ts";
import type { Posting } from "../drafts/post-draft.ts";
import { findUpdate, mayDecide, versionHash } from "../find-update.ts";

/** The update that a button, a form or words are about, and the version that was shown with it. */
export interface UpdateTarget {
  readonly target: string;
  readonly hash?: string | undefined;
}

/** An update that something may be done with, or why not, in a sentence. */
type StandingUpdate = { readonly update: ConfirmedUpdate } | { readonly refusal: string };

/** Reads an update that a button, a form or words are about. `hash` is that of the version that was shown. */
async function readStandingUpdate(
  transaction: StoreTransaction,
  { target, hash }: UpdateTarget,
  { caller }: { readonly caller: Caller },
): Promise<StandingUpdate> {
  const update = await findUpdate(transaction, target);
  if (!update) return { refusal: notStandingWords[await whyNotStanding(transaction, target)] };
  if (!(await mayDecide(caller, update, transaction))) return { refusal: notYours };
  if (hash === undefined || hash === versionHash(update)) return { update };
  return {
    refusal: `${target} was changed after this was shown, so nothing was done. “history ${target}” shows what it says now.`,
  };
}

const notYours = "Only its author, the pilot's team and the programme office decide about an update.";

const notStandingWords: Readonly<Record<NotStanding, string>> = {
  unknownUpdate: "I hold no update with that number. It begins with u- and stands in its confirmation.",
  withdrawn: "That update was withdrawn already.",
  purged: "The words of that update are gone, so nothing can be done with it.",
};

/**
 * Does something to an update that stands, for a caller who may decide about it as the transaction sees them; anybody else is told in
 * a sentence why nothing is done.
 */
export function decideAbout(
  handling: Handling,
  target: UpdateTarget,
  {
    intent,
    decide,
  }: {
    readonly intent: SpokenIntent;
    readonly decide: (
      transaction: StoreTransaction,
      update: ConfirmedUpdate,
      posting: Handling & Posting,
    ) => readonly PostDraft[] | Promise<readonly PostDraft[]>;
  },
): Effects {
  return {
    async commit(transaction) {
      const posting = { ...handling, caller: await callerNow(handling, transaction) };
      const standing = await readStandingUpdate(transaction, target, posting);
      if ("refusal" in standing) return [answerPost(sayNo(intent, standing.refusal))];
      return decide(transaction, standing.update, posting);
    },
  };
}
