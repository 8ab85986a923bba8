import { describe, expect, it } from "vitest";
import { hasNewName, scoreSentences } from "../../src/answer/passage-sentences.ts";
import type { SentenceQuestion } from "../../src/answer/passage-sentences.ts";
import { contentWords } from "../../src/core/words.ts";
import { passageOf } from "./samples.ts";

const questionOf = (text: string, more: Partial<SentenceQuestion> = {}): SentenceQuestion => ({
  text,
  words: contentWords(text),
  focus: contentWords(text),
  weightOf: () => 1,
  ...more,
});

describe("scoreSentences", () => {
  it("puts the sentence that holds the question's words first", () => {
    const passage = passageOf([
      "Ferries ran from May.",
      "Lanterns were raised to nine metres in fog.",
      "Crews scraped the hulls.",
    ]);
    const scored = scoreSentences(questionOf("How high were lanterns raised in fog?"), [{ passage, score: 0.5 }]);
    expect(scored[0]?.sentence.text).toBe("Lanterns were raised to nine metres in fog.");
    expect(scored).toHaveLength(3);
  });

  it("names the words that nothing around a sentence says", () => {
    const passage = passageOf(["Lanterns were raised."]);
    const [scored] = scoreSentences(questionOf("lanterns zeppelins"), [{ passage, score: 0.5 }]);
    expect(scored?.unsaid).toEqual(["zeppelin"]);
    expect(scored?.missing).toBe(0.5);
  });

  it("counts what headings and title say for the sentence", () => {
    const passage = passageOf(["They were raised."], { title: "Lanterns" });
    const [scored] = scoreSentences(questionOf("lanterns"), [{ passage, score: 0.5 }]);
    expect(scored?.unsaid).toEqual([]);
    expect(scored?.missing).toBe(0);
  });

  it("prefers the better passage among equal sentences, and the same order every time", () => {
    const passages = ["b", "a", "c"].map((id) => ({
      passage: passageOf(["Lanterns were raised to nine metres."], {}, id),
      score: id === "c" ? 0.9 : 0.5,
    }));
    const order = scoreSentences(questionOf("lanterns"), passages).map(({ passage }) => passage.id);
    expect(order).toEqual(["c", "a", "b"]);
  });

  it("finds nothing in nothing", () => {
    expect(scoreSentences(questionOf("lanterns"), [])).toEqual([]);
  });
});

describe("whether a sentence holds what the question word wants", () => {
  it.each([
    ["howMuch", "It cost £5 million.", "How much did it cost?", true],
    ["howMuch", "It cost a great deal.", "How much did it cost?", false],
    ["howMuch", "The £5 million was spent.", "What of the £5 million was spent, and how much?", false],
    ["howMany", "Thirteen pilots took part.", "How many took part?", true],
    ["howMany", "Pilots took part in 2021.", "How many took part?", false],
    ["when", "It began on 9 May 2022.", "When did it begin?", true],
    ["when", "It began in spring 2022.", "When did it begin?", true],
    ["when", "It began early.", "When did it begin?", false],
    ["who", "The lead was Maud Tolliver.", "Who was the lead?", true],
    ["who", "The lead was a councillor.", "Who was the lead?", false],
    ["what", "Anything at all.", "What was it?", undefined],
    [undefined, "Anything at all.", "Tell me about it", undefined],
  ] as const)("%s in %j for %j: %s", (answers, text, question, expected) => {
    const asked = questionOf(question, answers ? { answers } : {});
    const [scored] = scoreSentences(asked, [{ passage: passageOf([text]), score: 0.5 }]);
    expect(scored?.typeFits).toBe(expected);
  });
});

describe("hasNewName", () => {
  it("is true for a name that the question lacks, and false for those it holds", () => {
    expect(hasNewName("It was led by Maud Tolliver.", "Who led Eastmere?")).toBe(true);
    expect(hasNewName("It was in Eastmere.", "Who led Eastmere?")).toBe(false);
  });
});
