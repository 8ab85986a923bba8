import type { Knowledge } from "../../core/knowledge.ts";
import { isUpdateEvent } from "../../core/ledger.ts";
import type { StoreTransaction } from "../../core/store.ts";
import type { Reader } from "../../core/trust.ts";
import type { PostDraft } from "../../core/turn-handler.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { placeAudience, programmeAudience } from "../caller.ts";
import { editDigests } from "./edit-digests.ts";
import { notifyFollowers } from "./notify-followers.ts";
import type { AfterUpdatesParts } from "./unasked-parts.ts";

/**
 * What is posted once a transaction did something to updates after an event, in the same transaction: edits of digests, and notices
 * to those who follow a new one. What was amended or withdrawn, or lost its message, only edits digests.
 */
export async function afterUpdates(
  transaction: StoreTransaction,
  afterSeq: number,
  parts: AfterUpdatesParts,
): Promise<readonly PostDraft[]> {
  const updates: ConfirmedUpdate[] = [];
  const notices: PostDraft[] = [];
  for (const [id, isNew] of await changedUpdates(transaction, afterSeq)) {
    const update = await lastVersion(transaction, id, parts.knowledge);
    if (!update) continue;
    updates.push(update);
    if (isNew) notices.push(...(await notifyFollowers(transaction, update, parts)));
  }
  return [...(await editDigests(transaction, updates, parts)), ...notices];
}

const pageSize = 500;

/** The updates that events after one are about, and whether they were confirmed by them. */
async function changedUpdates(transaction: StoreTransaction, afterSeq: number): Promise<ReadonlyMap<string, boolean>> {
  const changed = new Map<string, boolean>();
  for (let seq = afterSeq; ;) {
    const page = await transaction.events({ afterSeq: seq, limit: pageSize });
    for (const { event } of page) {
      if (!isUpdateEvent(event.kind)) continue;
      const wasNew = changed.get(event.about) === true;
      const isStillNew = wasNew && event.kind !== "updateWithdrawn";
      changed.set(event.about, event.kind === "updateConfirmed" || isStillNew);
    }
    seq = page.at(-1)?.event.seq ?? seq;
    if (page.length < pageSize) return changed;
  }
}

/** An update as it stands, or as it stood until it was withdrawn, whoever may see it. */
async function lastVersion(
  transaction: StoreTransaction,
  id: string,
  knowledge: Knowledge,
): Promise<ConfirmedUpdate | undefined> {
  const places = await transaction.places();
  const programmes = knowledge.ofKind("programme").map((programme) => programmeAudience(programme.id));
  const reader: Reader = { audiences: ["public", ...programmes, ...places.map((place) => placeAudience(place.id))] };
  const versions = await transaction.updateVersions({ reader }, id);
  return versions.findLast(({ update }) => update !== undefined)?.update;
}
