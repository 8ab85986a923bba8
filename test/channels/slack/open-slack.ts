import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import { createSlackChannel } from "../../../src/channels/slack/slack-channel.ts";
import type { SlackChannelOptions } from "../../../src/channels/slack/slack-channel.ts";
import type { SlackLog } from "../../../src/channels/slack/slack-settings.ts";
import type { Channel, Desk } from "../../../src/core/channel.ts";
import { startWork } from "../../../src/work/start-work.ts";
import type { Work, WorkOptions } from "../../../src/work/start-work.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeSlack, FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";
import { createScriptedDesk } from "./scripted-desk.ts";
import type { ScriptedDesk } from "./scripted-desk.ts";

/** The channel with the real work behind it and a fake Slack before it. */
export interface SlackBench {
  readonly slack: FakeSlack;
  readonly channel: Channel;
  readonly work: Work;
  readonly desk: ScriptedDesk;
  /** The address that Slack posts to, in HTTP mode. */
  readonly address: string;
  /** Resolves when everything that was accepted is handled and posted, and Slack has told of it. */
  readonly settled: () => Promise<void>;
}

/** How a bench is set up. */
export interface BenchOptions {
  readonly mode?: FakeSlackOptions["mode"];
  readonly fake?: Partial<FakeSlackOptions>;
  readonly channel?: Partial<SlackChannelOptions>;
  readonly work?: Partial<WorkOptions>;
  /** Whether unmentioned posts are wanted; they are unless set. */
  readonly listens?: boolean;
  /** Wraps the desk: for a store that fails. */
  readonly desk?: (desk: Desk) => Desk;
  /** Before the channel starts. */
  readonly prepare?: (slack: FakeSlack) => void;
}

/** A log that is read by nobody. */
export const silentLog: SlackLog = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Opens everything; it ends with the test. */
export async function openSlack(options: BenchOptions = {}): Promise<SlackBench> {
  const { mode = "socket" } = options;
  const directory = mkdtempSync(join(tmpdir(), "pilotdesk-slack-"));
  const clock = { now: () => new Date() };
  const slack = await startFakeSlack({ mode, ...options.fake });
  options.prepare?.(slack);
  const script = createScriptedDesk();
  const store = await openSqliteStore({ directory, clock });
  const channel = createSlackChannel({
    slack: slack.settings,
    clock,
    log: silentLog,
    random: () => 0,
    ...options.channel,
  });
  const work = await startWork({
    store,
    channels: [channel.outbound],
    handler: script.handler,
    clock,
    log: silentLog,
    random: () => 0,
    instance: "one",
    ...options.work,
  });
  const desk: Desk = {
    accept: (arrival) => work.acceptTurn(arrival),
    isListening: async () => options.listens ?? true,
    isTaken: async () => false,
    shownAt: async () => undefined,
    answerNow: (arrival) => work.handleNow(arrival, script.handler),
    receipt: async () => undefined,
    showSource: async () => undefined,
    suggestions: async () => ["Which pilots take part?", "Who leads Eastmere?"],
  };
  const { server, address } = await serveEndpoints(channel);
  slack.deliverTo(address);
  await channel.start(options.desk ? options.desk(desk) : desk);
  onTestFinished(async () => {
    await channel.stopTaking();
    await work.stop({ deadlineMs: 2000 });
    await channel.close();
    await new Promise((resolve) => server.close(resolve));
    await slack.close();
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return {
    slack,
    channel,
    work,
    desk: script,
    address,
    async settled() {
      await work.settled();
      await slack.settled();
      await work.settled();
    },
  };
}

/** Serves the channel's addresses as the product's web server does. */
async function serveEndpoints(channel: Channel): Promise<{ readonly server: Server; readonly address: string }> {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const endpoint = channel.endpoints.find(({ path }) => path === request.url);
    if (!endpoint) return void response.writeHead(404).end();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    );
    const body = await buffer(request);
    const { status, ...said } = await endpoint.handle({
      method: request.method ?? "GET",
      path: endpoint.path,
      headers,
      body,
    });
    response.writeHead(status, said.headers).end(said.body);
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
