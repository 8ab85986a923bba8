import { describe, expect, it } from "vitest";
import type { ActionCall } from "../../../src/core/action.ts";
import type { Sender } from "../../../src/core/origin.ts";
import type { From, Outcome, UpdateDesk } from "./open-update-desk.ts";
import { openUpdateDesk, people, places, valuesOf } from "./open-update-desk.ts";

const ask = "What was the quay grant of the night buses?";
const report = "amber, two drivers short, 42 referrals so far";

function about({ reply }: Outcome, verb: ActionCall["verb"], value?: string): ActionCall {
  return { verb, target: reply.receipt, ...(value !== undefined && { value }) };
}

/** A desk that was just asked, with the answer. */
async function asked(question = ask): Promise<UpdateDesk & { readonly answer: Outcome }> {
  const desk = await openUpdateDesk();
  return { ...desk, answer: await desk.say(question) };
}

describe("an answer", () => {
  it("is explained in a few lines, to whoever asks alone", async () => {
    const { tap, answer } = await asked();
    const why = await tap(about(answer, "why"));
    expect(why.reply).toMatchObject({ visibility: "onlyYou", receipt: "" });
    expect(why.words).toContain("Prospectus for harbour pilots");
    expect(why.words).toContain("1 of 1 sentences passed");
  });

  it("opens its source at the cited words", async () => {
    const { tap, answer } = await asked("What did the closing report say about fares on the night buses?");
    expect(answer.reply.citations.length).toBeGreaterThan(0);
    const source = await tap(about(answer, "showSource", "1"));
    expect(source.words).toContain(JSON.stringify(answer.reply.citations[0]?.quote).slice(1, -1));
    expect((await tap(about(answer, "showSource", "99"))).words).toContain("no such source");
  });

  it("opens an update as its message, once, however many of its words are cited", async () => {
    const { say, tap } = await openUpdateDesk();
    await tap((await say(report)).button("Confirm"));
    const office = { who: people.office, place: places.office } as const;
    const answer = await say("How is Eastmere night buses doing?", office);
    expect(answer.reply.citations[0]?.quote).toContain(" … ");
    const { reply, words } = await tap(about(answer, "showSource", "1"), office);
    expect(reply.blocks.flatMap((block) => (block.kind === "quote" ? [block.text] : []))).toEqual([report]);
    expect(words).not.toContain("The whole message");
  });

  it("is remembered as helpful or not, with the reason", async () => {
    const { tap, submit, store, answer } = await asked();
    await tap(about(answer, "helpful"));
    const [helpful] = await store.marks("feedback:", answer.reply.receipt);
    expect(helpful?.value).toEqual({ helped: true });
    const { form } = await tap(about(answer, "unhelpful"));
    await submit(form, { reason: "wrong year" });
    const [feedback] = await store.marks("feedback:", answer.reply.receipt);
    expect(feedback?.value).toEqual({ helped: false, reason: "wrong year" });
    const long = await submit(form, { reason: "x".repeat(1001) });
    expect(long.form.fields[0]).toMatchObject({ error: "Shorten this to 1,000 characters." });
  });

  it("is shared with a place only where all of it may see what the answer rests on", async () => {
    const { tap, say, answer } = await asked();
    const shared = await tap(about(answer, "share"));
    expect(shared.posts[0]).toMatchObject({ operation: "post", target: { conversation: places.team.id } });
    expect(shared.reply.visibility).toBeUndefined();
    await tap((await say(report)).button("Confirm"));
    const rating = await say("What is the rating of Eastmere night buses?", { place: places.alone });
    expect(rating.words).toMatch(/amber/i);
    expect((await tap(about(rating, "share"), { place: places.alone })).words).toContain("nobody to share it with");
    expect((await tap(about(rating, "share"), { place: places.hall })).words).toContain("may not be shown here");
    expect((await tap(about(rating, "why"), { who: people.stranger, place: places.hall })).words).toContain(
      "may not be shown here",
    );
  });

  it("is passed on to the contact of its place, who sees the question and not who asked", async () => {
    const { tap, say, bind, answer } = await asked();
    expect((await tap(about(answer, "askPerson"))).posts[0]?.target?.place).toBe(places.office.id);
    const office = { who: people.office, place: { ...places.alone, id: "slack:T1:DOFFICE" } } as const;
    await say("hello", office);
    await bind(places.team, { pilots: ["hnb-eastmere"], contact: "slack:T1:OFFICE" });
    const passed = await tap(about(answer, "askPerson"));
    expect(passed.posts[0]?.target?.place).toBe(office.place.id);
    expect(JSON.stringify(passed.posts[0]?.reply)).toContain(ask);
    expect(JSON.stringify(passed.posts[0]?.reply)).not.toContain("WREN");
    expect(passed.words).toContain("I have passed your question on to the contact of this place");
  });

  it("that nobody is set down for says so", async () => {
    const desk = await openUpdateDesk();
    const answer = await desk.say("What does SBO mean?", { place: places.hall });
    const passed = await desk.tap(about(answer, "askPerson"), { place: places.hall });
    expect(passed.words).toContain("Nobody is set down to take questions from here");
  });

  it("that is not known, or not for this person, does nothing", async () => {
    const { tap } = await asked();
    for (const verb of [
      "why",
      "share",
      "showSource",
      "helpful",
      "unhelpful",
      "correct",
      "askPerson",
      "more",
    ] as const) {
      const { words, reply } = await tap({ verb, target: "r-unknown" });
      expect(words).toContain("I hold no such answer");
      expect(reply.visibility).toBe("onlyYou");
    }
  });
});

