import type { RoundResult } from "./run-round.ts";

/** The rounds on one store. */
export interface TriedStore {
  readonly name: string;
  readonly rounds: readonly RoundResult[];
}

/** What must be nought, with what a reader calls it. */
const faults: readonly (readonly [string, (round: RoundResult) => number])[] = [
  ["acknowledged turns lost", ({ verdict }) => verdict.lost],
  ["effects twice", ({ verdict }) => verdict.doubled],
  ["effects without a turn", ({ verdict }) => verdict.strayEffects],
  ["turns set aside", ({ verdict }) => verdict.setAside],
  ["effects out of order", ({ verdict }) => verdict.effectsOutOfOrder],
  ["posts doubled", ({ verdict }) => verdict.postsDoubled],
  ["posts missing and not listed", ({ verdict }) => verdict.postsMissing],
  ["posts out of order", ({ verdict }) => verdict.postsOutOfOrder],
  ["event chains broken", ({ verdict }) => verdict.brokenEvents],
  ["stores that did not reopen", ({ notReopened }) => notReopened],
];

const figures: readonly (readonly [string, (round: RoundResult) => number])[] = [
  ["kills", ({ kills }) => kills],
  ["of them at a named point", ({ kills, killsAt }) => kills - (killsAt["random"] ?? 0)],
  ["turns", ({ turns }) => turns],
  ["deliveries acknowledged", ({ deliveries }) => deliveries],
  ["deliveries sent in vain, sent again", ({ repeated }) => repeated],
  ["posts asked of the platform", ({ platform }) => platform.requests],
  ["answered 429", ({ platform }) => platform.tooMany],
  ["answered 503", ({ platform }) => platform.unavailable],
  ["taken, answer lost", ({ platform }) => platform.answersLost],
  ["request lost", ({ platform }) => platform.requestsLost],
  ["look-ups", ({ platform }) => platform.lookUps],
];

const unknowns: readonly (readonly [string, (round: RoundResult) => number])[] = [
  ["unknown posts, each listed", ({ verdict }) => verdict.unknownListed],
  ["of them not arrived", ({ verdict }) => verdict.unknownAndMissing],
];

/** True where something was lost, doubled, disordered or broken, or nothing was tried. */
export function hasFailed(rounds: readonly RoundResult[]): boolean {
  return rounds.length === 0 || faults.some(([, read]) => sumOf(rounds, read) > 0);
}

/** A Markdown table with a column for each store. */
export function formatSummary(stores: readonly TriedStore[]): string {
  const row = (label: string, read: (rounds: readonly RoundResult[]) => string): readonly string[] => [
    label,
    ...stores.map(({ rounds }) => read(rounds)),
  ];
  const sums = [...figures, ...faults, ...unknowns].map(([label, read]) =>
    row(label, (rounds) => String(sumOf(rounds, read))),
  );
  const rows = [
    ["", ...stores.map(({ name }) => name)],
    ...sums,
    row("reopened in, p50", (rounds) => `${percentile(openTimes(rounds), 0.5)} ms`),
    row("reopened in, slowest", (rounds) => `${percentile(openTimes(rounds), 1)} ms`),
    row("seeds", (rounds) => rounds.map(({ seed }) => seed).join(" ")),
    row("time", (rounds) => `${sumOf(rounds, ({ seconds }) => seconds).toFixed(0)} s`),
    row("", (rounds) => (hasFailed(rounds) ? "FAILED" : "passed")),
  ];
  const widths = rows[0]?.map((_, at) => Math.max(3, ...rows.map((cells) => cells[at]?.length ?? 0))) ?? [];
  const lines = rows.map((cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`);
  return [lines[0], `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...lines.slice(1)].join("\n");
}

function sumOf(rounds: readonly RoundResult[], read: (round: RoundResult) => number): number {
  return rounds.reduce((sum, round) => sum + read(round), 0);
}

function openTimes(rounds: readonly RoundResult[]): readonly number[] {
  return rounds.flatMap(({ openMs }) => openMs);
}

/** The value that a part of them does not exceed (nearest rank), rounded; 0 for none. */
function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return Math.round(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0);
}
