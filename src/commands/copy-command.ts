import { parseArgs } from "node:util";
import type { Receipt } from "../core/receipt.ts";
import type { Instant } from "../core/time.ts";
import { openPilotdesk, systemClock } from "../main.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";
import { createOperator } from "./updates/operator.ts";
import { writeOut } from "./write-out.ts";

/** `copy RECEIPT FILE.docx` or `FILE.csv`: an answer with its sources as a file for a submission. */
export const copyCommand: Command = async (args, { config, print, complain }) => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const [id, path = "", ...more] = positionals;
  const kind = /\.(docx|csv)$/i.exec(path)?.[1]?.toLowerCase();
  if (id === undefined || kind === undefined || more.length > 0) {
    complain(
      "Say which answer and where to: pilotdesk copy RECEIPT FILE.docx, or FILE.csv. The id stands below every answer.",
    );
    return exitCodes.usage;
  }
  const pilotdesk = await openPilotdesk({ ...config, vectors: "off" });
  try {
    const { scope } = await createOperator(pilotdesk.store);
    const receipt = await pilotdesk.assistant.receipt(id, scope.reader);
    if (receipt === undefined || receipt === "purged") {
      complain(
        receipt === "purged"
          ? `The answer ${id} was kept once and is past its retention period. Ask the question again.`
          : `There is no answer with the id ${id} in this data folder.`,
      );
      return exitCodes.failed;
    }
    await writeOut(path, await drawCopy(receipt, kind, systemClock.now().toISOString()));
    print(`The answer ${id} is in ${path}.`);
    return exitCodes.ok;
  } finally {
    await pilotdesk.close();
  }
};

// Each kind loads only what it needs.
async function drawCopy(receipt: Receipt, kind: string, copiedAt: Instant): Promise<string | Uint8Array> {
  if (kind === "csv") return (await import("../renderers/files/reply-csv.ts")).replyCsv(receipt, copiedAt);
  return (await import("../renderers/files/reply-docx.ts")).replyDocx(receipt, copiedAt);
}
