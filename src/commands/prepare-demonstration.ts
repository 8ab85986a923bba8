import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demonstrationConfig } from "../config.ts";
import { dayOf } from "../core/time.ts";
import { systemClock } from "../main.ts";
import { setUpDemonstration } from "../operations/demonstration/set-up-demonstration.ts";
import type { CommandContext } from "./command.ts";

/** Where the repository keeps what a demonstration is made from. */
export const demonstrationFolder = fileURLToPath(new URL("../../demonstration", import.meta.url));

/** A demonstration that is older than this has no update that anybody would call new. */
const freshDays = 40;

/** The same command in a demonstration, which is set up where there is none yet. `say` is told what was done. */
export async function prepareDemonstration(
  context: CommandContext,
  say: (text: string) => void = context.complain,
): Promise<CommandContext> {
  const config = demonstrationConfig(context.config);
  const now = systemClock.now();
  const setUp = await setUpDemonstration({ config, folder: demonstrationFolder, now });
  if (setUp.outcome === "made") say(`demonstration: ${setUp.updates} invented updates in ${config.dataFolder}`);
  else if (daysBetween(setUp.since, dayOf(now)) > freshDays) {
    say(
      `demonstration: set up on ${setUp.since}, so its updates are old. Delete ${join(config.dataFolder, "/")} to have it set up for today.`,
    );
  }
  return { ...context, config };
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
