import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { purgeableTables, type Purge, type Store } from "../../core/store.ts";
import { TransferError } from "./transfer-error.ts";

/** A line of a purge list. */
export const purgeSchema: z.ZodType<Purge> = z.object({
  table: z.enum(purgeableTables),
  id: z.string(),
  purgedAt: z.string(),
});

/** Where the data folder remembers what was purged, outside the store, so that an older backup cannot bring it back. */
export function purgeListOf(dataFolder: string): string {
  return join(dataFolder, "purges.ndjson");
}

/**
 * Brings the purge list of the data folder up to date with the store, keeping what only the list knows. Ids and times
 * alone: nothing in it tells what was said. Returns how many it holds.
 */
export async function rememberPurges(store: Store, dataFolder: string): Promise<number> {
  const file = purgeListOf(dataFolder);
  const [listed, purged] = [await readPurgeList(file), await store.snapshot((reader) => reader.purges())];
  const all = mergePurges([...listed, ...purged]);
  if (all.length === listed.length) return all.length;
  // With a database elsewhere this may be the first file here.
  await mkdir(dataFolder, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, all.map((purge) => `${JSON.stringify(purge)}\n`).join(""), { mode: 0o600 });
  await rename(temporary, file);
  return all.length;
}

/** One entry for everything that was purged, with the first time. */
function mergePurges(purges: readonly Purge[]): readonly Purge[] {
  const byKey = new Map<string, Purge>();
  for (const purge of purges) {
    const key = purgeKey(purge);
    const known = byKey.get(key);
    if (!known || purge.purgedAt < known.purgedAt) byKey.set(key, purge);
  }
  return [...byKey.values()];
}

/** What tells one purge from another. */
export function purgeKey({ table, id }: Pick<Purge, "table" | "id">): string {
  return `${table} ${id}`;
}

/** A purge list; empty where there is none. Throws `TransferError` that names the line that cannot be read. */
export async function readPurgeList(file: string): Promise<readonly Purge[]> {
  if (!existsSync(file)) return [];
  const lines = (await readFile(file, "utf8")).split("\n");
  return lines.flatMap((line, at) => (line.trim() === "" ? [] : [parsePurge(line, `${file}:${at + 1}`)]));
}

function parsePurge(line: string, place: string): Purge {
  try {
    return purgeSchema.parse(JSON.parse(line));
  } catch (cause) {
    throw new TransferError(
      `${place} cannot be read. It says what must stay purged: correct the line, or move the list away.`,
      { cause },
    );
  }
}
