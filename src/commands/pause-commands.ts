import { parseArgs } from "node:util";
import { changePause, readPauses } from "../ledger/pauses.ts";
import { systemClock } from "../main.ts";
import { openStore } from "../stores/open-store.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";

/** What conversations' ids begin with: a platform, or a platform and what it calls a place. */
const placePattern = /^(?:cli|web|slack|teams)(?::[\w.@:;=+/-]{1,200})?$/;

/** `pause [PLACE]`: answers stop everywhere or in one place, in every process at once; updates are still accepted. */
export const pauseCommand: Command = (args, context) => change(args, context, { paused: true });

/** `resume [PLACE]`: answers go on. */
export const resumeCommand: Command = (args, context) => change(args, context, { paused: false });

async function change(
  args: readonly string[],
  { config, print, complain }: CommandContext,
  { paused }: { readonly paused: boolean },
): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [place, ...more] = positionals;
  if (more.length > 0 || (place !== undefined && !placePattern.test(place))) {
    complain(
      "Name one place, or none for everywhere: cli, web, slack or teams, or a channel in one of them, as in slack:T1:C1.",
    );
    return exitCodes.usage;
  }
  const store = await openStore(config, systemClock);
  try {
    const where = place ?? "everywhere";
    const changed = await changePause({ store, place, paused, actor: "cli", clock: systemClock });
    const verb = paused ? "paused" : "resumed";
    print(changed ? `${verb}: ${where}` : `unchanged: ${where} was ${paused ? "paused" : "not paused"} already`);
    const standing = await readPauses(store);
    for (const pause of standing) print(`still paused: ${pause.place ?? "everywhere"} since ${pause.since}`);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
}
