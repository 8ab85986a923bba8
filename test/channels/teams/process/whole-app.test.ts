import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace, expectNoStackTrace } from "../../../end-to-end/run-pilotdesk.ts";
import { invokeActivity, messageActivity, people, personalChatId } from "../../../fakes/teams/activities.ts";
import type { FakeTeams } from "../../../fakes/teams/fake-teams.ts";
import { cardSchema, findIn, openFake, posted, start, textOf } from "./open-process.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

describe("the whole app in Teams", () => {
  it("answers a mention with its sources, in the thread, and stops cleanly", async () => {
    const fake = await openFake();
    const { server, deliver } = await start(workspace, fake);
    expect(server.stdout()).toMatch(/^teams: (?:not )?connected$/m);
    const question = messageActivity("Which pilots of Harbour Night Buses have not reported this month?", {
      serviceUrl: fake.url,
      place: "personal",
    });
    expect((await deliver(question)).status).toBe(200);
    await posted(fake, 1);
    expect(fake.messages()[0]?.conversation).toBe(personalChatId);
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expectNoStackTrace(server.stderr());
    expect(server.stderr()).not.toContain("have not reported");
  });

  it("puts an update on record: posted, drawn for its author, confirmed, answered with its link", async () => {
    const fake = await openFake();
    const { deliver } = await start(workspace, fake);
    const say = (text: string, id: string) =>
      deliver({
        ...messageActivity(text, { serviceUrl: fake.url, mention: true, id }),
        timestamp: new Date().toISOString(),
      });
    await say("here Harbour Night Buses, Eastmere", "1001");
    await posted(fake, 1);
    await say("Eastmere is green this month. 421 referrals against 600. Next we open the second stop.", "1002");
    await posted(fake, 2);
    const card = fake.messages()[1];
    expect(textOf(fake, 1)).not.toContain('"verb":"confirm"');
    const { action } = cardSchema.parse(card?.activity).attachments[0]?.content.refresh ?? {};
    const press = (value: unknown, id: string, from = people.asha) =>
      deliver(
        invokeActivity(
          "adaptiveCard/action",
          { action: value },
          { serviceUrl: fake.url, id, root: "1002", replyToId: card?.id ?? "", from },
        ),
      );
    const view = await press(action, "f:1");
    const confirm = findIn(view.body, ({ verb }) => verb === "confirm");
    expect(confirm).toBeDefined();
    expect((await press(confirm, "f:2")).status).toBe(200);
    await expect.poll(() => textOf(fake, 1), { timeout: 30_000 }).toContain("Recorded for Eastmere");
    await say("What is the latest from Eastmere?", "1003");
    await posted(fake, 3);
    expect(textOf(fake, 2)).toContain("421");
    expect(textOf(fake, 2)).toContain("teams.microsoft.com/l/message/");
  });

  it("loses nothing in a crash between the acknowledgement and the answer", async () => {
    const fake = await openFake();
    const first = await start(workspace, fake, { PILOTDESK_INSTANCE: "teams-test" });
    await first.deliver(messageActivity("help", { serviceUrl: fake.url, place: "personal", id: "5001" }));
    first.server.child.kill("SIGKILL");
    await first.server.ended;
    const before = fake.messages().length;
    const second = await start(workspace, fake, { PILOTDESK_INSTANCE: "teams-test" });
    await second.deliver(messageActivity("help", { serviceUrl: fake.url, place: "personal", id: "5001" }));
    await second.deliver(
      messageActivity("what do you hold about me", { serviceUrl: fake.url, place: "personal", id: "5002" }),
    );
    await expect.poll(() => fake.messages().length, { timeout: 30_000 }).toBeGreaterThan(before);
    await expect
      .poll(() => textsOf(fake).filter((text) => text.includes("every sentence carries its source")).length, {
        timeout: 30_000,
      })
      .toBe(1);
  });

  it("refuses to start where anybody could write as anybody", async () => {
    const run = await workspace.run(["start"], { TEAMS_ALLOW_UNAUTHENTICATED: "true", HOST: "0.0.0.0" });
    expect(run).toMatchObject({ code: 1, stderr: expect.stringContaining("TEAMS_ALLOW_UNAUTHENTICATED") });
  });
});

function textsOf(fake: FakeTeams): readonly string[] {
  return fake.messages().map(({ activity }) => String(activity["text"]));
}
