import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { newEvent, putDocument, scopeOf } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

const everyone = scopeOf(["public"]);

async function found(store: Store, terms: readonly string[], scope: ReadScope = everyone): Promise<readonly string[]> {
  return (await store.searchLexical(scope, { terms, limit: 10 })).map((hit) => hit.passage.id);
}

/** Ten passages that no test looks for, so that every word looked for is rare. */
async function putFiller(store: Store): Promise<void> {
  const filler = Array.from({ length: 10 }, (_, index) => `Filler of no interest, line ${index}.`);
  await store.transaction((transaction) => putDocument(transaction, "filler.md@1", filler, { title: "Filler" }));
}

/** Lexical search: stems, OR, ranking, audience, both clocks, and words that look like query syntax. */
export function describeSearch(open: OpenEmptyStore): void {
  describe("lexical search", () => {
    it(
      "matches by stem, without case or diacritics, any of the words, best first",
      withStore(open, async (store) => {
        await putFiller(store);
        await store.transaction((transaction) =>
          putDocument(transaction, "a.md@1", [
            "Wardens patrol the café in the evening.",
            "The council funded street wardens and patrols.",
            "Benches were painted.",
          ]),
        );
        expect(await found(store, ["painting"])).toStrictEqual(["a.md@1#2"]);
        expect(await found(store, ["CAFE"])).toStrictEqual(["a.md@1#0"]);
        expect(await found(store, ["street", "warden", "funding"])).toStrictEqual(["a.md@1#1", "a.md@1#0"]);
        expect(await found(store, ["zebra"])).toStrictEqual([]);
        const hits = await store.searchLexical(everyone, { terms: ["warden", "street"], limit: 1 });
        expect(hits.map((hit) => hit.passage.text)).toStrictEqual(["The council funded street wardens and patrols."]);
        expect(hits[0]?.score).toBeGreaterThan(0);
      }),
    );

    it(
      "finds words of the heading and the title, but prefers the text",
      withStore(open, async (store) => {
        await putFiller(store);
        await store.transaction(async (transaction) => {
          await putDocument(transaction, "a.md@1", ["Nothing about it here."], { title: "Lanterns" });
          await putDocument(transaction, "b.md@1", ["Lanterns were lit here."]);
        });
        expect(await found(store, ["lantern"])).toStrictEqual(["b.md@1#0", "a.md@1#0"]);
        expect(await found(store, ["part"])).toHaveLength(10);
      }),
    );

    it(
      "breaks ties by passage id",
      withStore(open, async (store) => {
        await putFiller(store);
        await store.transaction(async (transaction) => {
          for (const id of ["c", "a", "b"]) await putDocument(transaction, `${id}.md@1`, ["Equal lanterns."]);
        });
        expect(await found(store, ["lantern"])).toStrictEqual(["a.md@1#0", "b.md@1#0", "c.md@1#0"]);
      }),
    );

    it(
      "filters by audience before the limit",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          const hidden = Array.from({ length: 300 }, () => "Lantern lantern lantern.");
          await putDocument(transaction, "hidden.md@1", hidden, { audience: "place:hall" });
          await putDocument(transaction, "open.md@1", ["One lantern among many other words of this passage."]);
        });
        const hits = await store.searchLexical(everyone, { terms: ["lantern"], limit: 1 });
        expect(hits.map((hit) => hit.passage.id)).toStrictEqual(["open.md@1#0"]);
        expect(await found(store, ["lantern"], scopeOf(["public", "place:hall"]))).toHaveLength(10);
      }),
    );

    it(
      "searches what is current, or what was current as of an event",
      withStore(open, async (store) => {
        await putFiller(store);
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
        await store.transaction((transaction) => putDocument(transaction, "a.md@2", ["Torches were lit."]));
        await store.transaction(async (transaction) =>
          transaction.withdrawDocument(await transaction.appendEvent(newEvent("a.md")), "a.md"),
        );
        expect(await found(store, ["lit"], scopeOf(["public"], 1))).toStrictEqual([]);
        expect(await found(store, ["lantern"], scopeOf(["public"], 2))).toStrictEqual(["a.md@1#0"]);
        expect(await found(store, ["lantern", "lit"], scopeOf(["public"], 3))).toStrictEqual(["a.md@2#0"]);
        expect(await found(store, ["lit"], scopeOf(["public"], 4))).toStrictEqual([]);
        expect(await found(store, ["lit"])).toStrictEqual([]);
      }),
    );

    it(
      "scores current passages the same however many old versions there are",
      withStore(open, async (store) => {
        await putFiller(store);
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
        const before = await store.searchLexical(everyone, { terms: ["lantern"], limit: 5 });
        for (let round = 0; round < 5; round += 1) {
          await store.transaction((transaction) => putDocument(transaction, "a.md@2", ["Lanterns lantern lantern."]));
          await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
        }
        const after = await store.searchLexical(everyone, { terms: ["lantern"], limit: 5 });
        expect(before).toHaveLength(1);
        expect(after).toStrictEqual(before);
      }),
    );

    it.each([
      ["AND"],
      ["OR"],
      ["NOT"],
      ["NEAR(lantern, 2)"],
      ['"'],
      ['lan"tern'],
      ["*"],
      ["lan*"],
      ["title:lantern"],
      ["{text title}: lantern"],
      ["^lantern"],
      ["-lantern"],
      ["(lantern"],
      ["lantern; drop table passage"],
      ["\0"],
      ["lantern\0"],
      ["%_"],
      ["🙂"],
      ["שלום"],
    ])("takes %j for a word and not for a query", async (term) => {
      await withStore(open, async (store) => {
        await putFiller(store);
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
        const hits = await found(store, [term]);
        expect(hits.every((id) => id === "a.md@1#0")).toBe(true);
        expect(await found(store, [term, "lantern"])).toStrictEqual(["a.md@1#0"]);
        expect(await store.indexCounts("m")).toMatchObject({ passages: 11 });
      })();
    });

    it(
      "finds nothing for no words, no limit and an empty store",
      withStore(open, async (store) => {
        expect(await found(store, ["lantern"])).toStrictEqual([]);
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit."]));
        expect(await found(store, [])).toStrictEqual([]);
        expect(await found(store, ["", " "])).toStrictEqual([]);
        expect(await store.searchLexical(everyone, { terms: ["lantern"], limit: 0 })).toStrictEqual([]);
        const pasted = Array.from({ length: 1000 }, (_, index) => `word${index}`);
        expect(await found(store, [...pasted, "lantern"])).toStrictEqual(["a.md@1#0"]);
      }),
    );

    it(
      "counts in how many current passages a word occurs, by stem",
      withStore(open, async (store) => {
        await store.transaction((transaction) =>
          putDocument(transaction, "a.md@1", ["Lanterns, lantern.", "A lantern and a torch.", "Nothing."]),
        );
        expect(await store.documentFrequencies(everyone, ["lanterns", "torch", "zebra", ""])).toStrictEqual({
          passages: 3,
          frequencies: new Map([
            ["lanterns", 2],
            ["torch", 1],
            ["zebra", 0],
            ["", 0],
          ]),
        });
        await store.transaction((transaction) => putDocument(transaction, "a.md@2", ["One torch."]));
        expect(await store.documentFrequencies(everyone, ["lanterns", "torch"])).toStrictEqual({
          passages: 1,
          frequencies: new Map([
            ["lanterns", 0],
            ["torch", 1],
          ]),
        });
      }),
    );
  });
}
