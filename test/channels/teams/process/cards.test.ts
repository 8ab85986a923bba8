import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSqliteStore } from "../../../../src/stores/sqlite/open-sqlite-store.ts";
import { createWorkspace } from "../../../end-to-end/run-pilotdesk.ts";
import { invokeActivity, messageActivity, people, personalChatId } from "../../../fakes/teams/activities.ts";
import type { FakeMember } from "../../../fakes/teams/fake-connector.ts";
import { cardSchema, findIn, openFake, posted, settled, start, textOf } from "./open-process.ts";
import type { Running } from "./open-process.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const instance = { PILOTDESK_INSTANCE: "teams-cards" };
const stranger = { id: "29:stranger", name: "Somebody", aadObjectId: "a0000000-0000-0000-0000-00000000000f" };

let invokes = 0;

/** Presses what an action of a card holds, as somebody. */
async function press(app: Running, action: unknown, message: string, from: FakeMember = people.asha): Promise<unknown> {
  invokes += 1;
  const { status, body } = await app.deliver(
    invokeActivity(
      "adaptiveCard/action",
      { action },
      { serviceUrl: app.fake.url, id: `f:${invokes}`, root: "1002", replyToId: message, from },
    ),
  );
  expect(status).toBe(200);
  return body;
}

async function report(app: Running): Promise<{ readonly card: string; readonly view: unknown }> {
  const say = (text: string, id: string) =>
    app.deliver({
      ...messageActivity(text, { serviceUrl: app.fake.url, mention: true, id }),
      timestamp: new Date().toISOString(),
    });
  await say("here Harbour Night Buses, Eastmere", "1001");
  await posted(app.fake, 1);
  await say("Eastmere is green this month. 421 referrals against 600. Next we open the second stop.", "1002");
  await posted(app.fake, 2);
  const card = app.fake.messages()[1];
  const view = cardSchema.parse(card?.activity).attachments[0]?.content.refresh.action;
  return { card: card?.id ?? "", view };
}

const buttonOf = (body: unknown, verb: string) => findIn(body, (one) => one["verb"] === verb);

describe("the card of an update, in a process of its own", () => {
  it("is decided about once, by those who may, also after a crash", async () => {
    const fake = await openFake();
    const first = await start(workspace, fake, instance);
    const { card, view } = await report(first);

    expect(await press(first, view, card, stranger)).toMatchObject({ statusCode: 400 });
    const confirm = buttonOf(await press(first, view, card), "confirm");
    expect(confirm).toBeDefined();
    expect(buttonOf(await press(first, view, card, people.bram), "confirm")).toBeDefined();
    expect(await press(first, confirm, card, stranger)).toMatchObject({
      type: "application/vnd.microsoft.activity.message",
      value: expect.stringContaining("somebody else's"),
    });
    expect(textOf(fake, 1)).not.toContain("Recorded for Eastmere");

    await settled(first);
    first.server.child.kill("SIGKILL");
    await first.server.ended;
    const second = await start(workspace, fake, instance);
    await press(second, confirm, card);
    await expect.poll(() => textOf(fake, 1), { timeout: 30_000 }).toContain("Recorded for Eastmere");
    const again = JSON.stringify(await press(second, confirm, card, people.bram));
    expect(again).toMatch(/already/i);
    expect(buttonOf(await press(second, view, card, stranger), "undo")).toBeUndefined();
    const undo = buttonOf(await press(second, view, card), "undo");
    expect(undo).toBeDefined();
    await press(second, undo, card);
    await expect.poll(() => textOf(fake, 1), { timeout: 30_000 }).toMatch(/undone|taken back|withdrawn/i);
    expect(fake.messages().filter(({ isDeleted }) => isDeleted)).toEqual([]);
  });
});

describe("feedback, in a process of its own", () => {
  it("reaches the receipt of its answer after a crash, with its reason", async () => {
    const fake = await openFake();
    const first = await start(workspace, fake, instance);
    const question = "Which pilots of Harbour Night Buses have not reported this month?";
    await first.deliver(messageActivity(question, { serviceUrl: fake.url, place: "personal", id: "2001" }));
    await posted(fake, 1);
    const [answer] = fake.messages();
    expect(answer).toMatchObject({
      conversation: personalChatId,
      activity: { channelData: { feedbackLoop: { type: "default" } } },
    });
    await settled(first);
    first.server.child.kill("SIGKILL");
    await first.server.ended;

    const second = await start(workspace, fake, instance);
    const reason = "One of them wrote yesterday.";
    const given = {
      actionName: "feedback",
      actionValue: { reaction: "dislike", feedback: JSON.stringify({ feedbackText: reason }) },
    };
    const { status, body } = await second.deliver(
      invokeActivity("message/submitAction", given, {
        serviceUrl: fake.url,
        place: "personal",
        id: "f:90",
        replyToId: answer?.id ?? "",
      }),
    );
    expect([status, body]).toEqual([200, {}]);
    second.server.child.kill("SIGTERM");
    await second.server.ended;
    const store = await openSqliteStore({
      directory: `${workspace.data}-demonstration`,
      clock: { now: () => new Date() },
    });
    const [mark] = await store.marks("feedback:");
    const receipt = await store.receipt(mark?.owner ?? "");
    await store.close();
    expect(JSON.stringify(mark?.value)).toContain(reason);
    expect(receipt).toMatchObject({ question });
  });
});
