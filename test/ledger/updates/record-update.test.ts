import { beforeEach, describe, expect, it } from "vitest";
import type { Store, StoreTransaction } from "../../../src/core/store.ts";
import { publicScope } from "../../../src/core/trust.ts";
import { noFields } from "../../../src/core/update.ts";
import { eraseUpdate } from "../../../src/ledger/purge-payload.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import {
  amendUpdate,
  confirmUpdate,
  markUpdate,
  validFromOf,
  withdrawUpdate,
  type UpdateOutcome,
} from "../../../src/ledger/updates/record-update.ts";
import { openTestStore } from "../open-test-store.ts";
import { importSubjects, newUpdate, office, recording } from "./update-samples.ts";

let store: Store;
beforeEach(async () => {
  store = await openTestStore();
  await importSubjects(store);
});

const write = (work: (transaction: StoreTransaction) => Promise<UpdateOutcome>): Promise<UpdateOutcome> =>
  store.transaction(work);
const confirm = (changes: Parameters<typeof newUpdate>[0] = {}): Promise<UpdateOutcome> =>
  write((transaction) => confirmUpdate(transaction, newUpdate(changes), recording));
const ratingNow = async (): Promise<unknown> =>
  (await store.facts(office, { attributes: ["rating"] })).map(({ value }) => "text" in value && value.text);
const eventCount = async (): Promise<number> => (await store.head()).seq;

describe("confirmUpdate", () => {
  it("records the update for its programme and makes it known at once", async () => {
    const outcome = await confirm({ text: "still amber", spans: [{ field: "rating", start: 6, end: 11 }] });
    const update = {
      id: "u-1",
      pilot: "hnb-eastmere",
      programme: "harbour",
      fields: { ...noFields, rating: "amber" },
      validFrom: "2026-10-04",
      postedAt: "2026-10-04T07:30:00.000Z",
      version: 1,
      author: "p-ann",
      confirmedBy: "p-bo",
      text: "still amber",
      spans: [{ field: "rating", start: 6, end: 11 }],
      audience: "programme:harbour",
      recordedSeq: 6,
      recordedAt: expect.any(String),
    };
    expect(outcome).toEqual({ outcome: "recorded", update });
    expect(await store.updates(office)).toEqual([update]);
    expect(await store.updates(publicScope)).toEqual([]);
    expect(await store.facts(office)).toMatchObject([{ attribute: "rating", words: "amber", update: "u-1" }]);
    const events = await store.events({ afterSeq: 5, limit: 9 });
    expect(events).toMatchObject([
      { event: { kind: "updateConfirmed", about: "u-1", actor: "p-bo" }, payload: { class: "update" } },
    ]);
  });

  it("takes on that a programme is invented, and the audience that it is given", async () => {
    const outcome = await confirm({ pilot: "db-ullock", audience: "public" });
    expect(outcome).toMatchObject({ update: { programme: "invented", fictional: true, audience: "public" } });
    expect(await store.updates(publicScope, { fictional: true })).toHaveLength(1);
  });

  it("refuses a second confirmation, an unknown pilot and unreadable content, and records nothing then", async () => {
    await confirm();
    const before = await eventCount();
    expect(await confirm({ fields: { ...noFields, rating: "green" } })).toEqual({
      outcome: "refused",
      why: "alreadyRecorded",
    });
    expect(await confirm({ id: "u-2", pilot: "nowhere" })).toEqual({ outcome: "refused", why: "unknownPilot" });
    expect(await confirm({ id: "u-2", pilot: "harbour" })).toEqual({ outcome: "refused", why: "unknownPilot" });
    const fields = { ...noFields, spend: { toDatePence: 1.5 } };
    expect(await confirm({ id: "u-2", fields })).toEqual({ outcome: "refused", why: "unreadable" });
    expect(await eventCount()).toBe(before);
    expect(await ratingNow()).toEqual(["amber"]);
  });
});

describe("the day from which an update holds", () => {
  const posted = "2026-10-04T07:30:00.000Z";
  const september = { period: { from: "2026-09-01", to: "2026-10-01" } };
  it.each([
    ["the stated day", september, "2026-08-20", "2026-08-20"],
    ["the last day of its period", september, undefined, "2026-09-30"],
    ["the day of posting", {}, undefined, "2026-10-04"],
    ["no later than the day of posting", { period: { from: "2026-10-01", to: "2026-11-01" } }, undefined, "2026-10-04"],
    ["no later than that even where it is stated", {}, "2026-12-01", "2026-10-04"],
  ])("is %s", (_, fields, stated, expected) => {
    expect(validFromOf(fields, posted, stated)).toBe(expected);
  });

  it("is a day in London", () => {
    expect(validFromOf({}, "2026-10-03T23:30:00.000Z")).toBe("2026-10-04");
  });
});

