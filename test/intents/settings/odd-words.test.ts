import { beforeEach, describe, expect, it } from "vitest";
import type { Outcome, UpdateDesk } from "../updates/open-update-desk.ts";
import { openUpdateDesk, people, places } from "../updates/open-update-desk.ts";

let desk: UpdateDesk;
beforeEach(async () => {
  desk = await openUpdateDesk();
});

const office = { who: people.office } as const;
const shown = ({ reply }: Outcome): string =>
  reply.blocks.flatMap((block) => (block.kind === "notice" ? [block.text] : [])).join(" ");
// The clock of the desk stands on Monday 19 October 2026.

describe("a setting asked for in odd words", () => {
  it.each([
    ["remind", "I cannot set a time or remind single people"],
    ["/pilots remind every friday 4pm", "I cannot set a time or remind single people"],
    ["remind us at 24:00", "I cannot set a time or remind single people"],
    ["remind Eastmere", "“who hasn't reported?” says who is missing"],
    ["remind Atlantis", "I cannot set a time or remind single people"],
    ["remind me tomorrow", "I cannot set a time or remind single people"],
    ["remind 2020-01-01", "I cannot set a time or remind single people"],
    ["digests every friday 4pm", "The digest comes on the first working day of a week"],
    ["pause until Friday", "until somebody says “resume” here"],
    ["pause for 3 days", "until somebody says “resume” here"],
    ["pause Eastmere", "until somebody says “resume” here"],
    ["pause Atlantis", "until somebody says “resume” here"],
    ["pause everywhere", "Whoever runs Pilotdesk can pause it everywhere"],
    ["resume Harbour Night Buses", "until somebody says “resume” here"],
    ["here Atlantis", "I know no programme or pilot called “Atlantis”"],
    ["here 2026-01-01", "I know no programme or pilot called “2026-01-01”"],
    ["here Harbour Night Buses and Harbour Day Boats", "Only an administrator or the programme's office binds a place"],
    ["log", "There is no draft in this conversation that you could confirm. Say what happened"],
    ["follow", "Say what to follow"],
    ["unfollow", "Say what to unfollow"],
    ["listen", "Say “listen on” or “listen off”"],
    ["listen sometimes", "Say “listen on” or “listen off”"],
    ["contact <@U123>", "says “contact me” here"],
    ["link", "Say “link accounts” on one platform"],
    ["snooze", "until 20 October 2026"],
    ["snooze until Friday", "until 23 October 2026"],
    ["snooze until next Monday", "until 26 October 2026"],
    ["snooze until Monday", "until 26 October 2026"],
    ["snooze tomorrow", "until 20 October 2026"],
    ["snooze until 1 December", "until 1 December 2026"],
    ["snooze until 2020-01-01", "1 January 2020 is not after today"],
    ["snooze until 2027-12-01", "1 December 2027 is more than 90 days away"],
    ["snooze until 31 November", "“31 November” is no day that I can read"],
    ["snooze until 24:00", "“24:00” is no day that I can read"],
    ["snooze forever", "“forever” is no day that I can read"],
    ["snooze a bit", "Say for how long"],
  ])("%s has one clear outcome", async (text, expected) => {
    const outcome = await desk.say(text, office);
    expect(outcome.posts).toHaveLength(1);
    expect(shown(outcome)).toContain(expected);
    expect(outcome.reply.visibility).toBe("onlyYou");
  });

  it("changes nothing about the place", async () => {
    const before = await desk.store.place(places.team.id);
    for (const text of ["pause until Friday", "resume Eastmere", "digests every friday 4pm", "listen sometimes"])
      await desk.say(text, office);
    expect(await desk.store.place(places.team.id)).toEqual(before);
    expect((await desk.say("What was the quay grant of the night buses?")).reply.intent).not.toBe("paused");
  });

  it("remind on and off are the digests of the place", async () => {
    await desk.say("remind on", office);
    expect(await desk.store.place(places.team.id)).toMatchObject({ digests: true });
    await desk.say("/pilots remind off", office);
    expect(await desk.store.place(places.team.id)).toMatchObject({ digests: false });
  });

  it("is told to somebody who may not bind a place", async () => {
    expect(shown(await desk.say("here Atlantis"))).toContain("Only an administrator or the programme's office");
  });

  it.each([
    "remind me who led the night buses",
    "remind me what the quay grant was",
    "digest for Harbour Night Buses",
    "pause on recruitment at Eastmere night buses, still amber",
    "pause the roll-out in Eastmere because of the ice",
  ])("leaves %s to others", async (text) => {
    expect((await desk.say(text)).reply.intent).not.toBe("settings");
  });
});
