import { figuresIn } from "../../end-to-end/one-ledger-people.ts";
import type { Pair } from "../../end-to-end/one-ledger-people.ts";
import type { OneLedger } from "../../end-to-end/one-ledger-bench.ts";
import { fakeApp } from "../../fakes/teams/fake-teams.ts";
import type { Store } from "../../../src/core/store.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import type { RoundPlayed } from "./play-round.ts";
import { sortWaits, spread } from "./waits.ts";

/** What the rounds came to. */
export interface Verdict {
  readonly played: readonly RoundPlayed[];
  /** Rounds that did not come to an end, each with why. */
  readonly broken: readonly string[];
  /** Figures whose confirmation was acknowledged and that the ledger does not hold. */
  readonly lost: readonly number[];
  readonly twice: readonly number[];
  /** Questions that were answered with another figure than was confirmed last before they were asked, or none. */
  readonly wrong: readonly string[];
  /** Answers without the permalink of the post that their figure came from. */
  readonly unlinked: readonly string[];
  readonly slackUnanswered: number;
  readonly slackTwice: number;
  readonly teamsTwice: number;
  readonly teamsUnknownListed: number;
  readonly teamsMissingUnlisted: readonly number[];
  /** Figures whose card does not say to everybody that they were recorded. */
  readonly notShown: readonly number[];
  /** Cards of drafts that stand twice in a thread. */
  readonly cardsTwice: number;
  /** Rounds whose answer was waited for longer than ten seconds: no fault, but worth a look. */
  readonly slow: readonly number[];
}

const slowMs = 10_000;

/** Compares what people were told with what the ledger holds. The process must have ended. */
export async function judgeRounds(
  desk: OneLedger,
  played: readonly RoundPlayed[],
  broken: readonly string[],
): Promise<Verdict> {
  const listed = await desk.run(["updates", "list", "--json"]);
  const held = new Map<number, number>();
  for (const [, value] of listed.matchAll(/"value":\s*(\d+)/g)) {
    held.set(Number(value), (held.get(Number(value)) ?? 0) + 1);
  }
  const count = (figure: number): number => held.get(figure) ?? 0;
  const inSlack = played.filter(({ way }) => way === "teams to slack");
  const inTeams = played.filter(({ way }) => way === "slack to teams");
  const missing = inTeams.filter(({ answers }) => answers().length === 0);
  const unlisted = await withoutListing(desk, missing);
  return {
    played,
    broken,
    lost: played.filter(({ figure }) => count(figure) === 0).map(({ figure }) => figure),
    twice: [...held].filter(([, times]) => times > 1).map(([figure]) => figure),
    wrong: played.flatMap(({ figure, way, answers }) =>
      answers()
        .filter(({ text }) => figuresIn(text).join() !== String(figure))
        .map(({ text }) => `${figure}, ${way}: ${text.slice(0, 200)}`),
    ),
    unlinked: played.flatMap(({ figure, way, answers, link }) =>
      answers()
        .filter(({ payload }) => !payload.includes(link))
        .map(({ text }) => `${figure}, ${way}, not linked to ${link}: ${text.slice(0, 200)}`),
    ),
    slackUnanswered: inSlack.filter(({ answers }) => answers().length === 0).length,
    slackTwice: inSlack.filter(({ answers }) => answers().length > 1).length,
    teamsTwice: inTeams.filter(({ answers }) => answers().length > 1).length,
    teamsUnknownListed: missing.length - unlisted.length,
    teamsMissingUnlisted: unlisted.map(({ figure }) => figure),
    slow: played.filter(({ confirmToAnswerMs: ms }) => ms === undefined || ms > slowMs).map(({ figure }) => figure),
    notShown: played.filter(({ isShownRecorded }) => !isShownRecorded()).map(({ figure }) => figure),
    cardsTwice: played.flatMap(({ cards }) => cards).filter((cardsOf) => cardsOf() > 1).length,
  };
}

/** The rounds whose answer in Teams neither arrived nor is on the list of those that may have. */
async function withoutListing(desk: OneLedger, missing: readonly RoundPlayed[]): Promise<readonly RoundPlayed[]> {
  const store = await openStore(desk.store, { now: () => new Date() }, { readOnly: true });
  try {
    const unlisted: RoundPlayed[] = [];
    for (const round of missing) if (!(await isUnknownIn(store, round.pair, round.question))) unlisted.push(round);
    return unlisted;
  } finally {
    await store.close();
  }
}