describe("amendUpdate", () => {
  const amend = (changes: Partial<Parameters<typeof amendUpdate>[1]>): Promise<UpdateOutcome> =>
    write((transaction) => amendUpdate(transaction, { id: "u-1", ...changes }, { ...recording, actor: "p-cy" }));

  it("records the next version, replaces what changed and keeps what did not", async () => {
    await confirm({ fields: { ...noFields, rating: "amber", trend: "up" } });
    const outcome = await amend({ fields: { ...noFields, rating: "green", trend: "up" }, reason: "typing error" });
    expect(outcome).toMatchObject({
      outcome: "recorded",
      update: { version: 2, author: "p-ann", confirmedBy: "p-cy", fields: { rating: "green" }, recordedSeq: 7 },
    });
    const facts = await store.facts(office);
    expect(facts.map(({ attribute, recordedSeq }) => [attribute, recordedSeq])).toEqual([
      ["trend", 6],
      ["rating", 7],
    ]);
    expect(await store.updateVersions(office, "u-1")).toMatchObject([
      { kind: "confirmed", actor: "p-bo", update: { version: 1, fields: { rating: "amber" } } },
      { kind: "amended", actor: "p-cy", reason: "typing error", update: { version: 2, fields: { rating: "green" } } },
    ]);
    expect(await store.facts({ ...office, knownSeq: 6 }, { attributes: ["rating"] })).toMatchObject([
      { value: { text: "amber" } },
    ]);
  });

  it("keeps the stated day unless the period changes, and can state another", async () => {
    await confirm({ statedFrom: "2026-09-15" });
    const fields = { ...noFields, rating: "red" } as const;
    expect(await amend({ fields })).toMatchObject({ update: { validFrom: "2026-09-15" } });
    const period = { from: "2026-08-01", to: "2026-09-01" };
    expect(await amend({ fields: { ...fields, period } })).toMatchObject({ update: { validFrom: "2026-08-31" } });
    expect(await amend({ statedFrom: "2026-08-05" })).toMatchObject({ update: { validFrom: "2026-08-05" } });
  });

  it("keeps the words of what did not change, and none where the text is another", async () => {
    const text = "amber, going up";
    const spans = [
      { field: "rating", start: 0, end: 5 },
      { field: "trend", start: 7, end: 15 },
    ];
    await confirm({ fields: { ...noFields, rating: "amber", trend: "up" }, text, spans });
    const amended = await amend({ fields: { ...noFields, rating: "red", trend: "up" } });
    expect(amended).toMatchObject({ update: { spans: [{ field: "trend" }] } });
    const edited = await amend({ text: "red, going up" });
    expect(edited.outcome === "recorded" && edited.update.spans).toBeUndefined();
  });

  it("records nothing for what changes nothing", async () => {
    await confirm();
    const before = await eventCount();
    expect(await amend({ fields: { ...noFields, rating: "amber" }, reason: "again" })).toMatchObject({
      outcome: "unchanged",
      update: { version: 1 },
    });
    expect(await eventCount()).toBe(before);
  });

  it("refuses an update that is unknown, withdrawn or purged", async () => {
    expect(await amend({})).toEqual({ outcome: "refused", why: "unknownUpdate" });
    await confirm();
    await write((transaction) => withdrawUpdate(transaction, { id: "u-1" }, recording));
    expect(await amend({})).toEqual({ outcome: "refused", why: "withdrawn" });
    await confirm({ id: "u-2" });
    await store.transaction((transaction) => eraseUpdate(transaction, "u-2", { reason: "asked for", ...recording }));
    expect(await amend({ id: "u-2" })).toEqual({ outcome: "refused", why: "purged" });
  });
});

