import { readFile } from "node:fs/promises";
import { KnowledgeError, messageOf } from "../../core/errors.ts";
import { readCsvGrid } from "./read-csv-grid.ts";
import type { Grid, GridRow } from "./grid.ts";
import { columnLetters } from "./grid.ts";

/** A file of monitoring returns as it was read: nothing in it is believed yet. */
export interface ReturnFile {
  /** The name of the sheet; left out for CSV. */
  readonly sheet?: string;
  readonly headingRow: number;
  /** Those that have a heading, from left to right. */
  readonly columns: readonly ReturnColumn[];
  /** The rows below the headings that have anything in them. */
  readonly rows: readonly ReturnRow[];
  /** Cells that cannot be used as they are, in order of row. */
  readonly faults: readonly CellFault[];
}

/** A column by the letters that a spreadsheet shows above it, with its heading as written. */
export interface ReturnColumn {
  readonly letter: string;
  readonly heading: string;
}

/** A row: what its cells say, by the letters of their column. */
export interface ReturnRow {
  /** As a spreadsheet numbers it, from 1. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** What is wrong with a cell, in a sentence. */
export interface CellFault {
  readonly row: number;
  readonly letter: string;
  readonly text: string;
}

/** A file larger than this is no return of a programme. */
const maxBytes = 5 * 1024 * 1024;
const maxRows = 2000;
/** A title and a few lines of guidance may stand above the headings. */
const headingsWithin = 20;

/**
 * Reads a CSV file (UTF-8, UTF-16, or what Excel saves) or an XLSX workbook, of which the first sheet counts that has one of
 * `wanted` among its headings, in lower case. Throws `KnowledgeError` where it is neither, too large, or has no headings.
 */
export async function readReturnFile(path: string, wanted: readonly string[]): Promise<ReturnFile> {
  const bytes = await readBytes(path);
  const grids = await readGrids(bytes, path);
  const found = grids.flatMap((grid) => {
    const at = grid.rows.findIndex(({ cells }) => cells.some((cell) => wanted.includes(plainHeading(cell.text))));
    return at === -1 || at >= headingsWithin ? [] : [{ grid, at }];
  })[0];
  // Without a known heading the first row that says anything is taken for them, so that what is wrong can be said.
  const { grid, at } = found ?? firstWords(grids);
  if (!grid) throw unusable(path, "It is empty");
  if (grid.rows.length - at - 1 > maxRows)
    throw unusable(path, `It has more than ${maxRows.toLocaleString("en-GB")} rows`);
  return fileOf(grid, at);
}

function firstWords(grids: readonly Grid[]): { readonly grid: Grid | undefined; readonly at: number } {
  const at = (rows: Grid["rows"]): number => rows.findIndex(({ cells }) => cells.some(({ text }) => text !== ""));
  const grid = grids.find(({ rows }) => at(rows) !== -1);
  return { grid, at: grid ? at(grid.rows) : 0 };
}

/** A heading as headings are compared: in lower case, white space single, without what forms put behind it. */
function plainHeading(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replace(/[\s:*?]+$/, "")
    .trim();
}

function fileOf({ sheet, rows }: Grid, at: number): ReturnFile {
  const columns = (rows[at]?.cells ?? []).flatMap(({ text }, index) =>
    text === "" ? [] : [{ letter: columnLetters(index), heading: text.replaceAll(/\s+/g, " ") }],
  );
  const headed = new Set(columns.map(({ letter }) => letter));
  const read = rows.slice(at + 1).map((row) => readRow(row, headed));
  return {
    ...(sheet !== undefined && { sheet }),
    headingRow: rows[at]?.row ?? 1,
    columns,
    rows: read.flatMap(({ row, cells }) => (cells.size === 0 ? [] : [{ row, cells }])),
    faults: read.flatMap(({ faults }) => faults),
  };
}

function readRow({ row, cells }: GridRow, headed: ReadonlySet<string>): ReturnRow & { readonly faults: CellFault[] } {
  const said = new Map<string, string>();
  const faults: CellFault[] = [];
  for (const [index, { text, fault }] of cells.entries()) {
    const letter = columnLetters(index);
    if (fault !== undefined) faults.push({ row, letter, text: fault });
    else if (text !== "" && !headed.has(letter))
      faults.push({ row, letter, text: `“${shorten(text)}” stands in a column without a heading.` });
    if (text !== "" || fault !== undefined) said.set(letter, text);
  }
  return { row, cells: said, faults };
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

async function readGrids(bytes: Buffer, path: string): Promise<readonly Grid[]> {
  const zip = Buffer.from([0x50, 0x4b, 0x03, 0x04]);
  const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
  if (bytes.subarray(0, 4).equals(compound))
    throw unusable(path, "It is a workbook of the older XLS kind, or one with a password");
  const isWorkbook = bytes.subarray(0, 4).equals(zip);
  if (!isWorkbook && /^%PDF|^\{\\rtf/.test(bytes.toString("latin1", 0, 8)))
    throw unusable(path, "It is no spreadsheet");
  try {
    if (!isWorkbook) return [await readCsvGrid(bytes)];
    // Loaded only for a workbook.
    const { readSheetGrids } = await import("./read-sheet-grids.ts");
    return await readSheetGrids(bytes);
  } catch (cause) {
    const kind = isWorkbook ? "XLSX workbook" : "CSV";
    throw unusable(path, `It is no ${kind} that can be read (${messageOf(cause)})`, cause);
  }
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

function unusable(path: string, reason: string, cause?: unknown): KnowledgeError {
  const message = `${path} cannot be used as a return: ${reason.replace(/\.$/, "")}. Save it as CSV UTF-8 or XLSX with one heading a column; pilotdesk updates template FILE.csv writes an example.`;
  return new KnowledgeError(message, { cause });
}
