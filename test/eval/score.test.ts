import path from "node:path";
import { describe, expect, it } from "vitest";
import type { BatchAnswer } from "./batch-answer.ts";
import { readKnowledgeFiles } from "./knowledge-files.ts";
import type { Question } from "./question.ts";
import { formatWrong } from "./report.ts";
import { findStaleLabels, says, scoreCase } from "./score.ts";
import { tally, underFloors } from "./tally.ts";

const knowledge = readKnowledgeFiles(path.resolve(import.meta.dirname, "../../knowledge"));
const quote = "Total Place involved 63 local authorities.";
const start = knowledge.documents.get("total-place/scale.md")?.raw.indexOf(quote) ?? -1;

const question: Question = {
  id: "x1",
  kind: "record",
  question: "How many local authorities took part in Total Place?",
  expect: "answered",
  must: [["63", "sixty-three"]],
  mustNot: ["34 local"],
  support: [{ document: "total-place/scale.md", quote: "63 local  authorities" }],
  held: false,
};

const answered: BatchAnswer = {
  id: "x1",
  intent: "ask",
  outcome: "answered",
  text: quote,
  sentences: [{ text: quote, citations: [1] }],
  citations: [
    {
      number: 1,
      kind: "passage",
      title: "",
      quote,
      documentId: "total-place/scale.md",
      start,
      end: start + quote.length,
    },
  ],
  confidence: 1,
  receipt: "r-1",
  ms: 12,
};
const refused: BatchAnswer = { ...answered, outcome: "refused", text: "I don't know.", sentences: [], citations: [] };

function classesOf(asked: Question, answer: BatchAnswer): readonly string[] {
  return scoreCase(asked, answer, knowledge).failures.map((failure) => failure.class);
}

describe("scoring one answer", () => {
  it("finds nothing wrong with a right one", () => {
    expect(classesOf(question, answered)).toEqual([]);
  });

  it("names what is wrong", () => {
    expect(classesOf(question, refused)).toEqual(["outcome", "must"]);
    expect(classesOf({ ...question, must: [["64"]] }, answered)).toEqual(["must"]);
    expect(classesOf({ ...question, mustNot: ["LOCAL authorities"] }, answered)).toEqual(["mustNot"]);
    expect(classesOf({ ...question, support: [{ subject: "pfpp", attribute: "pilotCount" }] }, answered)).toEqual([
      "support",
    ]);
    expect(classesOf({ ...question, support: [{ document: "nowhere.md", quote: "x" }] }, answered)).toEqual([
      "support",
    ]);
    const invented = { ...answered, sentences: [{ text: quote.replace("63", "36"), citations: [1] }] };
    expect(classesOf(question, invented)).toEqual(["unsupported"]);
    expect(classesOf(question, { ...answered, sentences: [] })).toEqual(["outcome"]);
  });

  it("tells a label that is not on file from an answer that is wrong", () => {
    const stale = { document: "total-place/scale.md", quote: "Total Place involved 64 local authorities." };
    const both = { ...question, support: [...question.support, stale] };
    expect(classesOf(both, answered)).toEqual([]);
    expect(findStaleLabels(both, knowledge)).toEqual([`${stale.document}: ${stale.quote}`]);
    expect(findStaleLabels(question, knowledge)).toEqual([]);
  });

  it("counts a question on which the program failed as wrong", () => {
    const failed = scoreCase(question, { id: "x1", error: "it broke" }, knowledge);
    expect(failed.failures).toEqual([{ class: "error", reason: "it broke" }]);
    expect(tally([failed])).toMatchObject({ n: 1, correct: 0, refusedWrong: 0 });
  });

  it.each([
    ["13 pilots", "13", true],
    ["in 2013", "13", false],
    ["£250,000", "250", false],
    ["12.13 homes", "13", false],
    ["13.", "13", true],
    ["Often", "ten", false],
    ["Ten councils", "ten", true],
    ["a council’s plan", "council's", true],
    ["2020–21", "2020-21", true],
    ["£5 MILLION", "£5 million", true],
  ])("reads %j for %j as %j", (text, words, expected) => {
    expect(says(text, words)).toBe(expected);
  });
});

describe("counting many", () => {
  const right = scoreCase(question, answered, knowledge);
  const wrong = scoreCase(question, refused, knowledge);
  const held = scoreCase({ ...question, id: "h1", held: true }, refused, knowledge);
  const unanswerable: Question = { ...question, expect: "refused", must: [], support: [] };

  it("tells refusals that are right from refusals that are wrong", () => {
    const counts = tally([right, wrong, scoreCase(unanswerable, refused, knowledge)]);
    expect(counts).toMatchObject({
      n: 3,
      correct: 2,
      unanswerable: 1,
      refusedRight: 1,
      answerable: 2,
      refusedWrong: 1,
    });
    expect(counts).toMatchObject({ citedSentences: 1, acceptedSentences: 1, unsupportedSentences: 0, p50Ms: 12 });
  });

  it("names every floor that is broken, and none that holds", () => {
    const floors = { correct: 0.9, unanswerableRefused: 0.98, answerableRefused: 0.03, unsupportedSentences: 0 };
    expect(underFloors(tally([right]), floors)).toEqual([]);
    expect(underFloors(tally([right, wrong]), floors)).toEqual([
      "correct 50.0 % is under 90.0 %",
      "answerable refused 50.0 % is over 3.0 %",
    ]);
    expect(underFloors(tally([]), floors)).toEqual(["there is no question"]);
  });

  it("shows nothing of a held question but its id and the class of what is wrong", () => {
    expect(formatWrong([held])).toEqual(["✗ h1 (record, held): outcome, must"]);
    expect(formatWrong([wrong])[0]).toContain("How many local authorities");
    expect(formatWrong([right])).toEqual([]);
  });
});
