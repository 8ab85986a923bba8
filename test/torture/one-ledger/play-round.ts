import { setTimeout as pause } from "node:timers/promises";
import { buttonData, teamsThread } from "../../end-to-end/one-ledger-bench.ts";
import type { OneLedger } from "../../end-to-end/one-ledger-bench.ts";
import {
  actInTeams,
  ownCard,
  questionAbout,
  sayInTeams,
  slackLink,
  slackOfficial,
  slackThread,
  teamsLink,
  until,
  updateWords,
} from "../../end-to-end/one-ledger-people.ts";
import type { Pair } from "../../end-to-end/one-ledger-people.ts";
import type { FakeMessage as SlackMessage } from "../../fakes/slack/fake-workspace.ts";
import type { PeopleActs } from "../../fakes/slack/people-acts.ts";
import type { FakeMessage as TeamsMessage } from "../../fakes/teams/fake-connector.ts";
import type { Wait } from "./waits.ts";

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
  /** True where the card that was confirmed says so to everybody. */
  readonly isShownRecorded: () => boolean;
  /** The thread of the question: everything that was answered in it. */
  readonly answers: () => readonly Answer[];
  /** How the permalink of the post that was confirmed begins: what an answer must link to. */
  readonly link: string;
  /** The root of the question's thread. */
  readonly question: string;
  readonly confirmToAnswerMs: number | undefined;
  readonly waits: readonly Wait[];
}

/** What was posted: its words, and all of it as JSON. */
export interface Answer {
  readonly text: string;
  readonly payload: string;
}

/** What rounds are played with. */
export interface RoundParts {
  readonly desk: OneLedger;
  /** Delivers what people do in Slack until it is acknowledged. */
  readonly acts: PeopleActs;
  /** Kills the process after a while, and starts it again. */
  readonly kill: (afterMs: number) => void;
  /** Told of every step of a round, with the ids that it gave rise to. */
  readonly note: (figure: number, step: string, ids?: readonly string[]) => void;
  /** True where the store lists a post of this thread of Teams as one that may never have arrived. */
  readonly isUnknown: (pair: Pair, root: string) => Promise<boolean>;
}

/** How long a thing that must come is waited for. */
const patienceMs = 120_000;
const lookAtListMs = 500;

/** Waits for the first post in a thread of Teams; undefined where the list says that it may never have arrived. */
async function orListed(parts: RoundParts, pair: Pair, root: string): Promise<TeamsMessage | undefined> {
  const shown = (): TeamsMessage | undefined => teamsThread(parts.desk.teams, root)[0];
  let lookAt = performance.now() + lookAtListMs;
  const found = await until(
    "post in Teams",
    async () => {
      const post = shown();
      if (post || performance.now() < lookAt) return post;
      lookAt = performance.now() + lookAtListMs;
      return (await parts.isUnknown(pair, root)) ? "listed" : undefined;
    },
    patienceMs,
  );
  return found === "listed" ? shown() : found;
}

/** Takes the time of what somebody waits for; of what does not come, none. */
async function timed<Value>(waits: Wait[], step: Wait["step"], waiting: () => Promise<Value>): Promise<Value> {
  const from = Date.now();
  const value = await waiting();
  if (value !== undefined) waits.push({ step, from, to: Date.now() });
  return value;
}

/** Plays a round from the post to the answer. Throws where something that must come does not come. */
export async function playRound(plan: RoundPlan, parts: RoundParts): Promise<RoundPlayed> {
  return plan.way === "teams to slack" ? fromTeams(plan, parts) : fromSlack(plan, parts);
}

function mayKill(plan: RoundPlan, { kill, note }: RoundParts, phase: Phase): void {
  note(plan.figure, phase);
  if (plan.killAt === phase) kill(plan.killAfterMs);
}

