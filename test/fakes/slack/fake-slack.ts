import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { SlackSettings } from "../../../src/channels/slack/slack-settings.ts";
import { readArgs, scopesOfMethods } from "./api-calls.ts";
import type { ApiCall, Mishap } from "./api-calls.ts";
import { createHttpDeliverer, createSocketDeliverer } from "./deliveries.ts";
import type { Acknowledgement, FakeDelivery, SocketDeliverer } from "./deliveries.ts";
import { createFakeWorkspace } from "./fake-workspace.ts";
import type { FakeEphemeral, FakeMessage, FakeWorkspace } from "./fake-workspace.ts";
import { createPeopleActs } from "./people-acts.ts";
import type { PeopleActs } from "./people-acts.ts";
import { ApiError, methods } from "./web-api.ts";
import type { ApiState, FakeFile } from "./web-api.ts";
import { problemsOfMessage } from "./validate-blocks.ts";
import { acceptSockets } from "./websocket-server.ts";

/** A Slack on this machine that offers no call that the real one lacks. */
export interface FakeSlack extends Omit<ApiState, "takeTrigger" | "onOwnMessage" | "origin"> {
  /** What an app is configured with to use it. */
  readonly settings: SlackSettings;
  /** Every call of the Web API, in order, whatever became of it. */
  readonly calls: readonly ApiCall[];
  readonly callsOf: (method: string) => readonly ApiCall[];
  readonly workspace: FakeWorkspace;
  readonly people: PeopleActs;
  readonly sockets: SocketDeliverer;
  /** Delivers anything. */
  deliver(delivery: FakeDelivery): Promise<Acknowledgement>;
  /** Something happens to the next calls of a method, each in its turn. */
  mishap(method: string, ...what: readonly Mishap[]): void;
  /** Where the app's own addresses are, for HTTP. */
  deliverTo(address: string): void;
  /** Messages of a channel that are the app's. */
  posted(channel: string): readonly FakeMessage[];
  /** Resolves when everything that Slack delivers by itself is delivered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** How it is set up. */
export interface FakeSlackOptions {
  readonly mode: "socket" | "http";
  /** What the bot's token may do; what the manifest asks for unless set. */
  readonly scopes?: readonly string[];
  /** How long every call takes. */
  readonly latencyMs?: number;
  /** Every so many deliveries one comes again, as after a time-out. */
  readonly repeatEvery?: number;
}

/** In five seconds, for one channel. */
const mostPostsInWindow = 12;

const botToken = "xoxb-fake-bot";
const appToken = "xapp-fake-app";
const signingSecret = "a-signing-secret-of-the-fake";

interface Manifest {
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
}

/** The manifest that the project ships. */
function readManifest(): Manifest {
  const file = fileURLToPath(new URL("../../../manifest/slack.json", import.meta.url));
  return JSON.parse(readFileSync(file, "utf8")) as Manifest;
}

/** Starts one on a free port of this machine. */
export async function startFakeSlack(options: FakeSlackOptions): Promise<FakeSlack> {
  const workspace = createFakeWorkspace();
  const scopes = options.scopes ?? readManifest().oauth_config.scopes.bot;
  const calls: ApiCall[] = [];
  const mishaps = new Map<string, Mishap[]>();
  const triggers = new Map<string, { readonly user: string; readonly until: number }>();
  const responses = new Map<
    string,
    { channel: string; user: string; uses: number; clicked: FakeEphemeral | undefined }
  >();
  const pending = new Set<Promise<unknown>>();
  const sockets = createSocketDeliverer();
  let appAddress = "";
  let origin = "";
  const http = createHttpDeliverer(signingSecret, () => appAddress);
  let delivered = 0;
  const deliverOnce = (delivery: FakeDelivery): Promise<Acknowledgement> =>
    (options.mode === "socket" ? sockets : http).deliver(delivery);
  const later = (work: Promise<unknown>): void => {
    const done = work.finally(() => pending.delete(done));
    pending.add(done);
  };

  function deliver(delivery: FakeDelivery): Promise<Acknowledgement> {
    delivered += 1;
    const first = deliverOnce(delivery);
    const { repeatEvery = Infinity } = options;
    if (delivered % repeatEvery === 0) later(deliverOnce({ ...delivery, retry: { num: 1, reason: "http_timeout" } }));
    return first;
  }

  const state: ApiState = {
    workspace,
    modals: [],
    homes: new Map(),
    statuses: [],
    prompts: [],
    files: new Map(),
    origin: () => origin,
    takeTrigger(trigger) {
      const found = triggers.get(trigger);
      if (!found) throw new ApiError("invalid_trigger_id");
      triggers.delete(trigger);
      if (Date.now() > found.until) throw new ApiError("expired_trigger_id");
      return found.user;
    },
    onOwnMessage: (message, before) => tellApp(message, before),
  };

  /** Slack tells the app of its own messages too. */
  function tellApp(message: FakeMessage, before: string | undefined): void {
    const inner = { type: "message", user: message.user, bot_id: message.botId, text: message.text, ts: message.ts };
    const isChange = before !== undefined;
    const event = {
      ...(isChange
        ? { type: "message", subtype: "message_changed", message: inner, previous_message: { ...inner, text: before } }
        : inner),
      channel: message.channel,
      channel_type: message.channel.startsWith("D") ? "im" : "channel",
      event_ts: message.ts,
    };
    const body = {
      type: "event_callback",
      team_id: workspace.team,
      event_id: `EvOwn${message.ts}${message.edits}`,
      event,
    };
    later(deliverOnce({ kind: "events_api", body }));
  }

  async function answerApi(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
    const call: ApiCall = { method, args: readArgs(await text(request)), at: Date.now() };
    calls.push(call);
    const mishap = mishaps.get(method)?.shift();
    if (options.latencyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    if (mishap?.kind === "brokenOff") return void request.socket.destroy();
    if (mishap?.kind === "silent") return;
    if (mishap?.kind === "status") {
      const retry = mishap.retryAfter === undefined ? {} : { "retry-after": String(mishap.retryAfter) };
      return void response.writeHead(mishap.status, retry).end("{}");
    }
    if (isTooFast(call)) return void response.writeHead(429, { "retry-after": "1" }).end("{}");
    const answer = insteadOf(mishap) ?? run(call, request);
    if (mishap?.kind === "doneAndSilent") return;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  }

  function insteadOf(mishap: Mishap | undefined): Readonly<Record<string, unknown>> | undefined {
    if (mishap?.kind === "answer") return mishap.answer;
    return mishap?.kind === "error" ? { ok: false, error: mishap.error } : undefined;
  }

  /** Slack takes about one message a second for each channel, and a few more at once. */
  function isTooFast({ method, args, at }: ApiCall): boolean {
    if (method !== "chat.postMessage") return false;
    const window = 5000;
    const recent = calls.filter((call) => call.method === method && call.args["channel"] === args["channel"]);
    return recent.filter((call) => call.at > at - window).length > mostPostsInWindow;
  }

  function run(call: ApiCall, request: IncomingMessage): object {
    const token = (request.headers.authorization ?? "").replace("Bearer ", "");
    if (call.method === "apps.connections.open") {
      if (token !== appToken) return { ok: false, error: "invalid_auth" };
      return { ok: true, url: `${origin.replace("http", "ws")}/link?ticket=1` };
    }
    const method = methods[call.method];
    if (!method) return { ok: false, error: "unknown_method" };
    if (token !== botToken) return { ok: false, error: "invalid_auth" };
    const needed = scopesOfMethods[call.method] ?? [];
    if (needed.length > 0 && !needed.some((scope) => scopes.includes(scope))) {
      return { ok: false, error: "missing_scope", needed: needed.join(","), provided: scopes.join(",") };
    }
    try {
      return { ok: true, ...method(call, state) };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { ok: false, error: error.message, response_metadata: { messages: error.details } };
    }
  }

  /** An answer to an interaction, where the app may be in no channel at all. */
  async function answerResponse(request: IncomingMessage, response: ServerResponse, id: string): Promise<void> {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    calls.push({ method: "response_url", args: body, at: Date.now() });
    const known = responses.get(id);
    if (!known || known.uses >= 5) return void response.writeHead(404).end("used_url");
    known.uses += 1;
    if (known.clicked && body["delete_original"] === true) {
      known.clicked.isDeleted = true;
      return void response.writeHead(200).end("ok");
    }
    const blocks = (body["blocks"] ?? []) as unknown[];
    if (problemsOfMessage(blocks).length > 0) return void response.writeHead(500).end("invalid_blocks");
    if (known.clicked && body["replace_original"] === true) {
      known.clicked.text = String(body["text"]);
      known.clicked.blocks = blocks;
      known.clicked.isReplaced = true;
    } else {
      const { channel, user } = known;
      const thread = typeof body["thread_ts"] === "string" ? { threadTs: body["thread_ts"] } : {};
      workspace.ephemerals.push({
        channel,
        user,
        ts: workspace.nextTs(),
        text: String(body["text"]),
        blocks,
        isReplaced: false,
        ...thread,
      });
    }
    response.writeHead(200).end("ok");
  }

  async function takeUpload(
    request: IncomingMessage,
    response: ServerResponse,
    file: FakeFile | undefined,
  ): Promise<void> {
    const content = await buffer(request);
    if (file) file.content = content;
    response.writeHead(file ? 200 : 404).end();
  }

  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const [, kind, rest = ""] = /^\/(api|response|upload)\/(.*)$/.exec(path) ?? [];
    const answered =
      kind === "api"
        ? answerApi(request, response, rest)
        : kind === "response"
          ? answerResponse(request, response, rest)
          : takeUpload(request, response, kind === "upload" ? state.files.get(rest) : undefined);
    answered.catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  acceptSockets(
    server,
    (path) => path.startsWith("/link"),
    (socket) => sockets.add(socket),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function newTrigger(user: string): string {
    const trigger = `trigger.${triggers.size + 1}.${workspace.nextTs()}`;
    triggers.set(trigger, { user, until: Date.now() + 3000 });
    return trigger;
  }

  function newResponseUrl(channel: string, user: string, clicked?: FakeEphemeral): string {
    const id = `r${responses.size + 1}`;
    responses.set(id, { channel, user, uses: 0, clicked });
    return `${origin}/response/${id}`;
  }

  return {
    ...state,
    calls,
    callsOf: (method) => calls.filter((call) => call.method === method),
    people: createPeopleActs({ workspace, deliver, newTrigger, newResponseUrl }),
    sockets,
    settings: {
      botToken,
      apiUrl: `${origin}/api/`,
      connection: options.mode === "socket" ? { kind: "socket", appToken } : { kind: "http", signingSecret },
    },
    deliver,
    mishap: (method, ...what) => void mishaps.set(method, [...(mishaps.get(method) ?? []), ...what]),
    deliverTo(address) {
      appAddress = address;
    },
    posted: (channel) =>
      (workspace.channels.get(channel)?.messages ?? []).filter(({ user }) => user === workspace.bot.user),
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
    async close() {
      for (const socket of sockets.sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
