import { describe, expect, it } from "vitest";
import { bot, lastOf, question } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";
import { answerPost, sayReply } from "./scripted-desk.ts";

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

  it("are drawn again after whatever was done on the Home tab, a form that was opened there included", async () => {
    const { slack, desk, settled } = await openSlack();
    const buttons = [
      { label: "Confirm", call: { verb: "confirm", target: "d-1", hash: "h1" } },
      { label: "New update", call: { verb: "newUpdate", target: "new" } },
    ] as const;
    const home = sayReply("Yours", { intent: "home", blocks: [{ kind: "actions", buttons }] });
    desk.answer((turn) => (turn.kind === "opened" ? [answerPost(home)] : undefined));
    await slack.people.open("U0PRIYA", "home");
    await settled();
    const published = () => slack.callsOf("views.publish").length;
    await slack.people.click("U0PRIYA", slack.homes.get("U0PRIYA")!, "Confirm");
    await settled();
    expect(desk.turns.map(({ kind }) => kind)).toEqual(["opened", "action", "opened"]);
    expect(published()).toBe(2);
    await slack.people.click("U0PRIYA", slack.homes.get("U0PRIYA")!, "New update");
    await expect.poll(() => slack.modals.length).toBe(1);
    expect(published()).toBe(2);
    await slack.people.submit(lastOf(slack.modals), {});
    await expect.poll(published).toBe(3);
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

  it("show no status any more once an answer was refused for good", async () => {
    const { slack, settled } = await openSlack({
      channel: { statusTimes: { afterMs: 0, everyMs: 2, most: 100_000 } },
    });
    slack.mishap("chat.postMessage", { kind: "error", error: "restricted_action" });
    const { message } = await slack.people.say({ user: "U0PRIYA", channel: "C0DESK", text: `${bot} ${question}` });
    await settled();
    const shown = (): number => slack.statuses.filter(({ args }) => args["thread_ts"] === message.ts).length;
    // One that was asked for before may still arrive while the next question is answered.
    await slack.people.say({ user: "U0TOM", channel: "C0GUESTS", text: `${bot} ${question}` });
    await settled();
    const before = shown();
    await slack.people.say({ user: "U0TOM", channel: "C0GUESTS", text: `${bot} ${question}` });
    await settled();
    expect(shown()).toBe(before);
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
