import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { KnowledgeError, messageOf } from "../../core/errors.ts";
import type { RecordPayload } from "../../core/ledger.ts";
import type { NewEvent, Store, StoreTransaction } from "../../core/store.ts";
import type { Clock } from "../../core/time.ts";
import { applyRecordEvent } from "../../ledger/derive-record-event.ts";
import { deriveRows, recordKey } from "../../ledger/derive-rows.ts";
import { checkRecords } from "./check-records.ts";
import { readRecordFile, type RecordFile, type RecordRefusal } from "./record-file.ts";

/** Which knowledge folder to import into which store, and who asks for it. */
export interface RecordImport {
  readonly store: Store;
  /** The knowledge folder; its `records/` is read. */
  readonly folder: string;
  /** Further folders whose `records/` belong to it, as of a demonstration. */
  readonly furtherFolders?: readonly string[];
  readonly actor: string;
  readonly clock: Clock;
}

/** What an import did: how many records of each outcome, and everything that was refused. */
export interface RecordImportReport {
  readonly imported: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly refused: readonly RecordRefusal[];
}

/** Above this a file is refused: the parser needs about a hundred times its size in memory. */
const maxFileBytes = 16 * 1024 * 1024;

/**
 * Imports the records of a knowledge folder in one transaction. A record that did not change appends no event, one that
 * changed replaces its rows, one that is gone is withdrawn. Nothing is withdrawn while a file cannot be read or a refused
 * record has no readable id, because what is missing may only be unreadable. A folder without `records/` changes nothing.
 * Throws KnowledgeError where the folder itself cannot be read.
 */
export async function importRecords(request: RecordImport): Promise<RecordImportReport> {
  const { store, actor, clock } = request;
  const files: RecordFile[] = [];
  let hasRecords = false;
  for (const folder of [request.folder, ...(request.furtherFolders ?? [])]) {
    const names = await recordFileNames(folder);
    hasRecords ||= names !== undefined;
    for (const name of names ?? []) files.push(await readFileNamed(folder, name));
  }
  if (!hasRecords) return { imported: 0, changed: 0, unchanged: 0, withdrawn: 0, refused: [] };
  const checked = checkRecords(files.flatMap(({ records }) => records));
  const unreadable = files.flatMap(({ refused }) => refused);
  const base = { occurredAt: clock.now().toISOString(), actor };
  const counts = await store.transaction(async (transaction) => {
    const written = await writeRecords(transaction, checked.payloads, base);
    if (unreadable.length > 0 || checked.unnamed) return { ...written, withdrawn: 0 };
    const present = new Set([...checked.payloads.map(recordKey), ...checked.refusedKeys]);
    return { ...written, withdrawn: await withdrawMissing(transaction, present, base) };
  });
  return { ...counts, refused: [...unreadable, ...checked.refused].toSorted(byPlace) };
}

async function recordFileNames(folder: string): Promise<readonly string[] | undefined> {
  try {
    const entries = await readdir(folder);
    if (!entries.includes("records")) return undefined;
    const names = await readdir(join(folder, "records"));
    return names.filter((name) => name.endsWith(".yaml") && !name.startsWith(".")).toSorted();
  } catch (cause) {
    const message = `The knowledge folder cannot be read: ${messageOf(cause)}. Check PILOTDESK_KNOWLEDGE.`;
    throw new KnowledgeError(message, { cause });
  }
}

async function readFileNamed(folder: string, name: string): Promise<RecordFile> {
  const file = `records/${name}`;
  const path = join(folder, "records", name);
  const refused = (reason: string): RecordFile => ({ records: [], refused: [{ file, line: 1, field: "", reason }] });
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes) return refused("It is larger than 16 MB. Split it into several files.");
    return readRecordFile(file, new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path)));
  } catch (error) {
    return refused(error instanceof TypeError ? "It is not UTF-8 text." : `It cannot be read: ${messageOf(error)}`);
  }
}

type EventBase = Pick<NewEvent, "occurredAt" | "actor">;

async function writeRecords(
  transaction: StoreTransaction,
  payloads: readonly RecordPayload[],
  base: EventBase,
): Promise<Omit<RecordImportReport, "withdrawn" | "refused">> {
  const counts = { imported: 0, changed: 0, unchanged: 0 };
  for (const payload of payloads) {
    const outcome = await writeRecord(transaction, payload, base);
    counts[outcome] += 1;
  }
  return counts;
}

async function writeRecord(
  transaction: StoreTransaction,
  payload: RecordPayload,
  base: EventBase,
): Promise<"imported" | "changed" | "unchanged"> {
  const about = recordKey(payload);
  const open = await transaction.openRows(about);
  const openKeys = new Set(open.map(({ key }) => key));
  const rows = deriveRows(payload);
  if (rows.length === open.length && rows.every(({ key }) => openKeys.has(key))) return "unchanged";
  await applyRecordEvent(transaction, {
    kind: "recordImported",
    about,
    ...base,
    payload: { class: "record", body: payload },
  });
  return open.length === 0 ? "imported" : "changed";
}

async function withdrawMissing(
  transaction: StoreTransaction,
  present: ReadonlySet<string>,
  base: EventBase,
): Promise<number> {
  const missing = (await transaction.openRecords()).filter((record) => !present.has(record));
  for (const about of missing) await applyRecordEvent(transaction, { kind: "recordWithdrawn", about, ...base });
  return missing.length;
}

function byPlace(left: RecordRefusal, right: RecordRefusal): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line;
}
