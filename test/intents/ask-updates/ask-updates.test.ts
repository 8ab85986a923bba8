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

describe("the latest", () => {
  it("of one pilot is its last update in full, each statement with its day", async () => {
    expect(await told("What's the latest from Port Calder?")).toEqual([
      "The last update of the Port Calder pilot (Harbour Wardens) was posted on 2 November 2026, for October 2026.",
      "The Port Calder pilot (Harbour Wardens) was rated red, as of 31 October 2026; before that it was amber, as of 30 September 2026.",
      "The Port Calder pilot (Harbour Wardens) reported: The depot contract is not signed and two wardens left.",
      "- Referrals: 45 against a target of 60.",
      "- Spend to date £42,000, budget £90,000.",
      "- Milestone: Depot opens (due 30 September 2026; forecast 12 December 2026)",
      "- Risk: the depot contract lapses in December (owner: contract manager)",
      "- Help wanted from Department for Coasts: a letter to the depot owner",
      "- Next step: meet the depot owner (by 13 November 2026)",
    ]);
  });

  it.each(["latest", "Updates", "/pilots latest".slice(8), "status"])(
    "of all is a line a pilot to “%s”",
    async (words) => {
      const lines = await told(words);
      expect(lines[0]).toMatch(/^12 of 13 pilots of Harbour Wardens have an update on record; the last came from /);
      expect(lines.filter((line) => line.startsWith("- "))).toHaveLength(12);
      expect(lines.at(-1)).toBe("(No update from Wexcombe is on record.)");
    },
  );

  it("since a day is what was posted from then on, counted by pilot", async () => {
    const posted = inventedUpdates().filter(({ postedAt }) => postedAt >= "2026-11-04");
    const [lead, ...items] = await told("updates since 4 November");
    expect(posted.length).toBeGreaterThan(2);
    expect(lead).toBe(
      `${posted.length} updates of Harbour Wardens were posted since 4 November 2026, from ${posted.length} of 13 pilots.`,
    );
    expect(items).toHaveLength(posted.length);
  });

  it("says when the last one was posted where there is none since", async () => {
    expect(await told("updates from Eastmere since 1 November")).toEqual([
      expect.stringMatching(
        /^No update of Eastmere \(Harbour Wardens\) was posted since 1 November 2026; the last on record was posted on \d October 2026, for September 2026\.$/,
      ),
    ]);
  });

  it("of a pilot that never reported is said not to be on record", async () => {
    const { reply } = await desk.ask("latest from Wexcombe");
    expect([reply.outcome, linesOf(reply)]).toEqual([
      "refused",
      ["(No update from Wexcombe (Harbour Wardens) is on record.)"],
    ]);
  });
});

describe("who has reported", () => {
  it("is told as found of expected, with when the others were last heard", async () => {
    const last = inventedUpdates().find(({ id }) => id === "u-eastmere-2026-09");
    const day = `${Number(last?.postedAt.slice(8, 10))} October 2026`;
    expect(await told("Who hasn't reported?")).toEqual([
      "11 of 13 pilots of Harbour Wardens have reported for October 2026 (due on 6 November 2026).",
      `Nothing for October 2026 from Eastmere (last heard on ${day}).`,
      "(No update from Wexcombe is on record.)",
    ]);
  });

  it("is asked for a month by its name", async () => {
    const [lead, who, never] = await told("who has reported for September?");
    expect(lead).toBe("12 of 13 pilots of Harbour Wardens have reported for September 2026 (due on 7 October 2026).");
    expect(who?.match(/October 2026/g)).toHaveLength(12);
    expect(never).toBe("(No update from Wexcombe is on record.)");
  });

  it("counts for the current month what was posted in it", async () => {
    expect((await told("which pilots have reported this month?"))[0]).toBe(
      "11 of 13 pilots of Harbour Wardens have reported in November 2026 so far.",
    );
  });

  it("is told of one pilot as a sentence", async () => {
    expect((await told("has Ullock reported?"))[0]).toMatch(
      /^The Ullock pilot \(Harbour Wardens\) has reported for October 2026/,
    );
    expect((await told("has Eastmere reported?"))[0]).toMatch(
      /^The Eastmere pilot \(Harbour Wardens\) has not reported for October 2026 \(due on 6 November 2026\); it was last heard on \d October 2026\.$/,
    );
  });

  it("late is told with the day it came, counted by the first word on the period", async () => {
    // Every return for October came by the due day, 6 November; none did by 1 November.
    expect((await told("who was late for October?"))[0]).toBe(
      "0 of 13 pilots of Harbour Wardens reported late for October 2026, which was due on 6 November 2026.",
    );
  });

  it("goes by the calendar before the return is due", async () => {
    const { reply } = await desk.ask("who hasn't reported?", { now: "2026-11-03T08:00:00.000Z" });
    expect(linesOf(reply)[0]).toContain("for October 2026 (due by 6 November 2026)");
  });

  it("says when the next return is due", async () => {
    expect((await told("when is the next return due?"))[0]).toBe(
      "(The return of Harbour Wardens for November 2026 is due by 7 December 2026, working day 5 after the period.)",
    );
  });
});

