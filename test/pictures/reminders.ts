import { setTimeout as pause } from "node:timers/promises";
import type { OneLedger } from "../end-to-end/one-ledger-bench.ts";
import { beforeReminders, clockAt } from "./other-day.ts";
import type { SlackScenes } from "./slack-conversation.ts";
import { showReminder as showInSlack } from "./slack-conversation.ts";
import type { TeamsScenes } from "./teams-conversation.ts";
import { bindSilentTeam, showReminder as showInTeams } from "./teams-conversation.ts";

/** A busy machine starts the app slowly. */
const patienceMs = 240_000;

/** Starts the app again on a day on which a return is nearly due, and shows what it then posts by itself. */
export async function playReminders(desk: OneLedger, slack: SlackScenes, teams: TeamsScenes): Promise<void> {
  await bindSilentTeam(teams);
  const from = { slack: desk.slack.calls.length, teams: desk.teams.requests().length };
  const has = {
    slack: () => desk.slack.calls.slice(from.slack).some(({ args }) => String(args["text"]).includes("is due by")),
    teams: () =>
      desk.teams
        .requests()
        .slice(from.teams)
        .some(({ body }) => JSON.stringify(body ?? "").includes("is due by")),
  };
  await desk.kill();
  await desk.start(clockAt(beforeReminders(new Date())));
  const until = Date.now() + patienceMs;
  while (!has.slack() || !has.teams()) {
    if (Date.now() > until) throw new Error(`No reminder came: ${has.slack() ? "Teams" : "Slack"}.`);
    await pause(100);
  }
  showInSlack(slack, from.slack);
  showInTeams(teams, from.teams);
}
