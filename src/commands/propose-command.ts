import { parseArgs } from "node:util";
import type { Knowledge } from "../core/knowledge.ts";
import { publicScope } from "../core/trust.ts";
import { proposeUpdates } from "../extraction/propose-updates.ts";
import { createDirectory } from "../ledger/directory.ts";
import { systemClock } from "../main.ts";
import { withPilotdesk } from "./ask-command.ts";
import { readBatchLines } from "./batch-lines.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";
import { proposalText } from "./proposal-text.ts";
import { proposeBatchLine, readPostedAt } from "./propose-batch.ts";

const options = {
  json: { type: "boolean" },
  batch: { type: "string" },
  "posted-at": { type: "string" },
  pilot: { type: "string" },
} as const;

/** `propose "…"`, `propose --json "…"`, `propose --batch FILE`: shows what messages propose, and records nothing. */
export const proposeCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.batch !== undefined) return proposeBatch(values.batch, context);
  const text = positionals.join(" ");
  if (text === "") {
    context.complain('Say what was posted: pilotdesk propose "still amber, 42 referrals so far (target 60)"');
    return exitCodes.usage;
  }
  const given = values["posted-at"];
  const postedAt = given === undefined ? systemClock.now().toISOString() : readPostedAt(given);
  if (postedAt === undefined) {
    context.complain(`--posted-at takes a day or an instant, as in 2026-03-01; ${given} is none.`);
    return exitCodes.usage;
  }
  return withKnowledge(context, (knowledge) => {
    const { pilot } = values;
    if (pilot !== undefined && knowledge.subject(pilot)?.kind !== "participation") {
      context.complain(`There is no pilot ${pilot}. pilotdesk records participations lists them.`);
      return exitCodes.failed;
    }
    const message = { text, postedAt, ...(pilot !== undefined && { boundPilots: [pilot] }) };
    const proposal = proposeUpdates(message, knowledge);
    context.print(values.json ? JSON.stringify(proposal, null, 2) : proposalText(proposal));
    return exitCodes.ok;
  });
};

function withKnowledge(
  context: CommandContext,
  work: (knowledge: Knowledge) => number | Promise<number>,
): Promise<number> {
  return withPilotdesk({ ...context, config: { ...context.config, vectors: "off" } }, async ({ store }) =>
    work(await createDirectory(store).at(publicScope)),
  );
}

async function proposeBatch(file: string, context: CommandContext): Promise<number> {
  const lines = readBatchLines(file);
  const first = await lines.next();
  return withKnowledge(context, async (knowledge) => {
    for (let line = first; line.done !== true; line = await lines.next())
      context.print(proposeBatchLine(line.value.text, line.value.number, knowledge, systemClock));
    return exitCodes.ok;
  });
}
