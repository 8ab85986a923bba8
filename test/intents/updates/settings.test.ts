import { describe, expect, it } from "vitest";
import type { Sender } from "../../../src/core/origin.ts";
import { openUpdateDesk, people, places, standingUpdates } from "./open-update-desk.ts";

const admin = { who: people.admin } as const;
const report = "amber, two drivers short, 42 referrals so far";
const teams: Sender = { platform: "teams", tenant: "T9", user: "wren@example" };

describe("here", () => {
  it("binds a place for an administrator, and shows what it is for to anybody", async () => {
    const { say, store } = await openUpdateDesk();
    const hall = { place: places.hall } as const;
    expect((await say("here", hall)).words).toContain("bound to nothing");
    expect((await say("here Wexcombe night buses", { ...hall, ...admin })).words).toContain(
      "Wexcombe, Harbour Night Buses",
    );
    expect(await store.place(places.hall.id)).toMatchObject({ pilots: ["hnb-wexcombe"], programmes: [] });
    expect((await say("here", { ...hall, who: people.stranger })).words).toContain("This place is for Wexcombe");
    expect((await say("here nothing", { ...hall, ...admin })).words).toContain("bound to nothing");
    expect(await store.place(places.hall.id)).toMatchObject({ pilots: [] });
  });

  it("asks which pilot where a name stands for several, and takes the answer", async () => {
    const { say, store } = await openUpdateDesk();
    const asked = await say("here Eastmere", { place: places.hall, ...admin });
    expect(asked.reply.outcome).toBe("askedBack");
    const choices = asked.reply.blocks.flatMap((block) => (block.kind === "choices" ? block.choices : []));
    const chosen = choices.find(({ label }) => label.includes("Day Boats"));
    await say(chosen?.text ?? "", { place: places.hall, ...admin });
    expect(await store.place(places.hall.id)).toMatchObject({ pilots: ["hdb-eastmere"] });
  });

  it("binds for the office its own programme only, and for nobody else", async () => {
    const { say, store } = await openUpdateDesk();
    const office = { who: people.office, place: places.hall } as const;
    expect((await say("here Harbour Day Boats", office)).words).toContain("Only an administrator");
    expect((await say("here Harbour Night Buses", { ...office, who: people.wren })).words).toContain(
      "Only an administrator",
    );
    expect(await store.place(places.hall.id)).toBeUndefined();
    expect((await say("here Harbour Night Buses", office)).words).toContain("This place is for Harbour Night Buses");
    expect((await say("here Harbour Day Boats", { ...office, place: places.team })).words).toContain(
      "Only an administrator",
    );
  });

  it("decides what is shown: a shared place shows what is public, whatever it is bound to", async () => {
    const { say, tap, bind } = await openUpdateDesk();
    await tap((await say(report)).button("Confirm"));
    const ask = "What is the rating of Eastmere night buses?";
    expect((await say(ask)).words).toMatch(/amber/i);
    expect((await say(ask, { who: people.guest })).words).not.toMatch(/amber/i);
    await bind(places.shared, { pilots: ["hnb-eastmere"] });
    expect((await say(ask, { place: places.shared })).words).not.toMatch(/amber/i);
  });

  it("goes with its members: alone with the assistant they see what their places see, and nobody else does", async () => {
    const { say, tap } = await openUpdateDesk();
    await tap((await say(report)).button("Confirm"));
    const ask = "What is the rating of Eastmere night buses?";
    expect((await say(ask, { place: places.alone })).words).toMatch(/amber/i);
    const other = { ...places.alone, id: "slack:T1:DSTRANGER" };
    expect((await say(ask, { place: other, who: people.stranger })).words).not.toMatch(/amber/i);
    expect(
      (await say("Eastmere night buses: red, four drivers short", { place: places.alone })).button("Confirm").verb,
    ).toBe("confirm");
  });
});

describe("settings of a place", () => {
  it("are for its office; anybody in it may stop the listening", async () => {
    const { say, store } = await openUpdateDesk();
    expect((await say("listen on")).words).toContain("Only an administrator");
    expect((await say("listen on", { who: people.office })).words).toContain("I listen here now");
    expect(await store.place(places.team.id)).toMatchObject({ listens: true, pilots: ["hnb-eastmere"] });
    expect((await say("listen off", { who: people.guest })).words).toContain("Only an administrator");
    await say("listen off");
    expect(await store.place(places.team.id)).toMatchObject({ listens: false });
    await say("digests on", admin);
    await say("contact me", { who: people.office });
    expect(await store.place(places.team.id)).toMatchObject({ digests: true, contact: "slack:T1:OFFICE" });
    await say("contact nobody", admin);
    expect((await store.place(places.team.id))?.contact).toBeUndefined();
  });
});

