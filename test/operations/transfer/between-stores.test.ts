import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { publicScope } from "../../../src/core/trust.ts";
import { applyRecordEvent } from "../../../src/ledger/derive-record-event.ts";
import { verifyLedger } from "../../../src/ledger/verify-ledger.ts";
import { exportStore } from "../../../src/operations/transfer/export-store.ts";
import { importStore } from "../../../src/operations/transfer/import-store.ts";
import { openPostgresStore } from "../../../src/stores/postgres/open-postgres-store.ts";
import { putPeople } from "../../contracts/store/people-samples.ts";
import {
  createSettableClock,
  newEvent,
  putDocument,
  receiptOf,
  startInstant,
} from "../../contracts/store/store-samples.ts";
import { arrivalOf, postOf } from "../../contracts/work/work-samples.ts";
import { describeOnPostgres } from "../../setup/describe-on-postgres.ts";
import { inFolder, openStore } from "../../stores/sqlite/sqlite-folder.ts";

const later = "2026-05-30T09:00:00.000Z";

async function fill(store: Store): Promise<void> {
  await store.transaction(async (transaction) => {
    const subject = { id: "eastmere", kind: "council", name: "Ëastmere", audience: "public" } as const;
    await applyRecordEvent(transaction, newEvent("eastmere", { type: "subject", subject, aliases: [], facts: [] }));
    await transaction.appendEvent(newEvent("odd", { text: "Zoë\u2028\u0000 🙂 \ud800", n: 1e21 }));
    await putDocument(transaction, "Z.md@1", ["Lanterns were lit."]);
    await putDocument(transaction, "a.md@1", ["Torches were lit.", "Émile's £150,000."]);
    await putDocument(transaction, "Z.md@2", ["Lamps were lit."]);
    await transaction.putVectors("m", [{ sha256: "sha-of-Lamps were lit.", vector: Float32Array.of(-0, 0.1, 1e-45) }]);
    await transaction.putReceipt(receiptOf("r1"), later);
    for (const conversation of ["web:é", "Web:Z", "web:-a", "web:a"])
      await transaction.putThreadState(conversation, { conversation }, later);
    await transaction.acceptTurns([arrivalOf("t1"), arrivalOf("t2", "c2", ["k"])]);
    await transaction.enqueuePosts([postOf("p1"), postOf("p2")], startInstant);
    await putPeople(transaction);
  });
}

function filesOf(directory: string): Readonly<Record<string, string>> {
  const names = readdirSync(directory).toSorted();
  return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(directory, name), "utf8")]));
}

describeOnPostgres("moving a store with its export", (server) => {
  it(
    "gives the same files on SQLite, on PostgreSQL and on SQLite again",
    inFolder(async (root) => {
      const clock = createSettableClock();
      const folder = (name: string): string => path.join(root, name);
      const stores = [
        await openStore(folder("one")),
        await openPostgresStore({ url: await server().createDatabase(), clock }),
        await openStore(folder("two")),
      ];
      for (const [at, store] of stores.entries()) {
        if (at === 0) await fill(store);
        else await importStore({ store, directory: folder(`export-${at - 1}`), purgeLists: [], clock, goesOn: true });
        await exportStore({ store, directory: folder(`export-${at}`), vectors: true });
        expect(filesOf(folder(`export-${at}`))).toStrictEqual(filesOf(folder("export-0")));
        expect(await verifyLedger(store)).toMatchObject({ ok: true });
        expect(await store.subjects(publicScope)).toMatchObject([{ name: "Ëastmere" }]);
        const hits = await store.searchLexical(publicScope, { terms: ["lamps", "lanterns"], limit: 5 });
        expect(hits.map(({ passage }) => passage.versionId)).toEqual(["Z.md@2"]);
      }
      // What is added next is numbered on from what was brought in.
      const accepted = await stores[1]?.transaction((transaction) => transaction.acceptTurns([arrivalOf("t3")]));
      expect(accepted).toMatchObject([{ outcome: "accepted", turn: "t3" }]);
      for (const store of stores) await store.close();
    }),
  );
});
