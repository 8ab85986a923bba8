import { describe, expect, it } from "vitest";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { importStore } from "../../../src/operations/transfer/import-store.ts";
import { arrivalOf, claimAt, postClaimAt, postOf } from "../../contracts/work/work-samples.ts";
import { startInstant } from "../../contracts/store/store-samples.ts";
import { place } from "./open-transfer.ts";

describe("what a backup had not finished", () => {
  it.each([
    ["is held after the import, and neither answered nor posted", {}, 2, [0, 0]],
    ["goes on where that is asked for", { goesOn: true }, 0, [1, 1]],
  ])("%s", async (_, options, held, claimed) => {
    const at = place();
    const [one, two] = [await at.open("one"), await at.open("two")];
    await one.transaction(async (transaction) => {
      await transaction.acceptTurns([arrivalOf("t1")]);
      await transaction.enqueuePosts([postOf("p1")], startInstant);
    });
    const directory = at.folder("first");
    await exportStore({ store: one, directory, vectors: false });
    const report = await importStore({ store: two, directory, purgeLists: [], clock: at.clock, ...options });
    expect(report).toMatchObject({ held });
    expect(await two.heldWork()).toHaveLength(held);
    const found = await two.transaction(async (transaction) => [
      (await transaction.claimTurns(claimAt("a", 60_000))).length,
      (await transaction.claimPosts(postClaimAt("a", 60_000))).claimed.length,
    ]);
    expect(found).toEqual(claimed);
  });
});
