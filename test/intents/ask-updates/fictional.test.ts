import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { noFields } from "../../../src/core/update.ts";
import {
  askedOn,
  pilotId,
  recordLiveProgramme,
  recordProgramme,
  recordUpdates,
} from "../../fixtures/live-programme.ts";
import { linesOf, openLiveDesk, type LiveDesk } from "./open-live-desk.ts";

const banner = "Demonstration: invented programme and places";
const insider = { audiences: ["public", "programme:harbour-wardens", "programme:lantern-trial"] } as const;

let desk: LiveDesk;
beforeEach(async () => {
  desk = await openLiveDesk("empty");
});
afterEach(() => desk.close());

async function told(question: string, asking = {}) {
  const { reply } = await desk.ask(question, { reader: insider, ...asking });
  return { lines: linesOf(reply), banner: reply.banner, words: JSON.stringify([reply.blocks, reply.citations]) };
}

/** The invented programme: live, with two pilots that no real one has, of which one is amber. */
async function recordInvented(): Promise<void> {
  const id = "lantern-trial";
  await recordProgramme(desk.store, { id, name: "Lantern Trial", fictional: true, pilots: ["Fennick", "Osterby"] });
  const fields = { ...noFields, rating: "amber" as const, narrative: "Lanterns were lit." };
  const pilot = pilotId("Fennick", id);
  const update = { id: "u-lantern", pilot, postedAt: "2026-11-02T09:00:00.000Z", author: "p-1", fields };
  await recordUpdates(desk.store, desk.clock, [update]);
  desk.clock.set(askedOn);
}

describe("beside a live programme, an invented one", () => {
  beforeEach(async () => {
    await recordLiveProgramme(desk.store, desk.clock);
    await recordInvented();
  });

  it.each(["how many pilots are there?", "which pilots are there?", "list the pilots"])(
    "is not counted: %s",
    async (question) => {
      const { words, lines } = await told(question);
      expect(lines[0]).toContain("Harbour Wardens has 14 pilots on record");
      expect(words).not.toContain("Lantern");
    },
  );

  it.each([
    "all ambers",
    "who hasn't reported?",
    "latest",
    "ratings board",
    "risks",
    "digest",
    "what's overdue?",
    "numbers",
  ])("is not mixed in: %s", async (question) => {
    const { words, banner } = await told(question);
    expect(words).toContain("Harbour Wardens");
    expect(words).not.toContain("Lantern");
    expect(banner).toBeUndefined();
  });

  it("is answered where it is named, under a banner", async () => {
    expect(await told("all ambers in Lantern Trial")).toMatchObject({
      banner,
      lines: [
        "1 of 2 pilots of Lantern Trial is rated amber.",
        "- Fennick: amber, as of 2 November 2026",
        "(No rating of Osterby is on record.)",
      ],
    });
    expect(await told("how many pilots are in Lantern Trial?")).toMatchObject({
      banner,
      lines: ["Lantern Trial has 2 pilots on record: Fennick and Osterby."],
    });
  });

  it("is answered where the place is bound to it", async () => {
    const bound = { programmes: ["lantern-trial"], pilots: [] };
    const { lines, banner: above } = await told("all ambers", { asking: { bound } });
    expect([lines[0], above]).toEqual(["1 of 2 pilots of Lantern Trial is rated amber.", banner]);
  });

  it("leaves a place that both have to the real one", async () => {
    expect((await told("latest from Fennick")).lines[0]).toContain("the Fennick pilot (Harbour Wardens)");
    expect((await told("latest from Fennick in Lantern Trial")).lines[0]).toContain(
      "the Fennick pilot (Lantern Trial)",
    );
  });
});

describe("where nothing real is live, an invented programme", () => {
  beforeEach(async () => {
    desk.clock.set("2026-04-01T09:00:00.000Z");
    await recordProgramme(desk.store, {
      id: "day-boats",
      name: "Harbour Day Boats",
      isLive: false,
      pilots: ["Marram", "Ullock"],
    });
    await recordInvented();
  });

  it("is what questions about updates mean, under a banner", async () => {
    expect(await told("all ambers")).toMatchObject({
      banner,
      lines: [expect.stringContaining("Lantern Trial"), expect.anything(), expect.anything()],
    });
  });

  it("is still no part of what is on record of real ones", async () => {
    expect((await told("how many pilots are there?")).lines).toEqual([
      "Harbour Day Boats has 2 pilots on record: Marram and Ullock.",
    ]);
  });

  it("is not told of the programme that is over", async () => {
    const { lines, words } = await told("what are the risks of Harbour Day Boats?");
    expect(words).not.toContain("Lantern");
    expect(lines[0]).toMatch(/^\(I don't know/);
  });
});

describe("where no programme is live", () => {
  it("nobody is expected to report", async () => {
    await recordProgramme(desk.store, {
      id: "day-boats",
      name: "Harbour Day Boats",
      isLive: false,
      pilots: ["Marram", "Ullock"],
    });
    expect((await told("who hasn't reported?")).lines).toEqual([
      "(No programme is live at present, so no returns are due and no updates are expected.)",
    ]);
  });
});
