import { describe, expect, it } from "vitest";
import { cite } from "../../src/answer/cite.ts";
import type { Value } from "../../src/core/attribute.ts";
import type { Evidence } from "../../src/core/evidence.ts";
import type { Fact } from "../../src/core/ledger.ts";
import { eastmerePilot, factOf, names, passageOf, quoteOf, rewordedCopy } from "./samples.ts";

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

  describe("what an update states", () => {
    const stated = (more: Partial<Fact>, value: Value): Evidence =>
      factOf({
        subject: eastmerePilot,
        sources: [],
        value,
        attribute: { id: "rating", label: "rating", kind: "text", sentence: "{subject} was rated {value}." },
        fact: {
          update: "u-1",
          postedAt: "2026-10-03T23:30:00.000Z",
          permalink: "https://teams.example/l/17",
          audience: "programme:night-buses",
          marking: "OFFICIAL",
          ...more,
        },
      });
    const amber: Value = { kind: "text", text: "amber" };

    it("is cited as the update of its pilot and day in London, opens its message and quotes its words", () => {
      const { citations } = cite([draft("a", stated({ words: "still amber" }, amber))], names);
      expect(citations).toEqual([
        {
          kind: "fact",
          number: 1,
          title: "Update of the Eastmere pilot (Harbour Night Buses), 4 October 2026",
          url: "https://teams.example/l/17",
          update: "u-1",
          quote: "still amber",
          trust: "official",
          audience: "programme:night-buses",
          marking: "OFFICIAL",
          factId: "fact-1",
          factIds: ["fact-1"],
          subject: "hnb-eastmere",
          attribute: "rating",
          recordedAt: "2026-03-01T09:00:00.000Z",
        },
      ]);
    });

    it("quotes the field where no words are kept, and has no link where there is none to open", () => {
      const { permalink: _, ...fact } = { permalink: "", update: "u-1", postedAt: "2026-10-03T23:30:00.000Z" };
      const plain = factOf({
        subject: eastmerePilot,
        sources: [],
        value: amber,
        attribute: { id: "rating", sentence: "{subject} was rated {value}." },
        fact,
      });
      const [citation] = cite([draft("a", plain)], names).citations;
      expect(citation).toMatchObject({ quote: "The Eastmere pilot (Harbour Night Buses) was rated amber." });
      expect(citation).not.toHaveProperty("url");
    });

    it("shares one citation with everything else of its update, each piece of words once", () => {
      const figure = stated({ id: "fact-2", words: "42 referrals" }, { kind: "count", count: 42 });
      const target = stated({ id: "fact-3", words: "42 referrals" }, { kind: "count", count: 60 });
      const other = stated({ id: "fact-4", update: "u-2" }, amber);
      const evidence = [stated({ words: "still amber" }, amber), figure, target, other];
      const { sentences, citations } = cite([draft("a", ...evidence)], names);
      expect(sentences[0]?.citations).toEqual([1, 2]);
      expect(citations[0]).toMatchObject({
        quote: "still amber … 42 referrals",
        factIds: ["fact-1", "fact-2", "fact-3"],
        update: "u-1",
      });
    });
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
