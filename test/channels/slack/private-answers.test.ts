import { describe, expect, it } from "vitest";
import { draftReply } from "../../renderers/slack/sample-replies.ts";
import { bot, lastOf, question } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";
import { answerPost, sayReply } from "./scripted-desk.ts";

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

  it.each(["user_not_in_channel", "not_in_channel", "is_archived"])(
    "is said in their chat where Slack does not show it in the channel (%s)",
    async (error) => {
      const { slack, desk, settled } = await openSlack();
      slack.mishap("chat.postEphemeral", { kind: "error", error });
      desk.answer(() => [answerPost(sayReply("Only you.", { visibility: "onlyYou" }))]);
      await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} hello` });
      await settled();
      expect(slack.posted("D0PRIYA").map(({ text }) => text)).toEqual(["Only you."]);
      expect(slack.posted("C0DESK")).toEqual([]);
    },
  );

  it("is shown all the same where Slack takes no more answers to a click", async () => {
    const { slack, desk, settled } = await openSlack({ work: { settings: { pollMs: 20 } } });
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    const texts = ["1", "2", "3", "4", "5", "6", "7"];
    desk.answer(() => texts.map((text) => answerPost(sayReply(text, { visibility: "onlyYou" }))));
    await slack.people.click("U0TOM", lastOf(slack.posted("C0DESK")), "why");
    await expect.poll(() => slack.workspace.ephemerals.map(({ text }) => text), { timeout: 10_000 }).toEqual(texts);
    expect(slack.callsOf("chat.postEphemeral")).toHaveLength(2);
  });

  it("has no previews of its links, in whatever way it is shown", async () => {
    const { slack, settled } = await openSlack();
    await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    const answer = lastOf(slack.posted("C0DESK"));
    expect(answer.unfurls).toBe(false);
    await slack.people.click("U0TOM", answer, "why");
    await settled();
    expect(lastOf(slack.callsOf("response_url")).args).toMatchObject({ unfurl_links: false, unfurl_media: false });
  });

  describe("and asks about a draft", () => {
    async function offered() {
      const bench = await openSlack();
      const { slack, desk, settled } = bench;
      desk.answer((turn) =>
        turn.kind === "message" ? [answerPost({ ...draftReply, visibility: "onlyYou" })] : undefined,
      );
      await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} amber` });
      await settled();
      return { ...bench, card: lastOf(slack.workspace.ephemerals) };
    }

    it("gives its place to the first thing that is said privately about it", async () => {
      const { slack, desk, settled, card } = await offered();
      const said = ["Discarded.", "One more remains."].map((text) => sayReply(text, { visibility: "onlyYou" }));
      desk.answer(() => said.map(answerPost));
      await slack.people.click("U0PRIYA", card, "Discard");
      await settled();
      expect([card.text, card.isReplaced]).toEqual(["Discarded.", true]);
      expect(slack.workspace.ephemerals.map(({ text }) => text)).toEqual(["Discarded.", "One more remains."]);
    });

    it("goes when it leads to something that everybody sees", async () => {
      const { slack, desk, settled, card } = await offered();
      desk.answer(() => [answerPost(sayReply("Recorded.", { visibility: "here" }))]);
      await slack.people.click("U0PRIYA", card, "Confirm");
      await settled();
      expect(card.isDeleted).toBe(true);
      expect(slack.posted("C0DESK").map(({ text }) => text)).toEqual(["Recorded."]);
    });

    it("stays when its form is opened", async () => {
      const { slack, card } = await offered();
      await slack.people.click("U0PRIYA", card, "Edit");
      await expect.poll(() => slack.modals.length).toBe(1);
      expect([card.isReplaced, card.isDeleted]).toEqual([false, undefined]);
    });
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
