import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { readConfig } from "../../src/config.ts";
import { openStore } from "../../src/stores/open-store.ts";
import { startFakeTeams } from "../fakes/teams/fake-teams.ts";
import { teamsSettings } from "./platform-fakes.ts";
import { processorMs, residentMb } from "./process-figures.ts";
import { withServer } from "./with-server.ts";

/** What a rush of deliveries was answered with. */
export interface DeliveryMeasure {
  readonly deliveries: number;
  readonly questions: number;
  /** From the request to its 200, milliseconds. */
  readonly ackP50: number;
  readonly ackP99: number;
  readonly ackSlowest: number;
  /** From the mention to the answer's arrival at the platform, milliseconds. */
  readonly answerP50: number;
  readonly answerP95: number;
  readonly eventLoopP99: number;
  /** Deliveries that were not acknowledged, questions without exactly one answer. */
  readonly notAcknowledged: number;
  readonly notAnsweredOnce: number;
  /** How long processors were busy in the app for each delivery, and its answer; hardly depends on what else runs. */
  readonly processorMsEach: number;
  /** Before the rush and after it. */
  readonly residentBeforeMb: number;
  readonly residentMb: number;
}

const [perSecond, questionsPerSecond] = [200, 2];
const secret = "a signing secret of a bench";
const [team, bot] = ["TBENCH", "UBOT"];
/** A channel takes a post a second, so the questions come from many. */
const channels = Array.from({ length: 150 }, (_, index) => `C${String(index).padStart(4, "0")}`);

