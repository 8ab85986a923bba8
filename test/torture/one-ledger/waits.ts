import { percentile } from "../../end-to-end/one-ledger-people.ts";

/** What somebody waited for, from the moment they had done their part; milliseconds since the epoch. */
export interface Wait {
  readonly step: "card" | "confirm" | "recorded" | "answer";
  readonly from: number;
  readonly to: number;
}

/** How long people waited, in milliseconds. */
export interface WaitSummary {
  /** Steps during which the process was killed, from the first kill to what was waited for. */
  readonly killed: readonly number[];
  /** Steps that no kill fell into, whole. */
  readonly spared: readonly number[];
}

/** Parts waits by whether one of the kills, given as milliseconds since the epoch, fell into them. */
export function sortWaits(waits: readonly Wait[], kills: readonly number[]): WaitSummary {
  const firstKill = ({ from, to }: Wait): number | undefined => kills.find((at) => at >= from && at <= to);
  return {
    killed: waits.flatMap((wait) => {
      const at = firstKill(wait);
      return at === undefined ? [] : [wait.to - at];
    }),
    spared: waits.filter((wait) => firstKill(wait) === undefined).map(({ from, to }) => to - from),
  };
}

/** `1,139 ms` at p50 and p95, and the longest: three figures in one cell. */
export function spread(values: readonly number[]): string {
  return `${[0.5, 0.95, 1].map((part) => percentile(values, part)).join(" / ")} ms`;
}
