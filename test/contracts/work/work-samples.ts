import type { Reply } from "../../../src/core/reply.ts";
import type { StoreTransaction } from "../../../src/core/store.ts";
import type { Instant } from "../../../src/core/time.ts";
import type { Arrival, ClaimedTurn, ClaimRequest, NewPost, PostRate } from "../../../src/core/work.ts";
import type { Platform } from "../../../src/core/origin.ts";
import { startInstant } from "../store/store-samples.ts";

/** An instant some milliseconds after the start of every contract test. */
export function after(ms: number): Instant {
  return new Date(Date.parse(startInstant) + ms).toISOString();
}

/** An arrival in a conversation, deduplicated by its id alone unless keys are given. */
export function arrivalOf(id: string, conversation = "c1", dedupeKeys: readonly string[] = []): Arrival {
  return {
    turn: {
      id,
      kind: "message",
      platform: "slack",
      conversation,
      reader: { audiences: ["public"] },
      text: `What of ${id}?`,
      arrivedAt: startInstant,
    },
    dedupeKeys,
    replyTo: { channel: "slack", place: "p1", conversation, address: { thread: "1.2" } },
  };
}

/** A reply that is one notice. */
export function replyOf(text: string): Reply {
  return {
    outcome: "answered",
    intent: "ask",
    blocks: [{ kind: "notice", tone: "info", text }],
    citations: [],
    confidence: 1,
    receipt: "r1",
  };
}

/** A post that shows its own key. */
export function postOf(key: string, conversation = "c1", changes: Partial<NewPost> = {}): NewPost {
  return {
    key,
    target: { channel: "slack", place: "p1", conversation },
    operation: "post",
    reply: replyOf(key),
    ...changes,
  };
}

/** A claim by a holder at a time, with leases of 30 seconds. */
export function claimAt(holder: string, ms = 0, limit = 10): ClaimRequest {
  return { holder, limit, now: after(ms), leaseUntil: after(ms + 30_000), horizon: after(ms + 600_000) };
}

/** A claim of posts of Slack at a rate; no limit unless one is given. */
export function postClaimAt(
  holder: string,
  ms = 0,
  rate: PostRate = { intervalMs: 0, burst: 1 },
): ClaimRequest & { readonly rates: ReadonlyMap<Platform, PostRate> } {
  return { ...claimAt(holder, ms), rates: new Map([["slack", rate]]) };
}

/** Ends a claimed turn as done. */
export function finish(transaction: StoreTransaction, { lease }: ClaimedTurn, ms = 0): Promise<boolean> {
  return transaction.finishTurn(lease, { state: "done", at: after(ms), purgeAfter: after(ms + 1000) });
}

/** The ids of claimed turns. */
export function idsOf(claimed: readonly ClaimedTurn[]): readonly string[] {
  return claimed.map(({ lease }) => lease.id);
}
