import { describe, expect, it } from "vitest";
import { isRemark } from "../../../src/intents/chatter.ts";
import type { Outcome, UpdateDesk } from "./open-update-desk.ts";
import { openUpdateDesk, people, places } from "./open-update-desk.ts";

const conversation = `${places.hall.id}:1700000000.000100`;
const first = "How many pilots did Harbour Day Boats have?";

/** Says something in the thread of an answer, without naming the assistant. */
async function inThread(desk: UpdateDesk, text: string, question = first): Promise<Outcome> {
  const from = { who: people.stranger, place: places.hall, conversation } as const;
  await desk.say(question, from);
  return desk.turn({ kind: "message", text, isFollowUp: true }, { ...from, who: people.rook });
}

describe("in the thread of an answer, without a mention", () => {
  it.each([
    "Thanks!",
    "ok great",
    "lol",
    "no",
    "Will do",
    "I'll tell Sam about this tomorrow.",
    "That matches what I heard from the council last week.",
    "Eastmere really did well there, I think.",
    "Not sure that is right",
    "Let's discuss this in the meeting",
    "What a surprise",
  ])("%j is said to the others, and nothing is answered", async (text) => {
    expect((await inThread(await openUpdateDesk(), text)).posts).toEqual([]);
  });

  it.each([
    "Which of them are islands?",
    "And in Eastmere",
    "Wexcombe",
    "which councils were in it",
    "and what about Quiet Quays Network?",
    "Could you list them?",
    "show me the sources",
    "help",
  ])("%j is answered", async (text) => {
    expect((await inThread(await openUpdateDesk(), text)).posts).toHaveLength(1);
  });

  it("a few words may be one of the choices that were offered, many are not", async () => {
    const { parts } = await openUpdateDesk();
    const knowledge = await parts.knowledgeFor({ reader: { audiences: ["public"] } });
    const offered = { choices: [{ label: "Day", text: "the day boats" }] };
    expect(isRemark("the second one", offered, knowledge)).toBe(false);
    expect(isRemark("the second one", { choices: [] }, knowledge)).toBe(true);
    expect(isRemark("I would have thought that it was the second one, really", offered, knowledge)).toBe(true);
  });

  it("an update is taken as one", async () => {
    const desk = await openUpdateDesk();
    const from = { place: places.team, conversation: `${places.team.id}:1700000000.000100` } as const;
    await desk.say(first, from);
    const text = "Eastmere night buses: amber, two drivers short";
    const { words } = await desk.turn({ kind: "message", text, isFollowUp: true }, from);
    expect(words).toContain("Two drivers short".toLowerCase());
  });
});

describe("with a mention, or alone with the assistant", () => {
  it("whatever is said is answered", async () => {
    const desk = await openUpdateDesk();
    for (const text of ["Thanks!", "ok great", "no"]) expect((await desk.say(text)).posts).toHaveLength(1);
  });
});
