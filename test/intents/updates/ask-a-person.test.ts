import { describe, expect, it } from "vitest";
import type { Outcome } from "./open-update-desk.ts";
import { openUpdateDesk, people, places } from "./open-update-desk.ts";

const question = "What was the quay grant of the night buses?";

/** A desk whose team has a contact, who was last alone with the assistant in a thread of their chat. */
async function openWithContact() {
  const desk = await openUpdateDesk();
  const chat = { id: "slack:T1:DOFFICE", kind: "personal" } as const;
  await desk.say("hello", { who: people.office, place: chat, conversation: `${chat.id}:1700000000.000100` });
  await desk.bind(places.team, { pilots: ["hnb-eastmere"], contact: "slack:T1:OFFICE" });
  const answer = await desk.say(question);
  const ask = (who = people.wren): Promise<Outcome> =>
    desk.tap({ verb: "askPerson", target: answer.reply.receipt }, { who });
  return { ...desk, chat, ask };
}

describe("a question that is passed on", () => {
  it("stands in the contact's chat by itself, not in the thread that they last wrote in", async () => {
    const { ask, chat } = await openWithContact();
    const passed = await ask();
    expect(passed.posts[0]?.target).toMatchObject({ place: chat.id, conversation: chat.id });
  });

  it("is passed on once, however often whoever asked presses", async () => {
    const { ask } = await openWithContact();
    expect((await ask()).posts).toHaveLength(2);
    const again = await ask();
    expect(again.posts).toHaveLength(1);
    expect(again.words).toContain("passed on already");
    expect(again.reply.visibility).toBe("onlyYou");
  });

  it("is passed on again for somebody else, and for the same person on another day", async () => {
    const { ask, clock } = await openWithContact();
    await ask();
    expect((await ask(people.rook)).posts).toHaveLength(2);
    clock.pass(25 * 3_600_000);
    expect((await ask()).posts).toHaveLength(2);
  });

  it("names the thread that it was asked in, where the contact is of the same place", async () => {
    const { say, turn, bind } = await openWithContact();
    const { reply } = await say(question);
    const call = { verb: "askPerson", target: reply.receipt } as const;
    const permalink = "https://harbour.slack.com/archives/TEAM/p1700000000000200";
    const message = { place: places.team.id, id: "1700000000.000200", permalink };
    const passed = await turn({ kind: "action", call, message });
    expect(JSON.stringify(passed.posts[0]?.reply)).toContain(permalink);
    expect(passed.words).toContain("and the thread that it was asked in");
    await bind(places.hall, { programmes: ["night-buses"], contact: "slack:T1:OFFICE" });
    await bind(places.team, { pilots: ["hnb-eastmere"] });
    const elsewhere = await turn({ kind: "action", call, message }, { who: people.rook });
    expect(JSON.stringify(elsewhere.posts[0]?.reply)).not.toContain(permalink);
  });
});

describe("an answer that is shared", () => {
  it("is shared once, however often it is pressed; a while later it may be shared again", async () => {
    const { say, tap, clock } = await openUpdateDesk();
    const { reply } = await say(question);
    const share = (): Promise<Outcome> => tap({ verb: "share", target: reply.receipt });
    expect((await share()).posts[0]?.target?.conversation).toBe(places.team.id);
    const again = await share();
    expect(again.posts.map(({ target }) => target)).toEqual([undefined]);
    expect(again.words).toContain("shared here a moment ago");
    clock.pass(6 * 60_000);
    expect((await share()).posts[0]?.target?.conversation).toBe(places.team.id);
  });
});

describe("a record whose message was deleted", () => {
  it("is asked about in the author's chat, not in the thread that they last wrote in", async () => {
    const { say, tap, remove, bind } = await openUpdateDesk();
    await say("hello");
    const conversation = `${places.alone.id}:1700000000.000300`;
    const from = { place: places.alone, conversation } as const;
    const card = await say("Eastmere night buses: amber, two drivers short", { ...from, message: "m-1" });
    await tap(card.button("Confirm"), from);
    await bind(places.team, {});
    await bind(places.office, {});
    const asked = await remove("m-1", { ...from, isByAuthor: false });
    expect(asked.words).toContain("was deleted. The record stays");
    expect(asked.posts.at(-1)?.target).toMatchObject({ place: places.alone.id, conversation: places.alone.id });
  });
});

describe("an answer whose words were deleted", () => {
  it.each(["why", "share", "showSource", "helpful", "unhelpful", "correct", "askPerson", "more"] as const)(
    "says so to whoever presses %s, and does nothing else",
    async (verb) => {
      const { say, tap, store, clock } = await openUpdateDesk();
      const { reply } = await say(question);
      clock.pass(91 * 86_400_000);
      await store.transaction((transaction) => transaction.purgeExpired(clock.now().toISOString()));
      const pressed = await tap({ verb, target: reply.receipt });
      expect(pressed.posts).toHaveLength(1);
      expect(pressed.words).toContain("That answer was deleted: answers are kept for 90 days.");
      expect(pressed.reply.visibility).toBe("onlyYou");
    },
  );
});
