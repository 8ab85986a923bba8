import { createWebServer } from "../channels/web/web-server.ts";
import { messageOf } from "../core/errors.ts";
import { openPilotdesk } from "../main.ts";
import { describeCapabilities } from "./capabilities.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";
import { reportRefusals } from "./report-sync.ts";
import { describeSync } from "./sync-commands.ts";

/** `start`: serves the playground until the process is told to stop. */
export const startCommand: Command = async (_args, context) => {
  const { config, print, complain } = context;
  const pilotdesk = await openPilotdesk(config, {
    answers: "thread",
    onVectorFailure: (error) => complain(`vectors: ${messageOf(error)}`),
  });
  try {
    const report = await pilotdesk.sync();
    if (report.outcome === "synced") for (const line of describeSync(report)) print(line);
    reportRefusals(report, context);
    await pilotdesk.vectors?.index.refresh();
    for (const line of await describeCapabilities(pilotdesk, config)) print(line);
    const server = createWebServer({ assistant: pilotdesk.assistant, host: config.host, port: config.port });
    const stopped = untilStopped();
    const { address } = await server.listen();
    print(`playground: ${address}`);
    pilotdesk.vectors?.filler.start();
    await stopped;
    await server.close();
    return exitCodes.ok;
  } finally {
    await pilotdesk.close();
  }
};

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
