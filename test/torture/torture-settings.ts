import type { WorkSettings } from "../../src/work/work-settings.ts";
import { workPoints, type WorkPoint } from "../../src/work/work-parts.ts";

/** The points at which a process is made to end: those of the work, and one inside the transaction of the effect. */
export const deathPoints = [...workPoints, "effect.written"] as const;
export type DeathPoint = WorkPoint | "effect.written";

/** Shorter times than usual, so that what a dead process left behind is taken up within seconds; the counts are the usual. */
export const tortureSettings: Partial<WorkSettings> & Pick<WorkSettings, "leaseMs"> = {
  pollMs: 200,
  leaseMs: 3000,
  sendLeaseMs: 5000,
  sendTimeoutMs: 1500,
  settleMs: 600,
  backoff: { firstMs: 20, longestMs: 500 },
};

/** What a child process is told on its command line, as JSON. */
export interface ChildOptions {
  readonly instance: string;
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
  readonly platformUrl: string;
}

/** What a child is told while it runs: where to end, at which passing of the point, or to stop in good order. */
export type ChildOrder = { readonly dieAt: DeathPoint; readonly passing: number } | "stop";

/** What a child says once it takes deliveries. */
export interface ChildReady {
  readonly port: number;
  /** From the call that opens the store to the store. */
  readonly openMs: number;
}
