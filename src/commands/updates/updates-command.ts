import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { endOfDay, isDay } from "../../core/time.ts";
import { ratings } from "../../core/update.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { returnTemplate } from "../../intents/updates/plan-returns.ts";
import { amendUpdate, withdrawUpdate } from "../../ledger/updates/record-update.ts";
import type { UpdateOutcome } from "../../ledger/updates/record-update.ts";
import { systemClock } from "../../main.ts";
import { csvFile } from "../../renderers/files/reply-csv.ts";
import { withPilotdesk } from "../ask-command.ts";
import { exitCodes } from "../command.ts";
import type { Command, CommandContext } from "../command.ts";
import { exportUpdates } from "./export-updates.ts";
import { createOperator } from "./operator.ts";
import type { UpdatesContext } from "./operator.ts";
import { updateLine, updateText, versionLines } from "./update-text.ts";

const usage = `pilotdesk updates list [--programme ID] [--pilot ID] [--since DAY] [--json]
pilotdesk updates show ID [--json]                     what it says, and every version of it
pilotdesk updates amend ID --rating green --reason "…"  [--narrative "…"]
pilotdesk updates withdraw ID --reason "…"
pilotdesk updates import FILE [--write]                CSV or XLSX returns; a dry run unless --write
pilotdesk updates export FILE.csv [--programme ID] [--pilot ID] [--since DAY] [--known-at DAY]
pilotdesk updates template FILE.csv                    the columns of a return, with an example`;

const options = {
  json: { type: "boolean" },
  write: { type: "boolean" },
  programme: { type: "string" },
  pilot: { type: "string" },
  since: { type: "string" },
  "known-at": { type: "string" },
  rating: { type: "string" },
  narrative: { type: "string" },
  reason: { type: "string" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

/** `updates …`: lists, shows, amends and withdraws what teams have confirmed, and takes in and gives out files of it. */
export const updatesCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [what = "list", target] = positionals;
  if (what === "template" && target !== undefined) return writeTemplate(target, context);
  const isKnown = ["list", "show", "amend", "withdraw", "import", "export"].includes(what);
  if (!isKnown || (what !== "list" && target === undefined)) return explainUsage(context);
  return withPilotdesk({ ...context, config: { ...context.config, vectors: "off" } }, async ({ store }) => {
    const { print, complain } = context;
    const given = { store, operator: await createOperator(store), print, complain, json: values.json === true };
    return target === undefined ? list(values, given) : run(what, target, values, given);
  });
};

async function run(what: string, target: string, values: Values, context: UpdatesContext): Promise<number> {
  switch (what) {
    case "import": {
      const { importReturns } = await import("./import-returns.ts");
      return importReturns(target, values.write === true, context);
    }
    case "export":
      return exportUpdates(target, await find(values, context), context);
    case "show":
      return show(target, context);
    case "amend":
      return amend(target, values, context);
    case "withdraw":
      return withdraw(target, values, context);
    default:
      return list(values, context);
  }
}

function explainUsage({ complain }: Pick<CommandContext, "complain">): number {
  complain(usage);
  return exitCodes.usage;
}

async function find(values: Values, { store, operator }: UpdatesContext): Promise<readonly ConfirmedUpdate[]> {
  const { programme, pilot, since, "known-at": knownAt } = values;
  const scope =
    knownAt === undefined
      ? operator.scope
      : { ...operator.scope, knownSeq: await store.seqAt(isDay(knownAt) ? endOfDay(knownAt) : knownAt) };
  return store.updates(scope, {
    ...(programme !== undefined && { programmes: [programme] }),
    ...(pilot !== undefined && { pilots: [pilot] }),
    ...(since !== undefined && { postedFrom: `${since}T00:00:00.000Z` }),
  });
}

async function list(values: Values, context: UpdatesContext): Promise<number> {
  const updates = await find(values, context);
  if (context.json) context.print(JSON.stringify(updates, null, 2));
  else for (const update of updates) context.print(updateLine(update, context.operator.knowledge));
  if (updates.length === 0 && !context.json) context.print("No updates are on record.");
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
  if (json) print(JSON.stringify({ update, versions }, null, 2));
  else {
    const now = update ? updateText(update, operator.knowledge) : [`${id}  does not stand any more`];
    for (const line of [...now, "History", ...versionLines(versions)]) print(line);
  }
  return exitCodes.ok;
}

async function amend(
  id: string,
  { rating: said, narrative, reason }: Values,
  context: UpdatesContext,
): Promise<number> {
  const { store, operator, complain } = context;
  const rating = ratings.find((one) => one === said);
  if (said !== undefined && rating === undefined) {
    complain(`--rating takes one of: ${ratings.join(", ")}.`);
    return exitCodes.usage;
  }
  if (rating === undefined && narrative === undefined) return explainUsage(context);
  const [update] = await store.updates(operator.scope, { ids: [id] });
  const fields = update && {
    ...update.fields,
    ...(rating && { rating }),
    ...(narrative !== undefined && { narrative }),
  };
  return record(id, context, (transaction, recording) =>
    amendUpdate(transaction, { id, ...(fields && { fields }), ...(reason !== undefined && { reason }) }, recording),
  );
}

async function withdraw(id: string, { reason }: Values, context: UpdatesContext): Promise<number> {
  if (reason === undefined || reason.trim() === "") {
    context.complain('Say why: pilotdesk updates withdraw ID --reason "…". The reason stays in its history.');
    return exitCodes.usage;
  }
  return record(id, context, (transaction, recording) => withdrawUpdate(transaction, { id, reason }, recording));
}

type Write = (
  transaction: Parameters<Parameters<UpdatesContext["store"]["transaction"]>[0]>[0],
  recording: { readonly actor: string; readonly occurredAt: string },
) => Promise<UpdateOutcome>;

async function record(id: string, { store, operator, print, complain }: UpdatesContext, write: Write): Promise<number> {
  const occurredAt = systemClock.now().toISOString();
  const outcome = await store.transaction(async (transaction) => {
    const { id: actor } = await transaction.ensurePerson(operator.account, occurredAt);
    return write(transaction, { actor, occurredAt });
  });
  if (outcome.outcome === "refused") {
    complain(`Nothing was recorded about ${id}: ${refusals[outcome.why]}`);
    return exitCodes.failed;
  }
  print(
    outcome.outcome === "unchanged"
      ? `${id} says so already.`
      : `Recorded. pilotdesk updates show ${id} has its history.`,
  );
  return exitCodes.ok;
}

const refusals: Readonly<Record<Extract<UpdateOutcome, { outcome: "refused" }>["why"], string>> = {
  unknownUpdate: "there is no such update. pilotdesk updates list names them.",
  withdrawn: "it was withdrawn.",
  purged: "its content was erased.",
  unknownPilot: "its pilot is not on record.",
  alreadyRecorded: "it is on record already.",
  unreadable: "its content is not as the form of an update allows.",
};

async function writeTemplate(path: string, { print }: Pick<CommandContext, "print">): Promise<number> {
  await writeFile(path, csvFile([returnTemplate.columns, returnTemplate.example]));
  print(`The columns of a return are in ${path}, with an example row to replace.`);
  return exitCodes.ok;
}
