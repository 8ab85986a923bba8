import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newEvent } from "../../contracts/store/store-samples.ts";
import { inFolder, openStore } from "./sqlite-folder.ts";

/** What becomes of one of several transactions that wait for one another. */
type Fate = "commits" | "throws" | "throws after it wrote" | "is refused";

describe("transactions that wait for one another", () => {
  it("are each all or nothing, in the order in which they were asked for, whatever becomes of the others", async () => {
    const fates = fc.array(
      fc.constantFrom<Fate>("commits", "commits", "commits", "throws", "throws after it wrote", "is refused"),
      {
        minLength: 1,
        maxLength: 120,
      },
    );
    await fc.assert(
      fc.asyncProperty(fates, async (planned) => {
        await inFolder(async (directory) => {
          const store = await openStore(directory);
          const asked = planned.map((fate, index) =>
            store.transaction(async (transaction) => {
              if (fate === "throws") throw new Error(fate);
              if (fate === "is refused")
                await transaction.closeRows("none", await transaction.appendEvent(newEvent("x")), ["none"]);
              const { seq } = await transaction.appendEvent(newEvent(`e${index}`));
              if (fate === "throws after it wrote") throw new Error(fate);
              return seq;
            }),
          );
          const ended = await Promise.allSettled(asked);
          const kept = planned.flatMap((fate, index) => (fate === "commits" ? [`e${index}`] : []));
          expect(ended.map(({ status }) => status === "fulfilled")).toEqual(planned.map((fate) => fate === "commits"));
          const events = await store.events({ afterSeq: 0, limit: 1000 });
          expect(events.map(({ event }) => event.about)).toEqual(kept);
          expect(ended.flatMap((end) => (end.status === "fulfilled" ? [end.value] : []))).toEqual(
            kept.map((_, index) => index + 1),
          );
          await store.close();
        })();
      }),
      { numRuns: 25, seed: 20_261_122 },
    );
  });
});
