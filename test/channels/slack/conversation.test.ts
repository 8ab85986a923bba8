import { describe, expect, it } from "vitest";
import { openSlack } from "./open-slack.ts";

const bot = "<@U0PILOT>";
const question = "When did the Harbour Trial start?";

describe.each(["socket", "http"] as const)("a question over %s", (mode) => {
  it("is answered once in the thread of the mention, though Slack delivers it twice", async () => {
    const { slack, desk, settled } = await openSlack({ mode });
    const { message, acks } = await slack.people.say({
      user: "U0PRIYA",
      channel: "C0DESK",
      text: `${bot} ${question}`,
    });
    await settled();
    expect(acks.map(({ isAcknowledged }) => isAcknowledged)).toEqual([true, true]);
    expect(desk.ofKind("message").map(({ text, isAddressed }) => [text, isAddressed])).toEqual([[question, undefined]]);
    const posted = slack.posted("C0DESK");
    expect(posted.map(({ threadTs, text, unfurls }) => [threadTs, text, unfurls])).toEqual([
      [message.ts, expect.stringContaining("The Harbour Trial started on 8 November 2021."), false],
    ]);
    expect(posted[0]?.metadata).toEqual({
      event_type: "pilotdesk",
      event_payload: { key: expect.stringMatching(/\/1$/) as string, receipt: `r-${question.length}` },
    });
  });

  it("may follow in the thread without a mention, unless it speaks to somebody else", async () => {
    const { slack, desk, settled } = await openSlack({ mode });
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    await slack.people.say({ user: "U0TOM", channel: "C0DESK", text: "Who leads Eastmere?", threadTs: message.ts });
    await slack.people.say({ user: "U0TOM", channel: "C0DESK", text: "<@U0PRIYA> shall we?", threadTs: message.ts });
    await settled();
    expect(desk.ofKind("message").map(({ text, isAddressed = true }) => [text, isAddressed])).toEqual([
      [question, true],
      ["Who leads Eastmere?", true],
      ["<@U0PRIYA> shall we?", false],
    ]);
    expect(slack.posted("C0DESK").map(({ threadTs }) => threadTs)).toEqual([message.ts, message.ts]);
  });

  it("is answered in a direct message, in a thread of its own", async () => {
    const { slack, desk, settled } = await openSlack({ mode });
    const { id } = slack.workspace.chatWith("U0PRIYA");
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: id, text: question });
    await settled();
    expect(desk.turns[0]).toMatchObject({
      kind: "message",
      conversation: `slack:T0HARBOUR:${id}:${message.ts}`,
      place: { id: `slack:T0HARBOUR:${id}`, kind: "personal" },
      sender: { platform: "slack", tenant: "T0HARBOUR", user: "U0PRIYA", name: "Priya Holm" },
      reader: { audiences: ["public"] },
    });
    expect(slack.posted(id).map(({ threadTs }) => threadTs)).toEqual([message.ts]);
  });
});

describe("a post that is not for us", () => {
  it("is handed on as overheard, once, and nobody is answered", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: "Eastmere: amber this week" });
    await settled();
    expect(desk.ofKind("message").map(({ isAddressed }) => isAddressed)).toEqual([false]);
    expect(slack.posted("C0DESK")).toEqual([]);
  });

  it("is neither handed on nor looked into where nobody asked us to listen", async () => {
    const { slack, desk, settled } = await openSlack({ listens: false });
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: "Lunch?" });
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}`, threadTs: message.ts });
    await settled();
    await slack.people.say({ user: "U0TOM", channel: "C0DESK", text: "Who leads Eastmere?", threadTs: message.ts });
    await settled();
    expect(desk.ofKind("message").map(({ text, isFollowUp }) => [text, isFollowUp])).toEqual([
      [question, undefined],
      ["Who leads Eastmere?", true],
    ]);
  });

  it("in a thread where we take no part is overheard", async () => {
    const { slack, desk, settled } = await openSlack();
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: "Lunch?" });
    await slack.people.say({ user: "U0TOM", channel: "C0DESK", text: "Yes", threadTs: message.ts });
    await settled();
    expect(desk.ofKind("message").map(({ isAddressed }) => isAddressed)).toEqual([false, false]);
  });

  it("of another app, or of ourselves, is not even looked at", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user: "U0ROBOT", channel: "C0DESK", text: `${bot} ${question}` });
    await slack.people.say({ user: "U0PILOT", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    expect(desk.turns).toEqual([]);
  });
});

describe("a thread that was there before a start", () => {
  it("is found again in Slack itself", async () => {
    const { slack, desk, settled } = await openSlack({
      prepare({ workspace }) {
        const { messages = [] } = workspace.channels.get("C0DESK") ?? {};
        const message = { channel: "C0DESK", user: "U0PRIYA", text: "old", edits: 0 };
        messages.push({ ...message, ts: "1600000000.000001" });
        messages.push({
          ...message,
          ts: "1600000000.000002",
          threadTs: "1600000000.000001",
          user: "U0PILOT",
          botId: "B0PILOT",
        });
      },
    });
    await slack.people.say({ user: "U0TOM", channel: "C0DESK", text: "And Ullock?", threadTs: "1600000000.000001" });
    await settled();
    expect(desk.ofKind("message").map(({ text, isAddressed }) => [text, isAddressed])).toEqual([
      ["And Ullock?", undefined],
    ]);
  });
});

describe("the words of a message", () => {
  it.each([
    [`${bot} what about &lt;5%&gt; &amp; more?`, "what about <5%> & more?"],
    [`What, ${bot}, is the grant?`, "What, is the grant?"],
    [`<@U0PILOT|pilotdesk> ask <@U0TOM|tom> in <#C0DESK|desk>`, "ask <@U0TOM> in #desk"],
    [
      `${bot} see <https://example.org/a?b=1&amp;c=2|the note> or <https://example.org>`,
      "see the note or https://example.org",
    ],
    [`${bot} <!subteam^S1|@buses> <!here>`, "@buses @here"],
    [bot, "help"],
  ])("%j are read as %j", async (text, expected) => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text });
    await settled();
    expect(desk.ofKind("message").map((turn) => turn.text)).toEqual([expected]);
  });

  it("are taken from a message with files, and the answer says that files are not read", async () => {
    const { slack, desk, settled } = await openSlack();
    const { id } = slack.workspace.chatWith("U0PRIYA");
    await slack.people.say({ user: "U0PRIYA", channel: id, text: question, files: ["spend.csv"] });
    await settled();
    expect(desk.ofKind("message").map(({ text }) => text)).toEqual([question]);
    expect(JSON.stringify(slack.posted(id)[0]?.blocks)).toContain("I do not read attached files");
  });
});

