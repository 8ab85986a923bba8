import { setTimeout as pause } from "node:timers/promises";
import { createRandom } from "../../bench/seeded-random.ts";
import { openOneLedger } from "../../end-to-end/one-ledger-bench.ts";
import type { OneLedger } from "../../end-to-end/one-ledger-bench.ts";
import { bindPair, makePairs } from "../../end-to-end/one-ledger-people.ts";
import type { Acknowledgement, FakeDelivery } from "../../fakes/slack/deliveries.ts";
import { createPeopleActs } from "../../fakes/slack/people-acts.ts";
import type { PeopleActs } from "../../fakes/slack/people-acts.ts";
import { formatVerdict, hasFailed, judgeRounds } from "./judge-rounds.ts";
import { phases, playRound } from "./play-round.ts";
import type { RoundPlan, RoundPlayed } from "./play-round.ts";

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
function createKiller(desk: OneLedger) {
  const restarts: number[] = [];
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  async function killNow(): Promise<void> {
    waiting -= 1;
    await desk.kill();
    const from = performance.now();
    await desk.start();
    restarts.push(performance.now() - from);
  }
  return {
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

/** Plays rounds with kill -9 in each, prints what came of them, and is true where all of it held. */
export async function runOneLedger({
  rounds,
  seed,
}: {
  readonly rounds: number;
  readonly seed: number;
}): Promise<boolean> {
  const random = createRandom(seed);
  const desk = await openOneLedger();
  const startedAt = performance.now();
  const played: RoundPlayed[] = [];
  const broken: string[] = [];
  try {
    const pairs = makePairs(desk, lanes);
    await desk.start();
    for (const pair of pairs) await bindPair(desk, pair);
    const killer = createKiller(desk);
    const parts = { desk, acts: patientActs(desk), kill: (afterMs: number) => killer.kill(afterMs) };
    const plans = Array.from({ length: rounds }, (_, round): RoundPlan => {
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
    const playLane = async (lane: number): Promise<void> => {
      for (const plan of plans.filter(({ pair }) => pair === pairs[lane])) {
        await playRound(plan, parts).then(
          (one) => played.push(one),
          (error: unknown) => broken.push(`${plan.figure} ${plan.way}, killed at ${plan.killAt}: ${String(error)}`),
        );
        if (played.length > 0 && played.length % 20 === 0)
          console.log(`${played.length} of ${rounds} rounds, ${killer.restarts.length} kills`);
      }
    };
    await Promise.all(pairs.map((_, lane) => playLane(lane)));
    await killer.settled();
    // What is still to be looked up or sent again gets its time.
    await pause(20_000);
    await desk.kill();
    const verdict = await judgeRounds(desk, played, broken);
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(formatVerdict(verdict, { rounds, seed, restarts: killer.restarts, seconds }));
    return !hasFailed(verdict);
  } finally {
    await desk.close();
  }
}
