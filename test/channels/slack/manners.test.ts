import { describe, expect, it } from "vitest";
import { openSlack } from "./open-slack.ts";

const bot = "<@U0PILOT>";

describe("who sees what", () => {
  it.each([
    ["U0PRIYA", "C0DESK", undefined, undefined],
    ["U0GUEST", "C0GUESTS", true, true],
    ["U0PRIYA", "C0GUESTS", undefined, true],
    ["U0OTHER", "C0SHARED", true, true],
    ["U0PRIYA", "C0SHARED", undefined, true],
  ])("%s in %s: external %s, shared %s", async (user, channel, isExternal, isShared) => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user, channel, text: `${bot} hello` });
    await settled();
    expect(desk.turns.map(({ sender, place }) => [sender?.isExternal, place?.isShared])).toEqual([
      [isExternal, isShared],
    ]);
  });

  it("changes as soon as a guest joins the channel", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} one` });
    await slack.people.join("C0DESK", "U0GUEST");
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} two` });
    await settled();
    expect(desk.ofKind("message").map(({ place }) => place?.isShared)).toEqual([undefined, true]);
  });

  it("is not guessed where Slack does not say in time: the delivery is left to come again", async () => {
    const { slack, desk, settled } = await openSlack({
      mode: "http",
      prepare(fake) {
        for (let times = 0; times < 5; times += 1) fake.mishap("conversations.info", { kind: "silent" });
      },
    });
    const { acks } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} hello` });
    await settled();
    expect(acks.map(({ isAcknowledged, status }) => [isAcknowledged, status])).toEqual(acks.map(() => [false, 503]));
    expect(desk.turns).toEqual([]);
  });

  it("is public only where Slack refuses to say who is there", async () => {
    const { slack, desk, channel, settled } = await openSlack({
      prepare(fake) {
        for (let times = 0; times < 5; times += 1) {
          fake.mishap("conversations.info", { kind: "error", error: "internal_error" });
          fake.mishap("users.info", { kind: "error", error: "internal_error" });
        }
      },
    });
    const { acks } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} hello` });
    await settled();
    expect(acks.every(({ isAcknowledged, ms }) => isAcknowledged && ms < 3000)).toBe(true);
    expect(desk.turns.map(({ sender, place }) => [sender?.isExternal, place?.isShared])).toEqual([[true, true]]);
    expect(channel.state().problems).toEqual([
      "Slack does not say who is in a channel, so only public content is shown there. (C0DESK)",
    ]);
  });

  it("asks Slack once for each person and each channel", async () => {
    const { slack, settled } = await openSlack();
    for (const text of ["one", "two", "three"]) {
      await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${text}` });
    }
    await settled();
    const asked = slack.callsOf("users.info").map(({ args }) => args["user"]);
    expect(asked.filter((user) => user === "U0PRIYA")).toHaveLength(1);
    expect(slack.callsOf("conversations.info").filter(({ args }) => args["channel"] === "C0DESK")).toHaveLength(1);
  });

  it("reads the list of everybody where a channel is large", async () => {
    const { slack, desk, settled } = await openSlack({
      prepare({ workspace }) {
        const people = Array.from({ length: 200 }, (_, index) => `U0CROWD${index}`);
        for (const id of people) workspace.users.set(id, { id, name: id });
        workspace.addChannel("C0CROWD", [workspace.bot.user, "U0PRIYA", ...people]);
      },
    });
    await slack.people.say({ user: "U0PRIYA", channel: "C0CROWD", text: `${bot} hello` });
    await settled();
    expect(desk.turns.map(({ place }) => place?.isShared)).toEqual([undefined]);
    expect(slack.callsOf("users.list").length).toBeGreaterThan(0);
    expect(slack.callsOf("users.info").length).toBeLessThan(10);
  });
});

describe("one mention", () => {
  it("never starts a conversation with itself: its own posts and edits are told to it and left alone", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${bot} hello` });
    await settled();
    await settled();
    expect(desk.turns).toHaveLength(1);
    expect(slack.posted("C0DESK")).toHaveLength(1);
  });
});
