import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { readHnswlibEngine, type Hnswlib } from "./hnswlib.ts";
import type { NearestEngine } from "./nearest-engine.ts";

/** What stands beside a saved index, so that no other index is ever taken for it. */
const manifestSchema = z.object({
  format: z.literal("pilotdesk-vectors-1"),
  engine: z.enum(["exact", "hnsw"]),
  model: z.string(),
  dimensions: z.int().positive(),
  metric: z.literal("ip"),
  count: z.int().nonnegative(),
  /** The store's index generation that it was built from. */
  generation: z.int().nonnegative(),
  /** sha256 of the index file, hex. */
  sha256: z.string(),
  /** sha256 of the passage ids below, hex. */
  idsSha256: z.string(),
  /** Passage ids by label; an empty one is a passage that is gone. */
  ids: z.array(z.string()),
});
type Manifest = z.infer<typeof manifestSchema>;

/** A saved index as it was read back, its files checked. */
export interface SavedIndex {
  readonly engine: NearestEngine;
  readonly ids: readonly string[];
  readonly generation: number;
}

/** Which index: its folder, the vectors' model and their length. */
export interface IndexPlace {
  readonly directory: string;
  readonly model: string;
  readonly dimensions: number;
}

function pathsOf({ directory, model }: IndexPlace): { readonly index: string; readonly manifest: string } {
  const slug = model.replace(/[^A-Za-z0-9.-]+/g, "-");
  return { index: join(directory, `${slug}.index`), manifest: join(directory, `${slug}.json`) };
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function hashIds(ids: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(ids)).digest("hex");
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Saves an index: both files under temporary names, forced to disk, then renamed, the manifest last. A crash at any point
 * leaves the old pair, the new pair, or a pair whose hashes disagree and which is built again.
 */
export async function saveIndex(
  place: IndexPlace,
  engine: NearestEngine,
  { ids, generation }: { readonly ids: readonly string[]; readonly generation: number },
): Promise<void> {
  if (!engine.save || engine.kind === "loop") return;
  const paths = pathsOf(place);
  const suffix = `.${process.pid}.${randomUUID()}.tmp`;
  const [index, manifest] = [paths.index + suffix, paths.manifest + suffix];
  try {
    await mkdir(place.directory, { recursive: true });
    await engine.save(index);
    await syncFile(index);
    const content: Manifest = {
      format: "pilotdesk-vectors-1",
      engine: engine.kind,
      model: place.model,
      dimensions: place.dimensions,
      metric: "ip",
      count: engine.count,
      generation,
      sha256: await hashFile(index),
      idsSha256: hashIds(ids),
      ids: [...ids],
    };
    await writeFile(manifest, JSON.stringify(content));
    await syncFile(manifest);
    await rename(index, paths.index);
    await rename(manifest, paths.manifest);
  } finally {
    await rm(index, { force: true });
    await rm(manifest, { force: true });
  }
}

function isOf(manifest: Manifest, place: IndexPlace): boolean {
  return (
    manifest.model === place.model &&
    manifest.dimensions === place.dimensions &&
    manifest.count === manifest.ids.length &&
    manifest.idsSha256 === hashIds(manifest.ids)
  );
}

/** Reads a saved index, or gives undefined where there is none or anything about it is in doubt. */
export async function loadIndex(place: IndexPlace, hnswlib: Hnswlib): Promise<SavedIndex | undefined> {
  const paths = pathsOf(place);
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(paths.manifest, "utf8")));
    if (!isOf(manifest, place) || manifest.sha256 !== (await hashFile(paths.index))) return undefined;
    const engine = await readHnswlibEngine(hnswlib, manifest.engine, {
      dimensions: place.dimensions,
      file: paths.index,
    });
    if (engine.count !== manifest.count) return undefined;
    return { engine, ids: manifest.ids, generation: manifest.generation };
  } catch {
    // Missing, half-written or foreign: the stored vectors are the truth, and the index is built from them again.
    return undefined;
  }
}
