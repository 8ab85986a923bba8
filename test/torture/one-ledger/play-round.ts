import { setTimeout as pause } from "node:timers/promises";
import { buttonData, teamsThread } from "../../end-to-end/one-ledger-bench.ts";
import type { OneLedger } from "../../end-to-end/one-ledger-bench.ts";
import {
  actInTeams,
  ownCard,
  questionAbout,
  sayInTeams,
  slackOfficial,
  slackThread,
  until,
  updateWords,
} from "../../end-to-end/one-ledger-people.ts";
import type { Pair } from "../../end-to-end/one-ledger-people.ts";
import type { FakeMessage as SlackMessage } from "../../fakes/slack/fake-workspace.ts";
import type { PeopleActs } from "../../fakes/slack/people-acts.ts";
import type { FakeMessage as TeamsMessage } from "../../fakes/teams/fake-teams.ts";

/** Between which two steps of a round the process is killed. */
export const phases = ["post", "draft", "confirm", "answer"] as const;
export type Phase = (typeof phases)[number];

/** A round before it is played: an update with a figure of its own, posted on one platform and asked for on the other. */
export interface RoundPlan {
  readonly way: "teams to slack" | "slack to teams";
  readonly pair: Pair;
  readonly figure: number;
  readonly killAt: Phase;
  /** How long after the step began the process is killed. */
  readonly killAfterMs: number;
}

/** What became of a round. */
export interface RoundPlayed extends RoundPlan {
  /** Posts that had to be made again, because the card of the first may be lost: Teams cannot be asked. */
  readonly postedAgain: number;
  /** The posts of the update, each with how many cards its thread shows. */
  readonly cards: readonly (() => number)[];
  /** The thread of the question: everything that was answered in it. */
  readonly answers: () => readonly string[];
  /** The root of the question's thread. */
  readonly question: string;
  readonly confirmToAnswerMs: number | undefined;
}

/** What rounds are played with. */
export interface RoundParts {
  readonly desk: OneLedger;
  /** Delivers what people do in Slack until it is acknowledged. */
  readonly acts: PeopleActs;
  /** Kills the process after a while, and starts it again. */
  readonly kill: (afterMs: number) => void;
}

/** How long a thing that may be lost is waited for: longer than the process takes to come back and look. */
const lossPatienceMs = 15_000;
/** How long a thing that must come is waited for. */
const patienceMs = 120_000;

/** Waits for a card or an answer, or gives undefined where none came in time. */
async function orLost<Value>(look: () => Value | undefined): Promise<Value | undefined> {
  try {
    return await until("post", look, lossPatienceMs);
  } catch {
    return undefined;
  }
}

/** Plays a round from the post to the answer. Throws where something that must come does not come. */
export async function playRound(plan: RoundPlan, parts: RoundParts): Promise<RoundPlayed> {
  return plan.way === "teams to slack" ? fromTeams(plan, parts) : fromSlack(plan, parts);
}

function mayKill(plan: RoundPlan, { kill }: RoundParts, phase: Phase): void {
  if (plan.killAt === phase) kill(plan.killAfterMs);
}

async function fromTeams(plan: RoundPlan, parts: RoundParts): Promise<RoundPlayed> {
  const { desk, acts } = parts;
  const roots: string[] = [];
  let card: TeamsMessage | undefined;
  mayKill(plan, parts, "post");
  while (!card) {
    const root = await sayInTeams(desk, plan.pair, updateWords(plan.pair, plan.figure));
    roots.push(root);
    if (roots.length === 1) mayKill(plan, parts, "draft");
    card = await orLost(() => teamsThread(desk.teams, root)[0]);
    if (roots.length > 5) throw new Error("Five posts in Teams came to no card.");
  }
  mayKill(plan, parts, "confirm");
  const confirmedAt = performance.now();
  await confirmInTeams(parts, plan.pair, card);
  mayKill(plan, parts, "answer");
  const { message } = await acts.say(asked(plan, desk));
  await until("answer in Slack", () => slackThread(desk, message)[0], patienceMs);
  return {
    ...plan,
    postedAgain: roots.length - 1,
    cards: roots.map((root) => () => teamsThread(desk.teams, root).length),
    answers: () => slackThread(desk, message).map(({ text }) => text),
    question: message.ts,
    confirmToAnswerMs: performance.now() - confirmedAt,
  };
}

function asked({ pair }: RoundPlan, { slack }: OneLedger): Parameters<PeopleActs["say"]>[0] {
  const text = `<@${slack.workspace.bot.user}> ${questionAbout(pair)}`;
  return { user: slackOfficial, channel: pair.slack, text };
}

/** Presses Confirm until it is acknowledged, as somebody does whose client says that it did not work. */
async function confirmInTeams({ desk }: RoundParts, pair: Pair, on: TeamsMessage): Promise<void> {
  const givesUpAt = performance.now() + patienceMs - 1000;
  await until(
    "acknowledged confirmation in Teams",
    async () => {
      const view = await ownCard(desk, pair, on);
      const data = buttonData(view, "Confirm");
      if (data === undefined) {
        if (JSON.stringify(view).includes("Recorded for")) return true;
        if (performance.now() > givesUpAt) throw new Error(`No Confirm on: ${JSON.stringify(view ?? on.activity)}`);
        await pause(50);
        return undefined;
      }
      const { body } = await actInTeams(desk, pair, { on, data });
      return JSON.stringify(body).includes("could not") ? undefined : true;
    },
    patienceMs,
  );
}

async function fromSlack(plan: RoundPlan, parts: RoundParts): Promise<RoundPlayed> {
  const { desk, acts } = parts;
  const { pair, figure } = plan;
  mayKill(plan, parts, "post");
  const text = `<@${desk.slack.workspace.bot.user}> ${updateWords(pair, figure)}`;
  const { message } = await acts.say({ user: slackOfficial, channel: pair.slack, text });
  mayKill(plan, parts, "draft");
  const card = await until("card in Slack", () => slackThread(desk, message)[0], patienceMs);
  mayKill(plan, parts, "confirm");
  const confirmedAt = performance.now();
  await confirmInSlack(parts, card);
  mayKill(plan, parts, "answer");
  const root = await sayInTeams(desk, pair, questionAbout(pair));
  const answer = await orLost(() => teamsThread(desk.teams, root)[0]);
  return {
    ...plan,
    postedAgain: 0,
    cards: [() => slackThread(desk, message).filter((one) => one.text.startsWith("Update for")).length],
    answers: () => teamsThread(desk.teams, root).map(({ activity }) => JSON.stringify(activity["text"])),
    question: root,
    confirmToAnswerMs: answer && performance.now() - confirmedAt,
  };
}

/** Presses Confirm once it is acknowledged; then it must be recorded, whatever dies. */
async function confirmInSlack({ acts }: RoundParts, card: SlackMessage): Promise<void> {
  if (!JSON.stringify(card.blocks).includes("Confirm")) throw new Error(`No Confirm on: ${card.text}`);
  await acts.click(slackOfficial, card, "Confirm");
  await until("recorded card in Slack", () => (card.text.includes("Recorded for") ? true : undefined), patienceMs);
}
