import { beforeEach, describe, expect, it } from "vitest";
import { openTestDesk, sentencesOf } from "./open-test-desk.ts";
import type { TestDesk } from "./open-test-desk.ts";

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});

describe("what programmes there are and where they stand", () => {
  it("is listed, without what this reader may not see", async () => {
    const reply = await desk.ask("Which programmes are there?");
    expect(sentencesOf(reply)).toEqual(["2 programmes are on record: Dawn Ferries and Dusk Ferries."]);
    expect(reply.citations.length).toBeGreaterThan(0);
  });

  it("says that nothing is live, and what has ended", async () => {
    expect(sentencesOf(await desk.ask("Which pilots are live?"))).toEqual([
      "None of the 2 programmes with pilots on record is recorded as live.",
      "2 programmes are recorded as closed: Dawn Ferries and Dusk Ferries.",
    ]);
  });

  it("names the programmes that have pilots, with how many", async () => {
    expect(sentencesOf(await desk.ask("what pilot programmes are there?"))).toEqual([
      "2 programmes with pilots are on record: Dawn Ferries (2 pilots) and Dusk Ferries (2 pilots).",
    ]);
  });
});

describe("a question that asks two things", () => {
  it("is answered part by part, the second about what the first names", async () => {
    expect(sentencesOf(await desk.ask("What was the grant of Dusk Ferries and which councils were in it?"))).toEqual([
      "The grant of Dusk Ferries was £7 million.",
      "Dusk Ferries has 2 pilots on record: Brackley Sands and Burrow Sound.",
    ]);
  });
});

describe("which had more", () => {
  it("is answered by the number of each programme, never by what they share", async () => {
    expect(sentencesOf(await desk.ask("Did Dawn Ferries or Dusk Ferries have more pilots?"))).toEqual([
      "Dawn Ferries has 2 pilots on record: Brackley Sands and Tansley Quay.",
      "Dusk Ferries has 2 pilots on record: Brackley Sands and Burrow Sound.",
    ]);
  });
});

describe("what lies only near", () => {
  it.each([
    "How many skippers were in Dusk Ferries?",
    "How much did Dusk Ferries save?",
    "Which councils were turned down for Dawn Ferries?",
    "What did ambridge get from Dusk Ferries?",
    "Can you fix my printer?",
    "What's next for Dusk Ferries?",
  ])("is no answer: %s", async (question) => {
    expect((await desk.ask(question)).outcome).toBe("refused");
  });
});
