import { parseArgs } from "node:util";
import { verifyLedger } from "../ledger/verify-ledger.ts";
import { systemClock } from "../main.ts";
import { purgeNow } from "../operations/housekeeping.ts";
import { exportStore } from "../operations/transfer/export-store.ts";
import { importStore } from "../operations/transfer/import-store.ts";
import type { Manifest } from "../operations/transfer/manifest.ts";
import { purgeListOf, rememberPurges } from "../operations/transfer/purge-list.ts";
import type { Store } from "../core/store.ts";
import { openStore } from "../stores/open-store.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";

const options = {
  vectors: { type: "boolean" },
  purges: { type: "string", multiple: true },
  "go-on": { type: "boolean" },
} as const;

/** `store export DIR [--vectors]`, `store import DIR [--purges FILE] [--go-on]`, `store verify`, `store purge`. */
export const storeCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [what, directory, ...more] = positionals;
  const takesFolder = what === "export" || what === "import";
  if ((!takesFolder && what !== "verify" && what !== "purge") || takesFolder !== (directory !== undefined) || more[0]) {
    context.complain("Say what to do: pilotdesk store export DIR, store import DIR, store verify, or store purge.");
    return exitCodes.usage;
  }
  const store = await openStore(context.config, systemClock);
  try {
    if (directory === undefined) return what === "purge" ? await purge(store, context) : await verify(store, context);
    if (what === "export") {
      await rememberPurges(store, context.config.dataFolder);
      describeTables(await exportStore({ store, directory, vectors: values.vectors ?? false }), context);
      return exitCodes.ok;
    }
    const purgeLists = [purgeListOf(context.config.dataFolder), ...(values.purges ?? [])];
    const goesOn = values["go-on"] ?? false;
    const brought = await importStore({ store, directory, purgeLists, clock: systemClock, goesOn });
    const { manifest, purged, held } = brought;
    await rememberPurges(store, context.config.dataFolder);
    describeTables(manifest, context);
    if (purged > 0) context.print(`purged again: ${purged}`);
    if (held > 0) context.print(`held, neither answered nor posted: ${held}. pilotdesk held lists them`);
    return exitCodes.ok;
  } finally {
    await store.close();
  }
};

function describeTables({ tables, head }: Manifest, { print }: CommandContext): void {
  for (const [table, { rows, sha256 }] of Object.entries(tables)) print(`${table}: ${rows} rows, sha256 ${sha256}`);
  print(`last event: ${head.seq}, hash ${head.hash}`);
}

async function verify(store: Store, { print, complain }: CommandContext): Promise<number> {
  const { events, purged, firstBad } = await verifyLedger(store);
  if (firstBad) {
    complain(
      `ledger: the chain breaks at event ${firstBad.seq}: ${firstBad.reason}. ${events} events before it are good. Restore the last export, or move the data folder away and import again.`,
    );
    return exitCodes.failed;
  }
  print(`ledger: ${events} events, chain whole, ${purged} payloads purged`);
  return exitCodes.ok;
}

async function purge(store: Store, { config, print }: CommandContext): Promise<number> {
  print(`purged: ${await purgeNow({ store, dataFolder: config.dataFolder, clock: systemClock })}`);
  return exitCodes.ok;
}
