import type { Subject } from "../../../core/ledger.ts";
import { trends } from "../../../core/update.ts";
import type { Trend } from "../../../core/update.ts";
import { dayBefore, sayPeriod } from "../describe-fields.ts";
import { readMetric } from "../form/form-lines.ts";
import { figureKey, sameFigure } from "./return-columns.ts";
import type { ColumnField, KnownColumn } from "./return-columns.ts";
import { readReturnPeriod, readShortDay } from "./return-period.ts";
import type { ReturnProblem, WrittenReturn } from "./written-returns.ts";

/** What a field of the update form holds. */
const maxCharacters = 3000;

/** A row as the update form takes it. */
export interface ReadRow {
  /** Values by the name of their field in the update form. */
  readonly values: ReadonlyMap<string, string>;
  /** Fields, and figures by `figureKey`, whose cell says that there is nothing: `none`. */
  readonly emptied: ReadonlySet<string>;
  readonly problems: readonly ReturnProblem[];
}

/** What a row says in one of its columns; empty for a cell that is empty or not there. */
export function cellOf({ cells }: WrittenReturn, columns: readonly KnownColumn[], field: ColumnField): string {
  const column = columns.find((one) => one.kind === "field" && one.field === field);
  return column ? (cells.get(column.letter) ?? "") : "";
}

/** Turns the cells of a row into values of the update form, and says what is wrong with them. */
export function readReturnRow(
  written: WrittenReturn,
  columns: readonly KnownColumn[],
  { programme, today }: { readonly programme: Subject | undefined; readonly today: string },
): ReadRow {
  const values = new Map<string, string>();
  const emptied = new Set<string>();
  const problems: ReturnProblem[] = [];
  const figures: string[] = [];
  for (const column of columns) {
    const cell = written.cells.get(column.letter);
    if (cell === undefined || cell === "") continue;
    const wrong = (text: string): void =>
      void problems.push({ row: written.row, letter: column.letter, heading: column.heading, text });
    if (cell.length > maxCharacters)
      wrong(
        `It has ${cell.length.toLocaleString("en-GB")} characters. Shorten it to ${maxCharacters.toLocaleString("en-GB")}.`,
      );
    else if (column.kind === "figure" && nothing.test(cell)) emptied.add(figureKey(column.figure));
    else if (column.kind === "figure") {
      const figure = readFigure(column.figure, cell, targetOf(written, columns, column.figure));
      if (figure === undefined) wrong(`“${cell}” is not a number with its target. Write it as 42, 42% or £42.`);
      else figures.push(figure);
    } else if (column.kind === "field") {
      const { field } = column;
      const read = readField(field, cell, { programme, today });
      if ("problem" in read) wrong(read.problem);
      else if (read.values === "none") emptied.add(field);
      else for (const [name, value] of Object.entries(read.values)) values.set(name, value);
    }
  }
  const listed = values.get("metrics");
  if (figures.length > 0) values.set("metrics", [...(listed === undefined ? [] : [listed]), ...figures].join("\n"));
  return { values, emptied, problems };
}

type ReadField = { readonly values: Readonly<Record<string, string>> | "none" } | { readonly problem: string };

function readField(
  field: ColumnField,
  cell: string,
  { programme, today }: { readonly programme: Subject | undefined; readonly today: string },
): ReadField {
  if (nothing.test(cell) && !["pilot", "programme", "narrative"].includes(field)) return { values: "none" };
  switch (field) {
    case "period": {
      const period = readReturnPeriod(cell, programme?.returns?.every);
      if (!period) return { problem: `“${cell}” is no period. Write it as October 2026, 2026-10 or Q2 2026-27.` };
      if (period.from > today) return { problem: `${sayPeriod(period)} has not begun.` };
      return { values: { from: period.from, to: dayBefore(period.to) } };
    }
    case "from":
    case "to": {
      const day = readShortDay(cell);
      if (day === undefined) return { problem: `“${cell}” is not a date. Write it as 2026-11-30.` };
      if (field === "from" && day > today) return { problem: `${cell} is still to come.` };
      return { values: { [field]: day } };
    }
    case "rating":
      return { values: { rating: readRatingCell(cell) } };
    case "trend": {
      const trend = readTrendCell(cell);
      return trend ? { values: { trend } } : { problem: `“${cell}” is no trend. Write up, same or down.` };
    }
    case "marking": {
      const marking = cell.toUpperCase().replaceAll(/[\s-–—]+/g, "-");
      const known = marking === "OFFICIAL" || marking === "OFFICIAL-SENSITIVE";
      return known
        ? { values: { marking } }
        : { problem: `“${cell}” is no marking that can be kept here. Write OFFICIAL or OFFICIAL-SENSITIVE.` };
    }
    case "milestones":
    case "metrics":
    case "risks":
    case "help":
    case "nextSteps":
      return { values: { [field]: readList(cell) } };
    case "narrative":
    case "spent":
    case "forecast":
    case "budget":
      return { values: { [field]: cell } };
    default:
      return { values: {} };
  }
}

/** How people say in a cell that there is nothing. */
const nothing = /^(?:none|nil|nil return|nothing|n\/?a|not applicable|[-–—]+)\.?$/i;

/** Items stand on lines of their own. On one line semicolons part them where each of the parts has bars of its own. */
function readList(cell: string): string {
  if (cell.includes("\n")) return cell;
  const parts = cell.split(";").map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => part.includes("|")) ? parts.join("\n") : cell;
}

const ratingLetters: Readonly<Record<string, string>> = {
  r: "red",
  a: "amber",
  g: "green",
  ar: "amber-red",
  ra: "amber-red",
  ag: "amber-green",
  ga: "amber-green",
  "red-amber": "amber-red",
  "green-amber": "amber-green",
};

/** A rating as spreadsheets have it (`A/G`, `Amber / Green`, `amber green`) as the form has it; anything else as it is. */
function readRatingCell(cell: string): string {
  const plain = cell
    .toLowerCase()
    .trim()
    .replaceAll(/\s*[\s/–—-]\s*/g, "-");
  return ratingLetters[plain] ?? ratingLetters[plain.replaceAll("-", "")] ?? plain;
}

const trendWords: Readonly<Record<Trend, readonly string[]>> = {
  up: ["up", "better", "improving", "improved", "↑", "⬆"],
  same: ["same", "the same", "no change", "steady", "stable", "→", "↔", "➡"],
  down: ["down", "worse", "worsening", "worsened", "↓", "⬇"],
};

function readTrendCell(cell: string): Trend | undefined {
  const said = cell.trim().toLowerCase().replaceAll("\uFE0F", "");
  return trends.find((trend) => trendWords[trend].includes(said));
}

function targetOf({ cells }: WrittenReturn, columns: readonly KnownColumn[], figure: string): string {
  const column = columns.find((one) => one.kind === "target" && sameFigure(one.figure, figure));
  return column ? (cells.get(column.letter) ?? "") : "";
}

/** A figure as a line of the form; undefined where its cell or its target is no number. */
function readFigure(name: string, value: string, target: string): string | undefined {
  const written = [name, value, ...(target === "" ? [] : [`target ${target}`])];
  const line = written.map((part) => part.replaceAll("\\", "\\\\").replaceAll("|", "\\|")).join(" | ");
  return "item" in readMetric(line) ? line : undefined;
}
