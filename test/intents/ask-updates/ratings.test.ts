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
