import { flushCompileCache } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createPlayground } from "../channels/web/playground.ts";
import type { Playground } from "../channels/web/playground.ts";
import { createWebServer } from "../channels/web/web-server.ts";
import type { WebServer } from "../channels/web/web-server.ts";
import type { Config } from "../config.ts";
import type { Assistant } from "../core/assistant.ts";
import type { Store } from "../core/store.ts";
import { openPilotdesk, systemClock } from "../main.ts";
import type { Pilotdesk } from "../main.ts";
import {
  demonstrationBanner,
  demonstrationReader,
  players,
  stages,
} from "../operations/demonstration/demonstration.ts";
import { createChannelHost } from "../operations/channel-host.ts";
import type { ChannelHost } from "../operations/channel-host.ts";
import { createHousekeeping } from "../operations/housekeeping.ts";
import { createLifecycle, exitOnDefect, untilSignalled } from "../operations/lifecycle.ts";
import type { Lifecycle } from "../operations/lifecycle.ts";
import { createLog } from "../operations/log.ts";
import type { Log } from "../operations/log.ts";
import { measureAssistant } from "../operations/measured-assistant.ts";
import { createMetrics } from "../operations/metrics.ts";
import type { ReadableMetrics } from "../operations/metrics.ts";
import { createReadiness } from "../operations/readiness.ts";
import { startWork } from "../work/start-work.ts";
import type { Work } from "../work/start-work.ts";
import { describeCapabilities, describeChannels } from "./capabilities.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";
import { openChannels } from "./open-channels.ts";
import { reportRefusals } from "./report-sync.ts";
import { describeSync } from "./sync-commands.ts";

/** How long a stop waits for what is under way; an orchestrator usually waits 30 seconds before it kills. */
const drainMs = 15_000;

/** How much of it is left for closing what the work was done with. */
const closingMs = 3000;

/** A busy server commits this many milliseconds' worth of work at once; an answer passes five such commits. */
const gatherMs = 6;

