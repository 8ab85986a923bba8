import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicReader } from "../../../src/core/trust.ts";
import { inventedUpdates } from "../../fixtures/live-programme.ts";
import { linesOf, openLiveDesk, type LiveDesk } from "./open-live-desk.ts";

let desk: LiveDesk;
beforeAll(async () => {
  desk = await openLiveDesk();
});
afterAll(() => desk.close());

async function told(question: string): Promise<readonly string[]> {
  return linesOf((await desk.ask(question)).reply);
}

describe("every answer", () => {
  it.each([
    "latest",
    "who hasn't reported?",
    "all ambers",
    "ratings board",
    "digest",
    "risks",
    "overdue",
    "numbers",
    "what changed since the last return?",
  ])("to “%s” passed the gate whole, with a source for every line", async (question) => {
    const { reply, receipt } = await desk.ask(question);
    expect(receipt.verdicts.length).toBeGreaterThan(0);
    expect(receipt.verdicts.filter(({ passed }) => !passed)).toEqual([]);
    const cited = reply.blocks.flatMap((block) =>
      block.kind === "paragraph" ? block.sentences : block.kind === "list" ? block.items : [],
    );
    expect(cited.filter(({ citations }) => citations.length === 0)).toEqual([]);
    const numbers = new Set(reply.citations.map(({ number }) => number));
    expect(cited.flatMap(({ citations }) => citations).every((number) => numbers.has(number))).toBe(true);
  });

  it("is the same when its receipt is replayed weeks later", async () => {
    const { receipt } = await desk.ask("who hasn't reported?");
    const { replayReceipt } = await import("../../../src/intents/replay.ts");
    const later = { ...desk.parts, clock: { now: () => new Date("2027-02-01T09:00:00.000Z") } };
    expect((await replayReceipt(receipt, { audiences: receipt.audiences }, later)).outcome).toBe("same");
  });

  it("is withheld from a reader for whom a count would not be the whole", async () => {
    const { reply } = await desk.ask("who hasn't reported?", { reader: publicReader });
    expect([reply.outcome, linesOf(reply)]).toEqual([
      "refused",
      ["(Updates of Harbour Wardens are shown only in the places that work on it.)"],
    ]);
    expect(JSON.stringify(await desk.ask("risks", { reader: publicReader }))).not.toContain("depot contract");
  });
});

describe("anything else about a live pilot", () => {
  it("is looked for in what its updates say, where records have nothing", async () => {
    expect(await told("has the depot contract of Port Calder been signed?")).toContain(
      "The Port Calder pilot (Harbour Wardens) reported: The depot contract is not signed and two wardens left; posted on 2 November 2026, for October 2026.",
    );
    expect((await told("referrals in Ullock last month"))[0]).toBe(
      "Referrals of the Ullock pilot (Harbour Wardens): 75 against a target of 60, as of 31 October 2026.",
    );
  });

  it("that no update speaks of is not answered", async () => {
    expect((await desk.ask("what about the lighthouse keeper in Port Calder?")).reply.outcome).toBe("refused");
  });

  it("is its last update where nothing but its name is said", async () => {
    expect((await told("Tell me about Ullock"))[0]).toMatch(/^The last update of the Ullock pilot/);
  });
});

describe("a question that only sounds like one about updates", () => {
  it.each([
    "what is a rating?",
    "what does amber mean?",
    "what's the difference between a risk and an issue?",
    "how many steps does the rating have?",
    "how many major ferry projects were rated red?",
    "what is meant by slippage?",
    "when will the rating scale for ferries change again?",
  ])("is not answered from them: %s", async (question) => {
    expect(JSON.stringify((await desk.ask(question)).reply.blocks)).not.toContain("Harbour Wardens");
  });
});

describe("a conversation", () => {
  it("goes on with another pilot", async () => {
    const { thread } = await desk.ask("latest from Port Calder");
    const { reply } = await desk.ask("and Ullock?", { thread });
    expect(linesOf(reply)[0]).toMatch(/^The last update of the Ullock pilot/);
  });

  it("goes on about its pilot, unless all are asked for", async () => {
    const { thread } = await desk.ask("latest from Port Calder");
    expect(linesOf((await desk.ask("what are the risks?", { thread })).reply)[0]).toBe(
      "The Port Calder pilot (Harbour Wardens) reports risks.",
    );
    expect(linesOf((await desk.ask("all ambers", { thread })).reply)[0]).toBe(
      "2 of 13 pilots of Harbour Wardens are rated amber.",
    );
  });

  it("is about the pilot that its place is bound to, where none is named", async () => {
    const bound = { programmes: [], pilots: ["hw-ullock"] };
    const { reply } = await desk.ask("latest", { asking: { bound } });
    expect(linesOf(reply)[0]).toMatch(/^The last update of the Ullock pilot/);
    expect(linesOf((await desk.ask("all ambers", { asking: { bound } })).reply)[0]).toContain("2 of 13 pilots");
  });
});

describe("what changed", () => {
  it("since the last return is told in full of one pilot", async () => {
    expect(await told("what changed since the last return in Port Calder?")).toEqual([
      "Between the update of the Port Calder pilot (Harbour Wardens) posted on 2 October 2026, for September 2026, and the one posted on 2 November 2026, for October 2026, 4 things changed.",
      "- Rating: red, was amber.",
      "- Referrals: 45, was 40.",
      "- New risk: the depot contract lapses in December (owner: contract manager)",
      "- New call for help: a letter to the depot owner",
    ]);
  });

  it("since somebody last asked is what was recorded after that, also where it is about earlier days", async () => {
    const seq = await desk.store.seqAt("2026-11-04T12:00:00.000Z");
    const asking = { lastAsked: { "harbour-wardens": { seq, at: "2026-11-04T12:00:00.000Z" } } };
    const fresh = inventedUpdates().filter(({ postedAt }) => postedAt > "2026-11-04T12:00:00.000Z");
    const { reply } = await desk.ask("what's changed since I last asked?", { asking });
    const lines = linesOf(reply);
    expect(lines[0]).toBe(
      `${fresh.length} updates of Harbour Wardens, from ${fresh.length} of 13 pilots, have become known since you last asked, on 4 November 2026.`,
    );
    const { seq: head } = await desk.store.head();
    const nothing = await desk.ask("what's new?", {
      asking: { lastAsked: { "harbour-wardens": { seq: head, at: "2026-11-09T12:00:00.000Z" } } },
    });
    expect(linesOf(nothing.reply)[0]).toMatch(
      /^Nothing new of Harbour Wardens has become known since you last asked, on 9 November 2026; the last update was posted on \d November 2026\.$/,
    );
  });

  it("says so where somebody never asked before", async () => {
    expect((await told("what's changed since I last asked?"))[0]).toBe(
      "(You have not asked about updates of Harbour Wardens before: this is what changed since the return before.)",
    );
  });
});
