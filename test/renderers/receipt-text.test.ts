import { describe, expect, it } from "vitest";
import type { Receipt } from "../../src/core/receipt.ts";
import { receiptText, replayText } from "../../src/renderers/receipt-text.ts";
import { conflictReply, refusedReply } from "../fakes/fake-replies.ts";

const receipt: Receipt = {
  id: "r-7",
  createdAt: "2026-03-02T10:00:00.000Z",
  knownSeq: 42,
  question: "What is the\nHarbour Trial grant?",
  audiences: ["public"],
  intent: { kind: "ask", confidence: 0.7 },
  candidates: [
    {
      kind: "passage",
      id: "harbour/launch.md@0123456789ab#2",
      title: "Launch note",
      score: 0.91234,
      features: { lexical: 0.7 },
    },
    { kind: "fact", id: "fact-7", title: "Records", score: 12 },
  ],
  verdicts: [
    { sentence: "The grant is £150,000.", passed: true, failures: [] },
    { sentence: "The grant is £350,000.", passed: false, failures: ["figure 350,000 is not in the cited words"] },
  ],
  reply: { ...conflictReply, receipt: "r-7" },
};

describe("receiptText", () => {
  it("shows candidates with scores, verdicts and the exact places quoted", async () => {
    await expect(`${receiptText(receipt)}\n`).toMatchFileSnapshot("snapshots/receipt.txt");
  });

  it("says so where nothing was found", async () => {
    const empty: Receipt = { ...receipt, candidates: [], verdicts: [], reply: { ...refusedReply, receipt: "r-7" } };
    await expect(`${receiptText(empty)}\n`).toMatchFileSnapshot("snapshots/receipt-empty.txt");
  });
});

describe("replayText", () => {
  it("says in one sentence that the answer is the same", () => {
    expect(replayText({ outcome: "same", receipt })).toBe(
      "Asked again with what was known then, the answer is the same.",
    );
  });

  it("names what is gone", () => {
    expect(replayText({ outcome: "evidencePurged", because: "the receipt was purged." })).toBe(
      "This cannot be asked again: the receipt was purged.",
    );
  });

  it("shows why an answer differs, and the new one", async () => {
    const reply = { ...refusedReply, receipt: "r-8" };
    const text = replayText({ outcome: "differs", receipt, reply, because: ["the launch note was withdrawn"] });
    await expect(`${text}\n`).toMatchFileSnapshot("snapshots/replay-differs.txt");
  });
});