describe("ratings", () => {
  it("of a colour are counted and listed, and pilots without one are named", async () => {
    expect(await told("all ambers")).toEqual([
      "2 of 13 pilots of Harbour Wardens are rated amber.",
      "Beside them, Thornquay is amber-red.",
      "- Eastmere: amber, as of 30 September 2026",
      "- Ullock: amber, as of 31 October 2026",
      "(No rating of Wexcombe is on record.)",
    ]);
    expect((await told("how many pilots are green?"))[0]).toBe("8 of 13 pilots of Harbour Wardens are rated green.");
    expect((await told("is anything amber-green?"))[0]).toBe(
      "0 of 13 pilots of Harbour Wardens are rated amber-green.",
    );
  });

  it("stand on a board, the worst first", async () => {
    const [lead, first, second] = await told("ratings board");
    expect(lead).toBe(
      "12 of 13 pilots of Harbour Wardens have a rating on record: 1 red, 1 amber-red, 2 amber and 8 green.",
    );
    expect([first, second]).toEqual([
      expect.stringContaining("| Port Calder | red | amber | 31 October 2026"),
      expect.stringContaining("| Thornquay | amber-red | green | 31 October 2026"),
    ]);
  });

  it("that moved are told by direction", async () => {
    expect(await told("which pilots got worse?")).toEqual([
      "The rating of 2 of 13 pilots of Harbour Wardens went down with their last rating.",
      "- Port Calder: red, as of 31 October 2026 (was amber, as of 30 September 2026)",
      "- Thornquay: amber-red, as of 31 October 2026 (was green, as of 30 September 2026)",
    ]);
    expect((await told("which pilots improved?"))[1]).toBe(
      "- Long Strand: green, as of 31 October 2026 (was amber, as of 30 September 2026)",
    );
  });

  it("over time are a chart and a table of words", async () => {
    const { reply } = await desk.ask("rating trend for Port Calder");
    expect(linesOf(reply)[0]).toBe(
      "The Port Calder pilot (Harbour Wardens) was green as of 31 May 2026, then amber as of 30 September 2026, then red as of 31 October 2026.",
    );
    expect(linesOf(reply)[1]).toBe(
      "~ Port Calder: 2026-05-31=5 2026-06-30=5 2026-07-31=5 2026-08-31=5 2026-09-30=3 2026-10-31=1",
    );
    expect(reply.blocks.find(({ kind }) => kind === "table")).toMatchObject({
      rows: expect.arrayContaining([["Port Calder", "31 October 2026", "red"]]),
    });
  });
});

describe("both clocks", () => {
  it("tell what held on a day from what was known then", async () => {
    const on = "as of 30 September 2026; before that it was green, as of 31 August 2026.";
    const [now] = await told("what was Port Calder's rating on 1 October?");
    expect(now).toBe(`On 1 October 2026, the Port Calder pilot (Harbour Wardens) was rated amber, ${on}`);
    const then = await desk.ask("what was Port Calder's rating on 1 October as we knew then?");
    // The return for September came on a later day.
    expect(linesOf(then.reply)).toEqual([
      "On 1 October 2026, the Port Calder pilot (Harbour Wardens) was rated green, as of 31 August 2026.",
    ]);
    expect(then.reply).toMatchObject({ trueAt: "2026-10-01", knownAt: "2026-10-01T22:59:59.999Z" });
  });

  it("tell what was thought of a pilot", async () => {
    const lines = await told("What did we think of Port Calder on 1 July?");
    expect(lines[0]).toMatch(/^By 1 July 2026, the last update of the Port Calder pilot .* for May 2026\.$/);
    expect(lines[1]).toBe("The Port Calder pilot (Harbour Wardens) was rated green, as of 31 May 2026.");
  });

  it("count the pilots of a colour as of a month", async () => {
    expect((await told("how many pilots were amber in August?"))[0]).toBe(
      "On 31 August 2026, 3 of 13 pilots of Harbour Wardens were rated amber.",
    );
  });
});

