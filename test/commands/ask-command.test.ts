import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askCommand } from "../../src/commands/ask-command.ts";
import { readConfig } from "../../src/config.ts";
import { createTestFolder } from "../ledger/open-test-store.ts";

const knowledge = join(import.meta.dirname, "../intents/fixtures/ferry-knowledge");

async function runAsk(...args: readonly string[]) {
  const folder = await createTestFolder();
  const printed: string[] = [];
  const complained: string[] = [];
  const config = readConfig({
    PILOTDESK_DATA: join(folder, "data"),
    PILOTDESK_KNOWLEDGE: knowledge,
    PILOTDESK_VECTORS: "off",
  });
  const context = {
    config,
    print: (text: string) => void printed.push(text),
    complain: (text: string) => void complained.push(text),
  };
  const code = await askCommand(args, context);
  return { code, printed, complained };
}

describe("ask", () => {
  it("prints an answer with its source in words", async () => {
    const { code, printed } = await runAsk("What was the grant", "of Dusk Ferries?");
    expect(code).toBe(0);
    expect(printed.join("\n")).toContain("The grant of Dusk Ferries was £7 million.");
    expect(printed.join("\n")).toContain("The ferry report");
  });

  it("prints the whole reply as JSON where asked to", async () => {
    const { printed } = await runAsk("--json", "What was the grant of Dusk Ferries?");
    expect(JSON.parse(printed.join("\n"))).toMatchObject({ outcome: "answered", citations: [{ number: 1 }] });
  });

  it("says how to ask where nothing is asked", async () => {
    expect(await runAsk()).toEqual({
      code: 2,
      printed: [],
      complained: ['Say what to ask: pilotdesk ask "Which councils took part?"'],
    });
  });

  it.each(["--true-at", "--known-at"])("refuses a day that does not exist for %s", async (option) => {
    const { code, complained } = await runAsk(option, "2024-02-30", "What was the grant?");
    expect([code, complained]).toEqual([2, [`${option} takes a day, as in 2022-03-01; 2024-02-30 is none.`]]);
  });

  it("knows nothing of a day before the import", async () => {
    const { printed } = await runAsk("--json", "--known-at", "2020-01-01", "What was the grant of Dusk Ferries?");
    expect(JSON.parse(printed.join("\n"))).toMatchObject({ outcome: "refused" });
  });
});

describe("ask --batch", () => {
  async function runBatch(content: string) {
    const file = join(await createTestFolder(), "batch.jsonl");
    await writeFile(file, content);
    const { printed, code } = await runAsk("--batch", file);
    return { code, answers: printed.map((line) => JSON.parse(line) as Record<string, unknown>) };
  }

  it("answers line by line in order, counts empty lines, and carries a thread on", async () => {
    const { code, answers } = await runBatch(
      [
        '\uFEFF{"id":"a","question":"What was the grant of Dawn Ferries?","thread":1}',
        "",
        "not json",
        '{"id":"b","question":"And Dusk Ferries?","thread":1}\r',
      ].join("\n"),
    );
    expect(code).toBe(0);
    expect(answers).toMatchObject([
      { id: "a", outcome: "answered", sentences: [{ text: "The grant of Dawn Ferries was up to £4 million." }] },
      { line: 3, error: "not a line of JSON" },
      { id: "b", outcome: "answered", sentences: [{ text: "The grant of Dusk Ferries was £7 million." }] },
    ]);
  });

  // Known to be wrong: node:readline ends lines at U+2028 and U+2029, which JSON allows inside a text.
  it("reads a line that holds a line separator inside its question", async () => {
    const { answers } = await runBatch('{"id":1,"question":"What was the grant\u2028of Dusk Ferries?"}\n');
    expect(answers).toMatchObject([{ id: 1, outcome: "answered" }]);
  });

  it("names the file that it cannot read", async () => {
    await expect(runAsk("--batch", "/no/such/file.jsonl")).rejects.toThrow(
      "The batch file /no/such/file.jsonl cannot be read.",
    );
  });
});
