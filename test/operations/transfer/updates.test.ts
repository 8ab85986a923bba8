import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { eraseUpdate } from "../../../src/ledger/purge-payload.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { importStore } from "../../../src/operations/transfer/import-store.ts";
import { purgeListOf, rememberPurges } from "../../../src/operations/transfer/purge-list.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createTestClock, createTestFolder } from "../../ledger/open-test-store.ts";
import {
  office,
  recording,
  recordUpdatesOfEveryKind,
  updatesAtEveryMoment,
} from "../../ledger/updates/update-samples.ts";

async function openIn(folder: string, name: string): Promise<Store> {
  const store = await openSqliteStore({ directory: join(folder, name), clock: createTestClock() });
  onTestFinished(() => store.close());
  return store;
}

describe("store export and import, of updates", () => {
  it("bring back every version as it was known at every moment", async () => {
    const folder = await createTestFolder();
    const [one, two] = [await openIn(folder, "one"), await openIn(folder, "two")];
    await recordUpdatesOfEveryKind(one);
    await exportStore({ store: one, directory: join(folder, "export"), vectors: false });
    await importStore({ store: two, directory: join(folder, "export"), purgeLists: [], clock: createTestClock() });
    expect(await updatesAtEveryMoment(two)).toStrictEqual(await updatesAtEveryMoment(one));
    expect(await two.updates(office)).toHaveLength(2);
    expect(await verifyLedger(two)).toMatchObject({ ok: true, purged: 1 });
  });

  it("do not bring back what was erased after the export", async () => {
    const folder = await createTestFolder();
    const [one, two] = [await openIn(folder, "one"), await openIn(folder, "two")];
    await recordUpdatesOfEveryKind(one);
    await exportStore({ store: one, directory: join(folder, "export"), vectors: false });
    await one.transaction((transaction) => eraseUpdate(transaction, "u-1", { reason: "asked for", ...recording }));
    await rememberPurges(one, join(folder, "one"));
    const purgeLists = [purgeListOf(join(folder, "one"))];
    await importStore({ store: two, directory: join(folder, "export"), purgeLists, clock: createTestClock() });
    expect((await two.updates(office)).map(({ id }) => id)).toEqual(["u-3"]);
    expect(await two.facts(office, { updates: ["u-1"] })).toEqual([]);
    expect(JSON.stringify(await two.events({ afterSeq: 0, limit: 99 }))).not.toContain("still amber");
  });
});