/** `start [--demo]`: serves the playground, and the platforms that are configured, until the process is told to stop. */
export const startCommand: Command = async (args, given) => {
  const { values } = parseArgs({ args: [...args], options: { demo: { type: "boolean", default: false } } });
  // Where the environment asks for a demonstration, the command line has prepared it.
  const isPrepared = given.config.demonstration || !values.demo;
  const context = isPrepared ? given : await prepared(given);
  const isDemonstration = context.config.demonstration;
  const log = await createLog(context.config.logLevel);
  exitOnDefect(log, context.complain);
  const signalled = untilSignalled(log);
  const lifecycle = createLifecycle({ log, deadlineMs: drainMs });
  try {
    await startServing(context, { log, lifecycle, isDemonstration });
    log.info({ signal: await signalled }, "stopping");
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
  if (await lifecycle.stop()) return exitCodes.ok;
  // What did not end in time would keep the process alive.
  process.exit(exitCodes.failed);
};

/** What makes a demonstration reads files, and is only loaded for one. */
async function prepared(given: CommandContext): Promise<CommandContext> {
  const { prepareDemonstration } = await import("./prepare-demonstration.ts");
  return prepareDemonstration(given, given.print);
}

interface Serving {
  readonly log: Log;
  readonly lifecycle: Lifecycle;
  readonly isDemonstration: boolean;
}

async function startServing(context: CommandContext, serving: Serving): Promise<void> {
  const { log, lifecycle, isDemonstration } = serving;
  const { config, print } = context;
  const pilotdesk = await openPilotdesk(config, {
    answers: "thread",
    onVectorFailure: (err) => log.warn({ err }, "ranked by words alone"),
    onStage: (stage, ms) => metrics.time("answer", stage, ms),
    // The reason is an error's message, which may quote a question.
    onThreadLost() {
      metrics.count("threadRestarts", "answers");
      log.error("the answering thread died and was replaced");
    },
  });
  lifecycle.onStop("store", () => pilotdesk.close());
  const metrics = createMetrics({ store: pilotdesk.store });
  lifecycle.onStop("metrics", async () => metrics.close());
  const report = await pilotdesk.sync();
  if (report.outcome === "synced") for (const line of describeSync(report)) print(line);
  reportRefusals(report, context);
  await startHousekeeping(pilotdesk, config, serving);
  await pilotdesk.vectors?.index.refresh();
  // Meanwhile, so that the first question does not wait for what answers to start.
  pilotdesk.assistant.suggestions().catch((err: unknown) => log.warn({ err }, "what answers could not be started yet"));
  for (const line of await describeCapabilities(pilotdesk, config)) print(line);
  const parts = { ...serving, metrics, assistant: measureAssistant(pilotdesk.assistant, metrics) };
  const playground = isDemonstration ? await openPlayground(pilotdesk.store, parts.assistant) : undefined;
  const { work, host } = await startWorking(pilotdesk, config, { ...parts, playground });
  const server = await createServer(pilotdesk, config, { ...parts, playground, work, host });
  const { address } = await server.listen();
  lifecycle.onStop("web", () => server.close());
  await host.start();
  lifecycle.onStop("deliveries", () => host.stopTaking());
  for (const line of describeChannels(host.states())) print(line);
  print(`playground: ${address}`);
  pilotdesk.vectors?.filler.start();
  // Node writes it at an orderly end only; a server that is killed would compile everything again at its next start.
  flushCompileCache();
}

interface Measured extends Serving {
  readonly metrics: ReadableMetrics;
  readonly assistant: Assistant;
  readonly playground: Playground | undefined;
}

interface Working {
  readonly work: Work;
  readonly host: ChannelHost;
}

/** Starts inbox, worker, outbox and schedule, with the platforms that are configured behind them. */
async function startWorking(
  { store, schedules }: Pilotdesk,
  config: Config,
  { log, lifecycle, metrics, assistant, playground }: Measured,
): Promise<Working> {
  const channels = await openChannels(config, { clock: systemClock, log });
  const work = await startWork({
    store,
    channels: [...channels, ...(playground ? [playground] : [])].map(({ outbound }) => outbound),
    handler: assistant.decide,
    clock: systemClock,
    schedules,
    log,
    metrics,
    gatherMs,
    ...(config.instance !== undefined && { instance: config.instance }),
  });
  const host = createChannelHost({ channels, assistant, work, store, metrics, clock: systemClock, log });
  lifecycle.onStop("channels", () => host.close());
  // Before the channels are closed, so that the last answers are still sent.
  lifecycle.onStop("work", () => work.stop({ deadlineMs: drainMs - closingMs }));
  return { work, host };
}

async function startHousekeeping(pilotdesk: Pilotdesk, config: Config, { log, lifecycle }: Serving): Promise<void> {
  const housekeeping = createHousekeeping({
    store: pilotdesk.store,
    dataFolder: config.dataFolder,
    clock: systemClock,
    onPurged: (count) => log.info({ count }, "purged what is past its time"),
    onFailure: (err) => log.error({ err }, "could not purge; tried again tomorrow"),
  });
  lifecycle.onStop("housekeeping", () => housekeeping.close());
  await housekeeping.start();
}

async function createServer(
  { store }: Pilotdesk,
  { host, port, allowedHosts }: Config,
  { log, lifecycle, metrics, assistant, work, host: platforms, playground }: Measured & Working,
): Promise<WebServer> {
  return createWebServer({
    assistant,
    ...(playground && { banner: demonstrationBanner, playground }),
    endpoints: platforms.endpoints,
    host,
    port,
    allowedHosts,
    log: {
      info(fields, message) {
        metrics.count("requests", String(fields["status"]));
        log.info(fields, message);
      },
      error: (fields, message) => log.error(fields, message),
    },
    health: createReadiness({
      store,
      assistant,
      isStopping: lifecycle.isStopping,
      trouble: () => work.trouble(),
      channels: () => platforms.states(),
    }),
    metrics: () => metrics.text(),
    clock: systemClock,
  });
}

async function openPlayground(store: Store, assistant: Assistant): Promise<Playground> {
  const { demonstrationFolder } = await import("./prepare-demonstration.ts");
  const { readExampleMessages } = await import("../operations/demonstration/read-messages.ts");
  const examples = await readExampleMessages(join(demonstrationFolder, "messages.yaml"));
  return createPlayground({
    assistant,
    clock: systemClock,
    reader: await demonstrationReader(store),
    official: { sender: players.official, place: stages.official, examples: examples.officials },
    team: { sender: players.team, place: stages.team, examples: examples.team },
  });
}
