import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { noFields } from "../../../src/core/update.ts";
import { eraseUpdate } from "../../../src/ledger/purge-payload.ts";
import { amendUpdate, confirmUpdate, markUpdate, withdrawUpdate } from "../../../src/ledger/updates/record-update.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { importStore } from "../../../src/operations/transfer/import-store.ts";
import { purgeListOf, rememberPurges } from "../../../src/operations/transfer/purge-list.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import { createTestClock, createTestFolder } from "../../ledger/open-test-store.ts";
import { importSubjects, newUpdate, office, recording } from "../../ledger/updates/update-samples.ts";

async function openIn(folder: string, name: string): Promise<Store> {
  const store = await openSqliteStore({ directory: join(folder, name), clock: createTestClock() });
  onTestFinished(() => store.close());
  return store;
}

/** Updates in every state: amended, withdrawn, marked, erased. */
async function fill(store: Store): Promise<void> {
  await importSubjects(store);
  await store.transaction(async (transaction) => {
    const text = "still amber 🙂";
    await confirmUpdate(transaction, newUpdate({ text, spans: [{ field: "rating", start: 6, end: 11 }] }), recording);
    await amendUpdate(transaction, { id: "u-1", fields: { ...noFields, rating: "red" }, reason: "typo" }, recording);
    for (const id of ["u-2", "u-3", "u-4"]) await confirmUpdate(transaction, newUpdate({ id }), recording);
    await withdrawUpdate(transaction, { id: "u-2" }, recording);
    await markUpdate(transaction, { id: "u-3", source: "deleted" }, recording);
    await eraseUpdate(transaction, "u-4", { reason: "asked for", ...recording });
  });
}

/** Everything that can be read of updates, as it was known after each event. */
async function known(store: Store): Promise<unknown> {
  const { seq } = await store.head();
  const moments = Array.from({ length: seq }, (_, at) => ({ ...office, knownSeq: at + 1 }));
  return Promise.all(
    moments.map(async (scope) => [
      await store.updates(scope),
      await store.facts(scope),
      await Promise.all(["u-1", "u-2", "u-3", "u-4"].map((id) => store.updateVersions(scope, id))),
    ]),
  );
}

describe("store export and import, of updates", () => {
  it("bring back every version as it was known at every moment", async () => {
    const folder = await createTestFolder();
    const [one, two] = [await openIn(folder, "one"), await openIn(folder, "two")];
    await fill(one);
    await exportStore({ store: one, directory: join(folder, "export"), vectors: false });
    await importStore({ store: two, directory: join(folder, "export"), purgeLists: [], clock: createTestClock() });
    expect(await known(two)).toStrictEqual(await known(one));
    expect(await two.updates(office)).toHaveLength(2);
    expect(await verifyLedger(two)).toMatchObject({ ok: true, purged: 1 });
  });

  it("do not bring back what was erased after the export", async () => {
    const folder = await createTestFolder();
    const [one, two] = [await openIn(folder, "one"), await openIn(folder, "two")];
    await fill(one);
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
