import { assertNever } from "../core/assert-never.ts";
import type { StoreTransaction } from "../core/store.ts";
import type { ClaimedPost, OutboundChannel, PostAnswer, PostResult } from "../core/work.ts";
import { backoffMs } from "./backoff.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** What follows from what a platform says. */
export interface PostResults {
  ofAnswer(claimed: ClaimedPost, channel: OutboundChannel, answer: PostAnswer): PostResult;
  /** A post that was on its way when its sender ended did not show up, or could not be looked up: it may still arrive. */
  ofInterruption(): PostResult;
  /** The look-up of an unknown post failed: look again later, in the end leave it to a person. */
  ofLookUpFailure(claimed: ClaimedPost): PostResult;
  /** Writes a result, and keeps the place quiet where the platform asked for it. */
  record(
    transaction: StoreTransaction,
    claimed: ClaimedPost,
    end: { readonly channel: OutboundChannel; readonly result: PostResult },
  ): Promise<void>;
}

/** The reason of a post that the platform did not take because of its rate. */
const rateLimited = "rate-limited:";

/** The rules of the states sent, failed and unknown. */
export function createPostResults({
  clock,
  random,
  settings,
}: Pick<WorkParts, "clock" | "random" | "settings">): PostResults {
  const isTooOld = ({ createdAt }: ClaimedPost): boolean =>
    clock.now().getTime() - Date.parse(createdAt) > settings.giveUpAfterMs;

  function again(claimed: ClaimedPost, reason: string): PostResult {
    if (isTooOld(claimed)) return { state: "failed", reason: `gave-up:${reason}` };
    const delayMs = backoffMs(claimed.tries + 1, random, settings.backoff);
    return { state: "waiting", reason, dueAt: momentOf(clock, settings).in(delayMs), tried: true };
  }

  function afterPause(claimed: ClaimedPost, reason: string, retryAfterMs: number): PostResult {
    if (isTooOld(claimed)) return { state: "failed", reason: `gave-up:${reason}` };
    const quietMs = Math.min(Math.max(retryAfterMs, 0), settings.longestPauseMs);
    // A little later, each by its own chance, so that a place is not rushed the moment it is free.
    const jitterMs = Math.ceil(random() * Math.min(quietMs / 10, 1000));
    const dueAt = momentOf(clock, settings).in(quietMs + jitterMs);
    return { state: "waiting", reason: `${rateLimited}${reason}`, dueAt, tried: false };
  }

  function unknown(claimed: ClaimedPost, channel: OutboundChannel, reason: string): PostResult {
    const { post, changesMessage } = claimed;
    // Done twice, an edit or a deletion looks the same.
    if (post.operation === "edit" || post.operation === "delete") return again(claimed, reason);
    const outbound = { ...post, ...(changesMessage !== undefined && { messageId: changesMessage }) };
    if (!channel.canReadBack(outbound)) return { state: "unknown", reason };
    return { state: "unknown", reason, dueAt: momentOf(clock, settings).in(settings.settleMs) };
  }

  return {
    ofAnswer(claimed, channel, answer) {
      switch (answer.outcome) {
        case "sent":
          return { state: "sent", ...(answer.messageId !== undefined && { messageId: answer.messageId }) };
        case "failed":
          return { state: "failed", reason: answer.reason };
        case "retry":
          return answer.retryAfterMs === undefined
            ? again(claimed, answer.reason)
            : afterPause(claimed, answer.reason, answer.retryAfterMs);
        case "unknown":
          return unknown(claimed, channel, answer.reason);
        default:
          return assertNever(answer);
      }
    },
    ofInterruption: () => ({
      state: "unknown",
      reason: "interrupted",
      dueAt: momentOf(clock, settings).in(settings.settleMs),
    }),
    ofLookUpFailure(claimed) {
      if (isTooOld(claimed)) return { state: "unknown", reason: "look-up-gave-up" };
      const delayMs = backoffMs(claimed.lease.fence, random, settings.backoff);
      return { state: "unknown", reason: "look-up-failed", dueAt: momentOf(clock, settings).in(delayMs) };
    },
    async record(transaction, claimed, { channel, result }) {
      const { now: at, purgeAfter } = momentOf(clock, settings);
      await transaction.finishPost(claimed.lease, result, { at, purgeAfter });
      if (result.state === "waiting" && result.reason.startsWith(rateLimited)) {
        await transaction.pausePlace(claimed.post.target, result.dueAt, channel.rate);
      }
    },
  };
}
