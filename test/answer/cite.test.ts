import { describe, expect, it } from "vitest";
import { cite } from "../../src/answer/cite.ts";
import type { Evidence } from "../../src/core/evidence.ts";
import { factOf, names, passageOf, quoteOf, rewordedCopy } from "./samples.ts";

const draft = (text: string, ...evidence: readonly Evidence[]) => ({ text, evidence });

describe("cite", () => {
  it("numbers sources from 1 in the order in which sentences use them", () => {
    const passage = passageOf(["First.", "Second."]);
    const { sentences, citations } = cite(
      [draft("b", quoteOf(passage, 1)), draft("a", quoteOf(passage, 0), quoteOf(passage, 1))],
      names,
    );
    expect(sentences).toEqual([
      { text: "b", citations: [1] },
      { text: "a", citations: [1, 2] },
    ]);
    expect(citations.map(({ number, quote }) => [number, quote])).toEqual([
      [1, "Second."],
      [2, "First."],
    ]);
  });

  it("gives facts of one attribute from one source one citation with all their ids", () => {
    const first = factOf({});
    const second = factOf({ fact: { id: "fact-2" }, value: { kind: "count", count: 3 } });
    const { citations } = cite([draft("one", first), draft("two", second), draft("again", first)], names);
    expect(citations).toEqual([
      {
        kind: "fact",
        number: 1,
        title: "The closing report",
        publisher: "Coast Office",
        published: "2025-06-02",
        url: "https://coasts.example/closing",
        sourceId: "closing-report",
        quote: "The grant of Harbour Night Buses was up to £5 million. The grant of Harbour Night Buses was 3.",
        trust: "official",
        audience: "public",
        factId: "fact-1",
        factIds: ["fact-1", "fact-2"],
        subject: "night-buses",
        attribute: "grant",
        recordedAt: "2026-03-01T09:00:00.000Z",
      },
    ]);
  });

  it("names a reworded source and never links it", () => {
    const spun = factOf({ sources: [rewordedCopy] });
    const passage = passageOf(["First."], { trust: "unsigned", url: "https://copy.example/", title: "A copy" });
    const { citations } = cite([draft("a", spun), draft("b", quoteOf(passage))], names);
    expect(citations.map(({ title, url, trust }) => [title, url, trust])).toEqual([
      ["Reworded copy", undefined, "spun"],
      ["A copy", undefined, "unsigned"],
    ]);
  });

  it("says whose words a restatement gives, with the place of the quote", () => {
    const passage = passageOf(["First.", "Second."], { sourceTitle: "The closing report", marking: "OFFICIAL" });
    const { citations } = cite([draft("b", quoteOf(passage, 1))], names);
    expect(citations[0]).toMatchObject({
      title: "The closing report (restated in “Notes”)",
      quote: "Second.",
      start: 7,
      end: 14,
      headingPath: ["Notes", "What was learned"],
      marking: "OFFICIAL",
    });
  });

  it("cites nothing for nothing", () => {
    expect(cite([], names)).toEqual({ sentences: [], citations: [] });
  });
});
