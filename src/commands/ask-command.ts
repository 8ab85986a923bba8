import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { answerBatchLine } from "../channels/cli/batch.ts";
import { isDay } from "../core/time.ts";
import { openPilotdesk, systemClock } from "../main.ts";
import type { Pilotdesk } from "../main.ts";
import { renderPlainText } from "../renderers/plain-text.ts";
import { readBatchLines } from "./batch-lines.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";
import { reportRefusals } from "./report-sync.ts";
import { terminalReader } from "./terminal-reader.ts";

const options = {
  json: { type: "boolean" },
  batch: { type: "string" },
  thread: { type: "string" },
  "true-at": { type: "string" },
  "known-at": { type: "string" },
  audience: { type: "string", multiple: true },
} as const;

/** `ask "…"`, `ask --json "…"`, `ask --batch FILE`. */
export const askCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.batch !== undefined) return askBatch(values.batch, values.audience ?? [], context);
  if (positionals.length === 0) {
    context.complain('Say what to ask: pilotdesk ask "Which councils took part?"');
    return exitCodes.usage;
  }
  const trueAt = values["true-at"];
  const knownAt = values["known-at"];
  for (const [name, value] of [
    ["--true-at", trueAt],
    ["--known-at", knownAt],
  ] as const) {
    if (value !== undefined && !isDay(value)) {
      context.complain(`${name} takes a day, as in 2022-03-01; ${value} is none.`);
      return exitCodes.usage;
    }
  }
  return withPilotdesk(context, async ({ assistant, store }) => {
    const reader = await terminalReader(values.audience ?? [], { store, config: context.config });
    const reply = await assistant.handle({
      id: `cli:${randomBytes(6).toString("hex")}`,
      kind: "message",
      platform: "cli",
      conversation: values.thread ? `cli:${values.thread}` : `cli:once:${randomBytes(6).toString("hex")}`,
      reader,
      text: positionals.join(" "),
      arrivedAt: systemClock.now().toISOString(),
      ...(trueAt !== undefined && { trueAt }),
      ...(knownAt !== undefined && { knownAt }),
    });
    context.print(values.json ? JSON.stringify(reply, null, 2) : renderPlainText(reply));
    return exitCodes.ok;
  });
};

/** Opens the product with the knowledge folder brought in, runs `work`, and closes it whatever happens. */
export async function withPilotdesk(
  context: CommandContext,
  work: (pilotdesk: Pilotdesk) => Promise<number>,
): Promise<number> {
  const pilotdesk = await openPilotdesk(context.config);
  try {
    reportRefusals(await pilotdesk.sync(), context);
    await pilotdesk.vectors?.index.refresh();
    return await work(pilotdesk);
  } finally {
    await pilotdesk.close();
  }
}

async function askBatch(file: string, audiences: readonly string[], context: CommandContext): Promise<number> {
  const lines = readBatchLines(file);
  // Asked for before anything is opened, so that a wrong name costs nothing.
  const first = await lines.next();
  return withPilotdesk(context, async ({ assistant, store }) => {
    const reader = await terminalReader(audiences, { store, config: context.config });
    const batch = { assistant, reader, clock: systemClock, runId: `batch:${randomBytes(6).toString("hex")}` };
    for (let line = first; line.done !== true; line = await lines.next())
      context.print(await answerBatchLine(line.value.text, line.value.number, batch));
    return exitCodes.ok;
  });
}
