import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWorkspace } from "../../../end-to-end/run-pilotdesk.ts";
import { channelId, eventActivity, messageActivity, people } from "../../../fakes/teams/activities.ts";
import { fakeApp, fakeBot } from "../../../fakes/teams/fake-teams.ts";
import { openFake, posted, start, textOf } from "./open-process.ts";

const workspace = createWorkspace();
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

const inChannel = {
  conversation: { id: channelId, conversationType: "channel", isGroup: true, tenantId: fakeApp.tenant },
};
const data = (eventType: string) => ({
  channelData: {
    tenant: { id: fakeApp.tenant },
    eventType,
    team: { id: channelId, name: "Eastmere harbour team" },
    channel: { id: channelId, name: "Harbour updates" },
  },
});

describe("where the app is, in a process of its own", () => {
  it("is welcomed once, taken out, brought back, and told by doctor with what may not have arrived", async () => {
    const fake = await openFake();
    const { deliver, server } = await start(workspace, fake);
    const serviceUrl = fake.url;
    let events = 0;
    const tell = (type: string, more: object) => {
      events += 1;
      return deliver(eventActivity(type, { ...inChannel, ...more }, { serviceUrl, id: `f:${events}` }));
    };
    const doctor = async (): Promise<string> => {
      const { stdout, stderr } = await workspace.run(["doctor"], { PILOTDESK_DEMO: "on" });
      return stdout + stderr;
    };
    const added = { membersAdded: [{ id: fakeBot.id }], ...data("teamMemberAdded") };
    await tell("conversationUpdate", added);
    await tell("installationUpdate", { action: "add", ...data("") });
    await tell("conversationUpdate", { membersAdded: [people.bram], ...data("teamMemberAdded") });
    await posted(fake, 1);
    expect(textOf(fake, 0)).toContain("every sentence with its source");
    expect(await doctor()).toMatch(/teams: “Harbour updates” \(teams:.*\): last posted there at/);

    await tell("installationUpdate", { action: "remove", ...data("") });
    await expect.poll(doctor, { timeout: 30_000, interval: 500 }).toContain("taken out of it on");
    await tell("installationUpdate", { action: "add", ...data("") });
    await posted(fake, 2);

    fake.fail({ on: "post", answer: "lost" });
    await deliver(messageActivity("help", { serviceUrl, mention: true, id: "3001" }));
    await expect
      .poll(doctor, { timeout: 30_000, interval: 500 })
      .toContain("of 1 post nobody knows whether they arrived");
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
  });
});
