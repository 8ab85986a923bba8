import { parseArgs } from "node:util";
import type { Store } from "../core/store.ts";
import type { HeldWork } from "../core/work.ts";
import { systemClock } from "../main.ts";
import { formatInstant } from "../renderers/format-date.ts";
import { openStore } from "../stores/open-store.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";

const usage = `pilotdesk held                   messages and posts that came back with a backup, not yet answered or sent
pilotdesk held release ID | all  answer them, or send them, now
pilotdesk held drop ID | all     never answer or send them`;

/** How long what was dropped is kept, as other finished work is. */
const keptMs = 7 * 86_400_000;

/** `held`: lists what a restored backup had not finished, and releases or drops it. Nothing of it happens by itself. */
export const heldCommand: Command = async (args, context) => {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [what = "list", id, ...more] = positionals;
  const isChange = what === "release" || what === "drop";
  if (more.length > 0 || (what !== "list" && !isChange) || isChange !== (id !== undefined)) {
    context.complain(usage);
    return exitCodes.usage;
  }
  const store = await openStore(context.config, systemClock);
  try {
    const held = await store.heldWork();
    if (!isChange) return list(held, context);
    const ids = held.map((one) => one.id).filter((one) => id === "all" || one === id);
    if (ids.length === 0) {
      context.complain(id === "all" ? "Nothing is held." : `Nothing is held as ${id ?? ""}. pilotdesk held lists it.`);
      return exitCodes.failed;
    }
    await decide(store, what, ids);
    context.print(what === "release" ? `released: ${ids.length}` : `dropped: ${ids.length}`);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
};

function list(held: readonly HeldWork[], { print }: Pick<CommandContext, "print">): number {
  for (const { kind, id, channel, conversation, at } of held)
    print(`${id}  ${kind === "turn" ? "message" : "post"}  ${channel}  ${formatInstant(at)}  ${conversation}`);
  if (held.length === 0) print("Nothing is held.");
  return exitCodes.ok;
}

async function decide(store: Store, what: "release" | "drop", ids: readonly string[]): Promise<void> {
  const now = systemClock.now();
  const at = now.toISOString();
  const purgeAfter = new Date(now.getTime() + keptMs).toISOString();
  await store.transaction((transaction) =>
    what === "release" ? transaction.releaseHeld(ids, at) : transaction.dropHeld(ids, { at, purgeAfter }),
  );
}
