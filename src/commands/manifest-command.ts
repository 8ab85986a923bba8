import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";

const template = new URL("../../manifest/teams/manifest.json", import.meta.url);

/** `manifest teams --bot-id ID --domain NAME --out FILE.zip` builds the package that an administrator uploads to Teams. */
export const manifestCommand: Command = async (args, context) => {
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
      "Say for which bot and domain: pilotdesk manifest teams --bot-id ID --domain desk.example.org [--out FILE.zip]\n" +
        "[--developer NAME] [--website URL] [--privacy URL] [--terms URL] [--app-version 1.0.1] [--no-listening]",
    );
    return exitCodes.usage;
  }
  const { "app-version": version, "no-listening": isDeaf = false, ...about } = others;
  const { buildAppPackage } = await import("../channels/teams/manifest/app-package.ts");
  const zip = buildAppPackage(await readFile(template, "utf8"), {
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
