import { describe, expect, it } from "vitest";
import { asksForContrast, readAnswerType, readCountedNoun } from "../../src/router/question-shape.ts";
import { writeInFull } from "../../src/router/shorthand.ts";

describe("what is wanted", () => {
  it.each([
    ["what was the department in charge of it called?", "what"],
    ["by what name was the lead department known?", "what"],
    ["what did the fund pay for?", "what"],
    ["how long did it last?", "when"],
    ["over how many years?", "when"],
    ["how many pilots were there?", "howMany"],
  ])("%s: %s", (text, answers) => {
    expect(readAnswerType(text)).toBe(answers);
  });

  it("is no date where it is asked when something has to be done", () => {
    expect(readAnswerType("when do I need to do an assessment")).toBeUndefined();
  });
});

describe("what is counted", () => {
  it.each([
    ["how many landlords took part in the pilot", "landlords"],
    ["how many social housing providers were there", "providers"],
    ["how many organisations signed up?", "organisations"],
    ["who signed up?", undefined],
  ])("%s: %s", (text, noun) => {
    expect(readCountedNoun(text)).toBe(noun);
  });
});

describe("a contrast", () => {
  it.each(["what is the difference between a risk and an issue", "A vs B", "is an output the same as an outcome?"])(
    "is asked for: %s",
    (text) => {
      expect(asksForContrast(text)).toBe(true);
    },
  );

  it.each(["what did it change", "which councils were in both"])("is not: %s", (text) => {
    expect(asksForContrast(text)).toBe(false);
  });
});

describe("a message in a hurry", () => {
  it.each([
    ["Hi all, who runs it? thanks", "who runs it?"],
    ["Hello, I'm new here - what is a pilot?", "what is a pilot?"],
    ["wat did teh pilot do", "what did the pilot do"],
    ["what type of council is Eastmere", "what type of council is Eastmere"],
    ["hello", "hello"],
  ])("%s is read as %s", (text, read) => {
    expect(writeInFull(text)).toBe(read);
  });
});
