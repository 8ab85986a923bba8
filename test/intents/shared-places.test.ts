import { describe, expect, it } from "vitest";
import type { PlaceRef } from "../../src/core/origin.ts";
import type { PostDraft } from "../../src/core/turn-handler.ts";
import { postDigests } from "../../src/intents/digests/post-digests.ts";
import { openUpdateDesk, people, places } from "./updates/open-update-desk.ts";
import type { UpdateDesk } from "./updates/open-update-desk.ts";

const report = "amber, two drivers short, 42 referrals so far";
const ask = "What is the rating of Eastmere night buses?";
/** The team's channel once somebody of another organisation was let in. */
const open: PlaceRef = { ...places.team, isShared: true };
const week = 7 * 86_400_000;

/** A team's channel that gets digests, and an update in it that is for those of its programme. */
async function openReported(): Promise<UpdateDesk> {
  const desk = await openUpdateDesk();
  await desk.bind(places.team, { pilots: ["hnb-eastmere"], digests: true });
  await desk.tap((await desk.say(report)).button("Confirm"));
  return desk;
}

async function digests({ store, clock, parts }: UpdateDesk): Promise<readonly PostDraft[]> {
  const unasked = { store, clock, knowledgeFor: parts.knowledgeFor, loadWorkingDays: async () => () => true };
  const effects = await postDigests(unasked, clock.now().toISOString());
  return store.transaction((transaction) => effects.commit(transaction));
}

describe("a place that becomes shared after it was bound", () => {
  it("is answered from then on with what is public, and again with its own once it is not shared any more", async () => {
    const { say } = await openReported();
    expect((await say(ask)).words).toMatch(/amber/i);
    expect((await say(ask, { place: open })).words).not.toMatch(/amber/i);
    expect((await say(ask)).words).toMatch(/amber/i);
  });

  it("gets no digest of what is not public, until it is not shared any more", async () => {
    const desk = await openReported();
    await desk.say("hello", { place: open });
    desk.clock.pass(week);
    expect(await digests(desk)).toEqual([]);
    await desk.say("hello");
    const posts = await digests(desk);
    expect(posts.map(({ target }) => target?.place)).toEqual([places.team.id]);
    expect(JSON.stringify(posts)).toMatch(/amber/i);
  });

  it("is noticed when the platform tells of it, though nobody writes there", async () => {
    const desk = await openReported();
    await desk.turn({ kind: "placeChanged", change: "kept" }, { place: open });
    desk.clock.pass(week);
    expect(await digests(desk)).toEqual([]);
    await desk.turn({ kind: "placeChanged", change: "kept" });
    expect((await digests(desk)).map(({ target }) => target?.place)).toEqual([places.team.id]);
  });

  it("is noticed in what is only overheard there", async () => {
    const desk = await openReported();
    await desk.bind(places.team, { pilots: ["hnb-eastmere"], digests: true, listens: true });
    await desk.say("lunch, anyone", { place: open, isAddressed: false });
    desk.clock.pass(week);
    expect(await digests(desk)).toEqual([]);
  });

  it("is not shown the proposals of others, who are told so", async () => {
    const desk = await openReported();
    await desk.bind(places.office, {});
    await desk.say("hello", { place: open });
    const stranger = { who: people.stranger, place: places.hall };
    const proposed = await desk.say("Eastmere night buses: red, four drivers short", stranger);
    expect(proposed.posts.map(({ target }) => target?.place)).toEqual([undefined]);
    expect(proposed.words).toContain("I know no place where only they read");
    await desk.say("hello");
    const again = await desk.say("Eastmere night buses: red, five drivers short", stranger);
    expect(again.posts.map(({ target }) => target?.place)).toContain(places.team.id);
  });
});
