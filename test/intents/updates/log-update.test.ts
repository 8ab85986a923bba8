import { describe, expect, it } from "vitest";
import { openUpdateDesk, people, places, standingUpdates, valuesOf } from "./open-update-desk.ts";

const report = "still amber, new wardens start Monday, 42 referrals so far (target 60), worried about the contract";

describe("a message that reports", () => {
  it("becomes one draft with every field and its words, and nothing is on record", async () => {
    const { say, store } = await openUpdateDesk();
    const { reply, posts, words, buttons } = await say(report, { message: "m1" });
    expect(reply).toMatchObject({
      outcome: "proposed",
      intent: "logUpdate",
      receipt: "",
      banner: "Demonstration: invented programme and places",
    });
    expect(posts).toHaveLength(1);
    expect(posts[0]?.key).toMatch(/^draft\/d-/);
    const fields = reply.blocks.flatMap((block) => (block.kind === "fields" ? block.fields : []));
    // Words that say no more than the value are not shown beside it.
    expect(fields).toContainEqual({ label: "Rating", value: "Amber", citations: [] });
    expect(fields).toContainEqual(expect.objectContaining({ label: "Figure", value: "referrals: 42 (target 60)" }));
    expect(words).toContain("by 26 October 2026");
    expect(words).toContain("Not said: a period.");
    expect(buttons.map(({ verb }) => verb)).toEqual(["confirm", "edit", "discard"]);
    expect(await standingUpdates(store)).toBe(0);
  });

  it("is answerable once it is confirmed, and not before", async () => {
    const { say, tap } = await openUpdateDesk();
    const card = await say(report);
    const ask = "What is the rating of Eastmere night buses?";
    const office = { place: places.office, who: people.office };
    expect((await say(ask, office)).words).not.toMatch(/amber/i);
    const done = await tap(card.button("Confirm"));
    expect(done.words).toMatch(/Recorded for Eastmere, Harbour Night Buses as u-/);
    expect((await say(ask, office)).words).toMatch(/amber/i);
    expect((await say(ask, { place: places.hall })).words).not.toMatch(/amber/i);
  });

  it("of several pilots becomes a card each", async () => {
    const { say, tap, store } = await openUpdateDesk();
    const cards = await say("Wexcombe: green, all quiet. Thornquay: red, the depot flooded.", {
      place: places.office,
      who: people.office,
    });
    expect(cards.posts).toHaveLength(2);
    expect(cards.words).toContain("Update for Wexcombe");
    expect(cards.words).toContain("Update for Thornquay");
    for (const call of cards.buttons.filter(({ verb }) => verb === "confirm"))
      await tap(call, { place: places.office, who: people.office });
    expect(await standingUpdates(store)).toBe(2);
  });

  it("is asked for its pilot first, and the answer fills it, as a button or in words", async () => {
    const { say, tap } = await openUpdateDesk();
    const office = { place: places.hall, who: people.office } as const;
    const asked = await say("We are amber this month, spent £12k of £30k", office);
    expect(asked.reply).toMatchObject({ outcome: "askedBack", intent: "logUpdate" });
    const wexcombe = asked.buttons.find(({ value }) => value === "hnb-wexcombe");
    expect(asked.buttons.some(({ verb }) => verb === "confirm")).toBe(false);
    if (!wexcombe) throw new Error("Wexcombe is not offered.");
    expect((await tap({ ...wexcombe, verb: "confirm" }, office)).words).toContain("Nothing was recorded yet");
    const tapped = await tap(wexcombe, office);
    expect(tapped.words).toContain("Update for Wexcombe");
    const again = await say("We are green this month, spent £14k of £30k", { ...office, conversation: "other" });
    expect(again.reply.outcome).toBe("askedBack");
    const said = await say("it's Thornquay", { ...office, conversation: "other" });
    expect(said.words).toContain("Update for Thornquay");
    expect(said.buttons.some(({ verb }) => verb === "confirm")).toBe(true);
  });

  it("of a closed programme takes one explicit question", async () => {
    const { say, store, bind } = await openUpdateDesk();
    await bind(places.team, { pilots: ["hdb-greywater"] });
    const asked = await say("Amber, 300 riders this month");
    expect(asked.words).toContain("Harbour Day Boats is closed. Log it all the same?");
    expect((await say("yes")).words).toContain("is not running any more; this is logged all the same");
    expect((await say("confirm")).words).toContain("Recorded for Greywater");
    expect(await standingUpdates(store)).toBe(1);
    await say("Green, 310 riders this month");
    expect((await say("no")).words).toContain("Discarded");
    expect(await standingUpdates(store)).toBe(1);
  });

  it("by somebody who may not confirm is passed on to those who may", async () => {
    const { say, tap, store } = await openUpdateDesk();
    const stranger = { who: people.stranger, place: places.hall } as const;
    const proposed = await say("Eastmere night buses: amber, two drivers short", stranger);
    const [own, theirs] = proposed.posts;
    expect(JSON.stringify(own?.reply)).toContain("I have asked the team of Eastmere");
    expect(JSON.stringify(own?.reply)).not.toContain('"verb":"confirm"');
    expect(theirs?.target?.place).toBe(places.team.id);
    const call = proposed.button("Confirm");
    expect((await tap(call, stranger)).words).toContain("only the team of Eastmere");
    expect(await standingUpdates(store)).toBe(0);
    const done = await tap(call, { who: people.rook });
    expect(done.posts.filter(({ operation }) => operation === "edit")).toHaveLength(2);
    expect(await standingUpdates(store)).toBe(1);
  });

  it("by a guest in the team's own channel waits for the team", async () => {
    const { say, tap, store, bind } = await openUpdateDesk();
    await bind(places.shared, { pilots: ["hnb-eastmere"] });
    const guest = { who: people.guest, place: places.shared } as const;
    const card = await say("Amber, two drivers short", guest);
    expect((await tap(card.button("Confirm"), guest)).words).toContain("You can propose this");
    await tap(card.button("Confirm"), { who: people.rook, place: places.shared });
    expect(await standingUpdates(store)).toBe(1);
  });

  it("sent on by somebody else says so, and is offered once however often it is sent on", async () => {
    const { say, store } = await openUpdateDesk();
    const first = await say("amber, two drivers short", { as: "update", message: "m1", author: people.rook });
    expect(first.words).toContain("Sent on by somebody other than its author");
    const second = await say("amber, two drivers short", {
      as: "update",
      message: "m1",
      author: people.rook,
      conversation: "other",
    });
    expect(second.button("Confirm").target).toBe(first.button("Confirm").target);
    expect(await store.drafts({})).toHaveLength(1);
    await say(`confirm ${first.button("Confirm").target}`);
    expect((await say("amber, two drivers short", { as: "update", message: "m1" })).words).toContain("logged already");
  });

  it("sent as an update is taken as one even where nothing in it is recognised", async () => {
    const { say } = await openUpdateDesk();
    const { reply, words } = await say("Cake stall raised spirits", { as: "update" });
    expect(reply.outcome).toBe("proposed");
    expect(words).toContain("Cake stall raised spirits");
  });

  it.each([
    ["here Eastmere is still amber, 42 referrals", "Amber"],
    ["follow up with the contractor on Monday, still amber", "Amber"],
    ["Could you log that we are green with 50 referrals?", "Green"],
    ["Please record: amber, 44 referrals", "Amber"],
  ])("is told from a command and from a question: %s", async (text, rating) => {
    const { say, store } = await openUpdateDesk();
    const { reply, words } = await say(text);
    expect(reply).toMatchObject({ intent: "logUpdate", outcome: "proposed" });
    expect(words).toContain(`"value":"${rating}"`);
    expect(await store.place(places.team.id)).toMatchObject({ pilots: ["hnb-eastmere"] });
  });

  it("is confirmed in words by a colleague who may", async () => {
    const { say, store } = await openUpdateDesk();
    await say(report);
    expect((await say("ok", { who: people.rook })).words).not.toContain("Recorded");
    expect((await say("confirm", { who: people.rook })).words).toContain("Recorded for Eastmere");
    expect((await say("confirm", { who: people.rook })).words).toContain("There is no draft in this conversation");
    expect(await standingUpdates(store)).toBe(1);
  });

  it("by nobody in particular is not taken", async () => {
    const { desk, store } = await openUpdateDesk();
    const posts = await desk.respond({
      id: "turn-x",
      kind: "message",
      platform: "web",
      conversation: "web:1",
      reader: { audiences: ["public"] },
      arrivedAt: "2026-10-19T09:00:00.000Z",
      text: "Eastmere night buses: amber, two drivers short",
    });
    expect(JSON.stringify(posts)).toContain("only from people I can recognise");
    expect(await store.drafts({})).toEqual([]);
  });
});

