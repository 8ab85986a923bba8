import { describe, expect, it } from "vitest";
import type { FakeSlack } from "../../fakes/slack/fake-slack.ts";
import { bot, question } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";

const inChannel = { user: "U0PRIYA", channel: "C0DESK" } as const;

/** Delivers an event that people cannot cause by what the fake's people do. */
async function deliverEvent(slack: FakeSlack, event: Readonly<Record<string, unknown>>): Promise<void> {
  const { workspace } = slack;
  const body = { type: "event_callback", team_id: workspace.team, event_id: `Ev${workspace.nextTs()}`, event };
  expect((await slack.deliver({ kind: "events_api", body })).isAcknowledged).toBe(true);
}

describe("a mention", () => {
  it.each([
    ["in code", `Type \`${bot} help\` and see`],
    ["in a block of code", `Try this:\n\`\`\`\n${bot} ${question}\n\`\`\``],
    ["in a line that is quoted", `&gt; ${bot} ${question}\nI asked that yesterday.`],
    ["in all that is quoted", `As I wrote:\n&gt;&gt;&gt; Hello\n${bot} ${question}`],
  ])("%s asks nothing", async (_, text) => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ ...inChannel, text });
    await settled();
    expect(desk.ofKind("message").map(({ isAddressed }) => isAddressed)).toEqual([false]);
    expect(slack.posted("C0DESK")).toEqual([]);
  });

  it.each([
    ["beside code", `${bot} what does \`SBO\` mean?`],
    ["below a quotation", `&gt; Two routes run.\n${bot} is that right?`],
    ["at the end", `${question} ${bot}`],
    ["after a sign for greater", `What is 5 &gt; ${bot}?`],
  ])("%s asks", async (_, text) => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ ...inChannel, text });
    await settled();
    expect(desk.ofKind("message").map(({ isAddressed }) => isAddressed)).toEqual([undefined]);
    expect(slack.posted("C0DESK")).toHaveLength(1);
  });

  it("that an edit takes out of a quotation asks; one that is taken away and put back asks once", async () => {
    const { slack, desk, settled } = await openSlack();
    const { message } = await slack.people.say({ ...inChannel, text: `&gt; ${bot} ${question}` });
    await slack.people.edit(message, `${bot} ${question}`);
    await slack.people.edit(message, question);
    await slack.people.edit(message, `${bot} ${question}`);
    await settled();
    expect(desk.ofKind("message").map(({ isAddressed = true }) => isAddressed)).toEqual([false, true]);
    expect(slack.posted("C0DESK")).toHaveLength(1);
  });

  it("in a thread whose first message was deleted is answered there", async () => {
    const { slack, settled } = await openSlack();
    const { message: root } = await slack.people.say({ ...inChannel, text: "Morning all" });
    await slack.people.say({ ...inChannel, text: "Hello", threadTs: root.ts });
    await slack.people.remove(root);
    await slack.people.say({ ...inChannel, text: `${bot} ${question}`, threadTs: root.ts });
    await settled();
    expect(slack.posted("C0DESK").map(({ threadTs }) => threadTs)).toEqual([root.ts]);
  });

  it("in a reply that is also sent to the channel, or beside a file, is answered once", async () => {
    const { slack, settled } = await openSlack();
    const ts = slack.workspace.nextTs();
    const message = { type: "message", ...inChannel, channel_type: "channel", text: `${bot} ${question}`, ts };
    await deliverEvent(slack, { ...message, subtype: "thread_broadcast", thread_ts: "1600000000.000001" });
    await deliverEvent(slack, { ...message, type: "app_mention", thread_ts: "1600000000.000001" });
    await slack.people.say({ ...inChannel, text: `${bot} ${question}`, files: ["spend.csv"] });
    await settled();
    expect(slack.posted("C0DESK").map(({ threadTs }) => threadTs)).toHaveLength(2);
  });
});

describe("what nobody wrote", () => {
  const ts = "1700000000.000100";
  const words = { type: "message", user: "U0PRIYA", text: `${bot} ${question}`, ts };
  const change = {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel: "C0DESK",
    ts: "1700000001.0001",
  };

  it.each([
    ["a link that got its preview", { ...change, message: { ...words, attachments: [{}] }, previous_message: words }],
    ["a preview without what was before", { ...change, message: { ...words, attachments: [{}] } }],
    ["a reply that is counted", { ...change, message: { ...words, reply_count: 1 }, previous_message: words }],
    ["message_replied", { ...change, subtype: "message_replied", message: words }],
    ["a huddle", { ...words, subtype: "huddle_thread", channel: "C0DESK", room: {} }],
    ["a topic", { ...words, subtype: "channel_topic", channel: "C0DESK" }],
    ["an archived channel", { ...words, subtype: "channel_archive", channel: "C0DESK" }],
    ["a reminder", { ...words, subtype: "reminder_add", channel: "C0DESK" }],
    ["a post of an app", { ...words, subtype: "bot_message", bot_id: "B0OTHER", channel: "C0DESK" }],
    ["an app in a person's name", { ...words, bot_id: "B0OTHER", channel: "C0DESK" }],
    ["Slackbot", { ...words, user: "USLACKBOT", channel: "C0DESK" }],
    ["a post of our own", { ...words, user: "U0PILOT", channel: "C0DESK" }],
    [
      "a change of our own post",
      { ...change, message: { ...words, user: "U0PILOT", text: "new" }, previous_message: words },
    ],
  ])("%s leads to nothing", async (_, event) => {
    const { slack, desk, settled } = await openSlack();
    await deliverEvent(slack, event);
    await settled();
    expect(desk.turns).toEqual([]);
  });
});