describe("withdrawUpdate", () => {
  it("closes everything that the update stated, and lets what it replaced stand again", async () => {
    await confirm({ postedAt: "2026-10-01T07:30:00.000Z" });
    await confirm({ id: "u-2", fields: { ...noFields, rating: "red" } });
    const outcome = await write((transaction) =>
      withdrawUpdate(transaction, { id: "u-2", reason: "wrong pilot" }, recording),
    );
    expect(outcome).toMatchObject({ outcome: "recorded", update: { id: "u-2", version: 1, recordedSeq: 7 } });
    expect(await ratingNow()).toEqual(["amber"]);
    expect((await store.updates(office)).map(({ id }) => id)).toEqual(["u-1"]);
    expect((await store.updates({ ...office, knownSeq: 7 })).map(({ id }) => id)).toEqual(["u-2", "u-1"]);
    expect((await store.updateVersions(office, "u-2")).at(-1)).toMatchObject({
      kind: "withdrawn",
      reason: "wrong pilot",
    });
    const again = await write((transaction) => withdrawUpdate(transaction, { id: "u-2" }, recording));
    expect(again).toEqual({ outcome: "refused", why: "withdrawn" });
    expect(await confirm({ id: "u-2" })).toEqual({ outcome: "refused", why: "alreadyRecorded" });
  });
});

describe("markUpdate", () => {
  const mark = (source?: "edited" | "deleted"): Promise<UpdateOutcome> =>
    write((transaction) => markUpdate(transaction, { id: "u-1", ...(source && { source }) }, recording));

  it("marks the update and leaves everything it states as it stood", async () => {
    const message = { place: "teams:T1:C1", id: "17", permalink: "https://teams.example/l/17" };
    await confirm({ message });
    const [fact] = await store.facts(office);
    expect(await mark("edited")).toMatchObject({ outcome: "recorded", update: { source: "edited", version: 1 } });
    expect(await store.facts(office)).toEqual([fact]);
    expect(await mark("edited")).toMatchObject({ outcome: "unchanged" });
    expect(await mark("deleted")).toMatchObject({ outcome: "recorded", update: { source: "deleted" } });
    const { permalink: _, ...unlinked } = fact ?? {};
    expect(await store.facts(office)).toEqual([unlinked]);
    expect(await mark()).toMatchObject({ outcome: "recorded" });
    expect(await store.facts(office)).toEqual([fact]);
  });

  it("is kept by an amendment", async () => {
    await confirm();
    await mark("edited");
    const outcome = await write((transaction) =>
      amendUpdate(transaction, { id: "u-1", marking: "OFFICIAL" }, recording),
    );
    expect(outcome).toMatchObject({ update: { source: "edited", version: 2, marking: "OFFICIAL" } });
  });

  it("refuses an update that it does not know", async () => {
    expect(await mark("edited")).toEqual({ outcome: "refused", why: "unknownUpdate" });
  });
});

describe("eraseUpdate", () => {
  it("empties every version now and for every earlier moment, and leaves who, when and why", async () => {
    await confirm({ fields: { ...noFields, narrative: "Ann Example fell ill." } });
    await write((transaction) =>
      amendUpdate(transaction, { id: "u-1", fields: { ...noFields, rating: "red" } }, recording),
    );
    await confirm({ id: "u-2" });
    const erased = await store.transaction((transaction) =>
      eraseUpdate(transaction, "u-1", { reason: "asked for by the author", ...recording }),
    );
    expect(erased).toBe(2);
    for (const scope of [office, { ...office, knownSeq: 6 }, { ...office, knownSeq: 7 }]) {
      expect(await store.updates(scope, { ids: ["u-1"] })).toEqual([]);
      expect(await store.facts(scope, { updates: ["u-1"] })).toEqual([]);
    }
    expect(await store.facts(office)).toHaveLength(1);
    expect(await store.updateVersions(office, "u-1")).toEqual([
      { kind: "confirmed", at: expect.any(String), actor: "p-bo" },
      { kind: "amended", at: expect.any(String), actor: "p-bo" },
    ]);
    const events = await store.events({ afterSeq: 0, limit: 99 });
    expect(JSON.stringify(events)).not.toContain("Ann Example");
    expect(events.filter(({ event }) => event.kind === "payloadPurged").map(({ payload }) => payload?.body)).toEqual([
      { type: "purge", reason: "asked for by the author" },
      { type: "purge", reason: "asked for by the author" },
    ]);
    expect(await verifyLedger(store)).toMatchObject({ ok: true, purged: 2 });
    expect(
      await store.transaction((transaction) => eraseUpdate(transaction, "u-1", { reason: "again", ...recording })),
    ).toBe(0);
  });
});
