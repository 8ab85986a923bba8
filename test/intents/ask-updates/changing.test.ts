import { afterEach, beforeEach, expect, it } from "vitest";
import { noFields } from "../../../src/core/update.ts";
import { amendUpdate, withdrawUpdate } from "../../../src/ledger/updates/record-update.ts";
import { markLastAsked, readAsking } from "../../../src/intents/ask-updates/asking.ts";
import { askedOn, pilotId, recordUpdates } from "../../fixtures/live-programme.ts";
import { insider, linesOf, openLiveDesk, type LiveDesk } from "./open-live-desk.ts";

let desk: LiveDesk;
beforeEach(async () => {
  desk = await openLiveDesk();
});
afterEach(() => desk.close());

const told = async (question: string) => linesOf((await desk.ask(question)).reply);
const recording = { actor: "p-1", occurredAt: askedOn };

it("an update that was withdrawn is told no more, and that it was is told to those who knew it", async () => {
  const { seq } = await desk.store.head();
  await desk.store.transaction((transaction) =>
    withdrawUpdate(transaction, { id: "u-port-calder-2026-10" }, recording),
  );
  expect((await told("all reds"))[0]).toBe("0 of 13 pilots of Harbour Wardens are rated red.");
  expect((await told("who hasn't reported?"))[0]).toContain("10 of 13 pilots");
  const asking = { lastAsked: { "harbour-wardens": { seq, at: "2026-11-09T12:00:00.000Z" } } };
  const { reply } = await desk.ask("what's changed since I last asked?", { asking });
  expect(linesOf(reply)).toContain("(Withdrawn since then: Port Calder, posted on 2 November 2026, for October 2026.)");
});

it("an update that was amended is told as it stands, and as it stood to who asks what was known", async () => {
  await desk.store.transaction((transaction) =>
    amendUpdate(
      transaction,
      {
        id: "u-port-calder-2026-10",
        fields: { ...noFields, period: { from: "2026-10-01", to: "2026-11-01" }, rating: "green" },
      },
      recording,
    ),
  );
  expect((await told("what is Port Calder's rating?"))[0]).toContain("was rated green, as of 31 October 2026");
  expect((await told("what was Port Calder's rating on 3 November as we knew then?"))[0]).toContain(
    "was rated red, as of 31 October 2026",
  );
});

it("a short update between returns does not end what the return said", async () => {
  const fields = { ...noFields, narrative: "A new boat came." };
  const update = { id: "u-short", pilot: pilotId("Port Calder"), postedAt: askedOn, author: "p-1", fields };
  await recordUpdates(desk.store, desk.clock, [update]);
  expect((await told("risks")).slice(0, 2)).toEqual([
    "2 of 13 pilots of Harbour Wardens report risks.",
    expect.stringContaining("Port Calder: the depot contract lapses in December"),
  ]);
  const latest = await told("latest from Port Calder");
  expect(latest[0]).toContain("was posted on 10 November 2026.");
  expect(latest[1]).toContain("was rated red, as of 31 October 2026");
});

it("what the next return does not repeat is told apart", async () => {
  const fields = { ...noFields, period: { from: "2026-11-01", to: "2026-12-01" }, rating: "amber" as const };
  const postedAt = "2026-12-02T09:00:00.000Z";
  const update = { id: "u-next", pilot: pilotId("Port Calder"), postedAt, author: "p-1", fields };
  await recordUpdates(desk.store, desk.clock, [update]);
  const { reply } = await desk.ask("risks", { now: "2026-12-03T09:00:00.000Z" });
  expect(linesOf(reply)).toEqual([
    "1 of 13 pilots of Harbour Wardens reports risks.",
    expect.stringContaining("- Ullock: too few volunteers"),
    "# Said earlier, and not repeated since",
    expect.stringContaining("- Port Calder: the depot contract lapses"),
  ]);
});

it("a late return is told as late", async () => {
  const fields = { ...noFields, period: { from: "2026-10-01", to: "2026-11-01" }, rating: "red" as const };
  const update = { id: "u-late", pilot: pilotId("Eastmere"), postedAt: askedOn, author: "p-1", fields };
  await recordUpdates(desk.store, desk.clock, [update]);
  expect((await told("who was late for October?")).slice(0, 2)).toEqual([
    "1 of 13 pilots of Harbour Wardens reported late for October 2026, which was due on 6 November 2026.",
    "Late: Eastmere (10 November 2026).",
  ]);
});

it("figures of one name and another unit are not added up", async () => {
  const fields = { ...noFields, metrics: [{ name: "Referrals", value: 7, unit: "families" }] };
  const update = { id: "u-unit", pilot: pilotId("Wexcombe"), postedAt: askedOn, author: "p-1", fields };
  await recordUpdates(desk.store, desk.clock, [update]);
  expect((await told("how many referrals in total?")).filter((line) => line.startsWith("Referrals"))).toEqual([
    "Referrals: 12 of 13 pilots of Harbour Wardens have a figure on record. They add up to 1,175.",
    "Referrals: 1 of 13 pilots of Harbour Wardens has a figure on record. They add up to 7 families.",
  ]);
});

it("what somebody was told is remembered for each programme, and not by a question about the past", async () => {
  const account = { platform: "slack", tenant: "T1", user: "U1" } as const;
  const person = await desk.store.transaction((transaction) => transaction.ensurePerson(account, askedOn));
  const remember = async (question: string) => {
    const { receipt } = await desk.ask(question);
    await desk.store.transaction((transaction) => markLastAsked(transaction, person.id, receipt, askedOn));
    return readAsking({ person, memberOf: [] }, desk.store);
  };
  expect(await remember("what did we think of Ullock on 1 July?")).toEqual({});
  const { seq } = await desk.store.head();
  expect(await remember("all ambers")).toEqual({ lastAsked: { "harbour-wardens": { seq, at: askedOn } } });
});

it("a pilot's update for one place is counted as not shown, never as missing without a word", async () => {
  const place = {
    id: "slack:T1:C9",
    platform: "slack",
    programmes: [],
    pilots: [pilotId("Eastmere")],
    listens: false,
    digests: true,
    changedAt: askedOn,
  } as const;
  await desk.store.transaction((transaction) => transaction.putPlace(place));
  const fields = { ...noFields, period: { from: "2026-10-01", to: "2026-11-01" }, rating: "red" as const };
  const update = {
    id: "u-private",
    pilot: pilotId("Eastmere"),
    postedAt: askedOn,
    author: "p-1",
    fields,
    audience: "place:slack-t1-c9" as const,
  };
  await recordUpdates(desk.store, desk.clock, [update]);
  const { reply } = await desk.ask("who hasn't reported?", { reader: insider });
  expect(linesOf(reply).at(-1)).toBe("(1 more may not be shown here, and is not counted.)");
});
