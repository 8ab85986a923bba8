import { parseArgs } from "node:util";
import { verifyLedger } from "../ledger/verify-ledger.ts";
import { openPilotdesk } from "../main.ts";
import { describeCapabilities } from "./capabilities.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";

/** `doctor`: what runs, whether the store is whole, and what to do about what is not. Changes nothing. */
export const doctorCommand: Command = async (args, { config, print }) => {
  parseArgs({ args: [...args], options: {} });
  print(`node: ${process.version}`);
  const pilotdesk = await openPilotdesk(config);
  try {
    await pilotdesk.vectors?.index.refresh();
    for (const line of await describeCapabilities(pilotdesk, config)) print(line);
    const verdict = await verifyLedger(pilotdesk.store);
    print(
      verdict.ok
        ? `ledger: ${verdict.events} events, chain whole`
        : `ledger: the chain breaks at event ${JSON.stringify(verdict.firstBad)}. Restore the data folder from a backup, or remove it and import again.`,
    );
    return verdict.ok ? exitCodes.ok : exitCodes.failed;
  } finally {
    await pilotdesk.close();
  }
};
