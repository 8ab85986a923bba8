import { describe, expect, it } from "vitest";
import { openTestDesk, sentencesOf } from "./open-test-desk.ts";

// Each of these was wrong once.
describe("questions with a catch", () => {
  it("asks which programme is meant by a value that both have", async () => {
    const desk = await openTestDesk();
    const reply = await desk.ask("What was the grant?");
    expect(reply.outcome).toBe("askedBack");
  });

  it("lists only those who were in no other programme", async () => {
    const desk = await openTestDesk();
    const said = sentencesOf(await desk.ask("Which councils were only in Dawn Ferries?")).join(" ");
    expect(said).toContain("Tansley Quay");
    expect(said).not.toMatch(/: .*Brackley Sands/);
  });

  it("does not take neither for both", async () => {
    const desk = await openTestDesk();
    const reply = await desk.ask("Which councils were in neither Dawn Ferries nor Dusk Ferries?");
    expect(sentencesOf(reply).join(" ")).not.toContain("in both");
  });

  it("does not say yes to a denial that the records contradict", async () => {
    const desk = await openTestDesk();
    const reply = await desk.ask("Was Tansley Quay never in Dawn Ferries?");
    expect(sentencesOf(reply).join(" ")).not.toMatch(/^Yes/);
  });

  it("does not list those on a coast when asked for those who are not", async () => {
    const desk = await openTestDesk();
    const reply = await desk.ask("Which councils in Dawn Ferries are not on the east coast?");
    expect(sentencesOf(reply).join(" ")).not.toContain("Brackley Sands");
  });

  it("takes a choice by one word of it and the word one", async () => {
    const desk = await openTestDesk();
    await desk.ask("Who was the skipper in Brackley Sands?", { conversation: "c" });
    const reply = await desk.ask("the Dusk one", { conversation: "c" });
    expect(sentencesOf(reply)).toEqual(["The skipper of the Brackley Sands pilot (Dusk Ferries) was Enoch Farrow."]);
  });

  it("says of a question in everyday words that nothing is on file, not that it is unreadable", async () => {
    const desk = await openTestDesk();
    const reply = await desk.ask("What should I read first?");
    expect(JSON.stringify(reply.blocks)).not.toContain("could not find a question");
  });
});
