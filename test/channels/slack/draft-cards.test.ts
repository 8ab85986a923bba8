import { describe, expect, it } from "vitest";
import { lastOf } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";
import { sayReply } from "./scripted-desk.ts";

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

  it("is not made of the app's own words", async () => {
    const { slack, desk, card, settled } = await openCard();
    const before = desk.turns.length;
    await slack.people.messageShortcut("U0TOM", card, "log_update");
    await settled();
    expect(desk.turns).toHaveLength(before);
    await expect
      .poll(() => slack.workspace.ephemerals.map(({ text }) => text))
      .toEqual(["I wrote that message myself. Choose the message of the team that says what happened."]);
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
