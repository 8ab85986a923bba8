import { mkdir, readdir } from "node:fs/promises";
import { PilotdeskError } from "../../core/errors.ts";
import { genesisHash } from "../../core/event-hash.ts";
import type { Purge, SnapshotReader, Store } from "../../core/store.ts";
import { fileOf, writeManifest } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { createRowFile } from "./row-file.ts";
import type { FileSummary } from "./row-file.ts";
import { TransferError } from "./transfer-error.ts";

/** Which store to write where. */
export interface StoreExport {
  readonly store: Store;
  /** Made where it is missing; must be empty. */
  readonly directory: string;
  /** Vectors can be made again from the texts; they are the largest part. */
  readonly vectors: boolean;
}

const vectorTable = "embedding";

/**
 * Writes everything that cannot be derived again into a folder, one file a table, as of one moment while the store stays in
 * use. Equal stores give equal files on every engine. Returns the manifest. Throws `TransferError` for a folder that is not
 * empty.
 */
export async function exportStore(request: StoreExport): Promise<Manifest> {
  await prepareFolder(request.directory);
  try {
    return await writeExport(request);
  } catch (cause) {
    if (cause instanceof PilotdeskError) throw cause;
    throw new TransferError(
      `The export to ${request.directory} could not be finished. Free some space there, remove the folder and try again.`,
      { cause },
    );
  }
}

function writeExport({ store, directory, vectors }: StoreExport): Promise<Manifest> {
  return store.snapshot(async (reader) => {
    const tables: Record<string, FileSummary> = {};
    for (const table of reader.keptTables()) {
      if (table === vectorTable && !vectors) continue;
      tables[table] = await writeTable(reader, table, directory);
    }
    const manifest: Manifest = {
      format: "pilotdesk-export",
      version: 1,
      schema: await reader.schemaNumber(),
      head: await headOf(reader),
      tables,
      purges: writePurges(await reader.purges(), directory),
    };
    writeManifest(directory, manifest);
    return manifest;
  });
}

async function prepareFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    if ((await readdir(directory)).length === 0) return;
  } catch (cause) {
    throw new TransferError(`${directory} cannot be written. Name a folder that this user can make.`, { cause });
  }
  throw new TransferError(`${directory} is not empty. Name a new folder for the export.`);
}

async function writeTable(reader: SnapshotReader, table: string, directory: string): Promise<FileSummary> {
  const file = createRowFile(fileOf(directory, table));
  for await (const page of reader.keptRows(table)) for (const row of page) file.add(row);
  return file.close();
}

function writePurges(purges: readonly Purge[], directory: string): FileSummary {
  const file = createRowFile(fileOf(directory, "purges"));
  for (const { table, id, purgedAt } of purges) file.add({ table, id, purgedAt });
  return file.close();
}

/** The last event and its hash. */
export async function headOf(
  reader: Pick<SnapshotReader, "head" | "events">,
): Promise<{ readonly seq: number; readonly hash: string }> {
  const { seq } = await reader.head();
  const [last] = await reader.events({ afterSeq: seq - 1, limit: 1 });
  return { seq, hash: last?.event.hash ?? genesisHash };
}
