import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { OpenEmptyStore } from "../store-contract.ts";
import { newEvent, startInstant } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Numbering, time, chain and payloads of events. */
export function describeEvents(open: OpenEmptyStore): void {
  describe("events", () => {
    it(
      "stands at 0 before the first event",
      withStore(open, async (store) => {
        expect(await store.head()).toStrictEqual({ seq: 0 });
        expect(await store.seqAt("2026-03-01T09:00:00.000Z")).toBe(0);
        expect(await store.events({ afterSeq: 0, limit: 10 })).toStrictEqual([]);
      }),
    );

    it(
      "numbers and stamps an event, and chains it by the hash of its canonical row",
      withStore(open, async (store) => {
        const first = await store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
        const second = await store.transaction((transaction) => transaction.appendEvent(newEvent("b")));

        expect([first.seq, second.seq]).toStrictEqual([1, 2]);
        expect(first.recordedAt).toBe("2026-03-01T09:00:00.000Z");
        expect(first.previousHash).toBe("0000000000000000000000000000000000000000000000000000000000000000");
        expect(first.hash).toBe(
          sha256(
            `{"about":"a","actor":"importer","id":"${first.id}","kind":"recordImported","occurredAt":"2026-02-27T12:00:00.000Z","previousHash":"${"0".repeat(64)}","recordedAt":"2026-03-01T09:00:00.000Z","seq":1}`,
          ),
        );
        expect(second.previousHash).toBe(first.hash);
        expect(await store.head()).toStrictEqual({ seq: 2, recordedAt: startInstant });
      }),
    );

    it(
      "salts and hashes a payload whatever the order of its keys, and gives it back",
      withStore(open, async (store) => {
        const body = { b: [1, { d: null, c: "ü" }], a: "x" };
        const event = await store.transaction((transaction) => transaction.appendEvent(newEvent("a", body)));
        const [stored] = await store.events({ afterSeq: 0, limit: 10 });

        expect(stored?.event).toStrictEqual(event);
        expect(stored?.payload?.body).toStrictEqual(body);
        expect(stored?.payload?.class).toBe("record");
        expect(stored?.payload?.salt).toMatch(/^[0-9a-f]{32,}$/);
        expect(event.payloadHash).toBe(sha256(`${stored?.payload?.salt}{"a":"x","b":[1,{"c":"ü","d":null}]}`));
      }),
    );

    it(
      "gives equal payloads different hashes",
      withStore(open, async (store) => {
        const hashes = await store.transaction(async (transaction) => [
          (await transaction.appendEvent(newEvent("a", { same: true }))).payloadHash,
          (await transaction.appendEvent(newEvent("a", { same: true }))).payloadHash,
        ]);
        expect(new Set(hashes).size).toBe(2);
      }),
    );

    it(
      "never goes back in time when the clock does",
      withStore(open, async (store, clock) => {
        await store.transaction((transaction) => transaction.appendEvent(newEvent("a")));
        clock.set("2026-02-01T00:00:00.000Z");
        const second = await store.transaction((transaction) => transaction.appendEvent(newEvent("b")));
        clock.set("2026-03-02T00:00:00.000Z");
        const third = await store.transaction((transaction) => transaction.appendEvent(newEvent("c")));

        expect([second.seq, second.recordedAt]).toStrictEqual([2, "2026-03-01T09:00:00.000Z"]);
        expect([third.seq, third.recordedAt]).toStrictEqual([3, "2026-03-02T00:00:00.000Z"]);
      }),
    );

    it(
      "finds the last event at an instant",
      withStore(open, async (store, clock) => {
        await store.transaction(async (transaction) => {
          await transaction.appendEvent(newEvent("a"));
          await transaction.appendEvent(newEvent("b"));
          clock.set("2026-03-02T09:00:00.000Z");
          await transaction.appendEvent(newEvent("c"));
        });
        expect(await store.seqAt("2026-03-01T08:59:59.999Z")).toBe(0);
        expect(await store.seqAt("2026-03-01T09:00:00.000Z")).toBe(2);
        expect(await store.seqAt("2026-03-02T08:59:59.999Z")).toBe(2);
        expect(await store.seqAt("2030-01-01T00:00:00.000Z")).toBe(3);
      }),
    );

    it(
      "pages through the events",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          for (const about of ["a", "b", "c"]) await transaction.appendEvent(newEvent(about));
        });
        const abouts = async (afterSeq: number, limit: number): Promise<readonly string[]> =>
          (await store.events({ afterSeq, limit })).map(({ event }) => event.about);
        expect(await abouts(0, 2)).toStrictEqual(["a", "b"]);
        expect(await abouts(2, 2)).toStrictEqual(["c"]);
        expect(await abouts(3, 2)).toStrictEqual([]);
      }),
    );

    it(
      "empties a payload once, and keeps who, when and the hash",
      withStore(open, async (store) => {
        const event = await store.transaction((transaction) => transaction.appendEvent(newEvent("a", { name: "N" })));
        const purge = (): Promise<boolean> =>
          store.transaction((transaction) =>
            transaction.purgePayload(event.payloadId ?? "", "2026-03-05T00:00:00.000Z"),
          );
        expect(await purge()).toBe(true);
        expect(await purge()).toBe(false);
        expect(await store.events({ afterSeq: 0, limit: 10 })).toStrictEqual([
          { event, payload: { class: "record", salt: "", body: null, purgedAt: "2026-03-05T00:00:00.000Z" } },
        ]);
      }),
    );

    it.each(["2026-03-01", "2026-03-01T09:00:00Z", "2026-03-01T09:00:00.000+01:00", "yesterday"])(
      "refuses %s as an instant",
      async (occurredAt) => {
        await withStore(open, async (store) => {
          const appending = store.transaction((transaction) =>
            transaction.appendEvent({ ...newEvent("a"), occurredAt }),
          );
          await expect(appending).rejects.toMatchObject({ code: "store-misuse" });
          expect((await store.head()).seq).toBe(0);
        })();
      },
    );
  });
}
