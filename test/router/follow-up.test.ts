import { describe, expect, it } from "vitest";
import { completeFollowUp } from "../../src/router/follow-up.ts";
import type { Thread } from "../../src/router/follow-up.ts";
import { createInventedKnowledge } from "./invented-knowledge.ts";

const knowledge = createInventedKnowledge();
const thread: Thread = {
  question: "What was the grant in Eastmere?",
  about: ["Eastmere, Harbour Night Buses"],
  audiences: ["public"],
  choices: [],
};
const choices = [
  { label: "The Eastmere pilot (Harbour Night Buses)", text: "What was the grant (Harbour Night Buses)?" },
  { label: "The Eastmere pilot (Harbour Day Boats)", text: "What was the grant (Harbour Day Boats)?" },
];

describe("completeFollowUp", () => {
  it("returns a question without a thread as it is", () => {
    expect(completeFollowUp("And the boats?", undefined, knowledge)).toBe("And the boats?");
  });

  it.each([
    "Which councils were in Harbour Day Boats and what did each of them spend in all?",
    "What does SBO mean?",
    "Who funded Harbour Day Boats?",
  ])("leaves a question that stands alone: %s", (text) => {
    expect(completeFollowUp(text, thread, knowledge)).toBe(text);
  });

  it.each([
    ["And Wexcombe?", "What was the grant in Wexcombe?"],
    ["What about Port Calder?", "What was the grant in Port Calder?"],
    ["Wexcombe", "What was the grant in Wexcombe?"],
  ])("puts another place into the last question: %s", (text, completed) => {
    expect(completeFollowUp(text, thread, knowledge)).toBe(completed);
  });

  it("adds a programme where the last question named none", () => {
    expect(completeFollowUp("And HDB?", thread, knowledge)).toBe("What was the grant in Eastmere (HDB)?");
  });

  it.each([
    ["Who led it?", "Who led it (Eastmere, Harbour Night Buses)?"],
    ["When did that end?", "When did that end (Eastmere, Harbour Night Buses)?"],
  ])("adds what the thread is about: %s", (text, completed) => {
    expect(completeFollowUp(text, thread, knowledge)).toBe(completed);
  });

  it("continues the last question with a further condition", () => {
    expect(completeFollowUp("and in 2023?", thread, knowledge)).toBe("What was the grant in Eastmere in 2023?");
  });

  it.each([
    ["2", 1],
    ["option 1", 0],
    ["the second one", 1],
    ["first", 0],
    ["Harbour Day Boats", 1],
    ["the boats", 1],
  ])("takes a choice by %s", (text, index) => {
    expect(completeFollowUp(text, { ...thread, choices }, knowledge)).toBe(choices[index]?.text);
  });

  it("takes no choice by a number that is not offered, or by words of both", () => {
    for (const text of ["3", "Eastmere pilot"])
      expect(choices.map((choice) => choice.text)).not.toContain(
        completeFollowUp(text, { ...thread, choices }, knowledge),
      );
  });
});
