import { parseArgs } from "node:util";
import { openPilotdesk } from "../main.ts";
import { receiptText, replayText } from "../renderers/receipt-text.ts";
import { exitCodes } from "./command.ts";
import type { Command } from "./command.ts";
import { createOperator } from "./updates/operator.ts";

/** `why ID` explains an answer; `why ID --replay` answers it again with what was known then. */
export const whyCommand: Command = async (args, { config, print, complain }) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { replay: { type: "boolean" }, json: { type: "boolean" } },
    allowPositionals: true,
  });
  const id = positionals[0];
  if (id === undefined) {
    complain("Say which answer: pilotdesk why ID. The id stands below every answer.");
    return exitCodes.usage;
  }
  const pilotdesk = await openPilotdesk({ ...config, vectors: values.replay ? config.vectors : "off" });
  try {
    const { reader } = (await createOperator(pilotdesk.store)).scope;
    const receipt = await pilotdesk.assistant.receipt(id, reader);
    if (values.replay) {
      await pilotdesk.vectors?.index.refresh();
      const audiences = receipt && receipt !== "purged" ? receipt.audiences : reader.audiences;
      const outcome = await pilotdesk.assistant.replay(id, { audiences });
      if (outcome === undefined) return unknown(id, complain);
      print(values.json ? JSON.stringify(outcome, null, 2) : replayText(outcome));
      return exitCodes.ok;
    }
    if (receipt === undefined) return unknown(id, complain);
    if (receipt === "purged") print(`The receipt ${id} was kept once and is past its retention period.`);
    else print(values.json ? JSON.stringify(receipt, null, 2) : receiptText(receipt));
    return exitCodes.ok;
  } finally {
    await pilotdesk.close();
  }
};

function unknown(id: string, complain: (text: string) => void): number {
  complain(`There is no answer with the id ${id} in this data folder.`);
  return exitCodes.failed;
}
