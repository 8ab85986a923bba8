import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { publicScope } from "../../../src/core/trust.ts";
import { applyRecordEvent } from "../../../src/ledger/derive-record-event.ts";
import { purgeExpired, purgePayload } from "../../../src/ledger/purge-payload.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { importStore } from "../../../src/operations/transfer/import-store.ts";
import { purgeListOf, readPurgeList, rememberPurges } from "../../../src/operations/transfer/purge-list.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import {
  draftOf,
  hall,
  lobby,
  markOf,
  putPeople,
  slackAccount,
  teamsAccount,
} from "../../contracts/store/people-samples.ts";
import {
  createSettableClock,
  putDocument,
  receiptOf,
  startInstant,
  type SettableClock,
} from "../../contracts/store/store-samples.ts";

const later = "2026-05-30T09:00:00.000Z";

interface Place {
  readonly root: string;
  readonly clock: SettableClock;
  open(name: string): Promise<Store>;
  folder(name: string): string;
}

function place(): Place {
  const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-transfer-"));
  const clock = createSettableClock();
  const stores: Store[] = [];
  onTestFinished(async () => {
    for (const store of stores) await store.close();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    root,
    clock,
    folder: (name) => path.join(root, name),
    async open(name) {
      const store = await openSqliteStore({ directory: path.join(root, name), clock });
      stores.push(store);
      return store;
    },
  };
}

function record(id: string, name: string): Parameters<typeof applyRecordEvent>[1] {
  const subject = { id, kind: "council", name, audience: "public" } as const;
  const fact = {
    attribute: "region",
    value: { kind: "text", text: `The place of ${name}` },
    sources: ["guidance"],
    trust: "official",
    lowConfidence: false,
  } as const;
  const aliases = [{ text: `${name} DC`, ambiguous: false, place: false }];
  const body = { type: "subject", subject, aliases, facts: [fact] };
  return {
    kind: "recordImported",
    about: id,
    occurredAt: startInstant,
    actor: "importer",
    payload: { class: "record", body },
  };
}

/** Something of every kind: records replaced and withdrawn, documents in two versions, vectors, receipts, threads, settings. */
async function fill(store: Store): Promise<void> {
  await store.transaction(async (transaction) => {
    await applyRecordEvent(transaction, record("eastmere", "Eastmere"));
    await applyRecordEvent(transaction, record("eastmere", "East Mere"));
    await applyRecordEvent(transaction, record("gone", "Goneby"));
    await applyRecordEvent(transaction, {
      kind: "recordWithdrawn",
      about: "gone",
      occurredAt: startInstant,
      actor: "importer",
    });
    await putDocument(transaction, "a.md@1", ["The old harbour trial began.", "A second passage 🙂."]);
    await putDocument(transaction, "a.md@2", ["The new harbour trial began."]);
    await putDocument(transaction, "b.md@1", ["A bus runs at night.\u2028And a day bus."], { audience: "place:c1" });
    await transaction.putVectors("m", [{ sha256: "sha-of-x", vector: Float32Array.of(0.25, -1, 3e-9) }]);
    await transaction.putReceipt(receiptOf("r1"), later);
    await transaction.putReceipt(receiptOf("r2"), "2027-01-01T00:00:00.000Z");
    await transaction.putThreadState("web:é", { question: "x" }, later);
    await transaction.putThreadState("Web:Z", { question: "y" }, later);
    await transaction.appendEvent({
      kind: "settingChanged",
      about: "paused",
      occurredAt: startInstant,
      actor: "cli",
      payload: { class: "record", body: { type: "setting", value: true } },
    });
    await transaction.appendEvent({
      kind: "documentWithdrawn",
      about: "none",
      occurredAt: startInstant,
      actor: "cli",
      payload: { class: "question", body: { text: "Who asked?" } },
    });
  });
}

function filesOf(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory)
      .toSorted()
      .map((name) => [name, readFileSync(path.join(directory, name), "utf8")]),
  );
}

const bring = (store: Store, directory: string, clock: SettableClock, purgeLists: readonly string[] = []) =>
  importStore({ store, directory, purgeLists, clock });

