import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createSlackChannel } from "../../../src/channels/slack/slack-channel.ts";
import type { OutboundPost, PostTarget } from "../../../src/core/work.ts";
import { openSlack, silentLog } from "./open-slack.ts";
import { sayReply } from "./scripted-desk.ts";
import { chartReply } from "../../renderers/slack/sample-replies.ts";

const place = "slack:T0HARBOUR:C0DESK";
const target: PostTarget = {
  channel: "slack",
  place,
  conversation: `${place}:U0PRIYA`,
  address: { channel: "C0DESK" },
};
const post: OutboundPost = { key: "k1", target, operation: "post", reply: sayReply("Hello") };
const soon = (): AbortSignal => AbortSignal.timeout(10_000);

describe("a post", () => {
  it.each([
    [
      { kind: "status", status: 429, retryAfter: 7 },
      { outcome: "retry", reason: "rateLimited", retryAfterMs: 7000 },
    ],
    [
      { kind: "status", status: 503 },
      { outcome: "retry", reason: "http-503" },
    ],
    [
      { kind: "status", status: 500 },
      { outcome: "unknown", reason: "http-500" },
    ],
    [
      { kind: "error", error: "service_unavailable" },
      { outcome: "retry", reason: "service_unavailable" },
    ],
    [
      { kind: "error", error: "fatal_error" },
      { outcome: "unknown", reason: "fatal_error" },
    ],
    [
      { kind: "error", error: "is_archived" },
      { outcome: "failed", reason: "is_archived" },
    ],
    [
      { kind: "error", error: "token_revoked" },
      { outcome: "failed", reason: "token_revoked" },
    ],
    [{ kind: "brokenOff" }, { outcome: "unknown", reason: "lost" }],
  ] as const)("that meets %j ends as %j, after one request", async (mishap, expected) => {
    const { slack, channel } = await openSlack();
    slack.mishap("chat.postMessage", mishap);
    expect(await channel.outbound.send(post, soon())).toEqual(expected);
    expect(slack.callsOf("chat.postMessage")).toHaveLength(1);
  });

  it("that was taken is sent, also where an emulator leaves out what Slack says of it", async () => {
    const { slack, channel } = await openSlack();
    slack.mishap("chat.postMessage", { kind: "answer", answer: { ok: true } });
    slack.mishap("chat.postEphemeral", { kind: "answer", answer: { ok: true } });
    expect(await channel.outbound.send(post, soon())).toEqual({ outcome: "sent" });
    const reply = sayReply("Only you", { visibility: "onlyYou" });
    const alone = { ...target, address: { channel: "C0DESK", user: "U0PRIYA" } };
    expect(await channel.outbound.send({ ...post, key: "k2", target: alone, reply }, soon())).toEqual({
      outcome: "sent",
    });
  });

  it("is tried again where nothing listens", async () => {
    const { slack } = await openSlack();
    const closed = createServer().listen(0, "127.0.0.1");
    await once(closed, "listening");
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const lonely = createSlackChannel({
      slack: { ...slack.settings, apiUrl: `http://127.0.0.1:${port}/api/` },
      clock: { now: () => new Date() },
      log: silentLog,
    });
    expect(await lonely.outbound.send(post, soon())).toEqual({ outcome: "retry", reason: "unreachable" });
  });

  it("is unknown where the time is over, and found again by its key", async () => {
    const { slack, channel } = await openSlack();
    slack.mishap("chat.postMessage", { kind: "doneAndSilent" });
    expect(await channel.outbound.send(post, AbortSignal.timeout(200))).toEqual({ outcome: "unknown", reason: "lost" });
    const [posted] = slack.posted("C0DESK");
    expect(channel.outbound.canReadBack(post)).toBe(true);
    expect(await channel.outbound.find(post, soon())).toEqual({ messageId: posted?.ts });
    expect(await channel.outbound.find({ ...post, key: "k2" }, soon())).toBe("absent");
  });

  it("in a thread is found there", async () => {
    const { slack, channel } = await openSlack();
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: "root" });
    const inThread = {
      ...post,
      target: {
        ...target,
        conversation: `${place}:${message.ts}`,
        address: { channel: "C0DESK", threadTs: message.ts },
      },
    };
    await channel.outbound.send(inThread, soon());
    expect(await channel.outbound.find(inThread, soon())).toEqual({ messageId: slack.posted("C0DESK")[0]?.ts });
    expect(await channel.outbound.find({ ...inThread, key: "k3" }, soon())).toBe("absent");
  });

  it("to somebody whose chat is not known yet is found, edited and deleted in it", async () => {
    const { slack, channel } = await openSlack();
    const chat = "slack:T0HARBOUR:U0TOM";
    const toTom = {
      ...post,
      target: { ...target, place: chat, conversation: `${chat}:welcome`, address: { channel: "U0TOM" } },
    };
    const sent = await channel.outbound.send(toTom, soon());
    const found = await channel.outbound.find(toTom, soon());
    const [message] = slack.posted("D0TOM");
    expect(sent).toEqual({ outcome: "sent", messageId: `D0TOM/${message?.ts}` });
    expect(found).toEqual({ messageId: `D0TOM/${message?.ts}` });
    const messageId = `D0TOM/${message?.ts}`;
    await channel.outbound.send({ ...toTom, operation: "edit", messageId, reply: sayReply("Changed") }, soon());
    expect(slack.posted("D0TOM").map(({ text }) => text)).toEqual(["Changed"]);
    await channel.outbound.send({ ...toTom, operation: "delete", messageId }, soon());
    expect(slack.posted("D0TOM")).toEqual([]);
  });

  it("that was deleted already counts as deleted", async () => {
    const { channel } = await openSlack();
    const gone: OutboundPost = { key: "k4", target, operation: "delete", messageId: "1600000000.000001" };
    expect(await channel.outbound.send(gone, soon())).toEqual({ outcome: "sent", messageId: "1600000000.000001" });
  });

  it("whose blocks Slack refuses is posted as plain words", async () => {
    const { slack, channel } = await openSlack();
    slack.mishap("chat.postMessage", { kind: "error", error: "invalid_blocks" });
    expect(await channel.outbound.send(post, soon())).toMatchObject({ outcome: "sent" });
    expect(slack.posted("C0DESK").map(({ text, blocks }) => [text, blocks])).toEqual([["Hello", []]]);
    expect(channel.state().problems).toEqual([expect.stringContaining("Report this line")]);
  });

  it("to a whole place goes to its root, whatever its address was made for", async () => {
    const { slack, channel } = await openSlack();
    const digest: OutboundPost = {
      ...post,
      target: {
        ...target,
        conversation: place,
        address: { channel: "C0DESK", threadTs: "1.2", user: "U0PRIYA", isPrivate: true },
      },
    };
    await channel.outbound.send(digest, soon());
    expect(slack.posted("C0DESK").map(({ threadTs }) => threadTs)).toEqual([undefined]);
  });

  it("for one person cannot be read back, and fails where nobody is named", async () => {
    const { channel } = await openSlack();
    const secret: OutboundPost = { ...post, reply: sayReply("Only you", { visibility: "onlyYou" }) };
    expect(channel.outbound.canReadBack(secret)).toBe(false);
    expect(await channel.outbound.send(secret, soon())).toEqual({ outcome: "failed", reason: "nobody-to-show-it-to" });
  });

  it("with an address that is not ours fails", async () => {
    const { channel } = await openSlack();
    expect(await channel.outbound.send({ ...post, target: { ...target, address: { chat: 1 } } }, soon())).toEqual({
      outcome: "failed",
      reason: "no-slack-address",
    });
  });
});