describe("a message that was only overheard", () => {
  it("is offered privately, once, where the place is listened to", async () => {
    const { say, bind } = await openUpdateDesk();
    const overheard = { isAddressed: false, message: "m1" } as const;
    expect((await say(report, overheard)).posts).toEqual([]);
    await bind(places.team, { pilots: ["hnb-eastmere"], listens: true });
    const offered = await say(report, overheard);
    expect(offered.reply).toMatchObject({ outcome: "proposed", visibility: "onlyYou" });
    expect((await say(report, overheard)).posts).toEqual([]);
  });

  it("is not offered again once its author declined it, whatever it is changed to", async () => {
    const { say, tap, edit, bind } = await openUpdateDesk();
    await bind(places.team, { pilots: ["hnb-eastmere"], listens: true });
    const offered = await say(report, { isAddressed: false, message: "m1" });
    await tap(offered.button("Discard"));
    expect((await edit("m1", "Eastmere night buses: red, 12 passengers, four drivers short")).posts).toEqual([]);
  });

  it("is never shown to others when it is changed", async () => {
    const { say, edit, bind } = await openUpdateDesk();
    await bind(places.team, { programmes: ["night-buses"], listens: true });
    await say("Eastmere is amber this week, 40 passengers.", { isAddressed: false, message: "m1" });
    const changed = await edit("m1", "Eastmere is red this week, 12 passengers. Wexcombe is green, 90 passengers.");
    const cards = changed.posts.filter(({ operation }) => operation === "card");
    expect(cards.length).toBeGreaterThan(0);
    expect(cards.map(({ reply }) => reply?.visibility)).toEqual(cards.map(() => "onlyYou"));
  });

  it("is left alone where it asks, chats or quotes", async () => {
    const { say, bind } = await openUpdateDesk();
    await bind(places.team, { pilots: ["hnb-eastmere"], listens: true });
    for (const text of ["anyone for lunch?", "what is our rating?", "lovely photos!", "undo", "here"]) {
      expect((await say(text, { isAddressed: false })).posts).toEqual([]);
    }
  });

  it("shows its confirmation to the place, for the offer was private", async () => {
    const { say, tap, bind } = await openUpdateDesk();
    await bind(places.team, { pilots: ["hnb-eastmere"], listens: true });
    const offered = await say(report, { isAddressed: false, message: "m1" });
    const done = await tap(offered.button("Confirm"));
    expect(done.posts.map(({ operation, reply }) => [operation, reply?.visibility])).toEqual([
      ["edit", "onlyYou"],
      ["card", "here"],
    ]);
    expect(done.words).toContain("Recorded for Eastmere");
    const undone = await tap(done.button("Undo"));
    expect(undone.posts.at(-1)).toMatchObject({ operation: "edit", changes: done.posts[1]?.key });
  });
});

