import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import type { OpenEmptyStore } from "../store-contract.ts";
import { newEvent, putDocument } from "./store-samples.ts";
import { withStore } from "./with-store.ts";

async function put(store: Store, model: string, text: string, values: readonly number[]): Promise<void> {
  const vector = Float32Array.from(values);
  await store.transaction((transaction) => transaction.putVectors(model, [{ sha256: `sha-of-${text}`, vector }]));
}

async function missing(store: Store, model: string): Promise<readonly string[]> {
  return (await store.passagesWithoutVector(model, 10)).map((passage) => passage.text);
}

/** Vectors: kept by text and model, paged over the current passages. */
export function describeVectors(open: OpenEmptyStore): void {
  describe("vectors", () => {
    it(
      "keeps one vector for equal texts and gives it for each passage, in order of passage id",
      withStore(open, async (store) => {
        await store.transaction(async (transaction) => {
          await putDocument(transaction, "b.md@1", ["Lit", "Same"]);
          await putDocument(transaction, "a.md@1", ["Same"]);
        });
        expect(await store.passagesWithoutVector("m", 10)).toStrictEqual([
          { sha256: "sha-of-Lit", text: "Lit" },
          { sha256: "sha-of-Same", text: "Same" },
        ]);
        expect(await store.passagesWithoutVector("m", 1)).toHaveLength(1);
        await put(store, "m", "Same", [0.5, -0.25, 1e-7]);
        await put(store, "m", "Lit", [1, 0, 0]);

        expect(await missing(store, "m")).toStrictEqual([]);
        expect(await missing(store, "other")).toStrictEqual(["Lit", "Same"]);
        expect(await store.indexCounts("m")).toStrictEqual({ documents: 2, passages: 3, embedded: 2 });
        const first = await store.vectors("m", { afterId: "", limit: 2 });
        expect(first).toStrictEqual([
          { passageId: "a.md@1#0", vector: Float32Array.of(0.5, -0.25, 1e-7) },
          { passageId: "b.md@1#0", vector: Float32Array.of(1, 0, 0) },
        ]);
        const second = await store.vectors("m", { afterId: "b.md@1#0", limit: 2 });
        expect(second.map((row) => row.passageId)).toStrictEqual(["b.md@1#1"]);
        expect(await store.vectors("other", { afterId: "", limit: 2 })).toStrictEqual([]);
      }),
    );

    it(
      "gives no vector of a passage that is no longer current",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lit"]));
        await put(store, "m", "Lit", [1]);
        await store.transaction(async (transaction) =>
          transaction.withdrawDocument(await transaction.appendEvent(newEvent("a.md")), "a.md"),
        );
        expect(await store.vectors("m", { afterId: "", limit: 10 })).toStrictEqual([]);
        expect(await missing(store, "other")).toStrictEqual([]);
        await store.transaction((transaction) => putDocument(transaction, "b.md@1", ["Lit"]));
        expect(await missing(store, "m")).toStrictEqual([]);
      }),
    );

    it(
      "replaces a vector, raises the generation, and leaves the caller's array alone",
      withStore(open, async (store) => {
        await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lit"]));
        const before = await store.indexGeneration();
        const shared = Float32Array.of(9, 1, 2, 9);
        await store.transaction((transaction) =>
          transaction.putVectors("m", [{ sha256: "sha-of-Lit", vector: shared.subarray(1, 3) }]),
        );
        expect(await store.vectors("m", { afterId: "", limit: 1 })).toStrictEqual([
          { passageId: "a.md@1#0", vector: Float32Array.of(1, 2) },
        ]);
        await put(store, "m", "Lit", [3, 4, 5]);
        expect(await store.vectors("m", { afterId: "", limit: 1 })).toStrictEqual([
          { passageId: "a.md@1#0", vector: Float32Array.of(3, 4, 5) },
        ]);
        expect(await store.indexGeneration()).toBe(before + 2);
        expect(shared).toStrictEqual(Float32Array.of(9, 1, 2, 9));
      }),
    );

    it.each([[[]], [[Number.NaN]], [[1, Number.POSITIVE_INFINITY]]])("refuses the vector %j", async (values) => {
      await withStore(open, async (store) => {
        await expect(put(store, "m", "Lit", values)).rejects.toMatchObject({ code: "store-misuse" });
      })();
    });
  });
}