describe("what is wanted and what may go wrong", () => {
  it("is told by department, by its record or as it was written", async () => {
    expect(await told("who wants help from DfC?")).toEqual([
      "1 of 13 pilots of Harbour Wardens wants help from Department for Coasts.",
      "- Port Calder: Help wanted from Department for Coasts: a letter to the depot owner; posted on 2 November 2026, for October 2026",
    ]);
    expect((await told("help wanted from the Ministry of Lamps"))[1]).toMatch(
      /^- Marram: Help wanted from Ministry of Lamps: spare lanterns/,
    );
    expect((await told("help wanted from the Lighthouse Office"))[0]).toBe(
      "No call for help from Lighthouse Office is on record for Harbour Wardens.",
    );
  });

  it("lists risks across pilots, or those about something", async () => {
    expect((await told("risks")).slice(0, 2)).toEqual([
      "2 of 13 pilots of Harbour Wardens report risks.",
      "- Port Calder: the depot contract lapses in December (owner: contract manager); posted on 2 November 2026, for October 2026",
    ]);
    expect((await told("who is worried about volunteers?"))[0]).toBe(
      "1 of 13 pilots of Harbour Wardens reports risks about volunteers.",
    );
  });

  it("tells milestones that are overdue and that slipped", async () => {
    expect((await told("overdue milestones")).slice(0, 3)).toEqual([
      "2 of 4 milestones of Harbour Wardens are overdue, on 10 November 2026.",
      "- Port Calder: Depot opens (due 30 September 2026; forecast 12 December 2026; not recorded as done; posted on 2 November 2026)",
      expect.stringMatching(
        /^- Tidewell: Training ends \(due 31 October 2026; not recorded as done; posted on \d November 2026\)$/,
      ),
    ]);
    expect((await told("which milestones have slipped?")).filter((line) => line.startsWith("- "))).toEqual([
      expect.stringContaining("Port Calder: Depot opens"),
      expect.stringContaining("Ullock: Hub opens (due 15 January 2027; first due 20 November 2026;"),
    ]);
  });

  it("tells what is due in a week", async () => {
    expect(await told("what's due this week?")).toEqual([
      "1 next step of Harbour Wardens is due from 9 to 15 November 2026.",
      "- Port Calder: meet the depot owner (by 13 November 2026); posted on 2 November 2026, for October 2026",
      "(1 further step without a day is on record.)",
    ]);
  });
});

describe("figures", () => {
  it("of one name and unit are summed over the pilots", async () => {
    // 10 for each place in the list of pilots and 5 for each month: Eastmere until September, the others until October.
    const last = [30, 45, 65, 75, 85, 95, 105, 115, 125, 135, 145, 155];
    const sum = last.reduce((total, one) => total + one, 0).toLocaleString("en-GB");
    expect((await told("how many referrals in total?"))[0]).toBe(
      `Referrals: 12 of 13 pilots of Harbour Wardens have a figure on record. They add up to ${sum}.`,
    );
  });

  it("over time are charted", async () => {
    const { reply } = await desk.ask("How have referrals gone in Port Calder?");
    expect(linesOf(reply)).toEqual([
      "Referrals of the Port Calder pilot (Harbour Wardens) went from 20 as of 31 May 2026 to 45 as of 31 October 2026.",
      "~ Port Calder: 2026-05-31=20 2026-06-30=25 2026-07-31=30 2026-08-31=35 2026-09-30=40 2026-10-31=45",
    ]);
  });

  it("are not taken for other figures", async () => {
    const { reply } = await desk.ask("how many referrals from surgeries has Ullock had?");
    expect(reply.outcome).toBe("refused");
  });

  it("of money name how many pilots state them", async () => {
    expect((await told("total spend")).slice(0, 2)).toEqual([
      "Spend to date of Harbour Wardens: £60,000 over the 2 of 13 pilots that state it.",
      "Budget of Harbour Wardens: £90,000 over the 1 of 13 pilots that state it.",
    ]);
  });
});

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
