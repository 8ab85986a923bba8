import type { Clock, Instant } from "../core/time.ts";
import type { Backoff } from "./backoff.ts";

/** The numbers of the work. Times are in milliseconds. */
export interface WorkSettings {
  /** Turns worked on at once that somebody waits for, each of another conversation. */
  readonly concurrency: number;
  /** Posts that were only overheard, besides them: the more, the fewer round trips each of them costs. */
  readonly overheardConcurrency: number;
  /** Posts on their way at once, each of another conversation. */
  readonly sendConcurrency: number;
  /** How often inbox and outbox are looked at for what other instances left there; what this one adds is seen at once. */
  readonly pollMs: number;
  /** How long a turn is held without a sign of life. Renewed while its handler runs. */
  readonly leaseMs: number;
  /** How long a handler may take before it counts as failed. */
  readonly turnTimeoutMs: number;
  /** After how many failures of its handler a turn is set aside. */
  readonly maxTries: number;
  /** After how many claims a turn is set aside without another try: it may be what ends the process each time. */
  readonly maxClaims: number;
  readonly backoff: Backoff;
  /** How long a channel may take over one request. */
  readonly sendTimeoutMs: number;
  /** How long a post is held: longer than a look-up and a request together can take, and not renewed. */
  readonly sendLeaseMs: number;
  /** How long a post that may have arrived is given to appear before it is looked up. */
  readonly settleMs: number;
  /** The longest Retry-After that is believed. */
  readonly longestPauseMs: number;
  /** How long a post is tried before it counts as failed, or its look-up before it stays unknown. */
  readonly giveUpAfterMs: number;
  /** A schedule's time that is missed by no more than this is still fired where missed ones are skipped. */
  readonly missedAfterMs: number;
  /** For how many days the words of a turn and of a post are kept after they ended. */
  readonly keepDays: number;
}

/** Numbers that fit Slack and Teams (PLATFORM-LIMITS in docs/). */
export const usualSettings: WorkSettings = {
  concurrency: 8,
  overheardConcurrency: 16,
  sendConcurrency: 16,
  pollMs: 1000,
  leaseMs: 30_000,
  turnTimeoutMs: 120_000,
  maxTries: 5,
  maxClaims: 25,
  backoff: { firstMs: 500, longestMs: 300_000 },
  sendTimeoutMs: 20_000,
  sendLeaseMs: 60_000,
  settleMs: 10_000,
  longestPauseMs: 600_000,
  giveUpAfterMs: 86_400_000,
  missedAfterMs: 300_000,
  keepDays: 7,
};

/** Instants around now, as the store takes them. */
export interface Moment {
  readonly now: Instant;
  readonly in: (delayMs: number) => Instant;
  /** No due time that is set now lies after it: see `ClaimRequest`. */
  readonly horizon: Instant;
  /** When the words of what ends now are emptied. */
  readonly purgeAfter: Instant;
}

/** The instants around the clock's now. */
export function momentOf(clock: Clock, settings: WorkSettings): Moment {
  const nowMs = clock.now().getTime();
  const later = (delayMs: number): Instant => new Date(nowMs + delayMs).toISOString();
  const { leaseMs, sendLeaseMs, settleMs, longestPauseMs, backoff, keepDays } = settings;
  return {
    now: later(0),
    in: later,
    // A minute more, for instances whose clocks differ a little.
    horizon: later(Math.max(leaseMs, sendLeaseMs, settleMs, longestPauseMs, backoff.longestMs) + 60_000),
    purgeAfter: later(keepDays * 86_400_000),
  };
}
