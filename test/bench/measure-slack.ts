import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";
import type { FakeSlack, FakeSlackOptions } from "../fakes/slack/fake-slack.ts";
import { slackSettings } from "./platform-fakes.ts";
import { processorMs, residentMb } from "./process-figures.ts";
import { withServer } from "./with-server.ts";

/** How much is delivered. */
export interface SlackLoad {
  readonly mode: FakeSlackOptions["mode"];
  readonly seconds: number;
  readonly perSecond: number;
  /** How many of them are questions; the rest are posts that are overheard. */
  readonly questionsPerSecond: number;
}

/** What came of it; times in milliseconds. */
export interface SlackMeasure {
  readonly deliveries: number;
  readonly notAcknowledged: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly ackSlowest: number;
  readonly questions: number;
  readonly answerP50: number;
  readonly answerP95: number;
  readonly answerSlowest: number;
  readonly unanswered: number;
  readonly answeredTwice: number;
  /** From the start of the process to the first connection, or to the first delivery that is taken. */
  readonly connectedMs: number;
  /** How long processors were busy for each delivery. */
  readonly processorMsEach: number;
  readonly residentMb: number;
}

interface Asked {
  readonly channel: string;
  readonly ts: string;
  readonly at: number;
}

/** Runs the whole app against a fake Slack on this machine. One delivery in ten comes twice, as after a time-out. */
export async function measureSlack(
  settings: Readonly<Record<string, string>>,
  questions: readonly string[],
  load: SlackLoad,
): Promise<SlackMeasure> {
  const slack = await startFakeSlack({ mode: load.mode, repeatEvery: 10 });
  const started = performance.now();
  const connecting = slack.sockets.connected(1).then(() => performance.now() - started);
  try {
    return await withServer({ ...settings, ...slackSettings(slack) }, async ({ url, pid }) => {
      slack.deliverTo(url);
      if (load.mode === "http") await untilTaken(slack);
      const connectedMs = load.mode === "socket" ? await connecting : performance.now() - started;
      const busyBefore = processorMs(pid);
      const { acks, asked } = await deliver(slack, questions, load);
      await settle(slack, asked);
      const busyMs = processorMs(pid) - busyBefore;
      const processorMsEach = busyMs / acks.length;
      return { ...summarise(slack, acks, asked), connectedMs, processorMsEach, residentMb: residentMb(pid) };
    });
  } finally {
    await slack.close();
  }
}

/** The server listens before it knows who the app is, and asks Slack to come again until then. */
async function untilTaken(slack: FakeSlack): Promise<void> {
  const body = { type: "event_callback", event: { type: "channel_rename" } };
  while (!(await slack.deliver({ kind: "events_api", body })).isAcknowledged) await wait(20);
}

async function deliver(
  slack: FakeSlack,
  questions: readonly string[],
  { seconds, perSecond, questionsPerSecond }: SlackLoad,
): Promise<{ readonly acks: readonly (number | undefined)[]; readonly asked: readonly Asked[] }> {
  const people = Array.from({ length: 50 }, (_, index) => `U0CROWD${index}`);
  for (const id of people) slack.workspace.users.set(id, { id, name: id });
  const rooms = Array.from({ length: 20 }, (_, index) => `C0ROOM${index}`);
  for (const id of rooms) slack.workspace.addChannel(id, [slack.workspace.bot.user, ...people.slice(0, 10)]);
  const acks: (number | undefined)[] = [];
  const asked: Asked[] = [];
  const under: Promise<void>[] = [];
  const total = seconds * perSecond;
  const everyQuestion = Math.max(1, Math.round(perSecond / questionsPerSecond));
  const began = performance.now();

  async function send(index: number): Promise<void> {
    const isQuestion = index % everyQuestion === 0;
    const number = Math.floor(index / everyQuestion);
    // Each question comes from another person: Slack takes about one message a second for each channel.
    const user = people[(isQuestion ? number : index) % people.length] ?? "";
    const channel = isQuestion ? slack.workspace.chatWith(user).id : (rooms[index % rooms.length] ?? "");
    const text = isQuestion ? (questions[number % questions.length] ?? "") : `Post number ${index} about lunch.`;
    const at = Date.now();
    const said = await slack.people.say({ user, channel, text });
    for (const { isAcknowledged, ms } of said.acks) acks.push(isAcknowledged ? ms : undefined);
    if (isQuestion) asked.push({ channel, ts: said.message.ts, at });
  }

  for (let index = 0; index < total; index += 1) {
    const due = began + (index * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    under.push(send(index));
  }
  await Promise.all(under);
  return { acks, asked };
}

function answersTo(slack: FakeSlack, { channel, ts }: Asked): readonly { readonly ts: string }[] {
  return slack.posted(channel).filter(({ threadTs }) => threadTs === ts);
}

async function settle(slack: FakeSlack, asked: readonly Asked[]): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (asked.every((one) => answersTo(slack, one).length > 0)) break;
    await wait(100);
  }
  // What would be answered twice has time to be.
  await wait(2000);
  await slack.settled();
}

function summarise(
  slack: FakeSlack,
  acks: readonly (number | undefined)[],
  asked: readonly Asked[],
): Omit<SlackMeasure, "connectedMs" | "processorMsEach" | "residentMb"> {
  const times = acks.filter((ms) => ms !== undefined).toSorted((left, right) => left - right);
  const calls = new Map(slack.callsOf("chat.postMessage").map(({ args, at }) => [String(args["thread_ts"]), at]));
  const answers = asked
    .flatMap(({ ts, at }) => (calls.has(ts) ? [(calls.get(ts) ?? at) - at] : []))
    .toSorted((left, right) => left - right);
  const counts = asked.map((one) => answersTo(slack, one).length);
  return {
    deliveries: acks.length,
    notAcknowledged: acks.length - times.length,
    ackP50: percentile(times, 0.5),
    ackP99: percentile(times, 0.99),
    ackSlowest: times.at(-1) ?? 0,
    questions: asked.length,
    answerP50: percentile(answers, 0.5),
    answerP95: percentile(answers, 0.95),
    answerSlowest: answers.at(-1) ?? 0,
    unanswered: counts.filter((count) => count === 0).length,
    answeredTwice: counts.filter((count) => count > 1).length,
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