describe("store export and import", () => {
  it("give byte-identical files at both ends, and a store that answers the same", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: true });
    expect(await bring(two, at.folder("first"), at.clock)).toMatchObject({ purged: 0 });
    await exportStore({ store: two, directory: at.folder("second"), vectors: true });
    expect(filesOf(at.folder("second"))).toStrictEqual(filesOf(at.folder("first")));

    expect(await two.subjects(publicScope)).toMatchObject([{ id: "eastmere", name: "East Mere" }]);
    expect(await two.facts(publicScope)).toStrictEqual(await one.facts(publicScope));
    expect(await two.facts({ ...publicScope, knownSeq: 1 })).toStrictEqual(
      await one.facts({ ...publicScope, knownSeq: 1 }),
    );
    for (const scope of [publicScope, { ...publicScope, knownSeq: 5 }]) {
      const hits = await two.searchLexical(scope, { terms: ["harbour"], limit: 5 });
      expect(hits).toStrictEqual(await one.searchLexical(scope, { terms: ["harbour"], limit: 5 }));
      expect(hits).toHaveLength(1);
    }
    expect(await two.receipt("r1")).toStrictEqual(receiptOf("r1"));
    expect(await two.threadState("web:é")).toStrictEqual({ question: "x" });
    expect(await two.settings()).toMatchObject([{ name: "paused", value: { type: "setting", value: true } }]);
    expect(await two.indexGeneration()).toBe(await one.indexGeneration());
    const appended = await two.transaction((transaction) => applyRecordEvent(transaction, record("new", "Newby")));
    expect(appended.seq).toBe((await one.head()).seq + 1);
  });

  it("leave vectors out unless they are asked for", async () => {
    const at = place();
    const one = await at.open("one");
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    expect(readdirSync(at.folder("first"))).not.toContain("embedding.ndjson");
  });

  it("give the same files again whatever was recorded", async () => {
    const text = fc.string({ unit: "binary", maxLength: 12 }).map((words) => words.replaceAll("\0", "").toWellFormed());
    const step = fc.oneof(
      fc.record({ kind: fc.constant("record" as const), id: fc.constantFrom("a", "b", "c"), name: text }),
      fc.record({ kind: fc.constant("document" as const), id: fc.constantFrom("d", "e"), name: text }),
      fc.record({ kind: fc.constant("receipt" as const), id: fc.constantFrom("r1", "r2", "r3"), name: text }),
      fc.record({ kind: fc.constant("thread" as const), id: text, name: text }),
      fc.record({ kind: fc.constant("purge" as const), id: fc.constant("a"), name: text }),
    );
    const at = place();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        run += 1;
        const [one, two] = [await at.open(`one-${run}`), await at.open(`two-${run}`)];
        for (const [number, { kind, id, name }] of steps.entries()) {
          if (kind === "purge") {
            const [first] = await one.events({ afterSeq: 0, limit: 1 });
            if (first?.event.payloadId !== undefined)
              await purgePayload({
                store: one,
                payloadId: first.event.payloadId,
                reason: "x",
                actor: "t",
                clock: at.clock,
              });
            continue;
          }
          await one.transaction(async (transaction) => {
            if (kind === "record") await applyRecordEvent(transaction, record(id, name));
            if (kind === "document") await putDocument(transaction, `${id}@${number}`, [name, `${name} again`]);
            if (kind === "receipt") await transaction.putReceipt({ ...receiptOf(id), question: name }, later);
            if (kind === "thread") await transaction.putThreadState(id, { name }, later);
          });
        }
        await exportStore({ store: one, directory: at.folder(`e-${run}`), vectors: true });
        await bring(two, at.folder(`e-${run}`), at.clock);
        await exportStore({ store: two, directory: at.folder(`f-${run}`), vectors: true });
        expect(filesOf(at.folder(`f-${run}`))).toStrictEqual(filesOf(at.folder(`e-${run}`)));
        expect(await two.facts(publicScope)).toStrictEqual(await one.facts(publicScope));
      }),
      { numRuns: 25 },
    );
  });
});

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

describe("an import", () => {
  it("refuses a store that holds anything, and an export over another", async () => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    await expect(exportStore({ store: one, directory: at.folder("first"), vectors: false })).rejects.toThrow(
      "not empty",
    );
    await two.transaction((transaction) => transaction.putThreadState("c", {}, later));
    await expect(bring(two, at.folder("first"), at.clock)).rejects.toThrow("is not empty");
    await expect(bring(one, at.folder("first"), at.clock)).rejects.toThrow("is not empty");
  });

  it.each([
    ["a changed letter", "event.ndjson", (text: string) => text.replace("importer", "impostor"), "event.ndjson:1:"],
    [
      "a changed payload",
      "payload.ndjson",
      (text: string) => text.replace("East Mere", "Westmere!"),
      "payload.ndjson:",
    ],
    [
      "a line that is gone",
      "event.ndjson",
      (text: string) => text.split("\n").toSpliced(2, 1).join("\n"),
      "event.ndjson:3:",
    ],
    [
      "two lines exchanged",
      "receipt.ndjson",
      (text: string) => `${text.split("\n")[1]}\n${text.split("\n")[0]}\n`,
      "receipt.ndjson:1:",
    ],
    [
      "an end that is gone",
      "passage.ndjson",
      (text: string) => text.split("\n").slice(0, -2).join("\n") + "\n",
      "passage.ndjson:4:",
    ],
    ["half a line", "document_version.ndjson", (text: string) => text.slice(0, -20), "document_version.ndjson:3:"],
    ["another line", "thread_state.ndjson", (text: string) => `${text}{}\n`, "thread_state.ndjson:3:"],
    ["a changed purge list", "purges.ndjson", (text: string) => `${text}{}\n`, "purges.ndjson:1:"],
    ["a changed manifest", "manifest.json", (text: string) => text.replace('"seq": ', '"seq": 1'), "event.ndjson"],
    ["no manifest", "manifest.json", () => "", "manifest.json"],
  ])("names the place of %s, and imports nothing", async (_, name, change, named) => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await fill(one);
    await exportStore({ store: one, directory: at.folder("first"), vectors: false });
    const file = path.join(at.folder("first"), name);
    const before = readFileSync(file, "utf8");
    writeFileSync(file, change(before));
    expect(readFileSync(file, "utf8")).not.toBe(before);
    await expect(bring(two, at.folder("first"), at.clock)).rejects.toThrow(named);
    expect(await two.head()).toStrictEqual({ seq: 0 });
    writeFileSync(file, before);
    expect(await bring(two, at.folder("first"), at.clock)).toMatchObject({ purged: 0 });
  });
});
