import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { putDocument, scopeOf } from "../../contracts/store/store-samples.ts";
import { inFolder, openStore } from "./sqlite-folder.ts";

const everyone = scopeOf(["public"]);

describe("the FTS5 index", () => {
  it(
    "takes any text whatever for words",
    inFolder(async (directory) => {
      const store = await openStore(directory);
      await store.transaction((transaction) => putDocument(transaction, "a.md@1", ["Lanterns were lit.", "Dark."]));
      const anyText = fc.oneof(
        fc.string({ unit: "binary" }),
        fc.stringMatching(/^[ "'*^:(){}+\-a-z]*(AND|OR|NOT|NEAR)?[ "'*^:(){}+\-a-z]*$/),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (terms) => {
          const hits = await store.searchLexical(everyone, { terms: [...terms, "lantern"], limit: 5 });
          expect(hits.map((hit) => hit.passage.id)).toContain("a.md@1#0");
          const { frequencies } = await store.documentFrequencies(everyone, terms);
          expect([...frequencies.keys()]).toStrictEqual([...new Set(terms)]);
        }),
        { numRuns: 200 },
      );
      await store.close();
    }),
  );

  it(
    "looks for every word in a small store, and leaves out what most passages of a large one have",
    inFolder(async (directory) => {
      const store = await openStore(directory);
      const found = async (terms: readonly string[]): Promise<readonly string[]> =>
        (await store.searchLexical(everyone, { terms, limit: 9 })).map((hit) => hit.passage.id);
      const lines = ["Pilot one.", "Pilot two with lanterns.", "Pilot three.", "Other four.", "Other five."];
      await store.transaction((transaction) => putDocument(transaction, "a.md@1", lines));
      expect(await found(["pilot", "lantern"])).toStrictEqual(["a.md@1#1", "a.md@1#0", "a.md@1#2"]);

      // 2,003 passages with "pilot" are more than 2,000 and more than two fifths of all.
      const many = Array.from({ length: 2000 }, () => "Pilot.");
      await store.transaction((transaction) => putDocument(transaction, "b.md@1", many));
      expect(await found(["pilot", "lantern"])).toStrictEqual(["a.md@1#1"]);
      expect(await found(["pilot"])).toHaveLength(9);
      await store.close();
    }),
  );
});
