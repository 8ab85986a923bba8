import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { serve } from "../../commands/serving.ts";
import type { Serving } from "../../commands/serving.ts";
import { createWorkspace, expectNoStackTrace, repository } from "../../end-to-end/run-pilotdesk.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeSlack, FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";

const folder = path.join(repository, "test/fixtures/other-knowledge");
const workspace = createWorkspace({ folder });
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

interface Running {
  readonly slack: FakeSlack;
  readonly server: Serving;
}

async function start(
  mode: FakeSlackOptions["mode"],
  settings: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const slack = await startFakeSlack({ mode });
  onTestFinished(() => slack.close());
  const { connection, botToken, apiUrl } = slack.settings;
  const server = await serve(workspace, {
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: apiUrl,
    ...(connection.kind === "socket"
      ? { SLACK_APP_TOKEN: connection.appToken }
      : { SLACK_SIGNING_SECRET: connection.signingSecret }),
    ...settings,
  });
  slack.deliverTo(`http://127.0.0.1:${server.port}`);
  return { slack, server };
}

describe.each(["socket", "http"] as const)("the whole app over %s", (mode) => {
  it("answers a mention from its records, in the thread, with a source, and stops cleanly", async () => {
    const { slack, server } = await start(mode);
    expect(server.stdout()).toContain("slack: connected");
    const { message } = await slack.people.say({
      user: "U0PRIYA",
      channel: "C0DESK",
      text: "<@U0PILOT> How many pilots did Harbour Night Buses have?",
    });
    await expect.poll(() => slack.posted("C0DESK").length, { timeout: 10_000 }).toBe(1);
    const [answer] = slack.posted("C0DESK");
    expect(answer?.text).toMatch(/\b(5|five)\b/i);
    expect(answer?.threadTs).toBe(message.ts);
    expect(JSON.stringify(answer?.blocks)).toContain("[1]");
    server.child.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    expectNoStackTrace(server.stderr());
  });

  it("shows why it answered, and the source, to whoever asks for it", async () => {
    const { slack } = await start(mode);
    const { id } = slack.workspace.chatWith("U0PRIYA");
    const text = "Which councils were in both Harbour Night Buses and Harbour Day Boats?";
    await slack.people.say({ user: "U0PRIYA", channel: id, text });
    await expect.poll(() => slack.posted(id).length, { timeout: 10_000 }).toBe(1);
    const [answer] = slack.posted(id);
    if (!answer) throw new Error("There is no answer.");
    await slack.people.click("U0PRIYA", answer, "why");
    await expect.poll(() => slack.posted(id).length, { timeout: 10_000 }).toBe(2);
    await slack.people.click("U0PRIYA", answer, "showSource");
    await expect.poll(() => slack.posted(id).length, { timeout: 10_000 }).toBe(3);
    expect(slack.posted(id)[1]?.text).toContain("Asked on");
  });
});

describe("a crash", () => {
  it("between the acknowledgement and the answer loses nothing: the next start answers, once", async () => {
    const { slack, server } = await start("socket");
    const { id } = slack.workspace.chatWith("U0TOM");
    await slack.people.say({ user: "U0TOM", channel: id, text: "List the pilots of Harbour Day Boats." });
    server.child.kill("SIGKILL");
    await server.ended;
    const { connection, botToken, apiUrl } = slack.settings;
    await serve(workspace, {
      SLACK_BOT_TOKEN: botToken,
      SLACK_API_URL: apiUrl,
      SLACK_APP_TOKEN: connection.kind === "socket" ? connection.appToken : "",
      PILOTDESK_INSTANCE: "second",
    });
    await expect.poll(() => slack.posted(id).length, { timeout: 60_000, interval: 200 }).toBe(1);
    expect(slack.posted(id)[0]?.text).toContain("Long Strand");
  }, 90_000);
});

describe("doctor", () => {
  it("tells what the running server found wrong", async () => {
    const slack = await startFakeSlack({ mode: "socket" });
    onTestFinished(() => slack.close());
    slack.mishap(
      "auth.test",
      ...Array.from({ length: 50 }, () => ({ kind: "error", error: "token_revoked" }) as const),
    );
    await serve(workspace, {
      SLACK_BOT_TOKEN: slack.settings.botToken,
      SLACK_API_URL: slack.settings.apiUrl,
      SLACK_APP_TOKEN: "xapp-fake-app",
    });
    const { stdout, stderr } = await workspace.run(["doctor"], { PILOTDESK_VECTORS: "off" });
    expect(stdout + stderr).toMatch(/slack.*no longer takes SLACK_BOT_TOKEN/);
  });
});
