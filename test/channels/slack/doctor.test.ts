import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { serve } from "../../commands/serving.ts";
import { createWorkspace, repository } from "../../end-to-end/run-pilotdesk.ts";
import { startFakeSlack } from "../../fakes/slack/fake-slack.ts";
import type { FakeSlack, FakeSlackOptions } from "../../fakes/slack/fake-slack.ts";

const workspace = createWorkspace({ folder: path.join(repository, "test/fixtures/other-knowledge") });
beforeAll(() => workspace.seed());
afterAll(() => workspace.remove());

/** A server of its own process in Socket Mode. */
async function start(
  options: Partial<FakeSlackOptions> = {},
  prepare?: (slack: FakeSlack) => void,
): Promise<FakeSlack> {
  const slack = await startFakeSlack({ mode: "socket", ...options });
  prepare?.(slack);
  const server = await serve(workspace, {
    SLACK_BOT_TOKEN: slack.settings.botToken,
    SLACK_API_URL: slack.settings.apiUrl,
    SLACK_APP_TOKEN: "xapp-fake-app",
  });
  onTestFinished(async () => {
    server.child.kill("SIGTERM");
    await server.ended;
    await slack.close();
  });
  return slack;
}

/** The lines of `doctor` about Slack, without when each was seen. */
async function slackLines(): Promise<readonly string[]> {
  const { stdout, stderr } = await workspace.run(["doctor"], { PILOTDESK_VECTORS: "off" });
  const lines = `${stdout}\n${stderr}`.split("\n").filter((line) => /^(?:problem: )?slack: /.test(line));
  return lines.map((line) => line.replace(/,? [Aa]s of .*$/, "").replace(/^(?:problem: )?slack: /, ""));
}

const manifestScopes = ["chat:write", "channels:read", "groups:read", "im:write", "im:history", "assistant:write"];

describe("doctor, beside a running server", () => {
  it("tells each trouble with Slack on a line, with what to do", async () => {
    const slack = await start({ scopes: manifestScopes });
    const event = (inner: object) => ({
      type: "event_callback",
      event_id: `Ev${slack.workspace.nextTs()}`,
      event: inner,
    });
    for (const body of [
      { type: "app_rate_limited", team_id: "T0HARBOUR", minute_rate_limited: 1772442000, api_app_id: "A0PILOT" },
      event({ type: "tokens_revoked", tokens: { bot: ["U0PILOT"] } }),
      event({ type: "channel_id_changed", old_channel_id: "C0OLD", new_channel_id: "C0NEW" }),
    ]) {
      await slack.deliver({ kind: "events_api", body });
    }
    await slack.people.command("U0PRIYA", "C0ALONE", "log Wexcombe is amber, two drivers short");
    const wanted = [
      "Slack held events back: the workspace sent more than 30,000 in an hour. Take the app out of busy channels.",
      "The app's tokens were revoked in Slack. Install the app again and set SLACK_BOT_TOKEN.",
      expect.stringMatching(/^A channel has a new id in Slack, .* \(C0OLD is C0NEW\)$/),
      "A permission is missing. Bring the app to manifest/slack.json and install it again. (users:read)",
      "The app is not in a channel where it was to post. Invite it there with /invite. (C0ALONE)",
    ];
    await expect.poll(slackLines, { timeout: 20_000, interval: 500 }).toEqual(expect.arrayContaining(wanted));
  }, 40_000);

  it("tells of a connection that is gone, and of one that is well again", async () => {
    const slack = await start();
    await expect.poll(slackLines, { timeout: 10_000, interval: 300 }).toContain("connected");
    slack.mishap(
      "apps.connections.open",
      ...Array.from({ length: 4 }, () => ({ kind: "status", status: 500 }) as const),
    );
    slack.sockets.sockets.at(-1)?.destroy();
    const gone = "There is no connection to Slack. It is tried again by itself; check the network if this stays.";
    await expect.poll(slackLines, { timeout: 20_000, interval: 300 }).toContain(gone);
    await expect.poll(slackLines, { timeout: 60_000, interval: 1000 }).toContain("connected");
  }, 100_000);

  it.each([
    ["auth.test", "token_revoked", "Slack no longer takes SLACK_BOT_TOKEN: it was revoked."],
    ["auth.test", "invalid_auth", "Slack does not take SLACK_BOT_TOKEN."],
    ["apps.connections.open", "invalid_auth", "Slack does not take SLACK_APP_TOKEN."],
  ])(
    "tells of a token that %s answers with %s",
    async (method, error, expected) => {
      await start({}, (slack) => {
        slack.mishap(method, ...Array.from({ length: 30 }, () => ({ kind: "error", error }) as const));
      });
      await expect
        .poll(slackLines, { timeout: 20_000, interval: 300 })
        .toContainEqual(expect.stringContaining(expected));
    },
    40_000,
  );
});
