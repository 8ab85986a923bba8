import type { Grid, GridCell } from "./grid.ts";

/** Reads a CSV file with commas, semicolons or tabs between its cells. Throws `CsvError` where quotes do not close. */
export async function readCsvGrid(bytes: Buffer): Promise<Grid> {
  const { parse } = await import("csv-parse/sync");
  const { delimiter, text } = readDelimiter(decode(bytes));
  const records: string[][] = parse(text, {
    trim: true,
    relax_column_count: true,
    skip_empty_lines: false,
    delimiter,
    // A quotation mark inside a cell that was not quoted is a character like any other.
    relax_quotes: true,
  });
  return { rows: records.map((cells, index) => ({ row: index + 1, cells: cells.map(readCell) })) };
}

/** Excel on Windows saves "CSV" in the code page of the machine, "CSV UTF-8" in UTF-8 and "Unicode text" in UTF-16. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.includes(0)) throw new TypeError("it holds bytes that no text has");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const delimiters = [",", ";", "\t"] as const;

/** What stands between cells: what Excel's `sep=` line says, else what the first line that says anything has most of. */
function readDelimiter(text: string): { readonly delimiter: string; readonly text: string } {
  const said = /^sep=(.)\r?\n/i.exec(text);
  // The line stays, empty, so that the rows keep their numbers.
  if (said?.[1] !== undefined) return { delimiter: said[1], text: text.slice(said[0].length - 1) };
  const line = /^.*\S.*$/m.exec(text.replaceAll(/"(?:[^"]|"")*"/g, '""'))?.[0] ?? "";
  const counted = delimiters.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  const [most] = counted.toSorted((left, right) => right.count - left.count);
  return { delimiter: most?.delimiter ?? ",", text };
}

function readCell(written: string): GridCell {
  const text = written.trim();
  if (text.startsWith("=")) {
    const shown = text.length <= 40 ? text : `${text.slice(0, 39)}…`;
    return { text: "", fault: `It holds a formula (${shown}). Save its value instead.` };
  }
  if (errorValue.test(text)) return { text: "", fault: `It holds ${text}: a formula that failed.` };
  // How a spreadsheet marks a text that begins like a formula, and how we write one.
  return { text: text.replace(/^'(?='*[=+\-@\t\r＝＋－＠])/, "") };
}

/** What a spreadsheet shows where a formula failed. */
const errorValue = /^#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|SPILL!|CALC!)$/;
