import type { Grid, GridCell } from "./grid.ts";
import { columnLetters } from "./grid.ts";
import { readCellMarks } from "./read-cell-marks.ts";
import type { CellMark } from "./read-cell-marks.ts";

/** Reads every sheet of an XLSX workbook, in its order. Throws where it is none, or where it unpacks to too much. */
export async function readSheetGrids(bytes: Buffer): Promise<readonly Grid[]> {
  const marks = readCellMarks(bytes);
  const { default: readXlsx } = await import("read-excel-file/node");
  const sheets = await readXlsx(bytes);
  return sheets.map(({ sheet, data }, sheetIndex) => ({
    sheet,
    rows: data.map((cells, index) => ({
      row: index + 1,
      cells: cells.map((cell, column) => {
        const mark = marks[sheetIndex]?.get(`${columnLetters(column)}${index + 1}`);
        return readCell(cell, mark);
      }),
    })),
  }));
}

/** A cell as it would be typed. Excel keeps days as instants at midnight UTC, and 42% as 0.42. */
function readCell(cell: unknown, mark: CellMark | undefined): GridCell {
  if (mark?.kind === "failed") return { text: "", fault: `It holds ${mark.value}: a formula that failed.` };
  if (mark?.kind === "uncomputed")
    return {
      text: "",
      fault: "It holds a formula without a value. Open the file in a spreadsheet program and save it.",
    };
  if (cell instanceof Date) return { text: cell.toISOString().slice(0, 10) };
  if (typeof cell === "number") return { text: mark?.kind === "percent" ? `${plain(cell * 100)}%` : plain(cell) };
  return { text: typeof cell === "string" || typeof cell === "boolean" ? String(cell).trim() : "" };
}

/** A number as people write it, without what floating point adds at its end. */
function plain(number: number): string {
  return String(Number(number.toPrecision(12)));
}
