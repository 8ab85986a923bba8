import type { ClaimedPost, OutboundChannel, OutboundPost, PostResult } from "../core/work.ts";
import type { Platform } from "../core/origin.ts";
import { replyAt } from "./late-answer.ts";
import { createPostResults, type PostResults } from "./post-results.ts";
import { createPump, type Pump } from "./pump.ts";
import { pause, withinTime } from "./timer.ts";
import { codeOf } from "./work-error.ts";
import type { WorkParts } from "./work-parts.ts";
import { momentOf } from "./work-settings.ts";

/** Takes posts out of the outbox and sends each once. */
export type Sender = Pick<Pump, "wake" | "settled" | "failure" | "stop">;

/** How often it is tried to record what became of a post, before its lease is left to run out. */
const mostMarks = 5;

/** A sender that has begun. */
export function createSender(parts: WorkParts, channels: readonly OutboundChannel[]): Sender {
  const { store, log, settings, holder, onPoint, timer } = parts;
  const byName = new Map<Platform, OutboundChannel>(channels.map((channel) => [channel.name, channel]));
  const rates = new Map(channels.map(({ name, rate }) => [name, rate]));
  const results = createPostResults(parts);

  async function claim(limit: number): Promise<readonly ClaimedPost[]> {
    if (rates.size === 0) return [];
    const { now, horizon, in: later } = momentOf(parts.clock, settings);
    const request = { holder, limit, now, horizon, leaseUntil: later(settings.sendLeaseMs), rates };
    const { claimed, nextDueAt } = await store.transaction((transaction) => transaction.claimPosts(request));
    if (nextDueAt !== undefined) pump.wakeIn(Math.max(1, Date.parse(nextDueAt) - Date.parse(now)));
    return claimed;
  }

  async function run(claimed: ClaimedPost): Promise<void> {
    const { key, target } = claimed.post;
    const channel = byName.get(target.channel);
    if (!channel) return;
    await onPoint("post.claimed", [key]);
    const result = await deliver(claimed, channel, { onPoint, results, within, clock: parts.clock });
    await onPoint("post.beforeMark", [key]);
    await mark(claimed, channel, result);
    await onPoint("post.afterMark", [key]);
    if (result.state === "waiting") parts.metrics.count("retries", "post");
    if (result.state === "unknown" || result.state === "failed") {
      log.warn({ post: key, state: result.state, reason: result.reason }, "A post did not certainly arrive.");
    }
  }

  function within<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const overtime = (): Error => new Error("The channel took too long.");
    return withinTime(work, { timer, timeoutMs: settings.sendTimeoutMs, overtime });
  }

  async function mark(claimed: ClaimedPost, channel: OutboundChannel, result: PostResult): Promise<void> {
    for (let marks = 1; ; marks += 1) {
      try {
        await store.transaction((transaction) => results.record(transaction, claimed, { channel, result }));
        break;
      } catch (error) {
        if (marks >= mostMarks) throw error;
        await pause(timer, settings.backoff.firstMs * marks);
      }
    }
    if ("dueAt" in result && result.dueAt !== undefined) {
      pump.wakeIn(Math.max(1, Date.parse(result.dueAt) - parts.clock.now().getTime()));
    }
  }

  const onFailure = (error: unknown): void =>
    log.error({ code: codeOf(error) }, "The store could not be asked for posts; it is asked again soon.");
  const { pollMs, sendConcurrency: concurrency } = settings;
  const pump = createPump({ concurrency, pollMs, timer, claim, run, onFailure });
  return pump;
}

interface Delivery {
  readonly clock: WorkParts["clock"];
  readonly onPoint: WorkParts["onPoint"];
  readonly results: PostResults;
  readonly within: <Result>(work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;
}

/** Sends a post, or finds out first whether it arrived already. */
async function deliver(claimed: ClaimedPost, channel: OutboundChannel, delivery: Delivery): Promise<PostResult> {
  const { results, within } = delivery;
  const { operation, changes } = claimed.post;
  const post = outboundOf(claimed, delivery);
  const isChange = operation === "edit" || operation === "delete";
  if (isChange && post.messageId === undefined) {
    return { state: "failed", reason: changes === undefined ? "changes-nothing" : "changed-post-not-sent" };
  }
  // Done twice, an edit or a deletion looks the same: it is done again at once.
  if (isChange || claimed.before === "waiting") return send(claimed, channel, delivery);
  if (!channel.canReadBack(post)) return { state: "unknown", reason: "interrupted" };
  const isFresh = claimed.before === "interrupted";
  try {
    const found = await within((signal) => channel.find(post, signal));
    if (found !== "absent") return { state: "sent", messageId: found.messageId };
  } catch {
    return isFresh ? results.ofInterruption() : results.ofLookUpFailure(claimed);
  }
  return isFresh ? results.ofInterruption() : send(claimed, channel, delivery);
}

async function send(claimed: ClaimedPost, channel: OutboundChannel, delivery: Delivery): Promise<PostResult> {
  const { onPoint, results, within } = delivery;
  const post = outboundOf(claimed, delivery);
  await onPoint("post.beforeSend", [post.key]);
  try {
    const answer = await within((signal) => channel.send(post, signal));
    await onPoint("post.afterSend", [post.key]);
    return results.ofAnswer(claimed, channel, answer);
  } catch (error) {
    return results.ofAnswer(claimed, channel, { outcome: "unknown", reason: codeOf(error) });
  }
}

function outboundOf(claimed: ClaimedPost, { clock }: Pick<Delivery, "clock">): OutboundPost {
  const { post, changesMessage } = claimed;
  const { key, target, operation } = post;
  const reply = replyAt(claimed, clock.now());
  return {
    key,
    target,
    operation,
    ...(reply && { reply }),
    ...(changesMessage !== undefined && { messageId: changesMessage }),
  };
}