describe("personal data in a message", () => {
  const text =
    "Amber. A resident, Mrs Ann Fletcher, called 07700 900123 about the noise. 42 referrals, £350,000 spent.";

  it("is pointed out, keeps the draft from being confirmed, and is gone once removed", async () => {
    const { say, tap, store } = await openUpdateDesk();
    const card = await say(text);
    expect(card.words).toContain("07700 900123");
    expect(card.words).toContain("Personal data must not be recorded");
    expect(card.words).not.toContain("(“£350,000");
    const call = card.button("Remove it");
    expect((await tap({ ...call, verb: "confirm" })).words).toContain("there is personal data in it");
    expect(await standingUpdates(store)).toBe(0);
    const removed = await tap(call);
    expect(removed.words).not.toMatch(/07700|Fletcher/);
    await tap(removed.button("Confirm"));
    const [update] = await store.updates({ reader: { audiences: ["public", "programme:night-buses"] } });
    expect(update?.text).toContain("[phone number removed]");
    expect(JSON.stringify([update, await store.drafts({})])).not.toMatch(/07700|Fletcher/);
  });

  it("is masked in the stored words where the fields were edited instead", async () => {
    const { say, tap, submit, store } = await openUpdateDesk();
    const card = await say(text);
    const { form } = await tap(card.button("Edit"));
    const refused = await submit(form, { ...valuesOf(form), narrative: "She called 07700 900123" });
    expect(refused.form.fields.find(({ name }) => name === "narrative")?.error).toContain("Take out a phone number");
    const edited = await submit(form, { ...valuesOf(form), narrative: "Noise was complained about.", risks: "" });
    await tap(edited.button("Confirm"));
    expect(
      JSON.stringify(await store.updates({ reader: { audiences: ["public", "programme:night-buses"] } })),
    ).not.toMatch(/07700|Fletcher/);
    expect(await standingUpdates(store)).toBe(1);
  });
});

describe("a message that does not report", () => {
  it("is answered where it asks, from what its place may see", async () => {
    const { say } = await openUpdateDesk();
    expect((await say("What was the quay grant of the night buses?")).words).toContain("£640,000");
  });

  it("gets a friendly word where it only chats", async () => {
    const { say, store } = await openUpdateDesk();
    const { reply } = await say("nice cake in the kitchen");
    expect(reply).toMatchObject({ intent: "smallTalk", outcome: "done" });
    expect(await store.drafts({})).toEqual([]);
  });

  it("is told that answers are paused where they are, while updates are still taken", async () => {
    const { say, tap } = await openUpdateDesk();
    const admin = { who: people.admin };
    expect((await say("pause", { who: people.wren })).words).toContain("Only an administrator");
    expect((await say("pause", admin)).words).toContain("Answers are paused here");
    expect((await say("What was the quay grant of the night buses?")).words).toContain("Answers are paused here since");
    const card = await say(report);
    expect((await tap(card.button("Confirm"))).words).toContain("Recorded");
    expect((await say("resume", admin)).words).toContain("Answers go on here");
    expect((await say("What was the quay grant of the night buses?")).words).toContain("£640,000");
  });
});
