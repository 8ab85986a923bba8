import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordPayload } from "../../src/core/ledger.ts";
import type { Store } from "../../src/core/store.ts";
import type { ReadScope } from "../../src/core/trust.ts";
import { applyRecordEvent } from "../../src/ledger/derive-record-event.ts";
import { replayLedger } from "../../src/ledger/replay-ledger.ts";
import { createTestClock, createTestFolder, openTestStore } from "./open-test-store.ts";
import { recordUpdatesOfEveryKind, updatesAtEveryMoment } from "./updates/update-samples.ts";
import { openSqliteStore } from "../../src/stores/sqlite/open-sqlite-store.ts";
import { join } from "node:path";

interface Step {
  readonly record: string;
  readonly themes: readonly string[];
  readonly names: readonly string[];
  readonly withdrawn: boolean;
  readonly open: boolean;
}

const word = fc.constantFrom("calm", "brisk", "mild");
const step: fc.Arbitrary<Step> = fc.record({
  record: fc.constantFrom("alder", "birch", "cedar"),
  themes: fc.uniqueArray(word),
  names: fc.uniqueArray(word),
  withdrawn: fc.boolean(),
  open: fc.boolean(),
});

function payloadOf({ record, themes, names, open }: Step): RecordPayload {
  return {
    type: "subject",
    subject: { id: record, kind: "council", name: record, audience: open ? "public" : "programme:harbour" },
    aliases: names.map((text) => ({ text, ambiguous: false, place: false })),
    facts: themes.map((text) => ({
      attribute: "theme",
      value: { kind: "text", text },
      sources: ["guide"],
      trust: "press",
      lowConfidence: false,
    })),
  };
}

async function record(store: Store, steps: readonly Step[]): Promise<void> {
  for (const taken of steps) {
    const about = { about: taken.record, occurredAt: "2026-03-01T09:00:00.000Z", actor: "tester" };
    await store.transaction((transaction) =>
      applyRecordEvent(
        transaction,
        taken.withdrawn
          ? { kind: "recordWithdrawn", ...about }
          : { kind: "recordImported", ...about, payload: { class: "record", body: payloadOf(taken) } },
      ),
    );
  }
}

/** Everything that can be read, as it was known after each event and now. */
async function everythingKnown(store: Store): Promise<unknown> {
  const { seq } = await store.head();
  const moments = [undefined, ...Array.from({ length: seq + 1 }, (_, at) => at)];
  return Promise.all(
    moments.map(async (knownSeq) => {
      const reader = { audiences: ["public", "programme:harbour"] } as const;
      const scope: ReadScope = knownSeq === undefined ? { reader } : { reader, knownSeq };
      return [await store.subjects(scope), await store.aliases(scope), await store.facts(scope)];
    }),
  );
}

describe("replayLedger", () => {
  it("gives the same rows at every moment, for any history", async () => {
    const folder = await createTestFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const directory = join(folder, String((run += 1)));
        const store = await openSqliteStore({ directory, clock: createTestClock() });
        try {
          await record(store, steps);
          const before = await everythingKnown(store);
          expect(await replayLedger(store)).toBe(steps.length);
          expect(await everythingKnown(store)).toEqual(before);
        } finally {
          await store.close();
        }
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same updates, facts and versions at every moment", async () => {
    const store = await openTestStore();
    await recordUpdatesOfEveryKind(store);
    const before = await updatesAtEveryMoment(store);
    expect(await replayLedger(store)).toBe((await store.head()).seq);
    expect(await updatesAtEveryMoment(store)).toStrictEqual(before);
  });
});
