import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Receipt } from "../../src/core/receipt.ts";
import { publicReader } from "../../src/core/trust.ts";
import { replayReceipt } from "../../src/intents/replay.ts";
import { openTestDesk, shoalReader } from "./open-test-desk.ts";
import type { TestDesk } from "./open-test-desk.ts";

async function askForReceipt(desk: TestDesk, question: string): Promise<Receipt> {
  const { receipt: id } = await desk.ask(question);
  const receipt = await desk.assistant.receipt(id, publicReader);
  if (receipt === undefined || receipt === "purged") throw new Error("the receipt is not kept");
  return receipt;
}

it("keeps a receipt of the question, what was considered and the gate's verdicts", async () => {
  const desk = await openTestDesk();
  const receipt = await askForReceipt(desk, "What was the grant of Dawn Ferries?");
  expect(receipt).toMatchObject({
    question: "What was the grant of Dawn Ferries?",
    audiences: ["public"],
    knownSeq: (await desk.store.head()).seq,
    verdicts: [{ sentence: "The grant of Dawn Ferries was up to £4 million.", passed: true, failures: [] }],
  });
  expect(receipt.candidates.length).toBeGreaterThan(0);
  expect(receipt.reply.receipt).toBe(receipt.id);
});

it.each([
  "What was the grant of Dusk Ferries?",
  "Why did Dawn Ferries stop?",
  "Which councils were in both Dawn Ferries and Dusk Ferries?",
  "What did Dawn Ferries spend on paint?",
  "Who was the skipper in Brackley Sands?",
])("answers the same again, also after records and documents have changed: %s", async (question) => {
  const desk = await openTestDesk();
  const receipt = await askForReceipt(desk, question);
  for (const [file, from, to] of [
    ["records/all.yaml", "£7m", "£9m"],
    ["documents/dawn-lessons.md", "was closed for repair", "fell down"],
  ] as const) {
    const path = join(desk.folder, file);
    await writeFile(path, (await readFile(path, "utf8")).replace(from, to));
  }
  await desk.sync();
  expect(await desk.assistant.replay(receipt.id, publicReader)).toMatchObject({ outcome: "same" });
});

it("repeats a follow-up from the thread as it stood", async () => {
  const desk = await openTestDesk();
  await desk.ask("What was the grant of Dawn Ferries?", { conversation: "c" });
  const { receipt } = await desk.ask("And Dusk Ferries?", { conversation: "c" });
  await desk.ask("What does LSB mean?", { conversation: "c" });
  expect(await desk.assistant.replay(receipt, publicReader)).toMatchObject({ outcome: "same" });
});

it("says what differs where an answer was another one", async () => {
  const desk = await openTestDesk();
  const receipt = await askForReceipt(desk, "What was the grant of Dusk Ferries?");
  const other: Receipt = {
    ...receipt,
    reply: {
      ...receipt.reply,
      blocks: [
        { kind: "paragraph", sentences: [{ text: "The grant of Dusk Ferries was £6 million.", citations: [1] }] },
      ],
    },
  };
  expect(await replayReceipt(other, publicReader, desk.parts)).toMatchObject({
    outcome: "differs",
    because: [
      "no longer said: The grant of Dusk Ferries was £6 million.",
      "said now: The grant of Dusk Ferries was £7 million.",
    ],
  });
});

it("says that a receipt is past its time", async () => {
  const desk = await openTestDesk();
  const { id } = await askForReceipt(desk, "What was the grant of Dusk Ferries?");
  await desk.store.transaction((transaction) => transaction.purgeExpired("2027-01-01T00:00:00.000Z"));
  expect(await desk.assistant.receipt(id, publicReader)).toBe("purged");
  expect(await desk.assistant.replay(id, publicReader)).toEqual({
    outcome: "evidencePurged",
    because: "the question and its receipt are past their retention period",
  });
});

it("keeps a receipt until its 90 days are over", async () => {
  const desk = await openTestDesk();
  const { id } = await askForReceipt(desk, "What was the grant of Dusk Ferries?");
  await desk.store.transaction((transaction) => transaction.purgeExpired("2026-05-30T00:00:00.000Z"));
  expect(await desk.assistant.receipt(id, publicReader)).toMatchObject({ id });
});

it("says that what an answer cited is gone", async () => {
  const desk = await openTestDesk();
  const receipt = await askForReceipt(desk, "What was the grant of Dusk Ferries?");
  const citations = receipt.reply.citations.map((one) =>
    one.kind === "fact" ? { ...one, factIds: [...one.factIds, "no-such-fact"] } : one,
  );
  expect(await replayReceipt({ ...receipt, reply: { ...receipt.reply, citations } }, publicReader, desk.parts)).toEqual(
    {
      outcome: "evidencePurged",
      because: "a cited record of “The ferry report” is gone",
    },
  );
});

it("knows no receipt that was never written, and shows one only to those it was written for", async () => {
  const desk = await openTestDesk();
  expect(await desk.assistant.replay("r-none", publicReader)).toBeUndefined();
  const { receipt } = await desk.ask("What was the grant of the Shoal Trial?", { reader: shoalReader });
  expect(await desk.assistant.receipt(receipt, publicReader)).toBeUndefined();
  expect(await desk.assistant.replay(receipt, shoalReader)).toMatchObject({ outcome: "same" });
});
