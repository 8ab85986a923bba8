import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