/** A platform that takes every post at once and remembers when. */
async function openPlatform() {
  const arrived = new Map<string, number[]>();
  let posts = 0;
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const method = (incoming.url ?? "").split("/").at(-1) ?? "";
      const body = Buffer.concat(chunks).toString("utf8");
      posts += 1;
      const thread = method === "chat.postMessage" ? readThread(body) : undefined;
      if (thread !== undefined) arrived.set(thread, [...(arrived.get(thread) ?? []), performance.now()]);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answerTo(method, posts)));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/`, arrived, close: () => void server.close() };
}

function readThread(body: string): string | undefined {
  const parsed: unknown = body.startsWith("{") ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  const thread = (parsed as { readonly thread_ts?: unknown }).thread_ts;
  return typeof thread === "string" ? thread : undefined;
}

function answerTo(method: string, posts: number): Readonly<Record<string, unknown>> {
  const scopes = { ok: true, team_id: team, team: "Bench", user_id: bot, user: "pilotdesk", bot_id: "BBOT" };
  if (method === "auth.test") return { ...scopes, url: "https://bench.slack.com/" };
  if (method === "users.info") return { ok: true, user: { id: "U1", team_id: team, is_bot: false } };
  if (method === "conversations.info") return { ok: true, channel: { id: "C0", is_channel: true, is_member: true } };
  if (method === "chat.postMessage")
    return { ok: true, channel: "C0", ts: `1900000000.${String(posts).padStart(6, "0")}` };
  return { ok: true };
}

interface Delivery {
  readonly body: string;
  readonly ts: string;
  readonly isQuestion: boolean;
}

function deliveryOf(index: number, question: string | undefined): Delivery {
  const ts = `${1_800_000_000 + Math.floor(index / 1000)}.${String((index % 1000) * 1000).padStart(6, "0")}`;
  const channel = channels[index % channels.length];
  const event = {
    type: question === undefined ? "message" : "app_mention",
    channel_type: "channel",
    user: `U${index % 50}`,
    team,
    channel,
    ts,
    event_ts: ts,
    text: question === undefined ? "See you at the depot at nine, bring the keys." : `<@${bot}> ${question}`,
  };
  const body = JSON.stringify({
    type: "event_callback",
    team_id: team,
    api_app_id: "ABENCH",
    event,
    event_id: `Ev${randomUUID()}`,
    event_time: Number(ts.split(".")[0]),
    authorizations: [{ team_id: team, user_id: bot, is_bot: true }],
    is_ext_shared_channel: false,
  });
  return { body, ts, isQuestion: question !== undefined };
}

function post(url: string, body: string, agent: Agent): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  const headers = {
    "content-type": "application/json",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": signature,
  };
  return new Promise((resolve) => {
    const outgoing = request(`${url}/slack/events`, { method: "POST", headers, agent }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    outgoing.on("error", () => resolve(0));
    outgoing.end(body);
  });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The event loop's delay since the last look, milliseconds. */
async function readLoopP99(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^pilotdesk_event_loop_delay_seconds\{quantile="0.99"\} (\S+)/m.exec(text)?.[1]) * 1000;
}

/** Makes every channel one that listens, so that each delivery is stored, read and finished, and none is left aside. */
async function listenEverywhere(settings: Readonly<Record<string, string>>): Promise<void> {
  const clock = { now: () => new Date() };
  const store = await openStore(readConfig(settings), clock);
  const changedAt = clock.now().toISOString();
  const place = { platform: "slack", programmes: [], pilots: [], listens: true, digests: false, changedAt } as const;
  await store.transaction(async (transaction) => {
    for (const channel of channels) await transaction.putPlace({ ...place, id: `slack:${team}:${channel}` });
  });
  await store.close();
}

/** Delivers 200 events a second of which 2 are questions, signed as Slack signs them, and waits for the answers. Teams is on too. */
export async function measureDeliveries(
  settings: Readonly<Record<string, string>>,
  questions: readonly string[],
  seconds: number,
): Promise<DeliveryMeasure> {
  const platform = await openPlatform();
  await listenEverywhere(settings);
  const teams = await startFakeTeams();
  const slack = { SLACK_BOT_TOKEN: "xoxb-bench", SLACK_SIGNING_SECRET: secret, SLACK_API_URL: platform.url };
  try {
    return await withServer({ ...settings, ...slack, ...teamsSettings(teams) }, async ({ url, pid }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 64 });
      const questionOf = (index: number): string | undefined =>
        index % (perSecond / questionsPerSecond) === 0
          ? questions[(index / (perSecond / questionsPerSecond)) % questions.length]
          : undefined;
      // What is slow only the first time is not what is measured.
      for (let index = 0; index < 10; index += 1)
        await post(url, deliveryOf(900_000 + index, questions[index]).body, agent);
      await wait(3000);
      await readLoopP99(url);
      const [residentBeforeMb, busyBefore] = [residentMb(pid), processorMs(pid)];

      const acks: number[] = [];
      const asked = new Map<string, number>();
      let notAcknowledged = 0;
      const deliver = async ({ body }: Delivery, sent: number): Promise<void> => {
        const status = await post(url, body, agent);
        acks.push(performance.now() - sent);
        if (status !== 200) notAcknowledged += 1;
      };
      const pending: Promise<void>[] = [];
      const begun = performance.now();
      for (let index = 0; index < perSecond * seconds; index += 1) {
        await wait(Math.max(0, begun + (index * 1000) / perSecond - performance.now()));
        const delivery = deliveryOf(index, questionOf(index));
        const sent = performance.now();
        if (delivery.isQuestion) asked.set(delivery.ts, sent);
        pending.push(deliver(delivery, sent));
      }
      await Promise.all(pending);
      for (let waited = 0; waited < 60 && [...asked.keys()].some((ts) => !platform.arrived.has(ts)); waited += 1)
        await wait(500);
      await wait(1000);
      const eventLoopP99 = await readLoopP99(url);
      agent.destroy();
      const answers = [...asked].map(([ts, at]) => (platform.arrived.get(ts) ?? []).map((then) => then - at));
      return {
        deliveries: acks.length,
        questions: asked.size,
        ackP50: quantile(acks, 0.5),
        ackP99: quantile(acks, 0.99),
        ackSlowest: Math.max(...acks),
        answerP50: quantile(answers.flat(), 0.5),
        answerP95: quantile(answers.flat(), 0.95),
        eventLoopP99,
        notAcknowledged,
        notAnsweredOnce: answers.filter(({ length }) => length !== 1).length,
        processorMsEach: (processorMs(pid) - busyBefore) / acks.length,
        residentBeforeMb,
        residentMb: residentMb(pid),
      };
    });
  } finally {
    await teams.close();
    platform.close();
  }
}
