import { describe, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import { bot, lastOf } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";

async function deliverEvent(slack: FakeSlack, event: Readonly<Record<string, unknown>>): Promise<void> {
  const body = { type: "event_callback", event_id: `Ev${slack.workspace.nextTs()}`, event };
  expect((await slack.deliver({ kind: "events_api", body })).isAcknowledged).toBe(true);
}

async function say(slack: FakeSlack, channel = "C0DESK"): Promise<void> {
  await slack.people.say({ user: "U0PRIYA", channel, text: `${bot} hello` });
}

describe("a channel", () => {
  it.each(["channel_rename", "group_rename"])("that gets another name is known by it at once (%s)", async (type) => {
    const { slack, desk, settled } = await openSlack();
    await say(slack);
    slack.workspace.addChannel("C0DESK", ["U0PILOT", "U0PRIYA"], { name: "buses" });
    await deliverEvent(slack, { type, channel: { id: "C0DESK", name: "buses", created: 1 } });
    await say(slack);
    await settled();
    expect(desk.ofKind("message").map(({ place }) => place?.name)).toEqual(["c0desk", "buses"]);
  });

  it.each([
    ["channel_shared", true, [undefined, true]],
    ["channel_unshared", false, [true, undefined]],
  ] as const)("is looked at again on %s", async (type, isShared, expected) => {
    const { slack, desk, settled } = await openSlack({
      prepare: ({ workspace }) => void workspace.addChannel("C0BOTH", ["U0PILOT", "U0PRIYA"], { isShared: !isShared }),
    });
    await say(slack, "C0BOTH");
    slack.workspace.addChannel("C0BOTH", ["U0PILOT", "U0PRIYA"], { isShared });
    await deliverEvent(slack, { type, channel: "C0BOTH", connected_team_id: "T0OTHER" });
    await say(slack, "C0BOTH");
    await settled();
    expect(desk.ofKind("message").map(({ place }) => place?.isShared)).toEqual(expected);
  });

  it("that is archived is told of when something was to be posted there, until it is opened again", async () => {
    const { slack, channel, settled } = await openSlack();
    slack.mishap("chat.postMessage", { kind: "error", error: "is_archived" });
    await say(slack);
    await settled();
    expect(channel.state().problems).toEqual([expect.stringMatching(/is archived\. .*\(C0DESK\)$/)]);
    expect(lastOf(slack.posted("D0PRIYA")).text).toContain("I could not answer in <#C0DESK>");
    await deliverEvent(slack, { type: "channel_unarchive", channel: "C0DESK", user: "U0PRIYA" });
    expect(channel.state().problems).toEqual([]);
  });

  it.each([
    ["member_left_channel", { user: "U0PILOT", channel: "C0DESK" }, "left"],
    ["channel_left", { channel: "C0DESK", actor_id: "U0PRIYA" }, "left"],
    ["group_left", { channel: "C0DESK", actor_id: "U0PRIYA" }, "left"],
    ["channel_archive", { channel: "C0DESK", user: "U0PRIYA" }, "left"],
    ["group_archive", { channel: "C0DESK", user: "U0PRIYA" }, "left"],
    ["channel_unarchive", { channel: "C0DESK", user: "U0PRIYA" }, "kept"],
    ["group_rename", { channel: { id: "C0DESK", name: "buses" } }, "kept"],
    ["channel_shared", { channel: "C0DESK", connected_team_id: "T0OTHER" }, "kept"],
    ["channel_unshared", { channel: "C0DESK", previously_connected_team_id: "T0OTHER" }, "kept"],
  ])("is remembered as it is after %s", async (type, inner, change) => {
    const { slack, desk, settled } = await openSlack();
    await deliverEvent(slack, { type, ...inner, event_ts: "1.1" });
    await settled();
    expect(desk.turns.map((turn) => [turn.place?.id, turn.kind === "placeChanged" && turn.change])).toEqual([
      ["slack:T0HARBOUR:C0DESK", change],
    ]);
  });

  it("that somebody else leaves is no other for the app", async () => {
    const { slack, desk, settled } = await openSlack();
    await deliverEvent(slack, { type: "member_left_channel", user: "U0TOM", channel: "C0DESK" });
    await settled();
    expect(desk.turns).toEqual([]);
  });

  it("that gets a new id is told of: what it was bound to is not known by that", async () => {
    const { slack, channel } = await openSlack();
    await deliverEvent(slack, { type: "channel_id_changed", old_channel_id: "C0OLD", new_channel_id: "C0NEW" });
    expect(channel.state().problems).toEqual([
      "A channel has a new id in Slack, so what it was bound to is forgotten. Type /pilots here and its programme there. (C0OLD is C0NEW)",
    ]);
  });
});

describe("tokens that were revoked", () => {
  it.each([
    ["of the app", { bot: ["U0PILOT"], oauth: [] }, false],
    ["of a person, which the app does not use", { bot: [], oauth: ["U0PRIYA"] }, true],
  ])("%s", async (_, tokens, isConnected) => {
    const { slack, channel } = await openSlack();
    await deliverEvent(slack, { type: "tokens_revoked", tokens });
    expect(channel.state().isConnected).toBe(isConnected);
  });
});