async function fromTeams(plan: RoundPlan, parts: RoundParts): Promise<RoundPlayed> {
  const { desk, acts } = parts;
  const roots: string[] = [];
  const waits: Wait[] = [];
  let card: TeamsMessage | undefined;
  mayKill(plan, parts, "post");
  while (!card) {
    card = await timed(waits, "card", async () => {
      const root = await sayInTeams(desk, plan.pair, updateWords(plan.pair, plan.figure));
      roots.push(root);
      parts.note(plan.figure, "posted in Teams", [root]);
      if (roots.length === 1) mayKill(plan, parts, "draft");
      return orListed(parts, plan.pair, root);
    });
    if (roots.length > 5) throw new Error("Five posts in Teams came to no card.");
  }
  const confirmed = card;
  mayKill(plan, parts, "confirm");
  const confirmedAt = performance.now();
  await timed(waits, "confirm", () => confirmInTeams(parts, plan.pair, confirmed));
  mayKill(plan, parts, "answer");
  const question = await timed(waits, "answer", async () => {
    const { message } = await acts.say(asked(plan, desk));
    parts.note(plan.figure, "asked in Slack", [message.ts]);
    await until("answer in Slack", () => slackThread(desk, message)[0], patienceMs);
    return message;
  });
  return {
    ...plan,
    postedAgain: roots.length - 1,
    isShownRecorded: () => JSON.stringify(teamsThread(desk.teams, roots.at(-1) ?? "")).includes("Recorded for"),
    cards: roots.map((root) => () => teamsThread(desk.teams, root).length),
    answers: () => slackThread(desk, question).map(({ text, blocks }) => ({ text, payload: JSON.stringify(blocks) })),
    link: teamsLink(plan.pair, roots.at(-1) ?? ""),
    question: question.ts,
    confirmToAnswerMs: performance.now() - confirmedAt,
    waits,
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
  const waits: Wait[] = [];
  mayKill(plan, parts, "post");
  const text = `<@${desk.slack.workspace.bot.user}> ${updateWords(pair, figure)}`;
  const { message, card } = await timed(waits, "card", async () => {
    const said = await acts.say({ user: slackOfficial, channel: pair.slack, text });
    parts.note(plan.figure, "posted in Slack", [said.message.ts]);
    mayKill(plan, parts, "draft");
    const shown = await until("card in Slack", () => slackThread(desk, said.message)[0], patienceMs);
    return { message: said.message, card: shown };
  });
  mayKill(plan, parts, "confirm");
  const confirmedAt = performance.now();
  await confirmInSlack(parts, { figure, card, waits });
  mayKill(plan, parts, "answer");
  let root = "";
  const answer = await timed(waits, "answer", async () => {
    root = await sayInTeams(desk, pair, questionAbout(pair));
    parts.note(figure, "asked in Teams", [root]);
    return orListed(parts, pair, root);
  });
  return {
    ...plan,
    postedAgain: 0,
    isShownRecorded: () => card.text.includes("Recorded for"),
    cards: [() => slackThread(desk, message).filter((one) => one.text.startsWith("Update for")).length],
    answers: () =>
      teamsThread(desk.teams, root).map(({ activity }) => ({
        text: JSON.stringify(activity["text"]),
        payload: JSON.stringify(activity),
      })),
    link: slackLink(message),
    question: root,
    confirmToAnswerMs: answer && performance.now() - confirmedAt,
    waits,
  };
}

/** Presses Confirm once it is acknowledged; then it must be recorded, whatever dies. */
async function confirmInSlack(
  { acts, note }: RoundParts,
  { figure, card, waits }: { readonly figure: number; readonly card: SlackMessage; readonly waits: Wait[] },
): Promise<void> {
  if (!JSON.stringify(card.blocks).includes("Confirm")) throw new Error(`No Confirm on: ${card.text}`);
  await timed(waits, "confirm", () => acts.click(slackOfficial, card, "Confirm"));
  note(figure, "confirm acknowledged in Slack");
  await timed(waits, "recorded", () =>
    until("recorded card in Slack", () => (card.text.includes("Recorded for") ? true : undefined), patienceMs),
  );
}
