import type { Metrics } from "../core/metrics.ts";
import type { Store } from "../core/store.ts";
import type { Clock } from "../core/time.ts";
import type { Timer } from "./timer.ts";
import type { WorkSettings } from "./work-settings.ts";

/**
 * The moments between which a process may die, in the order of a turn's life. None lies inside a transaction.
 * `post.afterSend` comes when the platform has answered, `post.beforeMark` when the answer was read.
 */
export const workPoints = [
  "inbox.beforeWrite",
  "inbox.afterWrite",
  "turn.claimed",
  "turn.beforeEffect",
  "turn.afterEffect",
  "post.claimed",
  "post.beforeSend",
  "post.afterSend",
  "post.beforeMark",
  "post.afterMark",
] as const;
export type WorkPoint = (typeof workPoints)[number];

/** Told of every point that is passed, with the ids of the turns or the key of the post; the work waits for it. */
export type OnPoint = (point: WorkPoint, ids: readonly string[]) => void | Promise<void>;

/** Where the work writes what happened: ids and codes only. pino's logger is one. */
export interface WorkLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What every part of the work has at hand. */
export interface WorkParts {
  readonly store: Store;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly timer: Timer;
  readonly log: WorkLog;
  readonly settings: WorkSettings;
  /** Whose leases these are: `instance#` and something that no other start has. */
  readonly holder: string;
  readonly onPoint: OnPoint;
  readonly metrics: Pick<Metrics, "count">;
}
