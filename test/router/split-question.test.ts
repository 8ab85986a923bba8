import { describe, expect, it } from "vitest";
import { splitQuestion } from "../../src/router/split-question.ts";

const namesOf = (part: string): readonly string[] =>
  ["Harbour Night Buses", "Eastmere", "Quiet Quays"].filter((name) => part.includes(name));
const split = (text: string): readonly string[] => splitQuestion(text, namesOf);

describe("a question that asks several things", () => {
  it("is taken apart where another question word follows, each part with the name", () => {
    expect(split("Who runs Quiet Quays and who pays for it?")).toEqual([
      "Who runs Quiet Quays?",
      "who pays for it (Quiet Quays)?",
    ]);
  });

  it("is taken apart where a verb asks on", () => {
    expect(split("who pays for Quiet Quays and does it cost anything to join")).toEqual([
      "who pays for Quiet Quays?",
      "does it cost anything to join (Quiet Quays)?",
    ]);
  });

  it("may ask three things in a row", () => {
    expect(split("when was Quiet Quays announced, how much was it worth and who was the minister?")).toEqual([
      "when was Quiet Quays announced?",
      "how much was it worth (Quiet Quays)?",
      "who was the minister (Quiet Quays)?",
    ]);
  });

  it("may be two sentences", () => {
    expect(split("Who led Eastmere? When did Harbour Night Buses end?")).toHaveLength(2);
  });

  it("takes the name from the part before it", () => {
    expect(split("who led Eastmere and when did Harbour Night Buses end and why did it end?")).toEqual([
      "who led Eastmere?",
      "when did Harbour Night Buses end?",
      "why did it end (Harbour Night Buses)?",
    ]);
  });

  it.each([
    "Which councils were in Harbour Night Buses and Quiet Quays?",
    "What did Eastmere do with landlords and tenants?",
    "When did Eastmere join and when?",
    "Who pays and who runs it?",
    "Eastmere and when",
  ])("is one where nothing else is asked, or nothing is named: %s", (text) => {
    expect(split(text)).toEqual([text]);
  });
});