describe("“that's wrong”", () => {
  it("asks the pilot's own team about a fact from its update", async () => {
    const { say, tap, submit } = await openUpdateDesk();
    await tap((await say(report)).button("Confirm"));
    const office = { who: people.office, place: places.office } as const;
    const answer = await say("What is the rating of Eastmere night buses?", office);
    const { form } = await tap(about(answer, "correct"), office);
    expect(
      (await submit(form, { wrong: "" }, office)).form.fields.find(({ name }) => name === "wrong")?.error,
    ).toContain("Say what is wrong");
    const sent = await submit(form, { ...valuesOf(form), wrong: "It has been green since Monday." }, office);
    expect(sent.posts[0]?.target?.place).toBe(places.team.id);
    expect(sent.words).toContain("It has been green since Monday.");
    expect(sent.words).toContain("I have asked the pilot's own team");
    const { form: change } = await tap(sent.button("Change the record"), { who: people.rook });
    expect(change.target).toMatch(/^u-/);
  });

  it.each([
    ["wrong", "x".repeat(1001), "3 to 1,000 characters"],
    ["source", "x".repeat(301), "at most 300 characters"],
    ["source", "ring 07700 900123", "Take out"],
    ["citation", "99", "Choose one of the sources"],
  ])("says at its %s what is wrong with it: %#", async (name, value, expected) => {
    const { tap, submit, answer } = await asked();
    const { form } = await tap(about(answer, "correct"));
    const sent = await submit(form, { ...valuesOf(form), wrong: "The grant was £600,000.", [name]: value });
    expect(sent.form.fields.flatMap((field) => (field.error === undefined ? [] : [field.name]))).toEqual([name]);
    expect(sent.form.fields.find((field) => field.name === name)?.error).toContain(expected);
  });

  it("asks the programme's office about any other fact", async () => {
    const { tap, submit, answer } = await asked();
    const { form } = await tap(about(answer, "correct"));
    const sent = await submit(form, { ...valuesOf(form), wrong: "The grant was £600,000." });
    expect(sent.posts[0]?.target?.place).toBe(places.office.id);
    expect(sent.words).toContain("I have asked the programme office");
  });

  describe("about a programme that no place is for", () => {
    /** Says that a grant of the day boats is wrong, which no place is bound to. */
    async function correct(desk: UpdateDesk): Promise<Outcome> {
      const answer = await desk.say("What was the quay grant of the day boats?");
      const { form } = await desk.tap(about(answer, "correct"));
      return desk.submit(form, { ...valuesOf(form), wrong: "The grant was £400,000." });
    }
    const alone = (who: Sender): From => ({ who, place: { id: `slack:T1:D${who.user}`, kind: "personal" } });

    it("goes to its office, alone", async () => {
      const desk = await openUpdateDesk();
      await desk.say("hello", alone(people.rook));
      await desk.say("hello", alone(people.admin));
      await desk.store.transaction(async (transaction) => {
        const { id: person } = await transaction.ensurePerson(people.rook, desk.clock.now().toISOString());
        await transaction.putRole({ person, role: "office", programme: "day-boats" });
      });
      const sent = await correct(desk);
      expect(sent.posts.map(({ target }) => target?.place)).toEqual(["slack:T1:DROOK", undefined]);
      expect(sent.words).toContain("I have asked the programme office");
      expect(await desk.store.marks("correction:")).toEqual([]);
    });

    it("goes to the administrators where its office cannot be reached", async () => {
      const desk = await openUpdateDesk();
      await desk.say("hello", alone(people.admin));
      const sent = await correct(desk);
      expect(sent.posts.map(({ target }) => target?.place)).toEqual(["slack:T1:DADMIN", undefined]);
      expect(sent.words).toContain("I have asked the administrators");
    });

    it("is kept where nobody can be told, and says truly who finds it", async () => {
      const desk = await openUpdateDesk();
      const sent = await correct(desk);
      expect(sent.posts).toHaveLength(1);
      expect(sent.words).toContain("nobody has been told. Your words are on the list of whoever runs Pilotdesk");
      const [kept] = await desk.store.marks("correction:", "day-boats");
      expect(kept?.value).toMatchObject({ words: "The grant was £400,000." });
      const page = (who: Sender) => desk.turn({ kind: "opened" }, alone(who));
      expect((await page(people.admin)).words).toContain("They say: The grant was £400,000.");
      expect((await page(people.office)).words).not.toContain("£400,000");
      expect((await page(people.wren)).words).not.toContain("£400,000");
    });
  });

  it("is not sent to a place that others read by now", async () => {
    const { say, tap, submit, answer } = await asked();
    await say("hello", { place: { ...places.office, isShared: true }, who: people.office });
    await say("hello", { who: people.office, place: { id: "slack:T1:DOFFICE", kind: "personal" } });
    const { form } = await tap(about(answer, "correct"));
    const sent = await submit(form, { ...valuesOf(form), wrong: "The grant was £600,000." });
    expect(sent.posts[0]?.target?.place).toBe("slack:T1:DOFFICE");
  });
});

