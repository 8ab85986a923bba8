import type { ReturnProblem, WrittenReturns } from "./written-returns.ts";

/** What the cells of a column fill in: a field of the update form, or something else that a return may say. */
export type ColumnField =
  | "pilot"
  | "programme"
  | "period"
  | "from"
  | "to"
  | "rating"
  | "trend"
  | "narrative"
  | "spent"
  | "forecast"
  | "budget"
  | "milestones"
  | "metrics"
  | "risks"
  | "help"
  | "nextSteps"
  | "marking"
  // What an export has besides: which update the row changes, and what it was when it was exported.
  | "update"
  | "version"
  | "posted"
  | "recorded"
  | "message";

/** A column with what it fills in; a figure has its own column, and perhaps one for its target. */
export type KnownColumn = { readonly letter: string; readonly heading: string } & (
  | { readonly kind: "field"; readonly field: ColumnField }
  | { readonly kind: "figure" | "target"; readonly figure: string }
);

/** The names that people give to columns, in lower case. */
const fieldsByHeading: Readonly<Record<string, ColumnField>> = {
  pilot: "pilot",
  "pilot name": "pilot",
  place: "pilot",
  programme: "programme",
  period: "period",
  "reporting period": "period",
  month: "period",
  quarter: "period",
  from: "from",
  to: "to",
  rating: "rating",
  rag: "rating",
  "rag rating": "rating",
  trend: "trend",
  summary: "narrative",
  narrative: "narrative",
  progress: "narrative",
  spent: "spent",
  "spent to date": "spent",
  "spend to date": "spent",
  forecast: "forecast",
  "forecast spend": "forecast",
  budget: "budget",
  milestones: "milestones",
  figures: "metrics",
  metrics: "metrics",
  risks: "risks",
  "help wanted": "help",
  help: "help",
  "next steps": "nextSteps",
  marking: "marking",
  update: "update",
  version: "version",
  posted: "posted",
  recorded: "recorded",
  message: "message",
};

/** The headings by which the row of headings is found. */
export const pilotHeadings: readonly string[] = Object.entries(fieldsByHeading)
  .filter(([, field]) => field === "pilot")
  .map(([heading]) => heading);

/** The headings of an example file, with a row that shows how each is filled in. */
export const returnTemplate = {
  columns: [
    "pilot",
    "period",
    "rating",
    "summary",
    "figure: referrals",
    "target: referrals",
    "spent",
    "forecast",
    "budget",
    "milestones",
    "risks",
    "help wanted",
    "next steps",
    "marking",
  ],
  example: [
    "(name of the pilot)",
    "October 2026",
    "amber",
    "In a few sentences, what happened.",
    "42",
    "60",
    "£12,500",
    "£30,000",
    "£30,000",
    "first session | 2026-11-30",
    "contract runs out | owner: programme manager",
    "(department) | what is wanted",
    "sign the lease | 2026-12-12",
    "OFFICIAL",
  ],
} as const;

/** The columns that are known, and what is wrong with the others. Without a column for the pilot nothing else is looked at. */
export function readColumns({ headingRow, columns }: Pick<WrittenReturns, "headingRow" | "columns">): {
  readonly known: readonly KnownColumn[];
  readonly problems: readonly ReturnProblem[];
} {
  const problem = ({ letter, heading }: { letter: string; heading: string }, text: string): ReturnProblem => ({
    row: headingRow,
    letter,
    heading,
    text,
  });
  const problems: ReturnProblem[] = [];
  const known: KnownColumn[] = [];
  for (const column of columns) {
    const read = readColumn(column);
    if (!read) {
      problems.push(problem(column, "There is no such column. Take it out, or call it what the template does."));
      continue;
    }
    const twin = known.find((other) => sayWhat(other) === sayWhat(read));
    if (twin)
      problems.push(
        problem(column, `It says the same thing as “${twin.heading}” in column ${twin.letter}. Keep one of them.`),
      );
    else known.push(read);
  }
  for (const column of known) {
    if (column.kind !== "target") continue;
    const hasFigure = known.some((other) => other.kind === "figure" && sameFigure(other.figure, column.figure));
    if (!hasFigure) problems.push(problem(column, `It needs a column “figure: ${column.figure}” beside it.`));
  }
  const names = known.some(
    (column) => column.kind === "field" && (column.field === "pilot" || column.field === "update"),
  );
  if (!names) problems.unshift({ row: headingRow, text: "No column is called “pilot”, so the rows name no pilot." });
  return { known, problems };
}

function readColumn({
  letter,
  heading,
}: {
  readonly letter: string;
  readonly heading: string;
}): KnownColumn | undefined {
  const own = /^(figure|metric|target)\s*:\s*(.+)$/i.exec(heading.replace(/[\s*?]+$/, ""));
  if (own?.[2] !== undefined)
    return { letter, heading, kind: own[1]?.toLowerCase() === "target" ? "target" : "figure", figure: own[2] };
  const plain = heading
    .toLowerCase()
    .replace(/[\s:*?]+$/, "")
    .trim();
  const field = Object.hasOwn(fieldsByHeading, plain) ? fieldsByHeading[plain] : undefined;
  return field && { letter, heading, kind: "field", field };
}

function sayWhat(column: KnownColumn): string {
  if (column.kind === "field") return column.field;
  return column.kind === "figure" ? figureKey(column.figure) : `target: ${column.figure.toLowerCase()}`;
}

/** What the column of a figure is known by. */
export function figureKey(name: string): string {
  return `figure: ${name.toLowerCase()}`;
}

/** True for two ways to write the name of one figure. */
export function sameFigure(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
