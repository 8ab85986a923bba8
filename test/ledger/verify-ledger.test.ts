import { describe, expect, it } from "vitest";
import { hashEvent, hashPayload } from "../../src/core/event-hash.ts";
import type { LedgerReader, Store, StoredEvent } from "../../src/core/store.ts";
import { publicScope } from "../../src/core/trust.ts";
import { applyRecordEvent } from "../../src/ledger/derive-record-event.ts";
import { purgeExpired, purgePayload } from "../../src/ledger/purge-payload.ts";
import { replayLedger } from "../../src/ledger/replay-ledger.ts";
import { verifyLedger } from "../../src/ledger/verify-ledger.ts";
import { createTestClock, openTestStore } from "./open-test-store.ts";

function matching(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}

async function storeWithTerms(): Promise<Store> {
  const store = await openTestStore();
  for (const id of ["quay", "mole", "pier"]) {
    const subject = { id, kind: "term", name: id, audience: "public" };
    const body = { type: "subject", subject, aliases: [], facts: [] };
    await store.transaction((transaction) =>
      applyRecordEvent(transaction, {
        kind: "recordImported",
        about: id,
        occurredAt: "2026-03-01T09:00:00.000Z",
        actor: "tester",
        payload: { class: "record", body },
      }),
    );
  }
  return store;
}

/** A ledger whose events were changed behind its back. */
async function tampered(
  change: (events: StoredEvent[]) => readonly StoredEvent[],
): Promise<Pick<LedgerReader, "events">> {
  const store = await storeWithTerms();
  const events = change([...(await store.events({ afterSeq: 0, limit: 10 }))]);
  return { events: ({ afterSeq }) => Promise.resolve(events.filter(({ event }) => event.seq > afterSeq)) };
}

describe("verifyLedger", () => {
  it("finds an untouched ledger good, an empty one too", async () => {
    expect(await verifyLedger(await storeWithTerms())).toEqual({ ok: true, events: 3, purged: 0 });
    expect(await verifyLedger(await openTestStore())).toEqual({ ok: true, events: 0, purged: 0 });
  });

  it.each<[string, (events: StoredEvent[]) => readonly StoredEvent[], number, RegExp]>([
    ["an event taken out", ([first, , last]) => [first!, last!], 3, /does not follow/],
    ["the first event taken out", ([, ...others]) => others, 2, /does not follow/],
    [
      "a row changed",
      (events) => events.with(1, { ...events[1]!, event: { ...events[1]!.event, actor: "other" } }),
      2,
      /row was changed/,
    ],
    [
      "a row changed and hashed again",
      (events) => {
        const event = { ...events[1]!.event, actor: "other" };
        const { hash: _, ...row } = event;
        return events.with(1, { ...events[1]!, event: { ...event, hash: hashEvent(row) } });
      },
      3,
      /does not follow/,
    ],
    [
      "a payload changed",
      (events) => events.with(1, { ...events[1]!, payload: { ...events[1]!.payload!, body: { type: "other" } } }),
      2,
      /payload was changed/,
    ],
    [
      "a payload emptied without an event that says so",
      (events) => {
        const purgedAt = "2026-03-02T09:00:00.000Z";
        return events.with(1, { ...events[1]!, payload: { ...events[1]!.payload!, salt: "", body: null, purgedAt } });
      },
      2,
      /emptied and no event says so/,
    ],
    ["a payload gone", (events) => events.with(1, { event: events[1]!.event }), 2, /payload is missing/],
  ])("names the first bad event: %s", async (_case, change, seq, reason) => {
    const result = await verifyLedger(await tampered(change));
    expect(result).toMatchObject({ ok: false, firstBad: { seq, reason: matching(reason) } });
  });
});

describe("purgeExpired", () => {
  it("records by whom each payload was emptied, so that the ledger stays good", async () => {
    const store = await storeWithTerms();
    const question = { class: "question", body: { text: "Who?" } } as const;
    const asked = { kind: "documentIngested", about: "a", occurredAt: "2026-03-01T09:00:00.000Z", actor: "x" } as const;
    await store.transaction((transaction) => transaction.appendEvent({ ...asked, payload: question }));
    // 90 days after the events of 1 March 2026.
    const before = { now: () => new Date("2026-05-30T08:00:00.000Z") };
    const after = { now: () => new Date("2026-05-31T09:00:00.000Z") };
    expect(await purgeExpired(store, before)).toBe(0);
    expect(await purgeExpired(store, after)).toBe(1);
    expect(await purgeExpired(store, after)).toBe(0);
    const [purge] = await store.events({ afterSeq: 4, limit: 10 });
    expect(purge?.event).toMatchObject({ kind: "payloadPurged", actor: "system" });
    expect(await verifyLedger(store)).toEqual({ ok: true, events: 5, purged: 1 });
  });
});

describe("purgePayload", () => {
  async function purgeMole(store: Store): Promise<boolean> {
    const stored = await store.events({ afterSeq: 0, limit: 10 });
    const payloadId = stored.find(({ event }) => event.about === "mole")?.event.payloadId ?? "";
    return purgePayload({ store, payloadId, reason: "named a person", actor: "tester", clock: createTestClock() });
  }

  it("keeps the ledger good and counts what is gone", async () => {
    const store = await storeWithTerms();
    expect(await purgeMole(store)).toBe(true);
    expect(await verifyLedger(store)).toEqual({ ok: true, events: 4, purged: 1 });
  });

  it("says who, when and why, and nothing a second time", async () => {
    const store = await storeWithTerms();
    await purgeMole(store);
    expect(await purgeMole(store)).toBe(false);
    const [purge, ...others] = await store.events({ afterSeq: 3, limit: 10 });
    expect(others).toEqual([]);
    expect(purge?.event).toMatchObject({
      kind: "payloadPurged",
      actor: "tester",
      occurredAt: "2026-03-01T09:00:01.000Z",
    });
    expect(purge?.payload?.body).toEqual({ type: "purge", reason: "named a person" });
  });

  it("leaves no row of the purged record at any moment, and the others as they were", async () => {
    const store = await storeWithTerms();
    const before = await store.subjects(publicScope);
    await purgeMole(store);
    const others = before.filter(({ id }) => id !== "mole");
    expect(await store.subjects(publicScope)).toEqual(others);
    expect(await store.subjects({ ...publicScope, knownSeq: 3 })).toEqual(others);
    await replayLedger(store);
    expect(await store.subjects(publicScope)).toEqual(others);
  });
});

describe("the hashes", () => {
  // Computed with sha256sum over the texts written here by hand.
  it("cover the canonical JSON after the salt", () => {
    expect(hashPayload("salt", { b: 1, a: [true, null], c: undefined })).toBe(
      "4acd3425461fec7cbfe9e208ddf12ce796696b252ac6386c1d888e2adaf8d9cc",
    );
  });
});
