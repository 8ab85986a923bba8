import { setTimeout as wait } from "node:timers/promises";
import { startFakeSlack } from "../fakes/slack/fake-slack.ts";
import type { FakeSlack } from "../fakes/slack/fake-slack.ts";
import { fakeApp, startFakeTeams } from "../fakes/teams/fake-teams.ts";
import type { FakeTeams } from "../fakes/teams/fake-teams.ts";

/** What a server needs to connect to a fake Teams. */
export function teamsSettings(teams: FakeTeams): Readonly<Record<string, string>> {
  return {
    TEAMS_CLIENT_ID: fakeApp.clientId,
    TEAMS_CLIENT_SECRET: fakeApp.clientSecret,
    TEAMS_TENANT_ID: fakeApp.tenant,
    TEAMS_OPENID_URL: teams.openIdUrl,
    TEAMS_LOGIN_URL: teams.url,
    TEAMS_SERVICE_URLS: teams.url,
  };
}

/** What a server needs to connect to a fake Slack. */
export function slackSettings({ settings }: FakeSlack): Readonly<Record<string, string>> {
  const { botToken, apiUrl, connection } = settings;
  const secret =
    connection.kind === "socket"
      ? { SLACK_APP_TOKEN: connection.appToken }
      : { SLACK_SIGNING_SECRET: connection.signingSecret };
  return { ...secret, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl };
}

/** Both platforms, and how a server reaches them. */
export interface PlatformFakes {
  readonly slack: FakeSlack;
  readonly teams: FakeTeams;
  readonly settings: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Starts both fakes; Slack delivers over Socket Mode. */
export async function startPlatformFakes(): Promise<PlatformFakes> {
  const [slack, teams] = await Promise.all([startFakeSlack({ mode: "socket" }), startFakeTeams()]);
  return {
    slack,
    teams,
    settings: { ...slackSettings(slack), ...teamsSettings(teams) },
    async close() {
      await Promise.all([slack.close(), teams.close()]);
    },
  };
}

/** Resolves when a server says of every platform that it is connected; rejects after a minute. */
export async function untilConnected(url: string, platforms: number): Promise<void> {
  const until = performance.now() + 60_000;
  while (performance.now() < until) {
    const response = await fetch(`${url}/readyz`).catch(() => undefined);
    const text = (await response?.text()) ?? "";
    if (response?.status === 200 && text.split('"connected"').length > platforms) return;
    await wait(5);
  }
  throw new Error("The server did not connect to every platform within a minute.");
}
