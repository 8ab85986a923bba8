import { describe, expect, it } from "vitest";
import { compose, markingOf } from "../../src/answer/compose.ts";
import { composeBlocks } from "../../src/answer/compose-blocks.ts";
import type { Citation } from "../../src/core/citation.ts";
import type { Draft } from "../../src/core/evidence.ts";
import type { Knowledge } from "../../src/core/knowledge.ts";
import { createInventedKnowledge } from "../router/invented-knowledge.ts";
import { closingReport, factOf, names, passageOf, quoteOf, rewordedCopy } from "./samples.ts";

const invented = createInventedKnowledge();
const knowledge: Knowledge = { ...invented, subject: (id) => names.subject(id) ?? invented.subject(id) };

describe("compose", () => {
  it("keeps what the evidence says and drops what it does not, with the reason on record", () => {
    const evidence = [factOf({})];
    const composed = compose(
      [
        { text: "The grant of Harbour Night Buses was up to £5 million.", evidence },
        { text: "The grant of Harbour Night Buses was £5 million.", evidence },
        { text: "The grant of Harbour Day Boats was up to £5 million.", evidence },
        { text: "The grant of Harbour Night Buses was generous.", evidence: [] },
      ],
      knowledge,
    );
    expect(composed.sentences).toEqual([
      { text: "The grant of Harbour Night Buses was up to £5 million.", citations: [1] },
    ]);
    expect(composed.citations.map(({ number }) => number)).toEqual([1]);
    expect(composed.verdicts.map(({ passed }) => passed)).toEqual([true, false, false, false]);
    expect(composed.verdicts[1]?.failures).toEqual(["figure £5 million is stated as exact, the cited words have upTo"]);
    expect(composed.verdicts[2]?.failures).toContain("Harbour Day Boats is not what the cited words are about");
    expect(composed.verdicts[3]?.failures).toEqual(["it cites nothing"]);
  });

  it("says that a language model wrote something only where its words passed", () => {
    const evidence = [factOf({})];
    const right = "The grant of Harbour Night Buses was up to £5 million.";
    const wrong = "The grant of Harbour Night Buses was £5 million.";
    const isByModel = (...drafts: readonly Draft[]): boolean =>
      composeBlocks([{ kind: "paragraph", drafts }], knowledge).isByModel;
    expect(isByModel({ text: right, evidence })).toBe(false);
    expect(isByModel({ text: right, evidence, isByModel: true })).toBe(true);
    expect(isByModel({ text: right, evidence }, { text: wrong, evidence, isByModel: true })).toBe(false);
  });

  it("says a sentence once", () => {
    const passage = passageOf(["The quay closed in 2022."]);
    const draft = { text: "The quay closed in 2022.", evidence: [quoteOf(passage)] };
    expect(compose([draft, draft], knowledge).sentences).toEqual([{ text: draft.text, citations: [1] }]);
  });

  it.each([
    ["a sound source", closingReport, "according to “The closing report” (Coast Office, 2 June 2025)"],
    [
      "a weak source",
      rewordedCopy,
      "according to “Reworded copy”, a machine-reworded copy, to be treated with caution",
    ],
    [
      "a title full of figures",
      { ...closingReport, title: "13 lessons from 2019" },
      "according to “13 lessons from 2019” (Coast Office, 2 June 2025)",
    ],
  ])("lets %s be named", (_, source, attribution) => {
    const text = `The grant of Harbour Night Buses was up to £5 million, ${attribution}.`;
    const { verdicts } = compose([{ text, evidence: [factOf({ sources: [source] })] }], knowledge);
    expect(verdicts).toEqual([{ sentence: text, passed: true, failures: [] }]);
  });

  it("takes what the evaluator worked out as part of what is cited", () => {
    const text = "No: Wexcombe is not among the 2 pilots of Harbour Night Buses.";
    const evidence = [factOf({})];
    const computed = "no, Wexcombe is not among the 2 pilots";
    expect(compose([{ text, evidence, computed }], knowledge).verdicts[0]?.failures).toEqual([]);
    expect(compose([{ text, evidence }], knowledge).sentences).toEqual([]);
  });
});

describe("markingOf", () => {
  const marked = (...markings: readonly (string | undefined)[]): readonly Citation[] =>
    compose(
      markings.map((marking, index) => ({
        text: `Quay ${index + 1} closed.`,
        evidence: [quoteOf(passageOf([`Quay ${index + 1} closed.`], marking ? { marking } : {}, `notes.md#${index}`))],
      })),
      knowledge,
    ).citations;

  it("is the stricter one of those cited, and none where nothing is marked", () => {
    expect(markingOf(marked("OFFICIAL", "OFFICIAL-SENSITIVE", undefined))).toBe("OFFICIAL-SENSITIVE");
    expect(markingOf(marked(undefined))).toBeUndefined();
  });

  // Known to be wrong: the longest word is taken for the strictest.
  it("takes SECRET for stricter than OFFICIAL", () => {
    expect(markingOf(marked("OFFICIAL", "SECRET"))).toBe("SECRET");
  });
});
