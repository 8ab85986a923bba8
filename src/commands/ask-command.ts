import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { parseArgs } from "node:util";
import { answerBatchLine } from "../channels/cli/batch.ts";
import { PilotdeskError } from "../core/errors.ts";
import { publicReader } from "../core/trust.ts";
import { isDay } from "../core/time.ts";
import { openPilotdesk, systemClock } from "../main.ts";
import type { Pilotdesk } from "../main.ts";
import { renderPlainText } from "../renderers/plain-text.ts";
import { exitCodes } from "./command.ts";
import type { Command, CommandContext } from "./command.ts";
import { reportRefusals } from "./report-sync.ts";

const options = {
  json: { type: "boolean" },
  batch: { type: "string" },
  thread: { type: "string" },
  "true-at": { type: "string" },
  "known-at": { type: "string" },
} as const;

/** `ask "…"`, `ask --json "…"`, `ask --batch FILE`. */
export const askCommand: Command = async (args, context) => {
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.batch !== undefined) return askBatch(values.batch, context);
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
  return withPilotdesk(context, async ({ assistant }) => {
    const reply = await assistant.handle({
      id: `cli:${randomBytes(6).toString("hex")}`,
      kind: "message",
      platform: "cli",
      conversation: values.thread ? `cli:${values.thread}` : `cli:once:${randomBytes(6).toString("hex")}`,
      reader: publicReader,
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

async function askBatch(file: string, context: CommandContext): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile())
    throw new PilotdeskError(
      "batch-missing",
      `The batch file ${file} cannot be read. Name a file with one JSON object a line.`,
    );
  return withPilotdesk(context, async ({ assistant }) => {
    const runId = `batch:${randomBytes(6).toString("hex")}`;
    let number = 0;
    for await (const line of linesOf(file)) {
      number += 1;
      if (line.replace(/^\uFEFF/, "").trim() !== "")
        context.print(await answerBatchLine(line, number, { assistant, clock: systemClock, runId }));
    }
    return exitCodes.ok;
  });
}

/** The lines of a file as JSONL has them: ended by a line feed, and by nothing else. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(file, "utf8")) {
    const lines = `${rest}${String(chunk)}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}
