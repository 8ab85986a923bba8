import type { Command, CommandContext } from "./commands/command.ts";
import { exitCodes } from "./commands/command.ts";
import { processEnvironment, readConfig } from "./config.ts";
import { messageOf, PilotdeskError } from "./core/errors.ts";

const usage = `pilotdesk COMMAND

  start [--demo]           serve the playground, and Slack and Teams where configured; --demo adds an invented live programme
  ask "…" [--json]         answer one question; --thread NAME follows up, --true-at DAY, --known-at DAY;
                           --audience programme:ID answers as to those who work on it
  ask --batch FILE         answer a file of questions, one JSON object a line
  propose "…" [--json]     show the update that a message proposes; --posted-at DAY or INSTANT, --pilot ID
  propose --batch FILE     read updates from a file of messages, one JSON object a line
  why ID [--replay]        explain an answer, or answer it again with what was known then
  copy ID FILE             write an answer with its sources as FILE.docx or FILE.csv
  records [KIND|ID]        count, list or show records
  import                   read records and documents again
  ingest                   the same, and wait for the vectors
  doctor                   what runs, and what needs doing
  updates …                list, show, amend, withdraw, import and export what teams confirmed
  corrections [done ID]    what people say is wrong and nobody could be told of
  roles [give|take]        who may bind places, log for a programme, or read receipts
  store export DIR         back everything up, one checked file a table; --vectors for the vectors too
  store import DIR         bring an export into an empty store; --purges FILE keeps more of it purged,
                           --go-on answers and posts what it had not finished instead of holding it
  held [release|drop ID]   messages and posts that came back with a backup
  store verify             check every event and payload
  store purge              empty what is past its retention period
  pause [PLACE]            stop answers everywhere, or in one place such as web; updates are still accepted
  resume [PLACE]           answer there again
  manifest slack           print the manifest to paste into Slack; --address URL for HTTP, --no-agent-view
  manifest teams           build the app package for Teams; --bot-id ID --domain NAME --out FILE.zip
  eval retrieval DIR       measure ranking on a BEIR data set
  help                     this page

Settings are environment variables; README.md lists them.`;

// Each command loads only what it needs.
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import("./commands/start-command.ts")).startCommand,
  ask: async () => (await import("./commands/ask-command.ts")).askCommand,
  propose: async () => (await import("./commands/propose-command.ts")).proposeCommand,
  why: async () => (await import("./commands/why-command.ts")).whyCommand,
  copy: async () => (await import("./commands/copy-command.ts")).copyCommand,
  records: async () => (await import("./commands/records-command.ts")).recordsCommand,
  import: async () => (await import("./commands/sync-commands.ts")).importCommand,
  ingest: async () => (await import("./commands/sync-commands.ts")).ingestCommand,
  doctor: async () => (await import("./commands/doctor-command.ts")).doctorCommand,
  updates: async () => (await import("./commands/updates/updates-command.ts")).updatesCommand,
  held: async () => (await import("./commands/held-command.ts")).heldCommand,
  corrections: async () => (await import("./commands/corrections-command.ts")).correctionsCommand,
  roles: async () => (await import("./commands/roles-command.ts")).rolesCommand,
  store: async () => (await import("./commands/store-command.ts")).storeCommand,
  pause: async () => (await import("./commands/pause-commands.ts")).pauseCommand,
  resume: async () => (await import("./commands/pause-commands.ts")).resumeCommand,
  manifest: async () => (await import("./commands/manifest-command.ts")).manifestCommand,
  eval: async () => (await import("./commands/eval-command.ts")).evalCommand,
};

/** Runs a command line and returns its exit code. A failure is a sentence on standard error, never a stack trace. */
export async function runCli(argv: readonly string[]): Promise<number> {
  // A reader that has seen enough, as `head` has, ends the command without a word.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    process.exit(error.code === "EPIPE" ? exitCodes.ok : exitCodes.failed);
  });
  const [name = "help", ...args] = argv;
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const complain = (text: string): void => void process.stderr.write(`${text}\n`);
  if (["help", "--help", "-h"].includes(name)) {
    print(usage);
    return exitCodes.ok;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) {
    complain(`There is no command ${name}.\n\n${usage}`);
    return exitCodes.usage;
  }
  try {
    const context: CommandContext = { config: readConfig(processEnvironment()), print, complain };
    const command = await load();
    return await command(args, context.config.demonstration ? await inDemonstration(context) : context);
  } catch (error) {
    return explainFailure(error, complain);
  }
}

/** Whatever runs in a demonstration finds it set up. */
async function inDemonstration(context: CommandContext): Promise<CommandContext> {
  const { prepareDemonstration } = await import("./commands/prepare-demonstration.ts");
  return prepareDemonstration(context);
}

function explainFailure(error: unknown, complain: (text: string) => void): number {
  if (error instanceof PilotdeskError) {
    complain(error.message);
    return exitCodes.failed;
  }
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) {
    complain(`${error.message}\n\n${usage}`);
    return exitCodes.usage;
  }
  complain(
    `Something unexpected went wrong: ${messageOf(error)}. Nothing that was saved is lost; pilotdesk doctor checks the store.`,
  );
  return exitCodes.failed;
}
