import { describe, expect, it } from "vitest";
import { openSlack } from "./open-slack.ts";
import { answerPost, sayReply } from "./scripted-desk.ts";
import { updateForm } from "../../renderers/slack/sample-replies.ts";

const bot = "<@U0PILOT>";
const question = "When did the Harbour Trial start?";

function lastOf<Item>(items: readonly Item[]): Item {
  const item = items.at(-1);
  if (!item) throw new Error("There is none.");
  return item;
}

describe("/pilots", () => {
  it.each(["socket", "http"] as const)("alone says how it is used, over %s, to whoever typed it", async (mode) => {
    const { slack, desk, settled } = await openSlack({ mode });
    const ack = await slack.people.command("U0PRIYA", "C0DESK", " ");
    await settled();
    expect(ack.body).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("log and what happened") as string,
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

describe.each(["socket", "http"] as const)("a draft's card over %s", (mode) => {
  async function openCard() {
    const bench = await openSlack({ mode });
    const words = { user: "U0PRIYA", channel: "C0DESK", text: "Eastmere: we are amber" };
    const { message } = await bench.slack.people.say(words);
    await bench.slack.people.messageShortcut("U0TOM", message, "log_update");
    await bench.settled();
    return { ...bench, message, card: lastOf(bench.slack.posted("C0DESK")) };
  }

  it("comes from a message that somebody else wrote, in its thread", async () => {
    const { desk, message, card } = await openCard();
    expect(desk.ofKind("message").at(-1)).toMatchObject({
      text: "Eastmere: we are amber",
      as: "update",
      author: { user: "U0PRIYA", name: "Priya Holm" },
      sender: { user: "U0TOM" },
      message: { place: "slack:T0HARBOUR:C0DESK", id: message.ts },
      postedAt: new Date(Math.floor(Number(message.ts) * 1000)).toISOString(),
    });
    expect(card.threadTs).toBe(message.ts);
  });

  it("is confirmed by a click, and edited in place", async () => {
    const { slack, desk, settled, card, message } = await openCard();
    desk.answer((turn) =>
      turn.kind === "action"
        ? [{ operation: "edit", changes: `card/${desk.ofKind("message").at(-1)?.id}`, reply: sayReply("Recorded.") }]
        : undefined,
    );
    await slack.people.click("U0PRIYA", card, "Confirm");
    await settled();
    expect(desk.ofKind("action")).toMatchObject([
      {
        call: { verb: "confirm", target: "d-1", hash: "h1" },
        conversation: `slack:T0HARBOUR:C0DESK:${message.ts}`,
        message: { id: card.ts },
      },
    ]);
    expect([card.text, card.edits]).toEqual(["Recorded.", 1]);
  });

  it("is edited in a form, whose errors stand at their fields, and saved", async () => {
    const { slack, desk, settled, card } = await openCard();
    await slack.people.click("U0PRIYA", card, "Edit");
    await expect.poll(() => slack.modals.length).toBe(1);
    const [modal] = slack.modals;
    if (!modal) throw new Error("There is no form.");
    const refused = await slack.people.submit(modal, { spend: "twelve" });
    expect(refused.body).toEqual({
      response_action: "errors",
      errors: { "field:spend": "Enter pounds, as in £12,500." },
    });
    const taken = await slack.people.submit(modal, { spend: "£12", narrative: "Two routes run." });
    await settled();
    expect(taken).toMatchObject({ isAcknowledged: true });
    expect(taken).not.toHaveProperty("body");
    expect(desk.ofKind("form").at(-1)?.form).toEqual({
      id: "update",
      target: "d-1",
      hash: "h1",
      values: {
        pilot: "p-eastmere",
        narrative: "Two routes run.",
        lead: "",
        validFrom: "2026-02-28",
        passengers: "1450",
        spend: "£12",
        help: ["dft"],
      },
    });
    expect(lastOf(slack.posted("C0DESK"))).toMatchObject({ text: "Saved.", threadTs: card.threadTs });
  });
});

describe("a form", () => {
  it("that could not be opened is offered as a button", async () => {
    const { slack, settled } = await openSlack();
    slack.mishap("views.open", { kind: "error", error: "expired_trigger_id" });
    await slack.people.shortcut("U0PRIYA", "new_update");
    await expect.poll(() => slack.posted("D0PRIYA").length).toBe(1);
    await settled();
    expect(JSON.stringify(lastOf(slack.posted("D0PRIYA")).blocks)).toContain('[\\"edit\\",\\"d-1\\",\\"h1\\",\\"\\"]');
  });

  it("that cannot be saved stays open with what was typed", async () => {
    const { slack } = await openSlack({
      desk: (real) => ({
        ...real,
        answerNow: (arrival) =>
          arrival.turn.kind === "form" ? Promise.reject(new Error("disk full")) : real.answerNow(arrival),
      }),
    });
    await slack.people.shortcut("U0PRIYA", "new_update");
    await expect.poll(() => slack.modals.length).toBe(1);
    const { body } = await slack.people.submit(lastOf(slack.modals));
    expect(body).toMatchObject({
      response_action: "errors",
      errors: { "field:pilot": expect.stringContaining("Nothing you typed is lost") as string },
    });
  });

  it("whose answer takes longer than Slack waits says so, and shows the answer when it is there", async () => {
    const slow = Promise.withResolvers<void>();
    const { slack } = await openSlack({
      desk: (real) => ({
        ...real,
        async answerNow(arrival) {
          if (arrival.turn.kind === "form") await slow.promise;
          return real.answerNow(arrival);
        },
      }),
    });
    await slack.people.shortcut("U0PRIYA", "new_update");
    await expect.poll(() => slack.modals.length).toBe(1);
    const modal = lastOf(slack.modals);
    const { body } = await slack.people.submit(modal, { spend: "twelve" });
    expect(body).toMatchObject({ response_action: "update", view: { title: { text: "Saving" } } });
    slow.resolve();
    await expect
      .poll(() => (modal.view["title"] as { text: string }).text)
      .toBe(updateForm.title.slice(0, 23).trimEnd() + "…");
  });

  it("that was refused says why in its window", async () => {
    const { slack, desk } = await openSlack();
    await slack.people.shortcut("U0PRIYA", "new_update");
    await expect.poll(() => slack.modals.length).toBe(1);
    desk.answer(() => [answerPost(sayReply("This draft has changed.", { outcome: "refused", visibility: "onlyYou" }))]);
    const { body } = await slack.people.submit(lastOf(slack.modals));
    expect(JSON.stringify(body)).toContain("This draft has changed.");
    expect(body).toMatchObject({ response_action: "update" });
  });
});

describe("what only one person is to see", () => {
  it("in a thread is shown there, and where there is none yet, in the channel", async () => {
    const { slack, desk, settled } = await openSlack();
    desk.answer((turn) =>
      turn.kind === "message" ? [answerPost(sayReply("Only you.", { visibility: "onlyYou" }))] : undefined,
    );
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} one` });
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} two`, threadTs: message.ts });
    await settled();
    expect(slack.workspace.ephemerals.map(({ user, threadTs }) => [user, threadTs])).toEqual([
      ["U0PRIYA", undefined],
      ["U0PRIYA", message.ts],
    ]);
    expect(slack.posted("C0DESK")).toEqual([]);
  });

  it("is replaced when it is clicked, and knows its conversation still", async () => {
    const { slack, desk, settled } = await openSlack();
    desk.answer((turn) => {
      if (turn.kind === "message") {
        const choices = { kind: "choices", choices: [{ label: "Harbour Trial", text: question }] } as const;
        const reply = sayReply("Which?", { visibility: "onlyYou", outcome: "askedBack" });
        return [{ operation: "card", key: "the-card", reply: { ...reply, blocks: [...reply.blocks, choices] } }];
      }
      return [{ operation: "edit", changes: "the-card", reply: sayReply("Chosen.") }];
    });
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} when?` });
    await settled();
    const asked = lastOf(slack.workspace.ephemerals);
    await slack.people.click("U0PRIYA", asked, "Harbour Trial");
    await settled();
    expect(desk.ofKind("action")).toMatchObject([
      { call: { verb: "choose", value: question }, conversation: `slack:T0HARBOUR:C0DESK:${message.ts}` },
    ]);
    expect([asked.text, asked.isReplaced]).toEqual(["Chosen.", true]);
  });

  it("after a click stands in the thread of what was clicked", async () => {
    const { slack, settled } = await openSlack();
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    await slack.people.click("U0TOM", lastOf(slack.posted("C0DESK")), "why");
    await settled();
    expect(lastOf(slack.workspace.ephemerals)).toMatchObject({ user: "U0TOM", threadTs: message.ts });
  });

  it("in a chat with one person is an ordinary message", async () => {
    const { slack, desk, settled } = await openSlack();
    const { id } = slack.workspace.chatWith("U0PRIYA");
    desk.answer(() => [answerPost(sayReply("Only you.", { visibility: "onlyYou" }))]);
    await slack.people.say({ user: "U0PRIYA", channel: id, text: "hello" });
    await settled();
    expect(slack.posted(id).map(({ text }) => text)).toEqual(["Only you."]);
  });
});

describe("the app's own pages", () => {
  it("show what concerns the person on the Home tab, whose buttons work", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.open("U0PRIYA", "home");
    await settled();
    const home = slack.homes.get("U0PRIYA");
    expect(home?.view["type"]).toBe("home");
    expect(desk.ofKind("opened")).toMatchObject([{ sender: { user: "U0PRIYA" }, place: { kind: "personal" } }]);
    await slack.people.click("U0PRIYA", home!, "New update");
    await expect.poll(() => slack.modals.length).toBe(1);
  });

  it("suggest questions when the chat is opened, without naming a thread", async () => {
    const { slack, desk } = await openSlack();
    await slack.people.open("U0PRIYA", "messages");
    await expect
      .poll(() => slack.prompts.map(({ args }) => args))
      .toEqual([
        {
          channel_id: "D0PRIYA",
          prompts: [
            { title: "Which pilots take part?", message: "Which pilots take part?" },
            { title: "Who leads Eastmere?", message: "Who leads Eastmere?" },
          ],
        },
      ]);
    expect(desk.turns).toEqual([]);
  });

  it("show a status while an answer takes longer than a moment, and again before Slack takes it away", async () => {
    const working = Promise.withResolvers<void>();
    const { slack, settled } = await openSlack({
      channel: { statusTimes: { afterMs: 5, everyMs: 20, most: 2 } },
      work: {
        handler: async () => {
          await working.promise;
          return { commit: async () => [] };
        },
      },
    });
    const { id } = slack.workspace.chatWith("U0PRIYA");
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: id, text: question });
    await expect.poll(() => slack.statuses.length).toBe(2);
    working.resolve();
    await settled();
    expect(slack.statuses[0]?.args).toEqual({ channel_id: id, thread_ts: message.ts, status: "is looking it up…" });
  });
});

describe("people who come", () => {
  it("to a channel or the workspace are welcomed in private; the app hears of itself", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.join("C0DESK", "U0OTHER");
    await slack.people.joinTeam("U0GUEST");
    await slack.people.join("C0ALONE", "U0PILOT");
    await settled();
    expect(
      desk.ofKind("joined").map(({ whom, sender, place }) => [whom, sender?.user, sender?.isExternal, place?.id]),
    ).toEqual([
      ["person", "U0OTHER", true, "slack:T0HARBOUR:C0DESK"],
      ["person", "U0GUEST", true, "slack:T0HARBOUR:U0GUEST"],
      ["assistant", undefined, undefined, "slack:T0HARBOUR:C0ALONE"],
    ]);
    expect(slack.posted("D0OTHER").map(({ text }) => text)).toEqual(["Welcome."]);
    expect(slack.posted("D0GUEST").map(({ text }) => text)).toEqual(["Welcome."]);
  });

  it("are not welcomed where they are apps", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.join("C0DESK", "U0ROBOT");
    await settled();
    expect(desk.turns).toEqual([]);
  });
});

describe("a reaction", () => {
  it("with a thumb on an answer says whether it helped; another one says nothing", async () => {
    const { slack, desk, settled } = await openSlack();
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    const answer = lastOf(slack.posted("C0DESK"));
    await slack.people.react(answer, "U0TOM", "+1::skin-tone-3");
    await slack.people.react(answer, "U0TOM", "thumbsdown");
    await slack.people.react(answer, "U0TOM", "tada");
    await settled();
    expect(desk.ofKind("action").map(({ call, sender }) => [call.verb, call.target, sender?.user])).toEqual([
      ["helpful", `r-${question.length}`, "U0TOM"],
      ["unhelpful", `r-${question.length}`, "U0TOM"],
    ]);
    expect(slack.workspace.ephemerals.map(({ user }) => user)).toEqual(["U0TOM", "U0TOM"]);
  });

  it("on an answer of an earlier run finds its receipt in the message itself", async () => {
    const { slack, desk, settled } = await openSlack({
      prepare({ workspace }) {
        workspace.channels.get("C0DESK")?.messages.push({
          channel: "C0DESK",
          ts: "1600000000.000009",
          threadTs: "1600000000.000001",
          user: "U0PILOT",
          botId: "B0PILOT",
          text: "old answer",
          metadata: { event_type: "pilotdesk", event_payload: { key: "k", receipt: "r-old" } },
          edits: 0,
        });
      },
    });
    await slack.people.react(lastOf(slack.posted("C0DESK")), "U0TOM", "-1");
    await settled();
    expect(desk.ofKind("action").map(({ call }) => call)).toEqual([{ verb: "unhelpful", target: "r-old" }]);
  });
});

describe("More", () => {
  it("posts the next page of the same answer", async () => {
    const { slack, desk, settled } = await openSlack();
    const sentences = Array.from({ length: 300 }, (_, index) => ({
      text: `Sentence number ${index} of a long answer about night buses.`,
      citations: [],
    }));
    const long = sayReply("", {
      outcome: "answered",
      intent: "ask",
      receipt: "r-long",
      blocks: [{ kind: "paragraph", sentences }],
    });
    desk.answer(() => [answerPost(long)]);
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} tell me all` });
    await settled();
    await slack.people.click("U0PRIYA", lastOf(slack.posted("C0DESK")), "More");
    await settled();
    expect(desk.ofKind("action").map(({ call }) => call)).toEqual([{ verb: "more", target: "r-long", value: "2" }]);
    const [first, second] = slack.posted("C0DESK");
    expect(first?.text).toContain("Sentence number 0 of");
    expect(second?.text).not.toContain("Sentence number 0 of");
    expect(second?.threadTs).toBe(message.ts);
  });
});
