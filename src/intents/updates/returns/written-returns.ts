/** Monitoring returns as they were read from a file. Nothing in them is believed yet. */
export interface WrittenReturns {
  /** The row of the headings, as a spreadsheet numbers it. */
  readonly headingRow: number;
  readonly columns: readonly { readonly letter: string; readonly heading: string }[];
  readonly rows: readonly WrittenReturn[];
  /** Cells that could not be read. */
  readonly faults: readonly ReturnProblem[];
}

/** A row: what its cells say, by the letter of their column. */
export interface WrittenReturn {
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** What is wrong, in a sentence, and where: without a letter with the row as a whole. */
export interface ReturnProblem {
  readonly row: number;
  readonly letter?: string;
  readonly heading?: string;
  readonly text: string;
}
