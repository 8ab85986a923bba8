import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Arrival, OutboundChannel, PostAnswer } from "../../src/core/work.ts";
import { openStore } from "../../src/stores/open-store.ts";
import { startWork } from "../../src/work/start-work.ts";
import type { TurnHandler } from "../../src/core/turn-handler.ts";
import { newEvent } from "../contracts/store/store-samples.ts";
import { replyOf } from "../contracts/work/work-samples.ts";
import { conversationCount, isReadable } from "./delivery-plan.ts";
import { tortureSettings, type ChildOptions, type ChildOrder, type DeathPoint } from "./torture-settings.ts";

// The process that is killed: a store, the work on it, and an HTTP server that acknowledges deliveries.

const options = JSON.parse(process.argv[2] ?? "") as ChildOptions;
const clock = { now: () => new Date() };
let death: { readonly at: DeathPoint; passingsLeft: number } | undefined;

/** Ends the process by SIGKILL, at once and without a word, where it was told to end here. */
function pass(point: DeathPoint): void | Promise<never> {
  if (death?.at !== point) return;
  death.passingsLeft -= 1;
  if (death.passingsLeft > 0) return;
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => {});
}

const handler: TurnHandler = async (turn) => {
  if (turn.kind !== "message") throw new Error(`The torture sends no ${turn.kind}.`);
  if (Math.random() < 0.03) throw new Error("A failure that passes.");
  return {
    async commit(transaction) {
      await transaction.appendEvent(newEvent(turn.text));
      await pass("effect.written");
      return [{ operation: "post", reply: replyOf(turn.text) }];
    },
  };
};

const channel: OutboundChannel = {
  name: "slack",
  rate: { intervalMs: 5, burst: 10 },
  canReadBack: ({ target }) => isReadable(target.place),
  async send({ key, target, reply }, signal): Promise<PostAnswer> {
    const [block] = reply?.blocks ?? [];
    const turn = block?.kind === "notice" ? Number(block.text) : -1;
    const body = JSON.stringify({ key, conversation: target.conversation, turn });
    const response = await fetch(options.platformUrl, { method: "POST", body, signal });
    const messageId = await response.text();
    if (response.status === 429) {
      return { outcome: "retry", reason: "429", retryAfterMs: Number(response.headers.get("retry-after-ms")) };
    }
    return response.ok ? { outcome: "sent", messageId } : { outcome: "retry", reason: String(response.status) };
  },
  async find({ key, target }, signal) {
    if (!isReadable(target.place)) throw new Error("Looked up where nothing can be read.");
    const response = await fetch(`${options.platformUrl}?key=${encodeURIComponent(key)}`, { signal });
    const messageId = await response.text();
    if (response.status === 404) return "absent";
    if (!response.ok) throw new Error("The look-up failed.");
    return { messageId };
  },
};

const before = performance.now();
const store = await openStore(options, clock);
const openMs = performance.now() - before;
const silent = (): void => {};
const work = await startWork({
  store,
  channels: [channel],
  handler,
  clock,
  log: { info: silent, warn: silent, error: silent },
  instance: options.instance,
  settings: tortureSettings,
  onPoint: pass,
});

/** How much may still change without a delivery. */
async function countOpen(): Promise<number> {
  const { turns, posts } = await store.workReport(0);
  let listed = 0;
  for (let index = 0; index < conversationCount; index += 1) {
    listed += (await store.unknownPosts({ channel: "slack", conversation: `c${index}` })).length;
  }
  return turns.waiting + turns.leased + posts.waiting + posts.sending + posts.unknown - listed;
}

const server = createServer((request, response) => {
  const answer =
    request.method === "GET"
      ? countOpen()
      : text(request).then(async (body) => (await work.acceptTurn(JSON.parse(body) as Arrival)).outcome);
  answer.then(
    (what) => response.writeHead(200).end(String(what)),
    () => response.writeHead(503).end(),
  );
});

async function stop(): Promise<void> {
  server.close();
  server.closeAllConnections();
  await work.stop({ deadlineMs: 10_000 });
  await store.close();
  process.disconnect();
}

process.on("message", (order: ChildOrder) => {
  if (order === "stop") void stop();
  else death = { at: order.dieAt, passingsLeft: order.passing };
});
// The parent is gone, or this process was asked to stop.
process.on("disconnect", () => process.exit(0));
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port, openMs });
});
