import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { Store } from "../../../src/core/store.ts";
import { applyRecordEvent } from "../../../src/ledger/derive-record-event.ts";
import { importStore, type StoreImportReport } from "../../../src/operations/transfer/import-store.ts";
import { openSqliteStore } from "../../../src/stores/sqlite/open-sqlite-store.ts";
import {
  createSettableClock,
  putDocument,
  receiptOf,
  startInstant,
  type SettableClock,
} from "../../contracts/store/store-samples.ts";

/** When a part of what is recorded has ended. */
export const later = "2026-05-30T09:00:00.000Z";

interface TransferPlace {
  readonly root: string;
  readonly clock: SettableClock;
  open(name: string): Promise<Store>;
  folder(name: string): string;
}

/** A folder for stores and exports of one test. */
export function place(): TransferPlace {
  const root = mkdtempSync(path.join(tmpdir(), "pilotdesk-transfer-"));
  const clock = createSettableClock();
  const stores: Store[] = [];
  onTestFinished(async () => {
    for (const store of stores) await store.close();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    root,
    clock,
    folder: (name) => path.join(root, name),
    async open(name) {
      const store = await openSqliteStore({ directory: path.join(root, name), clock });
      stores.push(store);
      return store;
    },
  };
}

/** A record of a council. */
export function record(id: string, name: string): Parameters<typeof applyRecordEvent>[1] {
  const subject = { id, kind: "council", name, audience: "public" } as const;
  const fact = {
    attribute: "region",
    value: { kind: "text", text: `The place of ${name}` },
    sources: ["guidance"],
    trust: "official",
    lowConfidence: false,
  } as const;
  const aliases = [{ text: `${name} DC`, ambiguous: false, place: false }];
  const body = { type: "subject", subject, aliases, facts: [fact] };
  return {
    kind: "recordImported",
    about: id,
    occurredAt: startInstant,
    actor: "importer",
    payload: { class: "record", body },
  };
}

/** Something of every kind: records replaced and withdrawn, documents in two versions, vectors, receipts, threads, settings. */
export async function fill(store: Store): Promise<void> {
  await store.transaction(async (transaction) => {
    await applyRecordEvent(transaction, record("eastmere", "Eastmere"));
    await applyRecordEvent(transaction, record("eastmere", "East Mere"));
    await applyRecordEvent(transaction, record("gone", "Goneby"));
    await applyRecordEvent(transaction, {
      kind: "recordWithdrawn",
      about: "gone",
      occurredAt: startInstant,
      actor: "importer",
    });
    await putDocument(transaction, "a.md@1", ["The old harbour trial began.", "A second passage 🙂."]);
    await putDocument(transaction, "a.md@2", ["The new harbour trial began."]);
    await putDocument(transaction, "b.md@1", ["A bus runs at night.\u2028And a day bus."], { audience: "place:c1" });
    await transaction.putVectors("m", [{ sha256: "sha-of-x", vector: Float32Array.of(0.25, -1, 3e-9) }]);
    await transaction.putReceipt(receiptOf("r1"), later);
    await transaction.putReceipt(receiptOf("r2"), "2027-01-01T00:00:00.000Z");
    await transaction.putThreadState("web:é", { question: "x" }, later);
    await transaction.putThreadState("Web:Z", { question: "y" }, later);
    await transaction.appendEvent({
      kind: "settingChanged",
      about: "paused",
      occurredAt: startInstant,
      actor: "cli",
      payload: { class: "record", body: { type: "setting", value: true } },
    });
    await transaction.appendEvent({
      kind: "documentWithdrawn",
      about: "none",
      occurredAt: startInstant,
      actor: "cli",
      payload: { class: "question", body: { text: "Who asked?" } },
    });
  });
}

/** The files of a folder by name. */
export function filesOf(directory: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(directory)
      .toSorted()
      .map((name) => [name, readFileSync(path.join(directory, name), "utf8")]),
  );
}

/** Imports as `store import` does. */
export function bring(
  store: Store,
  directory: string,
  clock: SettableClock,
  purgeLists: readonly string[] = [],
): Promise<StoreImportReport> {
  return importStore({ store, directory, purgeLists, clock });
}
