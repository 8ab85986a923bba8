import { setTimeout as pause } from "node:timers/promises";
import { createRandom } from "../../bench/seeded-random.ts";
import { openOneLedger } from "../../end-to-end/one-ledger-bench.ts";
import type { OneLedger } from "../../end-to-end/one-ledger-bench.ts";
import { bindPair, makePairs } from "../../end-to-end/one-ledger-people.ts";
import type { Pair } from "../../end-to-end/one-ledger-people.ts";
import type { Acknowledgement, FakeDelivery } from "../../fakes/slack/deliveries.ts";
import { createPeopleActs } from "../../fakes/slack/people-acts.ts";
import type { PeopleActs } from "../../fakes/slack/people-acts.ts";
import type { Store } from "../../../src/core/store.ts";
import { openStore } from "../../../src/stores/open-store.ts";
import { failedFigures, formatVerdict, hasFailed, isUnknownIn, judgeRounds } from "./judge-rounds.ts";
import { phases, playRound } from "./play-round.ts";
import type { RoundParts, RoundPlan, RoundPlayed } from "./play-round.ts";
import { createTrace } from "./trace.ts";
import type { Trace } from "./trace.ts";

/** So many rounds at once, each of another pilot in channels of its own. */
const lanes = 6;
const longestKillMs = 300;

/** What Slack does until it is acknowledged: an event again, and somebody taps again. */
function patientActs({ slack }: OneLedger): PeopleActs {
  async function deliver(delivery: FakeDelivery): Promise<Acknowledgement> {
    for (let tries = 0; ; tries += 1) {
      const again = tries === 0 ? {} : { retry: { num: tries, reason: "http_error" } };
      const answer = await slack.deliver({ ...delivery, ...again });
      if (answer.isAcknowledged) return answer;
      await pause(100);
    }
  }
  const nowhere = (): string => `${slack.settings.apiUrl.replace("/api/", "")}/response/none`;
  return createPeopleActs({
    workspace: slack.workspace,
    deliver,
    newTrigger: () => "none",
    newResponseUrl: nowhere,
  });
}

/** Kills the process and starts it again; a kill that falls into a start takes place once it is up. */
function createKiller(desk: OneLedger, { note }: Trace) {
  const kills: number[] = [];
  const restarts: number[] = [];
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  async function killNow(): Promise<void> {
    waiting -= 1;
    kills.push(Date.now());
    await desk.kill();
    note(undefined, "killed");
    const from = performance.now();
    await desk.start();
    note(undefined, "serving again");
    restarts.push(performance.now() - from);
  }
  return {
    kills,
    restarts,
    kill(afterMs: number): void {
      setTimeout(() => {
        // One kill is enough for all who wait for it.
        if (waiting > 0) return;
        waiting += 1;
        last = last.then(killNow);
      }, afterMs);
    },
    async settled(): Promise<void> {
      await pause(longestKillMs);
      await last;
    },
  };
}

/** Which rounds are played, and on what. */
export interface OneLedgerRun {
  readonly rounds: number;
  readonly seed: number;
  /** An empty PostgreSQL database; an embedded store unless set. */
  readonly databaseUrl?: string | undefined;
  readonly slackMode: "http" | "socket";
  /** No round is begun any more after this long; each that is begun is played to its end and judged. */
  readonly mostMs?: number | undefined;
  /** Where rounds that failed or were slow are written down step by step. */
  readonly traceFolder?: string | undefined;
}

function planRounds({ rounds, seed }: OneLedgerRun, pairs: readonly Pair[]): readonly RoundPlan[] {
  const random = createRandom(seed);
  return Array.from({ length: rounds }, (_, round): RoundPlan => {
    const pair = pairs[round % lanes];
    if (!pair) throw new Error("There are no pairs.");
    return {
      way: random() < 0.5 ? "teams to slack" : "slack to teams",
      pair,
      figure: 1001 + round * 7,
      killAt: phases[Math.floor(random() * phases.length)] ?? "post",
      killAfterMs: random() * longestKillMs,
    };
  });
}

/** Plays rounds with kill -9 in each, prints what came of them, and is true where all of it held. */
export async function runOneLedger(run: OneLedgerRun): Promise<boolean> {
  const { rounds, databaseUrl, slackMode } = run;
  const trace = createTrace(run.traceFolder);
  const desk = await openOneLedger({ databaseUrl, slackMode });
  const startedAt = performance.now();
  const played: RoundPlayed[] = [];
  const broken: string[] = [];
  let store: Store | undefined;
  try {
    const pairs = makePairs(desk, lanes);
    await desk.start();
    for (const pair of pairs) await bindPair(desk, pair);
    const opened = await openStore(desk.store, { now: () => new Date() }, { readOnly: true });
    store = opened;
    const killer = createKiller(desk, trace);
    const parts: RoundParts = {
      desk,
      acts: patientActs(desk),
      kill: (afterMs) => killer.kill(afterMs),
      note: trace.note,
      isUnknown: (pair, root) => isUnknownIn(opened, pair, root),
    };
    const plans = planRounds(run, pairs);
    const isOver = (): boolean => performance.now() - startedAt > (run.mostMs ?? Infinity);
    const playOne = async (plan: RoundPlan): Promise<void> => {
      try {
        played.push(await playRound(plan, parts));
      } catch (error) {
        broken.push(`${plan.figure} ${plan.way}, killed at ${plan.killAt}: ${String(error)}`);
        trace.note(plan.figure, "came to no end");
        await trace.write([plan.figure], desk);
      }
      const count = played.length + broken.length;
      if (count % 20 === 0) console.log(`${count} of ${rounds} rounds, ${killer.kills.length} kills`);
    };
    const playLane = async (pair: Pair): Promise<void> => {
      for (const plan of plans) if (plan.pair === pair && !isOver()) await playOne(plan);
    };
    await Promise.all(pairs.map((pair) => playLane(pair)));
    await killer.settled();
    // What is still to be looked up or sent again gets its time.
    await pause(20_000);
    await desk.kill();
    const verdict = await judgeRounds(desk, played, broken);
    await trace.write(failedFigures(verdict), desk);
    const seconds = (performance.now() - startedAt) / 1000;
    const { kills, restarts } = killer;
    const where = { store: databaseUrl === undefined ? "sqlite" : "postgres", slackMode };
    console.log(formatVerdict(verdict, { ...run, ...where, kills, restarts, seconds }));
    return !hasFailed(verdict);
  } finally {
    await store?.close();
    await desk.close();
  }
}
