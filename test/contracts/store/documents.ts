import { describe, expect, it } from "vitest";
import type { StoreError } from "../../../src/core/errors.ts";
import type { Store } from "../../../src/core/store.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { documentOf, newEvent, putDocument, scopeOf, startInstant } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

const everyone = scopeOf(["public"]);
const office = scopeOf(["public", "programme:demo"]);

async function versions(store: Store, scope: ReadScope): Promise<readonly string[]> {
  return (await store.documents(scope)).map((document) => document.versionId);
}

/** Versions of documents and their passages: whole, filtered by audience, and as of any event. */
export function describeDocuments(open: OpenEmptyStore): void {
  describe("documents", () => {
    it(
      "gives a version and its passages back as they were",
      withStore(open, async (store) => {
        const { version, passages } = documentOf(
          "demo/a.md@1",
          ["Emoji 🙂 and שלום.", "NFD e\u0301, tab\tand quote '."],
          {
            sourceTitle: "A source",
            publisher: "A department",
            url: "https://example.org/",
            published: "2024",
            programme: "demo",
            participation: "demo-eastmere",
            marking: "OFFICIAL",
          },
        );
        await store.transaction(async (transaction) =>
          transaction.putDocument(await transaction.appendEvent(newEvent("demo/a.md")), version, passages),
        );
        expect(await store.documents(everyone)).toStrictEqual([
          { versionId: "demo/a.md@1", sha256: "sha-of-demo/a.md@1", meta: version.meta },
        ]);
        expect(await store.documentVersion(everyone, "demo/a.md@1")).toStrictEqual({
          ...version,
          recordedSeq: 1,
          recordedAt: startInstant,
        });
        expect(await store.passages(everyone, ["demo/a.md@1#1", "none", "demo/a.md@1#0"])).toStrictEqual([
          { ...passages[1], meta: version.meta },
          { ...passages[0], meta: version.meta },
        ]);
        expect(await store.passages(everyone, [])).toStrictEqual([]);
        expect(await store.documentVersion(everyone, "demo/a.md@2")).toBeUndefined();
      }),
    );

    it(
      "keeps or refuses a NUL in a text, and never cuts the text there",
      withStore(open, async (store) => {
        const putting = store.transaction((transaction) => putDocument(transaction, "a.md@1", ["before\0after"]));
        const refusal = await putting.then(
          () => "none",
          (error: StoreError) => error.code,
        );
        const rawText = (await store.documentVersion(everyone, "a.md@1"))?.rawText;
        const text = (await store.passages(everyone, ["a.md@1#0"]))[0]?.text;
        expect([
          ["none", "before\0after", "before\0after"],
          ["store-misuse", undefined, undefined],
        ]).toContainEqual([refusal, rawText, text]);
      }),
    );

    it(
      "shows a document only to its audience",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putDocument(transaction, "b.md@1", ["Open words"]);
          await putDocument(transaction, "a.md@1", ["Hidden words"], { audience: "programme:demo" });
        });
        expect(await versions(store, everyone)).toStrictEqual(["b.md@1"]);
        expect(await versions(store, office)).toStrictEqual(["a.md@1", "b.md@1"]);
        expect(await store.documentVersion(everyone, "a.md@1")).toBeUndefined();
        expect((await store.documentVersion(office, "a.md@1"))?.rawText).toBe("Hidden words");
        expect(await store.passages(everyone, ["a.md@1#0"])).toStrictEqual([]);
        expect(await store.passages(office, ["a.md@1#0"])).toHaveLength(1);
      }),
    );

    it(
      "replaces a document's version and still knows the earlier one as of its time",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["First words"]));
        await store.transaction((transaction) => putDocument(transaction, "a.md@2", ["Second words"]));

        expect(await versions(store, everyone)).toStrictEqual(["a.md@2"]);
        expect(await versions(store, scopeOf(["public"], 0))).toStrictEqual([]);
        expect(await versions(store, scopeOf(["public"], 1))).toStrictEqual(["a.md@1"]);
        expect(await versions(store, scopeOf(["public"], 2))).toStrictEqual(["a.md@2"]);
        expect(await store.passages(everyone, ["a.md@1#0"])).toStrictEqual([]);
        expect(await store.passages(scopeOf(["public"], 1), ["a.md@1#0"])).toHaveLength(1);
        expect((await store.documentVersion(everyone, "a.md@1"))?.rawText).toBe("First words");
        expect(await store.documentVersion(scopeOf(["public"], 1), "a.md@2")).toBeUndefined();
        expect(await store.transaction((transaction) => transaction.openDocuments())).toStrictEqual([
          { id: "a.md", versionId: "a.md@2", sha256: "sha-of-a.md@2" },
        ]);
      }),
    );

    it(
      "takes a document back to words it had before",
      withStore(open, async (store) => {
        for (const version of ["a.md@1", "a.md@2", "a.md@1"]) {
          await store.transaction((transaction) => putDocument(transaction, version, [`Words of ${version}`]));
        }
        expect(await versions(store, everyone)).toStrictEqual(["a.md@1"]);
        expect((await store.documentVersion(everyone, "a.md@1"))?.recordedSeq).toBe(3);
        expect((await store.documentVersion(scopeOf(["public"], 2), "a.md@1"))?.recordedSeq).toBe(1);
        expect(await store.passages(everyone, ["a.md@1#0"])).toHaveLength(1);
      }),
    );

    it(
      "hides a version from readers it was taken from, even as it stood before",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Words"]));
        await store.transaction((transaction) =>
          putDocument(transaction, "a.md@1", ["Words"], { audience: "programme:demo" }),
        );
        expect(await store.documentVersion(everyone, "a.md@1")).toBeUndefined();
        expect(await store.documentVersion(office, "a.md@1")).toBeDefined();
      }),
    );

    it(
      "withdraws a document once, keeps its words for receipts, and counts the changes",
      withStore(open, async (store) => {
        const before = await store.indexGeneration();
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["One", "Two"]));
        expect(await store.indexGeneration()).toBe(before + 1);
        expect(await store.indexCounts("m")).toStrictEqual({ documents: 1, passages: 2, embedded: 0 });

        const withdraw = (): Promise<void> =>
          store.transaction(async (transaction) => {
            const event = await transaction.appendEvent({ ...newEvent("a.md"), kind: "documentWithdrawn" });
            await transaction.withdrawDocument(event, "a.md");
          });
        await withdraw();
        expect(await versions(store, everyone)).toStrictEqual([]);
        expect((await store.documentVersion(everyone, "a.md@1"))?.rawText).toBe("One\nTwo");
        expect(await store.indexGeneration()).toBe(before + 2);
        expect(await store.indexCounts("m")).toStrictEqual({ documents: 0, passages: 0, embedded: 0 });
        await expect(withdraw()).rejects.toMatchObject({ code: "store-misuse" });
        expect((await store.head()).seq).toBe(2);
        expect(await store.transaction((transaction) => transaction.raiseIndexGeneration())).toBe(before + 3);
      }),
    );

    it(
      "takes a document without passages, and refuses passages of another version",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", []));
        expect(await versions(store, everyone)).toStrictEqual(["a.md@1"]);
        const mixed = store.transaction(async (transaction) => {
          const event = await transaction.appendEvent(newEvent("b.md"));
          await transaction.putDocument(event, documentOf("b.md@1", []).version, documentOf("c.md@1", ["x"]).passages);
        });
        await expect(mixed).rejects.toMatchObject({ code: "store-misuse" });
      }),
    );
  });
}
