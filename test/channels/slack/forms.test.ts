import { describe, expect, it } from "vitest";
import { lastOf } from "./conversation-words.ts";
import { openSlack } from "./open-slack.ts";
import { answerPost, sayReply } from "./scripted-desk.ts";

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
    await expect.poll(() => (modal.view["title"] as { text: string }).text).toBe("Edit the draft update…");
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
