import { describe, expect, it } from "vitest";
import { signedHeaders } from "../../fakes/slack/deliveries.ts";
import { openSlack } from "./open-slack.ts";

const secret = "a-signing-secret-of-the-fake";
const event = JSON.stringify({
  type: "event_callback",
  team_id: "T0HARBOUR",
  event_id: "Ev0SIGNED",
  event: {
    type: "message",
    channel: "D0PRIYA",
    channel_type: "im",
    user: "U0PRIYA",
    text: "hello",
    ts: "1772442000.000100",
  },
});

async function post(address: string, body: string, headers: Readonly<Record<string, string>>, path = "/slack/events") {
  return fetch(address + path, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
}

describe("the addresses for Slack", () => {
  it("answer the check of the address with its challenge", async () => {
    const { address } = await openSlack({ mode: "http" });
    const body = JSON.stringify({ type: "url_verification", token: "t", challenge: "abc123" });
    const response = await post(address, body, signedHeaders(secret, body));
    expect([response.status, await response.text()]).toEqual([200, "abc123"]);
  });

  const now = Math.floor(Date.now() / 1000);
  it.each([
    ["without a signature", {}],
    ["with another secret", signedHeaders("another-secret", event)],
    ["with a signature of another body", signedHeaders(secret, `${event} `)],
    ["that is six minutes old", signedHeaders(secret, event, now - 360)],
    ["from in six minutes", signedHeaders(secret, event, now + 360)],
    ["whose time is no number", { ...signedHeaders(secret, event), "x-slack-request-timestamp": "soon" }],
    ["whose signature is no signature", { ...signedHeaders(secret, event), "x-slack-signature": "v0" }],
    ["of another version", { ...signedHeaders(secret, event), "x-slack-signature": `v1=${"0".repeat(64)}` }],
  ])("refuse a request %s, and read nothing of it", async (_, headers) => {
    const { address, desk, channel, settled } = await openSlack({ mode: "http" });
    for (const path of ["/slack/events", "/slack/interactions", "/slack/commands"]) {
      expect((await post(address, event, headers, path)).status).toBe(401);
    }
    await settled();
    expect(desk.turns).toEqual([]);
    expect(channel.state().problems).toEqual([expect.stringContaining("SLACK_SIGNING_SECRET")]);
  });

  it("take a request that is signed, on any of them", async () => {
    const { address, desk, settled } = await openSlack({ mode: "http" });
    expect((await post(address, event, signedHeaders(secret, event), "/slack/commands")).status).toBe(200);
    await settled();
    expect(desk.turns).toHaveLength(1);
  });

  it.each([
    ["GET", 405],
    ["PUT", 405],
  ])("refuse %s", async (method, status) => {
    const { address } = await openSlack({ mode: "http" });
    expect((await fetch(`${address}/slack/events`, { method })).status).toBe(status);
  });

  it("refuse what is no JSON, and acknowledge what is not ours", async () => {
    const { address } = await openSlack({ mode: "http" });
    expect((await post(address, "{", signedHeaders(secret, "{"))).status).toBe(400);
    for (const body of ["[]", "null", '"text"', '{"type":"event_callback"}', '{"type":"something_new","a":1}']) {
      expect((await post(address, body, signedHeaders(secret, body))).status).toBe(200);
    }
  });

  it("ask Slack to come again until it is known who the app is", async () => {
    const { address, channel } = await openSlack({
      mode: "http",
      prepare: (slack) => slack.mishap("auth.test", { kind: "error", error: "account_inactive" }),
    });
    expect((await post(address, event, signedHeaders(secret, event))).status).toBe(503);
    expect(channel.state()).toMatchObject({
      isConnected: false,
      problems: [expect.stringContaining("SLACK_BOT_TOKEN")],
    });
    await expect.poll(() => post(address, event, signedHeaders(secret, event)).then(({ status }) => status)).toBe(200);
  });

  it("take nothing more once they are told to stop", async () => {
    const { address, channel } = await openSlack({ mode: "http" });
    await channel.stopTaking();
    expect((await post(address, event, signedHeaders(secret, event))).status).toBe(503);
  });
});
