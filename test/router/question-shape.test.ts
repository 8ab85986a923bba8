import { describe, expect, it } from "vitest";
import {
  asksForCount,
  asksForList,
  asksForMeaning,
  asksWhyOrHow,
  isYesNo,
  readAnswerType,
  readExtreme,
  readHeadNoun,
  readNoun,
  readSetWord,
} from "../../src/router/question-shape.ts";

describe("readAnswerType", () => {
  it.each([
    ["Who led the pilot?", "who"],
    ["Which department paid for it?", "who"],
    ["What was the grant for each pilot?", "howMuch"],
    ["How much did it cost?", "howMuch"],
    ["How many pilots were there?", "howMany"],
    ["What percentage of riders paid?", "howMany"],
    ["When did it begin?", "when"],
    ["What year did it end?", "when"],
    ["Where did the buses run?", "where"],
    ["Which councils took part?", "which"],
    ["What was learned?", "what"],
    ["Tell me about the buses", undefined],
  ])("reads %s as %s", (text, answers) => {
    expect(readAnswerType(text)).toBe(answers);
  });
});

describe("readSetWord", () => {
  it.each([
    ["Which councils were in both?", "all"],
    ["Which councils were in one but not the other?", "none"],
    ["Which councils were only in the boats?", "exactly"],
    ["Which were in exactly one?", "exactly"],
    ["Which were in either?", "any"],
    ["Which councils took part?", undefined],
  ])("reads %s as %s", (text, word) => {
    expect(readSetWord(text)).toBe(word);
  });
});

describe("the noun that is listed or counted", () => {
  it.each([
    ["Which pilots took part?", "participation", "pilot"],
    ["How many members has the network?", "participation", "member"],
    ["Which councils took part?", "participation", undefined],
    ["Which programmes was it in?", "programme", undefined],
  ])("of %s is a %s (%s)", (text, select, participationKind) => {
    const noun = readNoun(text);
    expect([noun?.select, noun?.participationKind]).toEqual([select, participationKind]);
  });

  it("is none where no such thing is named", () => {
    expect(readNoun("When did it begin?")).toBeUndefined();
  });

  it.each([
    ["Which pilots took part?", true, false],
    ["List the councils", true, false],
    ["How many pilots were there?", false, true],
    ["What is a pilot?", false, false],
    ["Who led the pilot?", false, false],
    ["members in the north", true, false],
  ])("%s: list %s, count %s", (text, list, count) => {
    const noun = readNoun(text);
    if (!noun) throw new Error(`no noun in ${text}`);
    expect([asksForList(text, noun) && !asksForCount(text, noun), asksForCount(text, noun)]).toEqual([list, count]);
  });

  it.each([
    ["Which wards was it in?", "wards"],
    ["What was learned?", undefined],
    ["Which two boats did they use?", "boats"],
  ])("after which or what in %s is %s", (text, noun) => {
    expect(readHeadNoun(text)).toBe(noun);
  });
});

describe("what kind of question it is", () => {
  it.each([
    ["Was Eastmere a pilot?", true],
    ["And did it close?", true],
    ["Wasn't it closed?", true],
    ["Which pilots did it fund?", false],
  ])("%s: yes or no, %s", (text, expected) => {
    expect(isYesNo(text)).toBe(expected);
  });

  it.each([
    ["Why did it close?", true],
    ["How did pilots share data?", true],
    ["How many pilots were there?", false],
    ["How long did it run?", false],
  ])("%s: an explanation, %s", (text, expected) => {
    expect(asksWhyOrHow(text)).toBe(expected);
  });

  it.each([
    ["What does SBO mean?", true],
    ["What does SBO stand for?", true],
    ["Who is the SBO?", false],
  ])("%s: a meaning, %s", (text, expected) => {
    expect(asksForMeaning(text)).toBe(expected);
  });

  it.each([
    ["Which pilot had the most riders?", "max"],
    ["Which pilot had the fewest riders?", "min"],
    ["How many riders were there?", undefined],
  ])("%s: %s", (text, expected) => {
    expect(readExtreme(text)).toBe(expected);
  });
});
