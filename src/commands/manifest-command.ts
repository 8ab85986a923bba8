import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";

const templates = {
  slack: new URL("../../manifest/slack.json", import.meta.url),
  teams: new URL("../../manifest/teams/manifest.json", import.meta.url),
} as const;

/**
 * `manifest teams --bot-id ID --domain NAME --out FILE.zip` builds the package that an administrator uploads to Teams;
 * `manifest slack [--address URL]` prints what an administrator pastes into Slack.
 */
export const manifestCommand: Command = (args, context) =>
  args[0] === "slack" ? slackManifest(args.slice(1), context) : teamsManifest(args, context);

const slackManifest: Command = async (args, { print, complain }) => {
  const { values } = parseArgs({
    args: [...args],
    options: { address: { type: "string" }, "no-agent-view": { type: "boolean" } },
  });
  const { address, "no-agent-view": isPlain = false } = values;
  if (address !== undefined && !(URL.canParse(address) && new URL(address).protocol === "https:")) {
    complain(`${address} is no address that Slack can post to. Give one that begins with https://, without a path.`);
    return exitCodes.usage;
  }
  const { buildSlackManifest } = await import("../channels/slack/slack-manifest.ts");
  const options = { hasAgentView: !isPlain, ...(address !== undefined && { address }) };
  print(buildSlackManifest(await readFile(templates.slack, "utf8"), options).trimEnd());
  return exitCodes.ok;
};

const teamsManifest: Command = async (args, context) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      "bot-id": { type: "string" },
      domain: { type: "string" },
      out: { type: "string" },
      developer: { type: "string" },
      website: { type: "string" },
      privacy: { type: "string" },
      terms: { type: "string" },
      "app-version": { type: "string" },
      "no-listening": { type: "boolean" },
    },
    allowPositionals: true,
  });
  const { "bot-id": botId = context.config.teams?.clientId, domain, out = "pilotdesk-teams.zip", ...others } = values;
  if (positionals[0] !== "teams" || botId === undefined || domain === undefined) {
    context.complain(
      "For Slack: pilotdesk manifest slack [--address https://desk.example.org] [--no-agent-view]\n" +
        "For Teams, say for which bot and domain: pilotdesk manifest teams --bot-id ID --domain desk.example.org [--out FILE.zip]\n" +
        "[--developer NAME] [--website URL] [--privacy URL] [--terms URL] [--app-version 1.0.1] [--no-listening]",
    );
    return exitCodes.usage;
  }
  const { "app-version": version, "no-listening": isDeaf = false, ...about } = others;
  const { buildAppPackage } = await import("../channels/teams/manifest/app-package.ts");
  const zip = buildAppPackage(await readFile(templates.teams, "utf8"), {
    botId,
    domain,
    ...about,
    ...(version !== undefined && { version }),
    listens: !isDeaf,
  });
  await writeFile(out, zip);
  context.print(`${out} is written. Upload it in the Teams admin centre under Manage apps; docs/teams.md says how.`);
  return exitCodes.ok;
};
