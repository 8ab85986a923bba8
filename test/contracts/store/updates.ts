import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { UpdateFilter } from "../../../src/core/update.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { factOf, factRow, newEvent, putRows, scopeOf, startInstant } from "./store-samples.ts";
import { putUpdate, updateOf, wholeUpdate } from "./update-samples.ts";
import { withStore } from "./with-store.ts";

const everyone = scopeOf(["public"]);
const office = scopeOf(["public", "programme:demo"]);

async function ids(store: Store, filter?: UpdateFilter, scope = office): Promise<readonly string[]> {
  return (await store.updates(scope, filter)).map((update) => update.id);
}

/** Updates and their versions: whole, filtered by audience and everything asked for, and as of any event. */
export function describeUpdates(open: OpenEmptyStore): void {
  describe("updates", () => {
    it(
      "gives an update back as it was, with the event that recorded it",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putUpdate(transaction, wholeUpdate));
        expect(await store.updates(office)).toStrictEqual([
          { ...wholeUpdate, recordedSeq: 1, recordedAt: startInstant },
        ]);
        expect(await store.transaction((transaction) => transaction.openRows("update:u-1"))).toStrictEqual([
          { key: "update-1", row: { table: "update", update: wholeUpdate } },
        ]);
      }),
    );

    it(
      "gives a fact back with its update, part, unit, link and words",
      withStore(open, async (store) => {
        const fact = factOf("f1", {
          part: "referrals",
          unit: "people",
          update: "u-1",
          postedAt: "2026-03-01T08:00:00.000Z",
          permalink: "https://teams.example/l/1700",
          words: "42.5 referrals",
        });
        await store.transaction((transaction) =>
          putUpdate(transaction, wholeUpdate, "updateConfirmed", [factRow(fact), factRow(factOf("f2"))]),
        );
        expect(await store.facts(office, { updates: ["u-1"] })).toStrictEqual([
          { ...fact, recordedSeq: 1, recordedAt: startInstant },
        ]);
        expect(await store.facts(office, { updates: ["u-2"] })).toStrictEqual([]);
        expect(await store.facts(office, { updates: [] })).toStrictEqual([]);
        const idsOf = (facts: readonly { readonly id: string }[]) => facts.map(({ id }) => id);
        expect(idsOf(await store.facts(office, { origin: "records" }))).toStrictEqual(["f2"]);
        expect(idsOf(await store.facts(office, { origin: "updates" }))).toStrictEqual(["f1"]);
      }),
    );

    it(
      "leaves out the link of a fact once its message was deleted, whatever was known then",
      withStore(open, async (store) => {
        const [link, other] = ["https://teams.example/l/1700", "https://teams.example/l/1800"];
        await store.transaction(async (transaction) => {
          const beside = [factRow(factOf("f1", { update: "u-1", permalink: link }))];
          await putUpdate(transaction, updateOf("u-1"), "updateConfirmed", beside);
          await putRows(transaction, "other", [factRow(factOf("f2", { update: "u-2", permalink: other }))]);
          await putUpdate(transaction, updateOf("u-1", { source: "deleted" }), "updateMarked", beside);
        });
        for (const scope of [everyone, scopeOf(["public"], 2)]) {
          const links = (await store.facts(scope)).map((fact) => [fact.id, fact.permalink]);
          expect(Object.fromEntries(links)).toStrictEqual({ f1: undefined, f2: other });
        }
      }),
    );

    it(
      "shows a reader only what carries one of their audiences",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-1"));
          await putUpdate(transaction, updateOf("u-2", { audience: "programme:demo" }));
          await putUpdate(transaction, updateOf("u-3", { audience: "place:hall" }));
        });
        expect(await ids(store, {}, everyone)).toStrictEqual(["u-1"]);
        expect(await ids(store)).toStrictEqual(["u-2", "u-1"]);
        expect(await store.updateVersions(everyone, "u-2")).toStrictEqual([]);
        await expect(store.updates(scopeOf([]))).rejects.toMatchObject({ code: "store-misuse" });
        await expect(store.updateVersions(scopeOf([]), "u-1")).rejects.toMatchObject({ code: "store-misuse" });
      }),
    );

    it(
      "gives the newest by the time of posting first, then the one recorded last, and cuts after them",
      withStore(open, async (store) => {
        const [early, late] = ["2026-02-01T08:00:00.000Z", "2026-02-02T08:00:00.000Z"];
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-b", { postedAt: late }));
          await putUpdate(transaction, updateOf("u-a", { postedAt: late }));
          await putUpdate(transaction, updateOf("u-z", { postedAt: early }));
        });
        expect(await ids(store)).toStrictEqual(["u-a", "u-b", "u-z"]);
        expect(await ids(store, { limit: 2 })).toStrictEqual(["u-a", "u-b"]);
      }),
    );

    it(
      "narrows by every filter given",
      withStore(open, async (store) => {
        const message = { place: "teams:T1:C1", id: "17" };
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-1", { postedAt: "2026-02-01T00:00:00.000Z", message }));
          await putUpdate(
            transaction,
            updateOf("u-2", { pilot: "demo-wexcombe", postedAt: "2026-02-02T00:00:00.000Z" }),
          );
          const elsewhere = { ...message, place: "slack:T1:C1" };
          await putUpdate(
            transaction,
            updateOf("u-3", {
              programme: "other",
              fictional: true,
              postedAt: "2026-02-03T00:00:00.000Z",
              message: elsewhere,
            }),
          );
        });
        expect(await ids(store, { ids: ["u-3", "u-1"] })).toStrictEqual(["u-3", "u-1"]);
        expect(await ids(store, { pilots: ["demo-wexcombe"] })).toStrictEqual(["u-2"]);
        expect(await ids(store, { programmes: ["demo"] })).toStrictEqual(["u-2", "u-1"]);
        expect(await ids(store, { programmes: [] })).toStrictEqual([]);
        expect(await ids(store, { postedFrom: "2026-02-02T00:00:00.000Z" })).toStrictEqual(["u-3", "u-2"]);
        expect(await ids(store, { postedTo: "2026-02-02T00:00:00.000Z" })).toStrictEqual(["u-1"]);
        expect(await ids(store, { recordedAfterSeq: 1 })).toStrictEqual(["u-3", "u-2"]);
        expect(await ids(store, { message })).toStrictEqual(["u-1"]);
        expect(await ids(store, { fictional: true })).toStrictEqual(["u-3"]);
        expect(await ids(store, { fictional: false })).toStrictEqual(["u-2", "u-1"]);
        expect(await ids(store, { fictional: false, programmes: ["other"] })).toStrictEqual([]);
      }),
    );

    it(
      "answers as of any event, and reads its own writes inside a transaction",
      withStore(open, async (store) => {
        const before = updateOf("u-1", { fields: { ...wholeUpdate.fields, rating: "red" } });
        const after = updateOf("u-1", { version: 2, fields: { ...wholeUpdate.fields, rating: "green" } });
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, before);
          expect(await transaction.updates(everyone)).toHaveLength(1);
          await putUpdate(transaction, after, "updateAmended");
          const event = await transaction.appendEvent({ ...newEvent("u-1"), kind: "updateWithdrawn" });
          await transaction.closeRows("update:u-1", event, ["update-2"]);
        });
        const ratings = async (knownSeq?: number): Promise<unknown> =>
          (await store.updates(scopeOf(["public"], knownSeq))).map(({ fields }) => fields.rating);
        expect(await ratings(0)).toStrictEqual([]);
        expect(await ratings(1)).toStrictEqual(["red"]);
        expect(await ratings(2)).toStrictEqual(["green"]);
        expect(await ratings()).toStrictEqual([]);
      }),
    );

    it(
      "are no records that an import may withdraw",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          const stated = factRow(factOf("f1", { update: "u-1" }));
          await putUpdate(transaction, updateOf("u-1"), "updateConfirmed", [stated]);
          await putRows(transaction, "r", [factRow(factOf("f2"))]);
          expect(await transaction.openRecords()).toStrictEqual(["r"]);
        });
      }),
    );

    it(
      "clears the rows of one record and leaves the others",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-1"), "updateConfirmed", [factRow(factOf("f1", { update: "u-1" }))]);
          await putUpdate(transaction, updateOf("u-2"));
          await transaction.clearDerivedRows("update:u-1");
        });
        expect(await ids(store)).toStrictEqual(["u-2"]);
        expect(await store.facts(everyone)).toStrictEqual([]);
      }),
    );

    it(
      "reads the events about one thing",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-1"));
          await putUpdate(transaction, updateOf("u-2"));
          await putUpdate(transaction, updateOf("u-1", { version: 2 }), "updateAmended");
        });
        const about = async (afterSeq: number): Promise<readonly number[]> =>
          (await store.events({ afterSeq, limit: 10, about: "u-1" })).map(({ event }) => event.seq);
        expect(await about(0)).toStrictEqual([1, 3]);
        expect(await about(1)).toStrictEqual([3]);
      }),
    );
  });

  describe("the versions of an update", () => {
    it(
      "say what stood after each event, who made it, when and why",
      withStore(open, async (store, clock) => {
        const [first, second] = [updateOf("u-1"), updateOf("u-1", { version: 2, validFrom: "2026-01-31" })];
        const third = updateOf("u-1", { version: 2, validFrom: "2026-01-31", source: "edited" });
        const later = "2026-03-02T09:00:00.000Z";
        await store.transaction((transaction) => putUpdate(transaction, first));
        clock.set(later);
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, second, "updateAmended");
          await putUpdate(transaction, third, "updateMarked");
          const event = await transaction.appendEvent({
            ...newEvent("u-1", { type: "updateChange", reason: "posted twice" }),
            kind: "updateWithdrawn",
          });
          await transaction.closeRows("update:u-1", event, ["update-3"]);
        });
        const versions = [
          {
            kind: "confirmed",
            at: startInstant,
            actor: "importer",
            reason: "reason of updateConfirmed",
            update: { ...first, recordedSeq: 1, recordedAt: startInstant },
          },
          {
            kind: "amended",
            at: later,
            actor: "importer",
            reason: "reason of updateAmended",
            update: { ...second, recordedSeq: 2, recordedAt: later },
          },
          {
            kind: "marked",
            at: later,
            actor: "importer",
            reason: "reason of updateMarked",
            update: { ...third, recordedSeq: 3, recordedAt: later },
          },
          { kind: "withdrawn", at: later, actor: "importer", reason: "posted twice" },
        ];
        expect(await store.updateVersions(everyone, "u-1")).toStrictEqual(versions);
        expect(await store.updateVersions(scopeOf(["public"], 2), "u-1")).toStrictEqual(versions.slice(0, 2));
        expect(await store.updateVersions(everyone, "u-2")).toStrictEqual([]);
      }),
    );

    it(
      "show nothing where the last one is for others, and of earlier ones only what the reader may see",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-1"));
          await putUpdate(transaction, updateOf("u-1", { version: 2, audience: "programme:demo" }), "updateAmended");
          await putUpdate(transaction, updateOf("u-2", { audience: "programme:demo" }));
          await putUpdate(transaction, updateOf("u-2", { version: 2 }), "updateAmended");
        });
        expect(await store.updateVersions(everyone, "u-1")).toStrictEqual([]);
        expect(await store.updateVersions(office, "u-1")).toHaveLength(2);
        const [first, second] = await store.updateVersions(everyone, "u-2");
        expect(first).toStrictEqual({ kind: "confirmed", at: startInstant, actor: "importer" });
        expect(second).toMatchObject({ kind: "amended", update: { version: 2 } });
      }),
    );

    it(
      "leave out what was purged, and keep who and when",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putUpdate(transaction, updateOf("u-1"));
          const [stored] = await transaction.events({ afterSeq: 0, limit: 1 });
          await transaction.purgePayload(stored?.event.payloadId ?? "", startInstant);
          await transaction.clearDerivedRows("update:u-1");
        });
        expect(await store.updateVersions(everyone, "u-1")).toStrictEqual([
          { kind: "confirmed", at: startInstant, actor: "importer" },
        ]);
      }),
    );
  });
}