describe("a chart", () => {
  const chart: OutboundPost = { ...post, reply: chartReply };

  it("is uploaded as a picture beside its table", async () => {
    const { slack, channel } = await openSlack({
      channel: { drawChart: async () => new Uint8Array([137, 80, 78, 71]) },
    });
    await channel.outbound.send(chart, soon());
    expect(slack.files.get("F1")).toMatchObject({ bytes: 4, isComplete: true });
    expect(JSON.stringify(slack.posted("C0DESK")[0]?.blocks)).toContain('"slack_file":{"id":"F1"}');
    expect(JSON.stringify(slack.posted("C0DESK")[0]?.blocks)).toContain("1,450");
  });

  it("whose picture Slack does not show yet is posted with its table alone", async () => {
    const { slack, channel } = await openSlack({ channel: { drawChart: async () => new Uint8Array([1]) } });
    slack.mishap("chat.postMessage", { kind: "error", error: "invalid_blocks" });
    expect(await channel.outbound.send(chart, soon())).toMatchObject({ outcome: "sent" });
    const blocks = JSON.stringify(slack.posted("C0DESK")[0]?.blocks);
    expect(blocks).not.toContain("slack_file");
    expect(blocks).toContain("1,450");
  });

  it("that cannot be drawn leaves its table", async () => {
    const { slack, channel } = await openSlack({ channel: { drawChart: () => Promise.reject(new Error("no font")) } });
    expect(await channel.outbound.send(chart, soon())).toMatchObject({ outcome: "sent" });
    expect(JSON.stringify(slack.posted("C0DESK")[0]?.blocks)).toContain("1,450");
  });
});

