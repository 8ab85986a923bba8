import { describe, expect, it } from "vitest";
import type { ConfirmedUpdate } from "../../../src/core/update.ts";
import type { Outcome, UpdateDesk } from "./open-update-desk.ts";
import { openUpdateDesk, people, places, standingUpdates, valuesOf } from "./open-update-desk.ts";

const minutes = 60_000;
const report = "amber, two drivers short, 42 referrals so far (target 60)";
const reader = { audiences: ["programme:night-buses"] } as const;

/** A desk on which an update was just confirmed. */
async function confirmed(): Promise<
  UpdateDesk & {
    readonly done: Outcome;
    readonly id: string;
    readonly latest: () => Promise<ConfirmedUpdate | undefined>;
  }
> {
  const desk = await openUpdateDesk();
  const card = await desk.say(report, { message: "m1" });
  const done = await desk.tap(card.button("Confirm"));
  return {
    ...desk,
    done,
    id: done.button("Undo").target,
    latest: async () => (await desk.store.updates({ reader }))[0],
  };
}

describe("undo", () => {
  it.each(["button", "words"])("takes a record back within ten minutes, by %s", async (how) => {
    const { say, tap, done, store, clock } = await confirmed();
    clock.pass(9 * minutes);
    const undone = how === "button" ? await tap(done.button("Undo")) : await say("undo");
    expect(undone.words).toContain("is off the record");
    expect(await standingUpdates(store)).toBe(0);
    expect((await tap(done.button("Undo"))).words).toContain("withdrawn already");
  });

  it("is too late after ten minutes, and says what still can be done", async () => {
    const { tap, done, store, clock } = await confirmed();
    clock.pass(11 * minutes);
    const late = await tap(done.button("Undo"));
    expect(late.words).toContain("more than ten minutes ago");
    expect(late.button("Withdraw").verb).toBe("withdraw");
    expect(await standingUpdates(store)).toBe(1);
  });

  it("reverses a change, once", async () => {
    const { say, tap, latest } = await confirmed();
    const changed = await tap((await say("make that green")).button("Confirm"));
    expect((await latest())?.fields.rating).toBe("green");
    await tap(changed.button("Undo"));
    expect(await latest()).toMatchObject({ version: 3, fields: { rating: "amber" } });
    expect((await say("undo")).words).toContain("undone already");
    expect((await tap(changed.button("Undo"))).words).toContain("was changed after this was shown");
  });
});

describe("withdraw", () => {
  it("asks for a reason on a form, and keeps it with the history", async () => {
    const { say, submit, store, id } = await confirmed();
    const { form } = await say(`withdraw ${id}`);
    expect(form).toMatchObject({ id: "withdraw", target: id });
    expect((await submit(form, { reason: " " })).form.fields[0]?.error).toContain("Say why");
    expect((await submit(form, { reason: "Call 07700 900123" })).form.fields[0]?.error).toContain("a phone number");
    const done = await submit(form, { reason: "counted twice" });
    expect(done.words).toContain("Reason: counted twice");
    expect(await standingUpdates(store)).toBe(0);
    const team = { place: places.team };
    expect((await say(`history ${id}`, team)).words).toContain("withdrawn by you. Reason: counted twice.");
    expect((await submit(form, { reason: "again" })).words).toContain("withdrawn already");
  });

  it("takes a reason in words", async () => {
    const { say, store } = await confirmed();
    expect((await say("withdraw because it was last month's")).words).toContain("Reason: it was last month's");
    expect(await standingUpdates(store)).toBe(0);
  });

  it("is for those who decide about the pilot", async () => {
    const { say, id, store } = await confirmed();
    const words = `withdraw ${id} because I say so`;
    expect((await say(words, { who: people.stranger, place: places.hall })).words).toContain("Only its author");
    expect((await say(words, { who: people.guest })).words).toContain("Only its author");
    expect((await say(words, { who: people.office, place: places.office })).words).toContain("Withdrawn");
    expect(await standingUpdates(store)).toBe(0);
  });
});

