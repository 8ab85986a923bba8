import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { linesOf, openLiveDesk, type LiveDesk } from "./open-live-desk.ts";

let desk: LiveDesk;
beforeAll(async () => {
  desk = await openLiveDesk();
});
afterAll(() => desk.close());

async function told(question: string): Promise<readonly string[]> {
  return linesOf((await desk.ask(question)).reply);
}

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