describe("an answer that may not be posted where it was asked for", () => {
  it("is told to whoever asked, in their chat", async () => {
    const { slack, channel, settled } = await openSlack();
    slack.mishap("chat.postMessage", { kind: "error", error: "restricted_action" });
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: "<@U0PILOT> Who leads Eastmere?" });
    await settled();
    expect(slack.posted("D0PRIYA").map(({ text }) => text)).toEqual([
      "I could not answer in <#C0DESK>: Slack does not let me post there.",
    ]);
    expect(channel.state().problems).toEqual([expect.stringContaining("only some people post")]);
  });
});

describe("a token without a scope", () => {
  it("that may be left out has no pictures and suggestions, and that is no trouble", async () => {
    const bot = ["chat:write", "im:history", "im:read", "channels:read", "users:read"];
    const { slack, channel } = await openSlack({
      fake: { scopes: bot },
      channel: { drawChart: async () => new Uint8Array([137, 80, 78, 71]) },
    });
    await slack.people.open("U0PRIYA", "messages");
    await expect.poll(() => slack.callsOf("assistant.threads.setSuggestedPrompts").length).toBe(1);
    expect(await channel.outbound.send({ ...post, reply: chartReply }, soon())).toMatchObject({ outcome: "sent" });
    expect(slack.callsOf("files.getUploadURLExternal").length).toBeGreaterThan(0);
    expect(slack.posted("C0DESK")).toHaveLength(1);
    expect(channel.state().problems).toEqual([]);
  });

  it("is told of, and everybody counts as external meanwhile", async () => {
    const { slack, desk, channel, settled } = await openSlack({
      fake: { scopes: ["chat:write", "im:history", "im:read"] },
    });
    const { id } = slack.workspace.chatWith("U0PRIYA");
    await slack.people.say({ user: "U0PRIYA", channel: id, text: "Who leads Eastmere?" });
    await settled();
    expect(desk.turns.map(({ sender }) => sender?.isExternal)).toEqual([true]);
    expect(channel.state().problems).toEqual([expect.stringContaining("manifest/slack.json")]);
  });
});

describe("the outbox", () => {
  it("posts no faster than Slack takes it, and loses nothing", async () => {
    const { slack, settled } = await openSlack({ work: { settings: { pollMs: 20 } } });
    const { id } = slack.workspace.chatWith("U0PRIYA");
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: id, text: "1" });
    for (const text of ["2", "3", "4", "5", "6", "7"]) {
      await slack.people.say({ user: "U0PRIYA", channel: id, text, threadTs: message.ts });
    }
    await expect.poll(() => slack.posted(id).length, { timeout: 10_000 }).toBe(7);
    await settled();
    expect(slack.callsOf("chat.postMessage")).toHaveLength(7);
  });

  it("posts once what it lost the answer to", async () => {
    const { slack, settled } = await openSlack({
      work: { settings: { sendTimeoutMs: 200, settleMs: 50, pollMs: 20 } },
    });
    slack.mishap("chat.postMessage", { kind: "doneAndSilent" });
    const { id } = slack.workspace.chatWith("U0PRIYA");
    await slack.people.say({ user: "U0PRIYA", channel: id, text: "Who leads Eastmere?" });
    await expect.poll(() => slack.callsOf("conversations.replies").length, { timeout: 5000 }).toBeGreaterThan(0);
    await settled();
    expect(slack.posted(id)).toHaveLength(1);
    expect(slack.callsOf("chat.postMessage")).toHaveLength(1);
  });

  it("waits as long as Slack asks, and then posts once", async () => {
    const { slack, settled } = await openSlack({ work: { settings: { pollMs: 20 } } });
    slack.mishap("chat.postMessage", { kind: "status", status: 429, retryAfter: 1 });
    const { id } = slack.workspace.chatWith("U0PRIYA");
    await slack.people.say({ user: "U0PRIYA", channel: id, text: "Who leads Eastmere?" });
    await expect.poll(() => slack.posted(id).length, { timeout: 5000 }).toBe(1);
    await settled();
    const [first, second] = slack.callsOf("chat.postMessage").map(({ at }) => at);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990);
  });
});
