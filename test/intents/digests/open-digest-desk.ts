import type { Place } from "../../../src/core/people.ts";
import type { Reply } from "../../../src/core/reply.ts";
import type { StoreTransaction } from "../../../src/core/store.ts";
import type { Effects, PostDraft } from "../../../src/core/turn-handler.ts";
import type { UpdateFields } from "../../../src/core/update.ts";
import { noFields } from "../../../src/core/update.ts";
import { afterUpdates } from "../../../src/intents/digests/after-updates.ts";
import { postDigests } from "../../../src/intents/digests/post-digests.ts";
import { remind } from "../../../src/intents/digests/remind.ts";
import { tellNoted } from "../../../src/intents/digests/tell-noted.ts";
import type { UnaskedParts } from "../../../src/intents/digests/unasked-parts.ts";
import { confirmUpdate } from "../../../src/ledger/updates/record-update.ts";
import type { IsWorkingDay } from "../../../src/ledger/returns/return-periods.ts";
import { pilotId, type PilotName } from "../../fixtures/live-programme.ts";
import { insider, openLiveDesk, type LiveDesk } from "../ask-updates/open-live-desk.ts";

/** A live desk that posts unasked. */
export interface DigestDesk extends LiveDesk {
  bind(place: Partial<Place> & { readonly id: string }): Promise<void>;
  /** Runs the digests as their schedule does. */
  digests(at: string): Promise<readonly PostDraft[]>;
  reminders(at: string): Promise<readonly PostDraft[]>;
  /** Tells followers of what was noted for later, as its schedule does. */
  notices(at: string): Promise<readonly PostDraft[]>;
  /** Confirms an update, with everything that follows from it. */
  confirm(pilot: PilotName, at: string, fields: Partial<UpdateFields>): Promise<readonly PostDraft[]>;
  /** Does something to updates, with everything that follows from it. */
  change(at: string, work: (transaction: StoreTransaction) => Promise<unknown>): Promise<readonly PostDraft[]>;
}

export async function openDigestDesk(): Promise<DigestDesk> {
  const desk = await openLiveDesk();
  const { store, clock, parts } = desk;
  const loadWorkingDays = parts.loadWorkingDays ?? (() => Promise.resolve<IsWorkingDay>(() => true));
  const unasked: UnaskedParts = { store, clock, knowledgeFor: parts.knowledgeFor, loadWorkingDays };
  const isWorkingDay = await loadWorkingDays();
  const commit = (effects: Effects) => store.transaction((transaction) => effects.commit(transaction));
  const change: DigestDesk["change"] = async (at, work) => {
    clock.set(at);
    const knowledge = await parts.knowledgeFor({ reader: insider });
    return store.transaction(async (transaction) => {
      const { seq } = await transaction.head();
      await work(transaction);
      return afterUpdates(transaction, seq, { knowledge, now: at, isWorkingDay, admins: [] });
    });
  };
  return {
    ...desk,
    async bind(place) {
      const bound: Place = {
        platform: "slack",
        programmes: [],
        pilots: [],
        listens: false,
        digests: true,
        address: { channel: place.id },
        changedAt: "2026-05-01T09:00:00.000Z",
        ...place,
      };
      await store.transaction((transaction) => transaction.putPlace(bound));
    },
    async digests(at) {
      clock.set(at);
      return commit(await postDigests(unasked, at));
    },
    async reminders(at) {
      clock.set(at);
      return commit(await remind(unasked, at));
    },
    async notices(at) {
      clock.set(at);
      return commit(await tellNoted({ ...unasked, admins: [] }, at));
    },
    change,
    confirm: (pilot, at, fields) =>
      change(at, (transaction) =>
        confirmUpdate(
          transaction,
          {
            id: `u-${pilot}-${at}`,
            pilot: pilotId(pilot),
            postedAt: at,
            author: "p-1",
            fields: { ...noFields, ...fields },
          },
          { actor: "p-1", occurredAt: at },
        ),
      ),
  };
}

/** The headings of a reply, in order. */
export function headingsOf(reply: Reply | undefined): readonly string[] {
  return (reply?.blocks ?? []).flatMap((block) => (block.kind === "heading" ? [block.text] : []));
}
