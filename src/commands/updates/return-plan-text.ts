import type { Knowledge } from "../../core/knowledge.ts";
import { dayOf } from "../../core/time.ts";
import { sayPeriod } from "../../intents/updates/describe-fields.ts";
import type { SaidField } from "../../intents/updates/describe-fields.ts";
import type { PlannedChange, PlannedReturn, ReturnPlan } from "../../intents/updates/returns/plan-returns.ts";
import type { ReturnProblem, WrittenReturns } from "../../intents/updates/returns/written-returns.ts";
import { cleanLine } from "../../renderers/clean-text.ts";
import { formatDate } from "../../renderers/format-date.ts";

/** How wide lines are written. */
const width = 100;
/** What an update says is set in below its row. */
const indent = "    ";

/** What a file would do, row by row, with what is new or old and new side by side. */
export function planLines(
  { columnProblems, rows }: ReturnPlan,
  file: WrittenReturns & { readonly sheet?: string },
  knowledge: Knowledge,
): readonly string[] {
  const sheet = file.sheet === undefined ? [] : [`Sheet “${cleanLine(file.sheet)}”`];
  const same = rows.flatMap((row) => (row.action === "same" ? [`${row.pilot.name} (row ${row.row})`] : []));
  return [
    ...sheet,
    ...columnProblems.map(problemLine),
    ...rows.flatMap((row) => (row.action === "same" ? [] : rowLines(row, knowledge))),
    ...(same.length === 0 ? [] : wrap(`Unchanged: ${same.join(", ")}`).map((line) => line.slice(indent.length))),
  ];
}

function rowLines(planned: PlannedReturn, knowledge: Knowledge): readonly string[] {
  if (planned.action === "refuse") return planned.problems.map(problemLine);
  const { row, pilot, fields, changes } = planned;
  const programme = knowledge.subject(pilot.programme ?? "")?.name;
  const about = [pilot.name, programme, fields.period && sayPeriod(fields.period)].filter((part) => part !== undefined);
  return [
    `Row ${row}: ${about.join(", ")}: ${sayAction(planned)}`,
    // What is new names its period above already.
    ...changes
      .filter(({ field }) => planned.action === "amend" || field !== "period")
      .flatMap((change) => changeLines(change, planned)),
  ];
}

/** A change on lines of its own; of a summary the old words and the new ones apart, which are too long for one line. */
function changeLines({ field, label, value }: SaidField, { amends, fields }: PlannedChange): readonly string[] {
  const [was, now] = [amends?.fields.narrative, fields.narrative];
  if (field === "narrative" && was !== undefined && now !== undefined)
    return [...wrap(`${label} was: ${cleanLine(was)}`), ...wrap(`${label} now: ${cleanLine(now)}`)];
  const added = amends && /^added: (.*)$/s.exec(value)?.[1];
  return wrap(added === undefined ? `${label}: ${cleanLine(value)}` : `${label} added: ${cleanLine(added)}`);
}

function sayAction({ action, amends }: PlannedChange): string {
  const known = amends && `${amends.id} of ${formatDate(dayOf(new Date(amends.postedAt)))}`;
  return action === "add" ? "new" : `amends ${known ?? ""}`;
}

/** `Row 4, column C (rating): …`; `Row 4: …` for what is about no one column. */
function problemLine({ row, letter, heading, text }: ReturnProblem): string {
  const column =
    letter === undefined ? "" : `, column ${letter}${heading === undefined ? "" : ` (${cleanLine(heading)})`}`;
  return `Row ${row}${column}: refused. ${cleanLine(text)}`;
}

/** A text on lines that are not too long, set in below its row. */
function wrap(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length + 1 > width)
      lines.push(`${indent}${lines.length === 0 ? "" : "  "}${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** True for a plan of which nothing may be written. */
export function isRefused({ columnProblems, rows }: ReturnPlan): boolean {
  return columnProblems.length > 0 || rows.some(({ action }) => action === "refuse");
}

/** Counts what a plan would do: `10 rows: 6 new, 2 amended, 1 unchanged, 1 refused.` */
export function countPlan({ rows }: ReturnPlan): string {
  const count = (action: PlannedReturn["action"]): number => rows.filter((row) => row.action === action).length;
  const parts = [
    `${count("add")} new`,
    `${count("amend")} amended`,
    `${count("same")} unchanged`,
    `${count("refuse")} refused`,
  ];
  return `${rows.length} ${rows.length === 1 ? "row" : "rows"}: ${parts.join(", ")}.`;
}

/** A plan for other programs. */
export function planJson({ columnProblems, rows }: ReturnPlan): unknown {
  const read = rows.map((planned) => {
    if (planned.action === "refuse") return planned;
    const { row, action, pilot, amends, fields, marking, changes } = planned;
    return { row, action, pilot: pilot.id, amends: amends?.id, fields, marking, changes };
  });
  return { columnProblems, rows: read };
}
