import type { KeptRow, Purge, Store, StoreTransaction } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { rebuildRows } from "../../ledger/replay-ledger.ts";
import { verifyLedger } from "../../ledger/verify-ledger.ts";
import { createEraser, type Eraser } from "./eraser.ts";
import { headOf } from "./export-store.ts";
import { fileOf, readManifest } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { purgeSchema, readPurgeList } from "./purge-list.ts";
import { readRowFile } from "./row-file.ts";
import { TransferError } from "./transfer-error.ts";

/** Which export to bring into which store. */
export interface StoreImport {
  /** Must be empty. */
  readonly store: Store;
  readonly directory: string;
  /** Purge lists kept outside the export: what they name does not come back. Missing files count as empty. */
  readonly purgeLists: readonly string[];
  readonly clock: Clock;
  /**
   * Whether what the export had not finished goes on here. It is held unless that is asked for: after a backup it was finished long
   * ago, and would be answered and posted once more.
   */
  readonly goesOn?: boolean;
}

/** What an import brought in. */
export interface StoreImportReport {
  readonly manifest: Manifest;
  /** What the export still held and was left empty here, because it had been purged since or its time was over. */
  readonly purged: number;
  /** Turns and posts that wait for somebody to release or drop them. */
  readonly held: number;
}

const rowsAtOnce = 400;

/**
 * Brings an export into an empty store, in one transaction: all of it or nothing. Every line, file and event is checked;
 * rows and the lexical index are derived again. Throws `TransferError` that names the file and line, or what is wrong with
 * the store.
 */
export async function importStore({
  store,
  directory,
  purgeLists,
  clock,
  goesOn = false,
}: StoreImport): Promise<StoreImportReport> {
  const manifest = readManifest(directory);
  const purges = await gatherPurges(directory, manifest, purgeLists);
  const eraser = createEraser(purges, rowsOf(directory, manifest, "mark"), clock.now().toISOString());
  const held = await store.transaction(async (transaction) => {
    await checkTarget(transaction, manifest);
    for (const table of transaction.keptTables()) await loadTable(transaction, table, { directory, manifest, eraser });
    await checkChain(transaction, manifest, eraser);
    await recordPurges(transaction, eraser);
    await rebuildRows(transaction);
    await transaction.indexPassages();
    return goesOn ? 0 : transaction.holdWork();
  });
  return { manifest, purged: eraser.count(), held };
}

/** The rows of a table of an export; none where it has no such table. */
function rowsOf(directory: string, { tables }: Manifest, table: string): Iterable<KeptRow> {
  const expected = tables[table];
  return expected ? readRowFile(fileOf(directory, table), expected) : [];
}

async function gatherPurges(
  directory: string,
  manifest: Manifest,
  purgeLists: readonly string[],
): Promise<readonly Purge[]> {
  const purges: Purge[] = [];
  for (const row of readRowFile(fileOf(directory, "purges"), manifest.purges)) {
    const purge = purgeSchema.safeParse(row);
    if (purge.success) purges.push(purge.data);
  }
  for (const list of purgeLists) purges.push(...(await readPurgeList(list)));
  return purges;
}

async function checkTarget(transaction: StoreTransaction, manifest: Manifest): Promise<void> {
  const schema = await transaction.schemaNumber();
  if (manifest.schema > schema)
    throw new TransferError(
      `The export has schema ${manifest.schema}, and this program knows only ${schema}. Run the newer Pilotdesk.`,
    );
  const known = transaction.keptTables();
  const unknown = Object.keys(manifest.tables).find((table) => !known.includes(table));
  if (unknown !== undefined)
    throw new TransferError(`The export has a table ${unknown} that this program cannot keep.`);
  for (const table of known) {
    if (table === "index_generation") continue;
    for await (const page of transaction.keptRows(table)) {
      if (page.length > 0)
        throw new TransferError(
          "The store to import into is not empty. Set PILOTDESK_DATA to a new folder, or DATABASE_URL to an empty database.",
        );
    }
  }
}

interface Load {
  readonly directory: string;
  readonly manifest: Manifest;
  readonly eraser: Eraser;
}

async function loadTable(
  transaction: StoreTransaction,
  table: string,
  { directory, manifest, eraser }: Load,
): Promise<void> {
  const expected = manifest.tables[table];
  if (!expected) return;
  let waiting: KeptRow[] = [];
  for (const row of readRowFile(fileOf(directory, table), expected)) {
    const kept = eraser.erase(table, row);
    if (kept) waiting.push(kept);
    if (waiting.length < rowsAtOnce) continue;
    await transaction.putKeptRows(table, waiting);
    waiting = [];
  }
  if (waiting.length > 0) await transaction.putKeptRows(table, waiting);
}

async function checkChain(transaction: StoreTransaction, manifest: Manifest, eraser: Eraser): Promise<void> {
  const verdict = await verifyLedger(transaction, { emptiedSince: new Set(eraser.emptiedPayloads().keys()) });
  if (verdict.firstBad) {
    const { seq, reason } = verdict.firstBad;
    throw new TransferError(`event.ndjson:${verdict.events + 1}: event ${seq}: ${reason}. Nothing was imported.`);
  }
  const head = await headOf(transaction);
  if (head.seq !== manifest.head.seq || head.hash !== manifest.head.hash)
    throw new TransferError(
      "event.ndjson: the last event is not the one that the manifest names. Nothing was imported.",
    );
}

/** Says of each payload that was left empty here why it is: the export's own chain knows nothing of it. */
async function recordPurges(transaction: StoreTransaction, eraser: Eraser): Promise<void> {
  const payload = { class: "record", body: { type: "purge", reason: "purged or expired since the export" } } as const;
  for (const [about, occurredAt] of eraser.emptiedPayloads()) {
    await transaction.appendEvent({ kind: "payloadPurged", about, occurredAt, actor: "system", payload });
  }
}
