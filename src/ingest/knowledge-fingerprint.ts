import { createHash } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { KnowledgeError } from "../core/errors.ts";
import type { Store } from "../core/store.ts";
import type { Instant } from "../core/time.ts";

/** A knowledge folder, and the store that it was brought into. */
export interface KnowledgePlace {
  readonly store: Pick<Store, "mark" | "transaction">;
  readonly folder: string;
  /** Further folders whose records belong to it, as of a demonstration. */
  readonly furtherFolders?: readonly string[];
}

/** The mark that remembers what the last sync had seen; in the store itself, so that it can be of no other one. */
const [owner, name] = ["system", "knowledge"] as const;

/**
 * True where the last sync into this store was of this folder, took every file, and nothing was touched since. Throws
 * `KnowledgeError` where the folder is missing.
 */
export async function isKnowledgeCurrent(place: KnowledgePlace): Promise<boolean> {
  return isFingerprintKept(await fingerprintOf(place), place);
}

/** The fingerprint of a folder with its further ones. */
export async function fingerprintOf({ folder, furtherFolders = [] }: KnowledgePlace): Promise<string> {
  const fingerprints: string[] = [];
  for (const one of [folder, ...furtherFolders]) fingerprints.push(await readFingerprint(one));
  return fingerprints.join(" ");
}

/** True where the last complete sync kept this fingerprint. */
export async function isFingerprintKept(fingerprint: string, { store }: KnowledgePlace): Promise<boolean> {
  return (await store.mark(owner, name))?.value === fingerprint;
}

/** Remembers what a sync has seen; nothing for one that did not take everything. */
export async function keepFingerprint(fingerprint: string, { store }: KnowledgePlace, at: Instant): Promise<void> {
  await store.transaction((transaction) => transaction.putMark({ owner, name, value: fingerprint, at }));
}

/**
 * A hash over path, size and times of every file: what a changed file cannot keep. Throws `KnowledgeError` where the folder
 * is missing.
 */
async function readFingerprint(folder: string): Promise<string> {
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
