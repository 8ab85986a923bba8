import { cleanLine } from "./clean-text.ts";

function widthOf(text: string): number {
  return [...text].length;
}

/** Lines of a table with its columns aligned by spaces: header, rule, rows. Short rows are filled up. */
export function alignTable(columns: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(columns.length, ...rows.map((row) => row.length));
  const fill = (cells: readonly string[]): readonly string[] =>
    Array.from({ length: count }, (_, index) => cleanLine(cells[index] ?? ""));
  const header = fill(columns);
  const body = rows.map(fill);
  const widths = header.map((_, index) => Math.max(...[header, ...body].map((cells) => widthOf(cells[index] ?? ""))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd();
  return [line(header), widths.map((width) => "-".repeat(width)).join("  "), ...body.map(line)];
}
