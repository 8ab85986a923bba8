import { readFile } from "node:fs/promises";
import { KnowledgeError, messageOf } from "../../core/errors.ts";

/** A row of a monitoring return: what its cells say, by the name of their column in lower case. */
export interface ReturnRow {
  /** As a spreadsheet numbers it: the headings are row 1. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A file larger than this is no return of a programme. */
const maxBytes = 5 * 1024 * 1024;
const maxRows = 2000;

/**
 * Reads a CSV file (UTF-8, or what Excel saves) or the first sheet of an XLSX file. Empty rows are left out. Throws
 * `KnowledgeError` where it is neither, too large, or has no headings.
 */
export async function readReturnFile(path: string): Promise<readonly ReturnRow[]> {
  const bytes = await readBytes(path);
  const grid = isZip(bytes) ? await readSheet(bytes, path) : await readCsv(bytes, path);
  const [headings, ...rows] = grid;
  if (!headings?.some((heading) => heading !== "")) throw unusable(path, "Its first row has no headings");
  if (rows.length > maxRows) throw unusable(path, `It has more than ${maxRows.toLocaleString("en-GB")} rows`);
  const names = headings.map((heading) => heading.toLowerCase().replaceAll(/\s+/g, " "));
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice !== undefined) throw unusable(path, `Two columns are called “${twice}”`);
  return rows.flatMap((cells, index) => {
    const said = cells.flatMap((cell, at) => (cell === "" || !names[at] ? [] : [[names[at], cell] as const]));
    return said.length === 0 ? [] : [{ row: index + 2, cells: new Map(said) }];
  });
}

async function readBytes(path: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new KnowledgeError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
  if (bytes.length > maxBytes) throw unusable(path, "It is larger than 5 MB");
  return bytes;
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
}

async function readSheet(bytes: Buffer, path: string): Promise<readonly (readonly string[])[]> {
  const { readSheet: read } = await import("read-excel-file/node");
  try {
    const rows = await read(bytes);
    return rows.map((row) => row.map(sayCell));
  } catch (cause) {
    throw unusable(path, "It is no XLSX workbook that can be read", cause);
  }
}

/** A cell as it would be typed. Excel keeps days as instants at midnight UTC. */
function sayCell(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === "number") return String(Number(cell.toPrecision(12)));
  return typeof cell === "string" || typeof cell === "boolean" ? String(cell).trim() : "";
}

async function readCsv(bytes: Buffer, path: string): Promise<readonly (readonly string[])[]> {
  const { parse } = await import("csv-parse/sync");
  try {
    const text = decode(bytes);
    const rows: string[][] = parse(text, {
      bom: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: false,
      delimiter: [",", ";", "\t"],
    });
    return rows;
  } catch (cause) {
    throw unusable(path, `It is no CSV that can be read (${messageOf(cause)})`, cause);
  }
}

/** Excel on Windows saves "CSV" in the code page of the machine, and "CSV UTF-8" in UTF-8. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

function unusable(path: string, reason: string, cause?: unknown): KnowledgeError {
  const message = `${path} cannot be used as a return: ${reason}. Save it as CSV UTF-8 or XLSX with one heading a column; pilotdesk updates template FILE.csv writes an example.`;
  return new KnowledgeError(message, { cause });
}