describe("a welcome", () => {
  it("is said once to a place, and once privately to a person of a bound place", async () => {
    const { turn } = await openUpdateDesk();
    const place = await turn({ kind: "joined", whom: "assistant" });
    expect(place.words).toContain("Three things to try");
    expect(place.words).toContain("Do not tell me about residents");
    expect(place.words).toContain("To stop");
    expect((await turn({ kind: "joined", whom: "assistant" })).posts).toEqual([]);
    const person = await turn({ kind: "joined", whom: "person" }, { who: people.stranger });
    expect(person.reply.visibility).toBe("onlyYou");
    expect(
      (await turn({ kind: "joined", whom: "person" }, { who: people.stranger, place: places.office })).posts,
    ).toEqual([]);
    expect((await turn({ kind: "joined", whom: "person" }, { who: people.rook, place: places.hall })).posts).toEqual(
      [],
    );
  });
});

describe("a person's own page", () => {
  it("shows their pilots, the drafts that wait for them and what they asked", async () => {
    const { say, tap, turn, parts } = await openUpdateDesk();
    await tap((await say(report)).button("Confirm"));
    await say("Eastmere night buses: red, four drivers short", { who: people.stranger, place: places.hall });
    await say(ask);
    const page = await turn({ kind: "opened" }, { place: places.alone });
    expect(page.reply).toMatchObject({ intent: "home", visibility: "onlyYou" });
    const [table] = page.reply.blocks.flatMap((block) => (block.kind === "table" ? [block] : []));
    expect(table?.rows).toEqual([["Eastmere, Harbour Night Buses", "Amber", "19 October 2026"]]);
    expect(page.words).toContain("Drafts that wait for you: 1");
    expect(page.words).toContain(ask);
    expect((await tap(page.button("Confirm"), { place: places.alone })).words).toContain("Recorded for Eastmere");
    const theirs = await turn(
      { kind: "opened" },
      { who: people.stranger, place: { ...places.alone, id: "slack:T1:DSTRANGER" } },
    );
    expect(theirs.words).toContain("You belong to no pilot's place yet");
    expect(parts.admins).toEqual(["slack:T1:ADMIN"]);
  });
});

describe("a card drawn again for whoever looks at it", () => {
  it("has the buttons that they may use, and is nothing to others", async () => {
    const { say, tap } = await openUpdateDesk();
    const card = await say(report);
    const { target, hash = "" } = card.button("Confirm");
    const view = { verb: "view", target, hash } as const;
    expect((await tap(view, { who: people.rook })).button("Confirm").target).toBe(target);
    expect((await tap(view, { who: people.stranger, place: places.hall })).posts).toEqual([]);
    const done = await tap(card.button("Confirm"));
    expect((await tap(view)).button("Undo").target).toBe(done.button("Undo").target);
    expect((await tap({ ...view, target: done.button("Undo").target })).words).toContain("It can be asked about now");
  });
});
