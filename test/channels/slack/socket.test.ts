import { describe, expect, it } from "vitest";
import { openSlack } from "./open-slack.ts";

const question = "Who leads Eastmere?";

describe("the connection of Socket Mode", () => {
  it("is there when the channel has started", async () => {
    const { slack, channel } = await openSlack();
    expect(slack.sockets.sockets).toHaveLength(1);
    expect(channel.state()).toEqual({ name: "slack", isConnected: true, problems: [] });
  });

  it("is opened anew when Slack asks for it, before the old one goes, and loses nothing", async () => {
    const { slack, desk, settled } = await openSlack();
    const [first] = slack.sockets.sockets;
    first?.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested", debug_info: {} }));
    await slack.sockets.connected(2);
    await expect.poll(() => slack.sockets.sockets.length).toBe(1);
    const { id } = slack.workspace.chatWith("U0PRIYA");
    const { acks } = await slack.people.say({ user: "U0PRIYA", channel: id, text: question });
    await settled();
    expect(acks[0]?.isAcknowledged).toBe(true);
    expect(desk.turns).toHaveLength(1);
  });

  it("is opened anew when it breaks off", async () => {
    const { slack, channel } = await openSlack();
    slack.sockets.sockets[0]?.destroy();
    await slack.sockets.connected(2);
    await expect.poll(() => channel.state().isConnected).toBe(true);
  });

  it("is opened anew when the other end is dead", async () => {
    const { slack } = await openSlack();
    const [dead] = slack.sockets.sockets;
    dead?.freeze();
    await slack.sockets.connected(2);
    expect(slack.sockets.sockets.at(-1)).not.toBe(dead);
  }, 30_000);

  it("is tried again where it does not come about, and the channel says so meanwhile", async () => {
    const { slack, channel } = await openSlack({
      prepare(fake) {
        fake.mishap(
          "apps.connections.open",
          { kind: "error", error: "invalid_auth" },
          { kind: "status", status: 500 },
          { kind: "brokenOff" },
        );
      },
    });
    expect(channel.state()).toEqual({
      name: "slack",
      isConnected: false,
      problems: [expect.stringContaining("SLACK_APP_TOKEN")],
    });
    await slack.sockets.connected(1);
    await expect.poll(() => channel.state()).toEqual({ name: "slack", isConnected: true, problems: [] });
  });

  it("survives frames that no SDK expects", async () => {
    const { slack, desk, settled } = await openSlack();
    const [socket] = slack.sockets.sockets;
    for (const text of [
      "no JSON",
      "null",
      "{}",
      '{"type":"events_api"}',
      '{"type":"events_api","envelope_id":"e1","payload":{}}',
      '{"type":"events_api","envelope_id":"e2","payload":{"type":"event_callback","event":{"type":"close"}}}',
      '{"type":"events_api","envelope_id":"e3","payload":{"type":"event_callback","event":{"type":"error"}}}',
      '{"type":"interactive","envelope_id":"e4","payload":null}',
      '{"type":"slash_commands","envelope_id":"e5","payload":{"command":1}}',
      '{"type":"something_new","envelope_id":"e6","payload":{}}',
    ]) {
      socket?.send(text);
    }
    const { id } = slack.workspace.chatWith("U0PRIYA");
    await slack.people.say({ user: "U0PRIYA", channel: id, text: question });
    await settled();
    expect(desk.turns).toHaveLength(1);
    expect(slack.sockets.sockets).toHaveLength(1);
  });

  it("tells of events that Slack held back, of revoked tokens, and of an app that was removed", async () => {
    const { slack, channel } = await openSlack();
    const limited = {
      type: "app_rate_limited",
      team_id: "T0HARBOUR",
      minute_rate_limited: 1772442000,
      api_app_id: "A0PILOT",
    };
    const revoked = {
      type: "event_callback",
      event_id: "Ev1",
      event: { type: "tokens_revoked", tokens: { bot: ["U0PILOT"] } },
    };
    const removed = { type: "event_callback", event_id: "Ev2", event: { type: "app_uninstalled" } };
    for (const body of [limited, revoked, removed]) {
      expect((await slack.deliver({ kind: "events_api", body })).isAcknowledged).toBe(true);
    }
    expect(channel.state()).toEqual({
      name: "slack",
      isConnected: false,
      problems: [
        expect.stringContaining("more than 30,000"),
        expect.stringContaining("tokens were revoked"),
        expect.stringContaining("was removed from the workspace"),
      ],
    });
  });

  it("takes nothing more once it is told to stop, and closes", async () => {
    const { slack, channel } = await openSlack();
    await channel.stopTaking();
    await expect.poll(() => slack.sockets.sockets.length).toBe(0);
    expect(channel.state().isConnected).toBe(false);
  });
});