/** True where a store lists a post of this thread of Teams as one that may never have arrived. */
export async function isUnknownIn(store: Pick<Store, "unknownPosts">, pair: Pair, root: string): Promise<boolean> {
  const conversation = `teams:${fakeApp.tenant}:${pair.teams.id};messageid=${root}`;
  return (await store.unknownPosts({ channel: "teams", conversation })).length > 0;
}

/** The figures of the rounds that something was wrong with and that came to an end. */
export function failedFigures(verdict: Verdict): readonly number[] {
  const { lost, twice, teamsMissingUnlisted, notShown, wrong, unlinked, slow } = verdict;
  const named = [...wrong, ...unlinked].map((line) => Number(/^\d+/.exec(line)?.[0]));
  return [...new Set([...lost, ...twice, ...teamsMissingUnlisted, ...notShown, ...named, ...slow])];
}

/** True where anything was lost, doubled, wrong or left undone. */
export function hasFailed(verdict: Verdict): boolean {
  return faultsOf(verdict).some(([, count]) => count > 0);
}

function faultsOf(verdict: Verdict): readonly (readonly [string, number])[] {
  return [
    ["updates lost after an acknowledged confirm", verdict.lost.length],
    ["updates recorded twice", verdict.twice.length],
    ["questions in Slack not answered", verdict.slackUnanswered],
    ["questions in Slack answered twice", verdict.slackTwice],
    ["questions in Teams answered twice", verdict.teamsTwice],
    ["answers in Teams missing and not listed", verdict.teamsMissingUnlisted.length],
    ["answers with another figure", verdict.wrong.length],
    ["answers without the link to the post", verdict.unlinked.length],
    ["cards that do not say that it was recorded", verdict.notShown.length],
    ["cards of drafts twice in a thread", verdict.cardsTwice],
    ["rounds that came to no end", verdict.broken.length],
  ];
}

/** A Markdown table, and below it every fault by name. */
export function formatVerdict(
  verdict: Verdict,
  run: {
    readonly seed: number;
    /** When the process was killed, as milliseconds since the epoch. */
    readonly kills: readonly number[];
    /** Milliseconds from each start to the process being connected to both platforms. */
    readonly restarts: readonly number[];
    readonly store: string;
    readonly slackMode: string;
    readonly seconds: number;
  },
): string {
  const { played } = verdict;
  const waits = sortWaits(
    played.flatMap((one) => one.waits),
    run.kills,
  );
  const times = played.flatMap(({ confirmToAnswerMs }) => confirmToAnswerMs ?? []);
  const rows: readonly (readonly [string, string | number])[] = [
    ["store", run.store],
    ["Slack over", run.slackMode],
    ["rounds", played.length + verdict.broken.length],
    ["Teams to Slack", played.filter(({ way }) => way === "teams to slack").length],
    ["Slack to Teams", played.filter(({ way }) => way === "slack to teams").length],
    ["kill -9", run.kills.length],
    ...faultsOf(verdict),
    ["answers in Teams unknown, each listed", verdict.teamsUnknownListed],
    ["posts in Teams made again, their card unknown", played.reduce((sum, one) => sum + one.postedAgain, 0)],
    ["start to connected, p50 / p95 / longest", spread(run.restarts)],
    ["waits that a kill fell into", waits.killed.length],
    ["from the kill to what was waited for, p50 / p95 / longest", spread(waits.killed)],
    ["waits without a kill, p50 / p95 / longest", spread(waits.spared)],
    ["confirm to answer, kills included, p50 / p95 / longest", spread(times)],
    ["seed", run.seed],
    ["time", `${run.seconds.toFixed(0)} s`],
    ["", hasFailed(verdict) ? "FAILED" : "passed"],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `| ${label.padEnd(width)} | ${String(value).padEnd(26)} |`);
  const table = [
    `| ${"".padEnd(width)} | one ledger                 |`,
    `|${"-".repeat(width + 2)}|----------------------------|`,
    ...lines,
  ];
  const named = [
    ...verdict.broken,
    ...verdict.wrong,
    ...verdict.unlinked,
    ...verdict.notShown.map((figure) => `card not shown as recorded: ${figure}`),
    ...verdict.lost.map((figure) => `lost: ${figure}`),
    ...verdict.twice.map((figure) => `recorded twice: ${figure}`),
    ...verdict.teamsMissingUnlisted.map((figure) => `missing in Teams and not listed: ${figure}`),
  ];
  return [...table, ...named].join("\n");
}
