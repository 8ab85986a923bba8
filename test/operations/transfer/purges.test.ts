import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { publicScope } from "../../../src/core/trust.ts";
import { purgeExpired, purgePayload } from "../../../src/ledger/purge-payload.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { purgeListOf, readPurgeList, rememberPurges } from "../../../src/operations/transfer/purge-list.ts";
import {
  draftOf,
  hall,
  lobby,
  markOf,
  putPeople,
  slackAccount,
  teamsAccount,
} from "../../contracts/store/people-samples.ts";
import { receiptOf, startInstant } from "../../contracts/store/store-samples.ts";

import { bring, filesOf, fill, place } from "./open-transfer.ts";

describe("a purge", () => {
  it("made after the export stays, when the purge list outlived the store", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    const [event] = await one.events({ afterSeq: 1, limit: 1 });
    const payloadId = event?.event.payloadId ?? "";
    await purgePayload({ store: one, payloadId, reason: "asked for", actor: "office", clock: at.clock });
    expect(await rememberPurges(one, at.folder("one"))).toBe(1);
    expect(await rememberPurges(one, at.folder("one"))).toBe(1);
    const list = purgeListOf(at.folder("one"));
    expect(await readPurgeList(list)).toStrictEqual([{ table: "payload", id: payloadId, purgedAt: startInstant }]);

    expect(await bring(two, at.folder("first"), at.clock, [list])).toMatchObject({ purged: 1 });
    expect(await two.subjects(publicScope)).toStrictEqual([]);
    expect(await two.facts(publicScope)).toStrictEqual([]);
    const [, again] = await two.events({ afterSeq: 0, limit: 2 });
    expect(again?.payload).toStrictEqual({ class: "record", salt: "", body: null, purgedAt: startInstant });
    expect(await verifyLedger(two)).toMatchObject({ ok: true, purged: 1 });
    const [said] = await two.events({ afterSeq: (await two.head()).seq - 1, limit: 1 });
    expect(said?.event).toMatchObject({ kind: "payloadPurged", about: payloadId, actor: "system" });
    expect(readFileSync(path.join(at.folder("two"), "pilotdesk.sqlite")).includes("East Mere")).toBe(false);
  });

  it("is made where the time of something ended since the export", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    at.clock.set("2026-06-01T00:00:00.000Z");
    // The receipt r1, two threads and the question's payload; r2 is kept until 2027.
    expect(await bring(two, at.folder("first"), at.clock)).toMatchObject({ purged: 4 });
    expect(await two.receipt("r1")).toBe("purged");
    expect(await two.receipt("r2")).toStrictEqual(receiptOf("r2"));
    expect(await two.threadState("web:é")).toBeUndefined();
    expect(await two.countExpired("2026-06-01T00:00:00.000Z")).toBe(0);
    expect(await one.countExpired("2026-06-01T00:00:00.000Z")).toBe(4);
    expect(await purgeExpired(one, at.clock)).toBe(4);
    // Both say of the question's payload that it is gone; one was told by the clock, the other by the import.
    for (const store of [one, two]) {
      expect(await verifyLedger(store)).toMatchObject({ ok: true, purged: 1 });
      const [said] = await store.events({ afterSeq: (await store.head()).seq - 1, limit: 1 });
      expect(said?.event).toMatchObject({ kind: "payloadPurged", actor: "system" });
    }
  });
});

describe("a person who was forgotten after the export", () => {
  it("does not come back with it, and neither do their accounts, roles, marks and words", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await one.transaction(putPeople);
    const other = await one.transaction(async (transaction) => {
      const { id } = await transaction.ensurePerson({ ...slackAccount, user: "U2" }, startInstant);
      await transaction.putMark(markOf(id, "m"));
      await transaction.putPlace({ ...lobby, contact: "slack:T1:U2" });
      await transaction.putDraft(draftOf("d4", id));
      return id;
    });
    const owner = (await one.personOf(slackAccount))?.id ?? "";
    const alone = { channel: "slack", place: "slack:T1:D1", conversation: "slack:T1:D1" };
    await one.transaction(async (transaction) => {
      await transaction.putMark(markOf(owner, "personal:slack", alone));
      await transaction.putPlace({ ...lobby, id: alone.place });
      await transaction.putMark(markOf(alone.place, "snooze", startInstant));
    });
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    const person = await one.personOf(slackAccount);
    await one.transaction((transaction) => transaction.forgetPerson(person?.id ?? ""));
    await rememberPurges(one, at.folder("one"));
    // One person and the one that was joined to them, two accounts, two roles, four marks, a place's contact, a draft, and the
    // place where they were alone with what is remembered of it.
    const lists = [purgeListOf(at.folder("one"))];
    expect(await bring(two, at.folder("first"), at.clock, lists)).toMatchObject({ purged: 14 });

    for (const account of [slackAccount, teamsAccount]) expect(await two.personOf(account)).toBeUndefined();
    expect(await two.person(person?.id ?? "")).toBeUndefined();
    expect(await two.personOf({ ...slackAccount, user: "U2" })).toMatchObject({ id: other });
    expect(await two.allRoles()).toStrictEqual([]);
    expect(await two.marks("")).toStrictEqual([markOf(other, "m")]);
    expect((await two.places()).map(({ contact }) => contact)).toStrictEqual([undefined, "slack:T1:U2"]);
    expect(await two.drafts({})).toStrictEqual([draftOf("d4", other)]);
    await exportStore({ store: one, directory: at.folder("after-one"), vectors: false });
    await exportStore({ store: two, directory: at.folder("after-two"), vectors: false });
    expect(filesOf(at.folder("after-two"))).toStrictEqual(filesOf(at.folder("after-one")));
  });

  it("and a draft that has expired since are emptied, and counted", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await one.transaction(putPeople);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    at.clock.set("2026-03-15T09:00:00.000Z");
    expect(await bring(two, at.folder("first"), at.clock)).toMatchObject({ purged: 1 });
    expect(await two.drafts({})).toStrictEqual([]);
    expect(await two.places()).toStrictEqual([hall, lobby]);
  });
});
