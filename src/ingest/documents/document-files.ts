import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { KnowledgeError, messageOf } from "../../core/errors.ts";
import { describeOversize, maxDocumentBytes } from "./read-document.ts";

/** A file of the knowledge folder that is read as a document. */
export interface DocumentFile {
  /** Its path below the documents folder, with forward slashes. */
  readonly id: string;
  readonly path: string;
}

/** What a folder holds: files to read, and files that are not documents. Each in order of id. */
export interface DocumentFiles {
  readonly files: readonly DocumentFile[];
  readonly others: readonly string[];
}

const readable = /\.(?:md|markdown|txt)$/i;

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** Ids are compared by code unit, so that the order is the same on every machine. */
function byId(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

async function listBelow(root: string, recursive: boolean): Promise<string[]> {
  const ids: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop())
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const id = folder === "" ? entry.name : `${folder}/${entry.name}`;
      // Hidden files are an editor's or a version control system's; a link may lead out of the folder.
      if (entry.name.startsWith(".")) continue;
      if (entry.isDirectory() && recursive) folders.push(id);
      else if (entry.isFile()) ids.push(id);
    }
  return ids.toSorted(byId);
}

/**
 * Lists the documents of a knowledge folder: everything below `documents/`, or, where there is no such folder, the
 * Markdown and text files that lie directly in it. Throws KnowledgeError where the folder cannot be read.
 */
export async function listDocumentFiles(folder: string): Promise<DocumentFiles> {
  const below = join(folder, "documents");
  const hasDocuments = await isFolder(below);
  const root = hasDocuments ? below : folder;
  try {
    const ids = await listBelow(root, hasDocuments);
    return {
      files: ids.filter((id) => readable.test(id)).map((id) => ({ id, path: join(root, id) })),
      others: hasDocuments ? ids.filter((id) => !readable.test(id)) : [],
    };
  } catch (error) {
    throw new KnowledgeError(`The documents in ${root} cannot be listed: ${messageOf(error)}.`, { cause: error });
  }
}

/** The bytes of a file, or why they are not read. */
export async function readBytes(
  file: DocumentFile,
): Promise<Uint8Array | { readonly fault: { readonly reason: string } }> {
  try {
    const { size } = await stat(file.path);
    if (size > maxDocumentBytes) return { fault: { reason: describeOversize(size) } };
    return await readFile(file.path);
  } catch (error) {
    return { fault: { reason: `the file cannot be read: ${messageOf(error)}.` } };
  }
}