describe("a change in words", () => {
  it("shows old and new, and changes the record when it is confirmed", async () => {
    const { say, tap, latest, id } = await confirmed();
    const card = await say("*45");
    expect(card.reply).toMatchObject({ intent: "amendUpdate", outcome: "proposed" });
    expect(card.words).toContain("referrals: 42 (target 60) → referrals: 45 (target 60)");
    expect((await latest())?.fields.metrics).toEqual([expect.objectContaining({ value: 42 })]);
    expect((await tap(card.button("Confirm"))).words).toContain(
      `${id} for Eastmere, Harbour Night Buses is now at version 2`,
    );
    expect((await latest())?.fields.metrics).toEqual([expect.objectContaining({ value: 45, target: 60 })]);
    await tap((await say("actually red")).button("Confirm"));
    await tap((await say("change the target to 80")).button("Confirm"));
    expect(await latest()).toMatchObject({
      version: 4,
      fields: { rating: "red", metrics: [{ value: 45, target: 80 }] },
    });
  });

  it("changes a draft that still waits instead", async () => {
    const { say, tap, store } = await openUpdateDesk();
    await say(report);
    const card = await say("make that green");
    expect(card.words).toContain("Rating: Amber → Green");
    await tap(card.button("Confirm"));
    expect((await store.updates({ reader }))[0]).toMatchObject({ version: 1, fields: { rating: "green" } });
  });

  it("of somebody else's update, or in another conversation, is none", async () => {
    const { say, store } = await confirmed();
    await say("make that green", { conversation: "slack:T1:TEAM:other" });
    await say("make that green", { who: people.rook });
    expect(await store.drafts({ states: ["open"] })).toEqual([]);
  });

  it("does nothing once the record was changed by somebody else", async () => {
    const { say, tap, done, submit, latest } = await confirmed();
    const card = await say("make that green");
    const { form } = await tap(done.button("Change"), { who: people.rook });
    const theirs = await submit(form, { ...valuesOf(form), rating: "red" }, { who: people.rook });
    await tap(theirs.button("Confirm"), { who: people.rook });
    expect((await tap(card.button("Confirm"))).words).toContain("was changed by somebody after this was drafted");
    expect(await latest()).toMatchObject({ version: 2, fields: { rating: "red" } });
  });
});

describe("a message that is changed", () => {
  it("before its draft is confirmed, is proposed anew with the difference", async () => {
    const { say, edit, tap, store } = await openUpdateDesk();
    const card = await say(report, { message: "m1" });
    const edited = await edit("m1", "red, two drivers short, 42 referrals so far (target 60)");
    expect(edited.posts[0]).toMatchObject({ operation: "edit", changes: card.posts[0]?.key });
    expect(edited.words).toContain("Rating: Amber → Red");
    await tap(edited.button("Confirm"));
    expect((await store.updates({ reader }))[0]?.fields.rating).toBe("red");
    expect(await standingUpdates(store)).toBe(1);
  });

  it("without a change of what it says, keeps its draft", async () => {
    const { say, edit, tap } = await openUpdateDesk();
    const card = await say(report, { message: "m1" });
    expect((await edit("m1", report)).posts).toEqual([]);
    expect((await tap(card.button("Confirm"))).words).toContain("Recorded");
  });

  it("after it was recorded, marks the record and proposes the change", async () => {
    const { edit, tap, latest } = await confirmed();
    const edited = await edit("m1", "amber, two drivers short, 45 referrals so far (target 60)");
    expect(edited.words).toContain("referrals: 42 (target 60) → referrals: 45 (target 60)");
    expect(await latest()).toMatchObject({ source: "edited", version: 1, fields: { metrics: [{ value: 42 }] } });
    await tap(edited.button("Confirm"));
    const after = await latest();
    expect(after).toMatchObject({ version: 2, fields: { metrics: [{ value: 45 }] } });
    expect(after?.text).toContain("45 referrals");
  });

  it("twice, leaves one draft of the change", async () => {
    const { edit, store } = await confirmed();
    await edit("m1", "amber, two drivers short, 45 referrals so far (target 60)");
    await edit("m1", "amber, two drivers short, 46 referrals so far (target 60)");
    const open = await store.drafts({ states: ["open"] });
    expect(open).toHaveLength(1);
    expect(open[0]?.proposed.metrics[0]?.value).toBe(46);
  });

  it("so that it reports nothing any more, leaves the record and says so", async () => {
    const { edit, latest } = await confirmed();
    const { words } = await edit("m1", "never mind");
    expect(words).toContain("does not read as an update any more");
    expect(await latest()).toMatchObject({ source: "edited", version: 1 });
  });
});

