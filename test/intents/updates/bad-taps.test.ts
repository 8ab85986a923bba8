import { describe, expect, it } from "vitest";
import type { ActionCall } from "../../../src/core/action.ts";
import type { Outcome, UpdateDesk } from "./open-update-desk.ts";
import { openUpdateDesk, people, places, standingUpdates, valuesOf } from "./open-update-desk.ts";

const days = 86_400_000;
const report = "amber, two drivers short, 42 referrals so far";

/** What is done wrong, after a card was shown; returns what was said to it. */
type BadTap = (desk: UpdateDesk, card: Outcome) => Promise<Outcome>;

const confirm = (card: Outcome): ActionCall => card.button("Confirm");

const table: readonly (readonly [string, BadTap, RegExp, number])[] = [
  [
    "a second tap",
    async (desk, card) => (await desk.tap(confirm(card)), desk.tap(confirm(card))),
    /recorded already, as u-.*Nothing was recorded twice/,
    1,
  ],
  [
    "a second tap by a colleague",
    async (desk, card) => (await desk.tap(confirm(card)), desk.tap(confirm(card), { who: people.rook })),
    /recorded already/,
    1,
  ],
  [
    "a tap after it was discarded",
    async (desk, card) => (await desk.tap(card.button("Discard")), desk.tap(confirm(card))),
    /was discarded and nothing was recorded/,
    0,
  ],
  [
    "a tap on an expired draft",
    async (desk, card) => (desk.clock.pass(15 * days), desk.tap(confirm(card))),
    /has expired: drafts are kept for 14 days/,
    0,
  ],
  [
    "a tap on a draft that is deleted by now",
    async (desk, card) => {
      desk.clock.pass(15 * days);
      await desk.store.transaction((transaction) => transaction.purgeExpired(desk.clock.now().toISOString()));
      return desk.tap(confirm(card));
    },
    /I hold no such draft/,
    0,
  ],
  [
    "a tap after the message was changed",
    async (desk, card) => (
      await desk.edit("m1", "red, two drivers short, 42 referrals so far"),
      desk.tap(confirm(card))
    ),
    /message was changed or deleted/,
    0,
  ],
  [
    "a tap after the message was deleted",
    async (desk, card) => (await desk.remove("m1"), desk.tap(confirm(card))),
    /message was changed or deleted/,
    0,
  ],
  [
    "a tap on the card from before an edit",
    async (desk, card) => {
      const { form } = await desk.tap(card.button("Edit"));
      await desk.submit(form, { ...valuesOf(form), rating: "red" });
      return desk.tap(confirm(card));
    },
    /was changed after this was shown, so nothing was done/,
    0,
  ],
  [
    "a wrong hash",
    (desk, card) => desk.tap({ ...confirm(card), hash: "0".repeat(24) }),
    /was changed after this was shown/,
    0,
  ],
  [
    "no hash",
    (desk, { buttons }) => desk.tap({ verb: "confirm", target: buttons[0]?.target ?? "" }),
    /was changed after this was shown/,
    0,
  ],
  [
    "an unknown draft",
    (desk, card) => desk.tap({ ...confirm(card), target: "d-0000000000" }),
    /I hold no such draft/,
    0,
  ],
  [
    "a target that is no draft",
    (desk, card) => desk.tap({ ...confirm(card), target: "u-1' or '1'='1" }),
    /I hold no such draft/,
    0,
  ],
  [
    "somebody else's draft",
    (desk, card) => desk.tap(confirm(card), { who: people.stranger, place: places.hall }),
    /That draft is somebody else's/,
    0,
  ],
  ["a guest's tap", (desk, card) => desk.tap(confirm(card), { who: people.guest }), /That draft is somebody else's/, 0],
  [
    "nobody's tap",
    (desk, card) =>
      desk.tap(confirm(card), { who: { platform: "slack", tenant: "T2", user: "WREN", isExternal: true } }),
    /somebody else's/,
    0,
  ],
  [
    "somebody else's discard",
    (desk, card) => desk.tap(card.button("Discard"), { who: people.stranger, place: places.hall }),
    /somebody else's/,
    0,
  ],
  [
    "somebody else's edit",
    (desk, card) => desk.tap(card.button("Edit"), { who: people.stranger, place: places.hall }),
    /somebody else's/,
    0,
  ],
  [
    "an answer to no question",
    (desk, card) => desk.tap({ ...confirm(card), verb: "choose", value: "hnb-wexcombe" }),
    /was not among the answers/,
    0,
  ],
  [
    "an undo of what is not recorded",
    (desk) => desk.tap({ verb: "undo", target: "u-0000000000", hash: "v1" }),
    /I hold no update with that number/,
    0,
  ],
  [
    "a withdrawal of what is not recorded",
    (desk) => desk.tap({ verb: "withdraw", target: "nothing", hash: "v1" }),
    /I hold no update with that number/,
    0,
  ],
  [
    "an undo without a hash",
    async (desk, card) => desk.tap({ verb: "undo", target: (await desk.tap(confirm(card))).button("Undo").target }),
    /was changed after this was shown/,
    1,
  ],
  [
    "an undo by a stranger",
    async (desk, card) =>
      desk.tap((await desk.tap(confirm(card))).button("Undo"), { who: people.stranger, place: places.hall }),
    /Only its author, the pilot's team/,
    1,
  ],
  [
    "a change by a guest",
    async (desk, card) => desk.tap((await desk.tap(confirm(card))).button("Change"), { who: people.guest }),
    /Only its author, the pilot's team/,
    1,
  ],
];

describe("a tap that should do nothing", () => {
  it.each(table)("%s", async (_name, tap, expected, records) => {
    const desk = await openUpdateDesk();
    const card = await desk.say(report, { message: "m1" });
    const { words, reply } = await tap(desk, card);
    expect(words).toMatch(expected);
    expect(reply).toMatchObject({ visibility: "onlyYou", outcome: "refused", receipt: "" });
    expect(await standingUpdates(desk.store)).toBe(records);
  });

  it("changes the cards of an expired draft to say so", async () => {
    const desk = await openUpdateDesk();
    const card = await desk.say(report);
    desk.clock.pass(15 * days);
    const { posts } = await desk.tap(confirm(card));
    expect(posts[0]).toMatchObject({ operation: "edit", changes: card.posts[0]?.key });
    expect(JSON.stringify(posts[0]?.reply)).toContain("Expired");
  });
});

describe("a form that comes back", () => {
  it("replaces the draft and shows its card again, with a new hash", async () => {
    const desk = await openUpdateDesk();
    const card = await desk.say(report);
    const { form } = await desk.tap(card.button("Edit"));
    expect(form).toMatchObject({ id: "update", target: confirm(card).target, hash: confirm(card).hash });
    const edited = await desk.submit(form, {
      ...valuesOf(form),
      rating: "amber-red",
      metrics: "referrals | 45 | target 60",
      from: "2026-10-01",
      to: "2026-10-31",
    });
    expect(edited.posts[0]).toMatchObject({ operation: "edit", changes: card.posts[0]?.key });
    expect(edited.words).toContain("Amber-red");
    expect(confirm(edited).hash).not.toBe(confirm(card).hash);
    await desk.tap(confirm(edited));
    const [update] = await desk.store.updates({ reader: { audiences: ["programme:night-buses"] } });
    expect(update).toMatchObject({
      fields: {
        rating: "amber-red",
        period: { from: "2026-10-01", to: "2026-11-01" },
        metrics: [{ name: "referrals", value: 45, target: 60 }],
      },
      version: 1,
    });
  });

  it("is taken once, however often it is sent", async () => {
    const desk = await openUpdateDesk();
    const { form } = await desk.say("new update");
    const values = { ...valuesOf(form), rating: "green", narrative: "All quiet." };
    const card = await desk.submit(form, values);
    expect((await desk.submit(form, values)).words).toContain("taken already");
    await desk.tap(confirm(card));
    expect((await desk.submit(form, values)).words).toContain("taken already");
    expect(await desk.store.drafts({})).toHaveLength(1);
    expect(await standingUpdates(desk.store)).toBe(1);
  });

  it("sent twice for a draft says the same again", async () => {
    const desk = await openUpdateDesk();
    const card = await desk.say(report);
    const { form } = await desk.tap(card.button("Edit"));
    const values = { ...valuesOf(form), rating: "red" };
    const [first, second] = [await desk.submit(form, values), await desk.submit(form, values)];
    expect(confirm(second).hash).toBe(confirm(first).hash);
    const other = await desk.submit(form, { ...values, rating: "green" });
    expect(other.words).toContain("changed after this form was opened");
  });

  it("says at each field what is wrong, and keeps what was typed", async () => {
    const desk = await openUpdateDesk();
    const { form } = await desk.say("new update");
    const wrong = await desk.submit(form, {
      ...valuesOf(form),
      pilot: "",
      from: "2026-13-01",
      to: "2026-10-31",
      rating: "purple",
      narrative: "word ".repeat(251),
      spent: "lots",
      metrics: "referrals | 42\nvisits | many",
      milestones: "Depot | next year",
    });
    const errors = Object.fromEntries(
      wrong.form.fields.flatMap(({ name, error }) => (error === undefined ? [] : [[name, error]])),
    );
    expect(Object.keys(errors).toSorted()).toEqual([
      "from",
      "metrics",
      "milestones",
      "narrative",
      "pilot",
      "rating",
      "spent",
    ]);
    expect(errors["metrics"]).toContain("Line 2: “many” is not a number");
    expect(errors["narrative"]).toContain("251 words");
    expect(wrong.form).toMatchObject({ target: form.target, hash: form.hash });
    expect(wrong.form.fields.find(({ name }) => name === "spent")?.value).toBe("lots");
    expect(await desk.store.drafts({})).toEqual([]);
  });

  it.each([
    ["for a draft that nobody has", "d-0000000000", "I hold no such draft"],
    ["for an update that nobody has", "u-0000000000", "does not stand any more"],
  ])("does nothing %s", async (_name, target, expected) => {
    const desk = await openUpdateDesk();
    const { form } = await desk.say("new update");
    expect((await desk.submit({ ...form, target }, { ...valuesOf(form), rating: "red" })).words).toContain(expected);
    expect(await desk.store.drafts({})).toEqual([]);
  });
});
