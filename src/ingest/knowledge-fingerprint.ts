import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { KnowledgeError } from "../core/errors.ts";
import type { Store } from "../core/store.ts";

/** A knowledge folder, and the store that it was brought into. */
export interface KnowledgePlace {
  readonly store: Pick<Store, "head">;
  readonly folder: string;
  /** Where the fingerprint of the last sync is kept. */
  readonly dataFolder: string;
}

/**
 * True where the last sync of this folder into this store took every file and nothing was touched since. Throws
 * `KnowledgeError` where the folder is missing.
 */
export async function isKnowledgeCurrent(place: KnowledgePlace): Promise<boolean> {
  return isFingerprintKept(await readFingerprint(place.folder), place);
}

/** True where the last complete sync kept this fingerprint, and nothing was recorded since. */
export async function isFingerprintKept(fingerprint: string, { store, dataFolder }: KnowledgePlace): Promise<boolean> {
  const { seq } = await store.head();
  return (await readText(keptFile(dataFolder))) === `${fingerprint} ${seq}`;
}

/** Remembers what a complete sync has seen. */
export async function keepFingerprint(fingerprint: string, { store, dataFolder }: KnowledgePlace): Promise<void> {
  await replaceFile(keptFile(dataFolder), `${fingerprint} ${(await store.head()).seq}`);
}

function keptFile(dataFolder: string): string {
  return join(dataFolder, "knowledge.fingerprint");
}

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

async function replaceFile(file: string, text: string): Promise<void> {
  // With a database elsewhere this may be the first file in the data folder.
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}

/**
 * A hash over path, size and times of every file: what a changed file cannot keep. Throws `KnowledgeError` where the folder
 * is missing.
 */
export async function readFingerprint(folder: string): Promise<string> {
  const hash = createHash("sha256").update(folder);
  for (const file of await filesIn(folder)) {
    const { size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    hash.update(`${relative(folder, file)}\0${size}\0${mtimeNs}\0${ctimeNs}\n`);
  }
  return hash.digest("hex");
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch (cause) {
    throw new KnowledgeError(
      `The knowledge folder ${folder} cannot be read. Set PILOTDESK_KNOWLEDGE to a folder with records/ or documents/.`,
      { cause },
    );
  }
}