describe("a message that is deleted", () => {
  it("by its author in time, takes the record with it", async () => {
    const { remove, store, id, say } = await confirmed();
    const { words } = await remove("m1", { isByAuthor: true });
    expect(words).toContain("Withdrawn: the message of");
    expect(await standingUpdates(store)).toBe(0);
    expect((await say(`history ${id}`)).words).toContain("its message was deleted by its author");
  });

  it.each([
    ["late", { isByAuthor: true }, 11 * minutes],
    ["by somebody else", { isByAuthor: false }, 0],
    ["by nobody knows whom", {}, 0],
  ])("%s, keeps the record, marks it and asks its owner once", async (_name, by, wait) => {
    const { remove, restore, latest, tap, clock } = await confirmed();
    clock.pass(wait);
    const asked = await remove("m1", by);
    expect(asked.words).toContain("Keep it, or withdraw it?");
    expect(asked.posts[0]?.target).toMatchObject({ place: places.team.id, conversation: places.team.id });
    expect((await latest())?.source).toBe("deleted");
    expect((await remove("m1", by)).posts).toEqual([]);
    expect((await tap(asked.button("Keep"))).words).toContain("stays on record");
    await restore("m1");
    expect((await latest())?.source).toBeUndefined();
  });

  it("can be withdrawn by its owner then", async () => {
    const { remove, tap, submit, store } = await confirmed();
    const asked = await remove("m1", {});
    const { form } = await tap(asked.button("Withdraw"));
    await submit(form, { reason: "posted by mistake" });
    expect(await standingUpdates(store)).toBe(0);
  });
});

describe("the link of a message that is gone", () => {
  it("is left out of answers, which keep the stored words", async () => {
    const { turn, tap, remove, say } = await openUpdateDesk();
    const message = { place: places.team.id, id: "m9", permalink: "https://chat.example/m9" };
    await tap((await turn({ kind: "message", text: report, message })).button("Confirm"));
    const ask = "What is the rating of Eastmere night buses?";
    expect((await say(ask)).reply.citations[0]?.url).toBe("https://chat.example/m9");
    await remove("m9", {});
    const [citation] = (await say(ask)).reply.citations;
    expect(citation?.quote).toContain("amber");
    expect(citation?.url).toBeUndefined();
  });
});

describe("history", () => {
  it("shows every version, who and when, by no name", async () => {
    const { say, tap, id } = await confirmed();
    await tap((await say("make that green")).button("Confirm"), { who: people.rook });
    const mine = await say("show history");
    expect(mine.reply).toMatchObject({ intent: "history", visibility: "onlyYou" });
    expect(mine.words).toMatch(/1\. 19 October 2026 at \d\d:\d\d: recorded by you\./);
    expect(mine.words).toMatch(/2\. .*: changed by a colleague\./);
    expect(mine.words).toContain("Amber → Green");
    expect(mine.words).not.toMatch(/WREN|ROOK|person-/);
    expect((await say(`history ${id}`, { place: places.hall, who: people.stranger })).words).toContain("no update");
  });
});
