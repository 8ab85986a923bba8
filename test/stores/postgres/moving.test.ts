import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import type { KeptRow, KeptTable, Store } from "../../../src/core/store.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { createRandom, randomUnitVector } from "../../bench/seeded-random.ts";
import { createSettableClock, newEvent, putDocument, receiptOf, scopeOf } from "../../contracts/store/store-samples.ts";
import { arrivalOf, postOf } from "../../contracts/work/work-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";
import { inFolder, openStore } from "../sqlite/sqlite-folder.ts";

const everyone = scopeOf(["public"]);
const at = "2026-03-01T09:00:00.000Z";

/** Every row of every table that an export holds. */
function readAll(store: Store): Promise<ReadonlyMap<KeptTable, readonly KeptRow[]>> {
  return store.snapshot(async (reader) => {
    const tables = new Map<KeptTable, readonly KeptRow[]>();
    for (const table of reader.keptTables()) {
      const rows: KeptRow[] = [];
      for await (const page of reader.keptRows(table)) rows.push(...page);
      tables.set(table, rows);
    }
    return tables;
  });
}

async function copy(from: Store, to: Store): Promise<void> {
  const tables = await readAll(from);
  await to.transaction(async (transaction) => {
    for (const [table, rows] of tables) await transaction.putKeptRows(table, rows);
    await transaction.indexPassages();
  });
}

async function hashOf(store: Store): Promise<string> {
  return createHash("sha256")
    .update(JSON.stringify([...(await readAll(store))]))
    .digest("hex");
}

async function fill(store: Store): Promise<void> {
  const vector = randomUnitVector(512, createRandom(3));
  await store.transaction(async (transaction) => {
    await transaction.appendEvent(newEvent("ü", { text: "Zoë\u2028\u0000 🙂 \ud800", n: 1e21 }));
    await putDocument(transaction, "Z.md@1", ["Lanterns were lit.", "Émile's £150,000."]);
    await putDocument(transaction, "a.md@1", ["Torches were lit."]);
    await transaction.putVectors("m", [
      { sha256: "sha-of-Torches were lit.", vector },
      { sha256: "sha-of-Lanterns were lit.", vector: Float32Array.of(-0, 0.1, 1e-45) },
    ]);
    await transaction.putReceipt(receiptOf("r1"), "2026-05-01T00:00:00.000Z");
    await transaction.acceptTurns([arrivalOf("t1"), arrivalOf("t2", "c2", ["k"])]);
    await transaction.enqueuePosts([postOf("p1"), postOf("p2")], at);
    await transaction.registerSchedule("digest", at);
  });
  await store.transaction((transaction) => putDocument(transaction, "Z.md@2", ["Lamps were lit."]));
  await store.transaction((transaction) => transaction.purgeExpired("2026-06-01T00:00:00.000Z"));
}

describeOnPostgres("moving a store", (server) => {
  it(
    "from SQLite to PostgreSQL and back keeps every row and every hash",
    inFolder((first) =>
      inFolder(async (second) => {
        const url = await server().createDatabase();
        const postgres = await openPostgresStore({ url, clock: createSettableClock() });
        const [from, back] = [await openStore(first), await openStore(second)];
        await fill(from);
        await copy(from, postgres);
        await copy(postgres, back);

        const hash = await hashOf(from);
        expect(await hashOf(postgres)).toBe(hash);
        expect(await hashOf(back)).toBe(hash);
        for (const store of [postgres, back]) {
          expect(await verifyLedger(store)).toMatchObject({ ok: true, events: 4 });
          const hits = await store.searchLexical(everyone, { terms: ["lit", "lantern"], limit: 5 });
          expect(hits.map(({ passage }) => passage.id)).toStrictEqual(["Z.md@2#0", "a.md@1#0"]);
          const before = await store.searchLexical(scopeOf(["public"], 3), { terms: ["lantern"], limit: 5 });
          expect(before.map(({ passage }) => passage.id)).toStrictEqual(["Z.md@1#0"]);
          const next = await store.transaction((transaction) => transaction.acceptTurns([arrivalOf("t3")]));
          expect(next[0]?.outcome).toBe("accepted");
          await store.transaction((transaction) => transaction.enqueuePosts([postOf("p3")], at));
        }
        for (const store of [from, back, postgres]) await store.close();
      })(),
    ),
  );
});
