/** A sheet, or a CSV file, as rows of cells. */
export interface Grid {
  readonly sheet?: string;
  readonly rows: readonly GridRow[];
}

/** A row with the number that a spreadsheet shows beside it, from 1. */
export interface GridRow {
  readonly row: number;
  readonly cells: readonly GridCell[];
}

/** A cell as it would be typed, or why it cannot be used. */
export interface GridCell {
  readonly text: string;
  readonly fault?: string;
}

/** The letters above a column: `A` for 0, `AA` for 26. */
export function columnLetters(index: number): string {
  const letter = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}
