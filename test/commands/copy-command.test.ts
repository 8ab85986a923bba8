import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askCommand } from "../../src/commands/ask-command.ts";
import { copyCommand } from "../../src/commands/copy-command.ts";
import { readConfig } from "../../src/config.ts";
import { createTestFolder } from "../ledger/open-test-store.ts";

const knowledge = join(import.meta.dirname, "../intents/fixtures/ferry-knowledge");

/** A data folder in which one question was answered, and the command on it. */
async function openAnswered() {
  const folder = await createTestFolder();
  const config = readConfig({
    PILOTDESK_DATA: join(folder, "data"),
    PILOTDESK_KNOWLEDGE: knowledge,
    PILOTDESK_VECTORS: "off",
  });
  const printed: string[] = [];
  const complained: string[] = [];
  const context = {
    config,
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void complained.push(text),
  };
  await askCommand(["--json", "What was the grant of Dusk Ferries?"], context);
  const { receipt } = JSON.parse(printed.splice(0).join("\n")) as { readonly receipt: string };
  const copy = (...args: readonly string[]): Promise<number> => copyCommand(args, context);
  return { folder, receipt, printed, complained, copy };
}

describe("pilotdesk copy", () => {
  it("writes an answer with its sources as CSV and as a Word document", async () => {
    const { folder, receipt, printed, copy } = await openAnswered();
    const [csv, word] = [join(folder, "answer.csv"), join(folder, "answer.DOCX")];
    expect([await copy(receipt, csv), await copy(receipt, word)]).toEqual([0, 0]);
    expect(printed).toEqual([`The answer ${receipt} is in ${csv}.`, `The answer ${receipt} is in ${word}.`]);
    const text = await readFile(csv, "utf8");
    expect(text).toContain("The grant of Dusk Ferries was £7 million.,[1]");
    expect(text).toContain(`from Pilotdesk, answer ${receipt}.`);
    expect((await readFile(word)).subarray(0, 2).toString()).toBe("PK");
  });

  it("says what it needs, and where there is no such answer", async () => {
    const { folder, receipt, complained, copy } = await openAnswered();
    expect([
      await copy(),
      await copy(receipt),
      await copy(receipt, "x.pdf"),
      await copy(receipt, "a.csv", "b"),
    ]).toEqual([2, 2, 2, 2]);
    expect(new Set(complained)).toEqual(
      new Set([
        "Say which answer and where to: pilotdesk copy RECEIPT FILE.docx, or FILE.csv. The id stands below every answer.",
      ]),
    );
    complained.length = 0;
    expect(await copy("r-none", join(folder, "x.csv"))).toBe(1);
    expect(complained).toEqual(["There is no answer with the id r-none in this data folder."]);
    await expect(copy(receipt, "/nowhere/x.csv")).rejects.toThrow("/nowhere/x.csv cannot be written");
  });
});