describe("an edit", () => {
  it("of a person's words is handed on; of its preview, or of our own post, it is not", async () => {
    const { slack, desk, settled } = await openSlack();
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    await slack.people.edit(message, message.text);
    await slack.people.edit(message, `${bot} Who leads Eastmere?`);
    await settled();
    expect(desk.ofKind("edited")).toMatchObject([
      {
        text: "Who leads Eastmere?",
        message: {
          place: "slack:T0HARBOUR:C0DESK",
          id: message.ts,
          permalink: `https://harbour.slack.com/archives/C0DESK/p${message.ts.replace(".", "")}`,
        },
        conversation: `slack:T0HARBOUR:C0DESK:${message.ts}`,
      },
    ]);
  });

  it("that adds the mention makes a question of it", async () => {
    const { slack, desk, settled } = await openSlack();
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: question });
    await slack.people.edit(message, `${bot} ${question}`);
    await settled();
    expect(desk.ofKind("message").map(({ isAddressed = true }) => isAddressed)).toEqual([false, true]);
    expect(slack.posted("C0DESK")).toHaveLength(1);
  });
});

describe("a deletion", () => {
  it("is handed on without saying by whom", async () => {
    const { slack, desk, settled } = await openSlack();
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: "Eastmere: amber" });
    await slack.people.remove(message);
    await settled();
    const [turn] = desk.ofKind("deleted");
    expect(turn?.message).toMatchObject({ place: "slack:T0HARBOUR:C0DESK", id: message.ts });
    expect(turn).not.toHaveProperty("isByAuthor");
    expect(turn).not.toHaveProperty("sender");
  });
});

describe("deliveries", () => {
  it("that come again are done once", async () => {
    const { slack, desk, settled } = await openSlack();
    const body = {
      type: "event_callback",
      team_id: "T0HARBOUR",
      event_id: "Ev0SAME",
      event: {
        type: "message",
        channel: "D0PRIYA",
        channel_type: "im",
        user: "U0PRIYA",
        text: question,
        ts: "1772442000.000100",
      },
    };
    slack.workspace.chatWith("U0PRIYA");
    const first = await slack.deliver({ kind: "events_api", body });
    const again = await slack.deliver({ kind: "events_api", body, retry: { num: 1, reason: "http_timeout" } });
    await settled();
    expect([first.isAcknowledged, again.isAcknowledged]).toEqual([true, true]);
    expect(desk.turns).toHaveLength(1);
    expect(slack.posted("D0PRIYA")).toHaveLength(1);
  });

  it("of one thread are handled in the order in which they came", async () => {
    const { slack, desk, settled } = await openSlack({ fake: { latencyMs: 5 } });
    const { id } = slack.workspace.chatWith("U0TOM");
    const { message } = await slack.people.say({ user: "U0TOM", channel: id, text: "0" });
    const texts = Array.from({ length: 20 }, (_, index) => String(index + 1));
    await Promise.all(
      texts.map((text) => slack.people.say({ user: "U0TOM", channel: id, text, threadTs: message.ts })),
    );
    await settled();
    expect(desk.ofKind("message").map(({ text }) => text)).toEqual(["0", ...texts]);
  });

  it.each(["socket", "http"] as const)(
    "over %s that could not be stored are not acknowledged, and are taken when they come again",
    async (mode) => {
      let fails = 1;
      const { slack, desk, settled } = await openSlack({
        mode,
        desk: (real) => ({
          ...real,
          accept(arrival) {
            fails -= 1;
            return fails >= 0 ? Promise.reject(new Error("disk full")) : real.accept(arrival);
          },
        }),
      });
      const { id } = slack.workspace.chatWith("U0PRIYA");
      const event = {
        type: "message",
        channel: id,
        channel_type: "im",
        user: "U0PRIYA",
        text: question,
        ts: "1772442000.000100",
      };
      const body = { type: "event_callback", team_id: "T0HARBOUR", event_id: "Ev0AGAIN", event };
      expect((await slack.deliver({ kind: "events_api", body })).isAcknowledged).toBe(false);
      const retry = { num: 1, reason: "http_error" };
      expect((await slack.deliver({ kind: "events_api", body, retry })).isAcknowledged).toBe(true);
      await settled();
      expect(desk.turns).toHaveLength(1);
    },
  );
});
