import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { TransferError } from "./transfer-error.ts";

const summary = z.object({ rows: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const manifestSchema = z.object({
  format: z.literal("pilotdesk-export"),
  version: z.literal(1),
  /** The last step of the schema of the store that was exported. */
  schema: z.int().min(1),
  /** The last event and its hash: what the chain must end in. */
  head: z.object({ seq: z.int().min(0), hash: z.string() }),
  /** The file of every table, by the table's name. */
  tables: z.record(z.string(), summary),
  /** What had been purged when the export was made. */
  purges: summary,
});

/** What an export says of itself. It names no time and no place, so that equal stores have equal exports. */
export type Manifest = z.infer<typeof manifestSchema>;

const manifestName = "manifest.json";

/** The file of a table, or of the purge list, in an export. */
export function fileOf(directory: string, table: string): string {
  return join(directory, `${table}.ndjson`);
}

/** Writes the manifest, which makes an export complete: without one it is not imported. */
export function writeManifest(directory: string, manifest: Manifest): void {
  const handle = openSync(join(directory, manifestName), "wx", 0o600);
  writeFileSync(handle, `${JSON.stringify(manifest, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
}

/** Reads the manifest of an export. Throws `TransferError` where there is none or it cannot be used. */
export function readManifest(directory: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(directory, manifestName), "utf8");
  } catch (cause) {
    throw new TransferError(
      `${directory} holds no complete export: ${manifestName} cannot be read. Name a folder that store export has written.`,
      { cause },
    );
  }
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new TransferError(
      `${manifestName} in ${directory} was changed, or another version of Pilotdesk wrote it. Copy the export again.`,
      { cause },
    );
  }
}
