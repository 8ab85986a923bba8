import { describe, expect, it } from "vitest";
import type { KeptRow, Store } from "../../../src/core/store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { draftOf, putPeople, wholeDraftOf } from "./people-samples.ts";
import { startInstant } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

const expiry = "2026-03-15T09:00:00.000Z";

async function rowsOf(store: Store, table: string): Promise<readonly KeptRow[]> {
  return store.snapshot(async (reader) => {
    const rows: KeptRow[] = [];
    for await (const page of reader.keptRows(table)) rows.push(...page);
    return rows;
  });
}

/** Drafts, how they end, and how people and drafts move to another store. */
export function describeDrafts(open: OpenEmptyStore): void {
  describe("drafts", () => {
    it(
      "are given back as they were, and replaced in their place",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await transaction.putDraft(wholeDraftOf("d2", "p"));
          await transaction.putDraft(draftOf("d1", "p"));
        });
        expect(await store.drafts({})).toStrictEqual([wholeDraftOf("d2", "p"), draftOf("d1", "p")]);
        const replaced = draftOf("d2", "q", { state: "discarded", text: "" });
        await store.transaction((transaction) => transaction.putDraft(replaced));
        expect(await store.drafts({})).toStrictEqual([replaced, draftOf("d1", "p")]);
      }),
    );

    it(
      "are narrowed by every filter given",
      withStore(open, async (store) => {
        const message = { place: "slack:T1:C1", id: "1.2" };
        await store.transaction(async (transaction) => {
          await transaction.putDraft(draftOf("a", "p", { message }));
          await transaction.putDraft(draftOf("b", "p", { conversation: "c2", message: { ...message, id: "1.3" } }));
          await transaction.putDraft(draftOf("c", "q", { state: "superseded", message }));
        });
        const ids = async (filter: Parameters<Store["drafts"]>[0]): Promise<readonly string[]> =>
          (await store.drafts(filter)).map(({ id }) => id);
        expect(await ids({ ids: ["c", "a", "x"] })).toStrictEqual(["a", "c"]);
        expect(await ids({ ids: [] })).toStrictEqual([]);
        expect(await ids({ author: "p" })).toStrictEqual(["a", "b"]);
        expect(await ids({ conversation: "c2" })).toStrictEqual(["b"]);
        expect(await ids({ message })).toStrictEqual(["a", "c"]);
        expect(await ids({ message: { ...message, place: "slack:T1:C2" } })).toStrictEqual([]);
        expect(await ids({ states: ["superseded", "confirmed"] })).toStrictEqual(["c"]);
        expect(await ids({ states: [] })).toStrictEqual([]);
        expect(await ids({ message, states: ["open"], author: "p", conversation: "c1" })).toStrictEqual(["a"]);
        expect(await ids({ message, author: "q", states: ["open"] })).toStrictEqual([]);
      }),
    );

    it(
      "lose their words when they expire, whatever became of them, and keep who, when and which update",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await transaction.putDraft(wholeDraftOf("d1", "p"));
          await transaction.putDraft({ ...wholeDraftOf("d2", "p"), state: "confirmed" });
          await transaction.putDraft(draftOf("d3", "p", { expiresAt: "2026-03-15T09:00:00.001Z" }));
        });
        const purge = (now: string): Promise<number> =>
          store.transaction((transaction) => transaction.purgeExpired(now));
        expect(await store.countExpired("2026-03-15T08:59:59.999Z")).toBe(0);
        expect(await purge("2026-03-15T08:59:59.999Z")).toBe(0);
        expect(await store.countExpired(expiry)).toBe(2);
        expect(await purge(expiry)).toBe(2);
        expect(await purge(expiry)).toBe(0);
        expect(await store.countExpired(expiry)).toBe(0);
        expect((await store.drafts({})).map(({ id }) => id)).toStrictEqual(["d3"]);
        const rows = await rowsOf(store, "draft");
        expect(rows.slice(0, 2)).toMatchObject([
          { id: "d1", state: "open", author: "p", update: "update-2", body: "", purgedAt: expiry },
          { id: "d2", state: "confirmed", author: "p", messageId: "1700.2", update: "update-2", body: "" },
        ]);
        expect(await store.snapshot((reader) => reader.purges())).toStrictEqual([
          { table: "draft", id: "d1", purgedAt: expiry },
          { table: "draft", id: "d2", purgedAt: expiry },
        ]);
      }),
    );

    it(
      "stay empty once they are, and still learn what became of them",
      withStore(open, async (store) => {
        await store.transaction((transaction) => transaction.putDraft(draftOf("d1", "p")));
        const purge = () => store.transaction((transaction) => transaction.purgeDraft("d1", startInstant));
        expect([await purge(), await purge()]).toStrictEqual([true, false]);
        await store.transaction((transaction) =>
          transaction.putDraft(draftOf("d1", "p", { state: "confirmed", update: "u1" })),
        );
        expect(await store.drafts({})).toStrictEqual([]);
        expect(await rowsOf(store, "draft")).toMatchObject([
          { state: "confirmed", update: "u1", body: "", purgedAt: startInstant },
        ]);
        const unknown = store.transaction((transaction) => transaction.purgeDraft("d2", startInstant));
        await expect(unknown).rejects.toMatchObject({ code: "store-misuse" });
      }),
    );
  });

  describe("people and drafts in an export", () => {
    it(
      "are the same rows in the store that they are brought into, and go on from there",
      withStore(open, async (store, clock) => {
        await store.transaction(putPeople);
        const copy = await open(clock);
        try {
          const tables = ["person", "identity", "role", "place", "mark", "draft"];
          const known = await store.snapshot((reader) => Promise.resolve(reader.keptTables()));
          expect(known.filter((table) => tables.includes(table))).toStrictEqual(tables);
          for (const table of tables) {
            const rows = await rowsOf(store, table);
            expect(rows).not.toStrictEqual([]);
            await copy.transaction((transaction) => transaction.putKeptRows(table, rows));
            expect(await rowsOf(copy, table)).toStrictEqual(rows);
          }
          expect(await copy.drafts({})).toStrictEqual(await store.drafts({}));
          expect(await copy.places()).toStrictEqual(await store.places());
          expect(await copy.snapshot((reader) => reader.purges())).toHaveLength(3);
          await copy.transaction((transaction) => transaction.putDraft(draftOf("d4", "p")));
          expect((await rowsOf(copy, "draft")).map(({ number, id }) => `${number} ${id}`).at(-1)).toBe("4 d4");
        } finally {
          await copy.close();
        }
      }),
    );
  });
}
