import { describe, expect, it } from "vitest";
import { lastOf, question } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";

describe("/pilots", () => {
  it.each(["socket", "http"] as const)("alone says how it is used, over %s, to whoever typed it", async (mode) => {
    const { slack, desk, settled } = await openSlack({ mode });
    const ack = await slack.people.command("U0PRIYA", "C0DESK", " ");
    await settled();
    expect(ack.body).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("log [what happened]") as string,
    });
    expect(desk.turns).toEqual([]);
  });

  it.each([
    [`ask ${question}`, { text: question, as: "question" }],
    ["latest Eastmere", { text: "latest update from Eastmere", as: "question" }],
    ["latest", { text: "latest updates", as: "question" }],
    ["updates Port Calder", { text: "updates from Port Calder", as: "question" }],
    ["here Harbour Night Buses", { text: "here Harbour Night Buses" }],
    ["remind off", { text: "digests off" }],
    ["remind", { text: "digests on" }],
    ["pause", { text: "pause" }],
    ["help", { text: "help" }],
    ["who leads Ullock?", { text: "who leads Ullock?" }],
  ])("%s is %j", async (typed, expected) => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.command("U0PRIYA", "C0DESK", typed);
    await settled();
    expect(desk.turns).toMatchObject([
      { kind: "message", ...expected, conversation: "slack:T0HARBOUR:C0DESK:U0PRIYA" },
    ]);
  });

  it("answers whoever asked alone, wherever the app is, and offers to share it", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.command("U0PRIYA", "C0ALONE", `ask ${question}`);
    await settled();
    const answer = lastOf(slack.workspace.ephemerals);
    expect(answer).toMatchObject({
      user: "U0PRIYA",
      channel: "C0ALONE",
      text: expect.stringContaining("8 November 2021") as string,
    });
    await slack.people.command("U0PRIYA", "C0DESK", `ask ${question}`);
    await settled();
    await slack.people.click("U0PRIYA", lastOf(slack.workspace.ephemerals), "Share in channel");
    await settled();
    expect(desk.ofKind("action").map(({ call, conversation }) => [call, conversation])).toEqual([
      [{ verb: "share", target: `r-${question.length}` }, "slack:T0HARBOUR:C0DESK:U0PRIYA"],
    ]);
  });

  it("log with words proposes an update that the channel sees", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.command("U0PRIYA", "C0DESK", "log Eastmere is amber");
    await settled();
    expect(desk.turns).toMatchObject([{ text: "Eastmere is amber", as: "update" }]);
    expect(slack.posted("C0DESK").map(({ threadTs, text }) => [threadTs, text.split("\n")[0]])).toEqual([
      [undefined, "Made-up data for a demonstration."],
    ]);
  });

  it("log where the app is not says so to whoever typed it", async () => {
    const { slack, channel, settled } = await openSlack();
    await slack.people.command("U0PRIYA", "C0ALONE", "log Eastmere is amber");
    await settled();
    expect(lastOf(slack.workspace.ephemerals).text).toContain("I am not in this channel. Invite me with /invite");
    expect(channel.state().problems).toEqual([expect.stringMatching(/^The app is not in a channel.*\(C0ALONE\)$/)]);
  });

  it("log alone opens the form at once", async () => {
    const { slack, desk } = await openSlack();
    await slack.people.command("U0PRIYA", "C0DESK", "log");
    await expect.poll(() => slack.modals.length).toBe(1);
    expect(desk.turns).toMatchObject([{ kind: "action", call: { verb: "newUpdate", target: "new" } }]);
    expect(slack.modals[0]).toMatchObject({ user: "U0PRIYA", view: { callback_id: "pilotdesk_form" } });
  });
});
