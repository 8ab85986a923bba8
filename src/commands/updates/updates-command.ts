import { parseArgs } from "node:util";
import { returnTemplate } from "../../intents/updates/returns/return-columns.ts";
import { csvFile } from "../../renderers/files/csv-file.ts";
import { withPilotdesk } from "../ask-command.ts";
import { exitCodes } from "../command.ts";
import type { Command, CommandContext } from "../command.ts";
import { writeOut } from "../write-out.ts";
import { changeUpdate, withdrawOne } from "./change-update.ts";
import { exportUpdates } from "./export-updates.ts";
import { findUpdates } from "./find-updates.ts";
import { createOperator } from "./operator.ts";
import type { UpdatesContext } from "./operator.ts";
import { updateLine, updateText, versionLines } from "./update-text.ts";

const usage = `pilotdesk updates list [--programme P] [--pilot P] [--since DAY] [--known-at DAY] [--json]
pilotdesk updates show ID [--json]                     what it says, and every version of it
pilotdesk updates amend ID [--rating green] [--narrative "…"] [--set COLUMN=VALUE …] [--reason "…"]
pilotdesk updates withdraw ID --reason "…"
pilotdesk updates import FILE [--write] [--json]       CSV or XLSX returns; a dry run unless --write
pilotdesk updates export FILE.csv [--programme P] [--pilot P] [--since DAY] [--known-at DAY]
pilotdesk updates template FILE.csv                    the columns of a return, with an example

P is the id or the name of a programme or a pilot. COLUMN is a column of a return: spent, risks, "figure: referrals".`;

const options = {
  json: { type: "boolean" },
  write: { type: "boolean" },
  programme: { type: "string" },
  pilot: { type: "string" },
  since: { type: "string" },
  "known-at": { type: "string" },
  rating: { type: "string" },
  narrative: { type: "string" },
  set: { type: "string", multiple: true },
  reason: { type: "string" },
} as const;

/** The options of every `updates` command. */
export type UpdatesValues = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** `updates …`: lists, shows, amends and withdraws what teams have confirmed, and takes in and gives out files of it. */
export const updatesCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [what = "list", target, ...more] = positionals;
  const isKnown = ["list", "show", "amend", "withdraw", "import", "export", "template"].includes(what);
  if (!isKnown || more.length > 0 || (what === "list") !== (target === undefined)) {
    context.complain(usage);
    return exitCodes.usage;
  }
  if (what === "template") return writeTemplate(target ?? "", context);
  return withPilotdesk({ ...context, config: { ...context.config, vectors: "off" } }, async ({ store }) => {
    const { print, complain, config } = context;
    const operator = await createOperator(store);
    const given = { store, operator, admins: config.admins, print, complain, json: values.json === true };
    return run(what, target ?? "", values, given);
  });
};

async function run(what: string, target: string, values: UpdatesValues, context: UpdatesContext): Promise<number> {
  switch (what) {
    case "import": {
      const { importReturns } = await import("./import-returns.ts");
      return importReturns(target, values.write === true, context);
    }
    case "export": {
      const found = await findUpdates(values, context);
      return typeof found === "string" ? misused(found, context) : exportUpdates(target, found, context);
    }
    case "show":
      return show(target, context);
    case "amend":
      return changeUpdate(target, values, context);
    case "withdraw":
      return withdrawOne(target, values, context);
    default: {
      const found = await findUpdates(values, context);
      return typeof found === "string" ? misused(found, context) : list(found, context);
    }
  }
}

function misused(problem: string, { complain }: UpdatesContext): number {
  complain(problem);
  return exitCodes.usage;
}

function list(updates: Exclude<Awaited<ReturnType<typeof findUpdates>>, string>, context: UpdatesContext): number {
  const { json, print, operator } = context;
  if (json) print(JSON.stringify(updates, null, 2));
  else for (const update of updates) print(updateLine(update, operator.knowledge));
  if (updates.length === 0 && !json) print("No such update is on record.");
  return exitCodes.ok;
}

async function show(id: string, context: UpdatesContext): Promise<number> {
  const { store, operator, print, complain, json } = context;
  const versions = await store.updateVersions(operator.scope, id);
  const [update] = await store.updates(operator.scope, { ids: [id] });
  if (versions.length === 0) {
    complain(`There is no update ${id}. pilotdesk updates list names them.`);
    return exitCodes.failed;
  }
  if (json) {
    print(JSON.stringify({ update, versions }, null, 2));
    return exitCodes.ok;
  }
  const now = update ? updateText(update, operator.knowledge) : [`${id}  does not stand any more`];
  for (const line of [...now, "History", ...(await versionLines(versions, context))]) print(line);
  return exitCodes.ok;
}

async function writeTemplate(path: string, { print }: Pick<CommandContext, "print">): Promise<number> {
  await writeOut(path, csvFile([returnTemplate.columns, returnTemplate.example]));
  print(`The columns of a return are in ${path}, with an example row to replace.`);
  return exitCodes.ok;
}
