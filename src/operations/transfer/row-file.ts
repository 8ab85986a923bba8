import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { canonicalJson } from "../../core/canonical-json.ts";
import { sha256 } from "../../core/event-hash.ts";
import type { KeptRow } from "../../core/store.ts";
import { TransferError } from "./transfer-error.ts";

/** What a manifest keeps of a file. */
export interface FileSummary {
  readonly rows: number;
  /** sha256 of the whole file, in hex. */
  readonly sha256: string;
}

/** The check that a file begins with, before its first line. */
const firstCheck = "0".repeat(16);
const chunkBytes = 1 << 16;

const lineSchema = z.object({
  row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  check: z.string(),
});

/** Binds a row to every row before it, so that a changed file names its first bad line. */
function checkAfter(previous: string, row: KeptRow): string {
  return sha256(previous + canonicalJson(row)).slice(0, firstCheck.length);
}

/** A file of rows that is being written: one row a line as `{"check":…,"row":{…}}`. Reads and writes block, see below. */
export interface RowFileWriter {
  add(row: KeptRow): void;
  /** Brings everything to the disk and says what was written. */
  close(): FileSummary;
}

/**
 * Creates a file of rows, readable by this user only. Writing blocks: it runs inside a snapshot of the store, where nothing
 * but the store is awaited.
 */
export function createRowFile(file: string): RowFileWriter {
  const handle = openSync(file, "wx", 0o600);
  const hash = createHash("sha256");
  let [rows, check, waiting] = [0, firstCheck, ""];
  const flush = (): void => {
    hash.update(waiting, "utf8");
    writeFileSync(handle, waiting);
    waiting = "";
  };
  return {
    add(row) {
      check = checkAfter(check, row);
      waiting += `${canonicalJson({ check, row })}\n`;
      rows += 1;
      if (waiting.length > chunkBytes) flush();
    },
    close() {
      flush();
      fsyncSync(handle);
      closeSync(handle);
      return { rows, sha256: hash.digest("hex") };
    },
  };
}

/**
 * The rows of a file in order. Throws `TransferError` that names file and line at the first one that is not as it was
 * written, and at the end where the file is not as long or not the same as its manifest says. Reading blocks, as writing does.
 */
export function* readRowFile(file: string, expected: FileSummary): Generator<KeptRow> {
  const name = basename(file);
  const hash = createHash("sha256");
  let [line, check] = [0, firstCheck];
  for (const text of readLines(file, hash)) {
    line += 1;
    const row = parseLine(text, check);
    if (!row) throw new TransferError(`${name}:${line}: the line was changed, or one before it is missing. ${remedy}`);
    check = row.check;
    yield row.row;
  }
  if (line !== expected.rows)
    throw new TransferError(`${name}:${line + 1}: the manifest has ${expected.rows} rows, the file ${line}. ${remedy}`);
  if (hash.digest("hex") !== expected.sha256)
    throw new TransferError(`${name}: the file is not the one that the manifest describes. ${remedy}`);
}

const remedy = "Nothing was imported. Copy the export again, or use another backup.";

function parseLine(text: string, previous: string): { readonly row: KeptRow; readonly check: string } | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = lineSchema.safeParse(json);
  return data && checkAfter(previous, data.row) === data.check ? data : undefined;
}

function* readLines(file: string, hash: ReturnType<typeof createHash>): Generator<string> {
  const handle = openToRead(file);
  try {
    const decoder = new TextDecoder();
    const chunk = Buffer.alloc(chunkBytes);
    let rest = "";
    for (;;) {
      const length = readSync(handle, chunk);
      if (length === 0) break;
      hash.update(chunk.subarray(0, length));
      const lines = (rest + decoder.decode(chunk.subarray(0, length), { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(handle);
  }
}

function openToRead(file: string): number {
  try {
    return openSync(file, "r");
  } catch (cause) {
    throw new TransferError(`${basename(file)} cannot be read. ${remedy}`, { cause });
  }
}
