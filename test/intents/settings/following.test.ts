import { describe, expect, it } from "vitest";
import type { Outcome, UpdateDesk } from "../updates/open-update-desk.ts";
import { openUpdateDesk, people, places } from "../updates/open-update-desk.ts";

const marksOf = async ({ store }: UpdateDesk): Promise<readonly string[]> => {
  const owner = (await store.personOf(people.wren))?.id ?? "";
  return [...(await store.marks("follow:", owner)), ...(await store.marks("theme:", owner))].map(({ name }) => name);
};
const listed = ({ reply }: Outcome): readonly string[] =>
  reply.blocks.flatMap((block) => (block.kind === "list" ? block.items.map(({ text }) => text) : []));

describe("following", () => {
  it("is remembered for the person, in words and by button", async () => {
    const desk = await openUpdateDesk();
    const { say, tap } = desk;
    expect((await say("follow Wexcombe")).reply.outcome).toBe("askedBack");
    await say("follow Wexcombe night buses");
    await tap({ verb: "follow", target: "night-buses" });
    expect(await marksOf(desk)).toEqual(["follow:hnb-wexcombe", "follow:night-buses"]);
    await say("unfollow Wexcombe night buses");
    await tap({ verb: "unfollow", target: "night-buses" });
    expect(await marksOf(desk)).toEqual([]);
  });

  it("takes any words as a theme, and says what that means", async () => {
    const desk = await openUpdateDesk();
    const { words } = await desk.say("follow transport contracts");
    expect(words).toContain("You follow the words “transport contracts”");
    expect(words).toContain("has all of them");
    expect(words).toContain("You have not written to me alone yet");
    expect((await desk.say("follow Wexcombe night buses", { place: places.alone })).words).not.toContain("alone yet");
    await desk.say("unfollow Wexcombe night buses");
    expect(await marksOf(desk)).toHaveLength(1);
    await desk.say("follow contracts for transport");
    expect(await marksOf(desk)).toHaveLength(1);
    expect((await desk.say("unfollow transport contract")).words).toContain("You do not follow “");
    expect(await marksOf(desk)).toEqual([]);
  });

  it("keeps a theme to the pilot that is named with it", async () => {
    const desk = await openUpdateDesk();
    const asked = await desk.say("follow driver contracts in Wexcombe");
    expect(asked.reply.outcome).toBe("askedBack");
    const choices = asked.reply.blocks.flatMap((block) => (block.kind === "choices" ? block.choices : []));
    const chosen = choices.find(({ label }) => label.includes("Night Buses"));
    expect((await desk.say(chosen?.text ?? "")).words).toContain("“driver contracts” in Wexcombe, Harbour Night Buses");
    expect(listed(await desk.say("following"))).toEqual(["“driver contracts” in Wexcombe, Harbour Night Buses"]);
  });

  it("is listed, each with what ends it", async () => {
    const desk = await openUpdateDesk();
    expect((await desk.say("what do I follow?")).words).toContain("You follow nothing");
    await desk.say("follow Wexcombe night buses");
    await desk.say("follow transport contracts");
    const list = await desk.say("following");
    expect(list.reply.visibility).toBe("onlyYou");
    expect(listed(list)).toEqual(["Wexcombe, Harbour Night Buses", "“transport contracts”"]);
    expect((await desk.tap(list.button("Unfollow “transport"))).words).toContain("any more");
    expect(await marksOf(desk)).toEqual(["follow:hnb-wexcombe"]);
    await desk.say("unfollow everything");
    expect(await marksOf(desk)).toEqual([]);
  });

  it.each([
    ["unfollow sea shanties", "You did not follow “sea shanties”"],
    ["follow the", "says nothing that I could look for"],
    ["unfollow everything", "You follow nothing"],
  ])("answers %s in one sentence", async (text, expected) => {
    const desk = await openUpdateDesk();
    expect((await desk.say(text)).words).toContain(expected);
  });

  it("leaves sentences alone that only begin like it", async () => {
    const desk = await openUpdateDesk();
    await desk.say("follow up on the lease with the harbour master before Friday");
    expect(await marksOf(desk)).toEqual([]);
  });

  it("holds so much, and no more", async () => {
    const desk = await openUpdateDesk();
    const { id: owner } = await desk.store.transaction((transaction) =>
      transaction.ensurePerson(people.wren, "2026-10-19T09:00:00.000Z"),
    );
    await desk.store.transaction(async (transaction) => {
      for (let index = 0; index < 50; index += 1)
        await transaction.putMark({ owner, name: `follow:${index}`, value: true, at: "2026-10-19T09:00:00.000Z" });
    });
    expect((await desk.say("follow transport contracts")).words).toContain("You follow 50 things already");
  });
});

describe("snoozing", () => {
  it("lasts as long as asked for, and ends when asked to", async () => {
    const { say, store } = await openUpdateDesk();
    expect((await say("snooze 3 days")).words).toContain("until 22 October 2026");
    const owner = (await store.personOf(people.wren))?.id ?? "";
    expect((await store.mark(owner, "snooze"))?.value).toMatch(/^2026-10-22T/);
    await say("snooze off");
    expect(await store.mark(owner, "snooze")).toBeUndefined();
  });
});
