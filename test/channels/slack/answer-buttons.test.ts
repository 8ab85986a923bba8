import { describe, expect, it } from "vitest";
import { bot, lastOf, question } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";
import { answerPost, sayReply } from "./scripted-desk.ts";

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
        const root = { channel: "C0DESK", ts: "1600000000.000001", user: "U0TOM", text: "an old question", edits: 0 };
        workspace.channels.get("C0DESK")?.messages.push(root, {
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
    await slack.people.click("U0TOM", lastOf(slack.posted("C0DESK").slice(0, 1)), "More");
    await settled();
    // Whoever presses has the same page once more, in the same thread.
    const third = lastOf(slack.posted("C0DESK"));
    expect([third.text, third.threadTs]).toEqual([second?.text, message.ts]);
    expect(first?.text).toContain("Sentence number 0 of");
    expect(second?.text).not.toContain("Sentence number 0 of");
    expect(second?.threadTs).toBe(message.ts);
  });
});