describe("link accounts", () => {
  const codeIn = (words: string): string => /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(words)?.[0] ?? "";

  it("makes two accounts one person, with a code that works once", async () => {
    const { say, store } = await openUpdateDesk();
    await say(report);
    const asked = await say("link accounts");
    const code = codeIn(asked.words);
    expect(asked.reply.visibility).toBe("onlyYou");
    expect(JSON.stringify(await store.marks("linkCode:"))).not.toContain(code.replace("-", ""));
    expect((await say(`link ${code.toLowerCase()}`, { who: teams })).words).toContain("both accounts are you now");
    const person = await store.personOf(teams);
    expect(person?.accounts).toHaveLength(2);
    expect(await store.drafts({ author: person?.id ?? "" })).toHaveLength(1);
    expect((await say(`link ${code}`, { who: people.stranger })).words).toContain("not valid");
  });

  it("refuses a code that is late, made up, or its own", async () => {
    const { say, clock, store } = await openUpdateDesk();
    const late = codeIn((await say("link accounts")).words);
    clock.pass(16 * 60_000);
    expect((await say(`link ${late}`, { who: teams })).words).toContain("not valid");
    expect((await say("link ABCD-2345", { who: teams })).words).toContain("not valid");
    const own = codeIn((await say("link accounts")).words);
    expect((await say(`link ${own}`)).words).toContain("made by this very account");
    expect((await store.personOf(people.wren))?.accounts).toHaveLength(1);
  });

  it("lets a person go on with what they wrote under the other account", async () => {
    const { say, tap, store } = await openUpdateDesk();
    const done = await tap((await say(report, { who: teams })).button("Confirm"), { who: teams });
    const id = done.button("Undo").target;
    const code = codeIn((await say("link accounts")).words);
    await say(`link ${code}`, { who: teams });
    expect((await say(`history ${id}`)).words).toContain("recorded by you");
    expect((await say("what do you hold about me")).words).toContain("wrote or confirmed: 1");
    await say(`withdraw ${id} because it was wrong`, { place: places.alone });
    expect(await standingUpdates(store)).toBe(0);
  });

  it("takes a code from a form", async () => {
    const { say, submit, store } = await openUpdateDesk();
    const code = codeIn((await say("link accounts")).words);
    const { form } = await say("enter code", { who: teams });
    await submit(form, { code }, { who: teams });
    expect((await store.personOf(teams))?.accounts).toHaveLength(2);
  });
});

describe("what is held about a person", () => {
  it("is counted, deleted where it may be, and said where it may not", async () => {
    const { say, tap, store } = await openUpdateDesk();
    await tap((await say(report)).button("Confirm"));
    await say("Eastmere night buses: red, four drivers short", { place: places.alone });
    await say("What was the quay grant of the night buses?");
    await say("follow Eastmere, Harbour Night Buses");
    const held = await say("What do you hold about me?");
    expect(held.reply.visibility).toBe("onlyYou");
    expect(held.words).toContain("slack:T1:WREN");
    expect(held.words).toContain("Drafts: 2, 1 of them open");
    expect(held.words).toContain("Updates on record that you wrote or confirmed: 1");
    expect(held.words).toContain("Questions that are still kept: 1");
    expect(held.words).toContain("Programmes, pilots and themes that you follow: 1");
    const asked = await say("forget me");
    expect(await store.personOf(people.wren)).toBeDefined();
    const done = await tap(asked.button("Forget me"));
    expect(done.words).toContain("stays on record as your team's");
    expect(await store.personOf(people.wren)).toBeUndefined();
    expect(await store.drafts({})).toEqual([]);
    expect(await standingUpdates(store)).toBe(1);
  });

  it("is nothing about somebody who was never here", async () => {
    const { say, tap } = await openUpdateDesk();
    const stranger = { who: people.stranger, place: places.hall } as const;
    expect((await say("what do you hold about me", stranger)).words).toContain("I hold nothing about you");
    expect((await tap({ verb: "forgetMe", target: "me" }, stranger)).words).toContain("nothing to delete");
  });
});
