import type { Knowledge } from "../../core/knowledge.ts";
import type { Subject } from "../../core/ledger.ts";
import { readDaySpan } from "../../core/time.ts";
import type { Day } from "../../core/time.ts";
import type { ConfirmedUpdate, ProposedUpdate, UpdateFields } from "../../core/update.ts";
import { noFields } from "../../core/update.ts";
import { fold } from "../../core/words.ts";
import { dayBefore, describeChange, describeFields } from "./describe-fields.ts";
import type { SaidField } from "./describe-fields.ts";
import { readUpdateForm } from "./read-update-form.ts";

/** A row as it was read from a file: cells by the name of their column in lower case. */
export interface WrittenReturn {
  readonly row: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** What a row would do. `amend` changes the update that stands for the same pilot and period; `same` changes nothing. */
export type PlannedReturn =
  | { readonly row: number; readonly action: "refuse"; readonly problems: readonly string[] }
  | {
      readonly row: number;
      readonly action: "add" | "amend" | "same";
      readonly pilot: Subject;
      readonly fields: UpdateFields;
      readonly marking?: string;
      readonly amends?: ConfirmedUpdate;
      /** What is new, or old and new side by side. */
      readonly changes: readonly SaidField[];
    };

/** What rows are planned with. */
export interface ReturnContext {
  readonly knowledge: Knowledge;
  /** Every update that stands for the pilots of live programmes. */
  readonly standing: readonly ConfirmedUpdate[];
  /** Says what personal data a text holds; undefined for none. */
  readonly personalDataIn: (text: string) => string | undefined;
}

/** Which column fills which field of the form; the names that people give them are on the left. */
const columns: Readonly<Record<string, string>> = {
  pilot: "pilot",
  place: "pilot",
  period: "period",
  month: "period",
  from: "from",
  to: "to",
  rating: "rating",
  rag: "rating",
  trend: "trend",
  summary: "narrative",
  narrative: "narrative",
  progress: "narrative",
  spent: "spent",
  "spent to date": "spent",
  forecast: "forecast",
  budget: "budget",
  milestones: "milestones",
  figures: "metrics",
  metrics: "metrics",
  risks: "risks",
  "help wanted": "help",
  help: "help",
  "next steps": "nextSteps",
  marking: "marking",
};
const listFields: ReadonlySet<string> = new Set(["milestones", "metrics", "risks", "help", "nextSteps"]);

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
    "2026-10",
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

/** Works out what each row would do; nothing is written. Two rows for one pilot and period are refused. */
export function planReturns(rows: readonly WrittenReturn[], context: ReturnContext): readonly PlannedReturn[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const planned = planRow(row, context);
    if (planned.action === "refuse") return planned;
    const key = `${planned.pilot.id} ${planned.fields.period?.from ?? ""} ${planned.fields.period?.to ?? ""}`;
    const first = seen.get(key);
    if (first !== undefined) return refuse(row, [`It is about the same pilot and period as row ${first}.`]);
    seen.set(key, row.row);
    return planned;
  });
}

function refuse({ row }: WrittenReturn, problems: readonly string[]): PlannedReturn {
  return { row, action: "refuse", problems };
}

function planRow(row: WrittenReturn, { knowledge, standing, personalDataIn }: ReturnContext): PlannedReturn {
  const { values, problems } = readCells(row);
  const pilot = findPilot(values.get("pilot") ?? "", knowledge);
  if (typeof pilot === "string") return refuse(row, [pilot, ...problems]);
  const before: ProposedUpdate = {
    ...noFields,
    pilot: pilot.id,
    programme: pilot.programme ?? null,
    personalData: [],
    spans: [],
  };
  const submitted = {
    id: "update",
    target: "new",
    hash: "",
    values: { ...Object.fromEntries(values), pilot: pilot.id },
  } as const;
  const read = readUpdateForm(submitted, { knowledge, before, personalDataIn });
  if ("errors" in read)
    return refuse(row, [...problems, ...Array.from(read.errors, ([field, error]) => `${field}: ${error}`)]);
  if (problems.length > 0) return refuse(row, problems);
  const {
    pilot: _pilot,
    programme: _programme,
    personalData: _data,
    spans: _spans,
    marking,
    ...fields
  } = read.proposed;
  if (!fields.period) return refuse(row, ["It says no period. Fill in the column period, as 2026-10, or from and to."]);
  return planFields(row, { pilot, fields, marking, knowledge, amends: sameReturn(standing, pilot, fields) });
}

function planFields(
  { row }: WrittenReturn,
  plan: {
    readonly pilot: Subject;
    readonly fields: UpdateFields;
    readonly marking: string | undefined;
    readonly knowledge: Knowledge;
    readonly amends: ConfirmedUpdate | undefined;
  },
): PlannedReturn {
  const { pilot, knowledge, amends } = plan;
  // A cell left empty says nothing about what stands.
  const fields = amends ? fillFrom(plan.fields, amends.fields) : plan.fields;
  const marking = plan.marking ?? amends?.marking;
  const base = { row, pilot, fields, ...(marking !== undefined && { marking }) };
  if (!amends) return { ...base, action: "add", changes: describeFields(fields, knowledge) };
  const changes = [
    ...describeChange(amends.fields, fields, knowledge),
    ...(marking === amends.marking
      ? []
      : [{ field: "marking", label: "Marking", value: `${amends.marking ?? "none"} → ${marking}` }]),
  ];
  return { ...base, action: changes.length === 0 ? "same" : "amend", amends, changes };
}

function fillFrom(said: UpdateFields, before: UpdateFields): UpdateFields {
  const list = <Item>(now: readonly Item[], then: readonly Item[]): readonly Item[] => (now.length > 0 ? now : then);
  const metrics = [
    ...before.metrics.filter(({ name }) => !said.metrics.some((metric) => metric.name === name)),
    ...said.metrics,
  ];
  const spend = { ...before.spend, ...said.spend };
  return {
    ...before,
    ...said,
    metrics,
    ...(Object.keys(spend).length > 0 && { spend }),
    milestones: list(said.milestones, before.milestones),
    risks: list(said.risks, before.risks),
    help: list(said.help, before.help),
    nextSteps: list(said.nextSteps, before.nextSteps),
  };
}

function sameReturn(
  standing: readonly ConfirmedUpdate[],
  pilot: Subject,
  { period }: UpdateFields,
): ConfirmedUpdate | undefined {
  return standing.find(
    (update) =>
      update.pilot === pilot.id &&
      update.fields.period?.from === period?.from &&
      update.fields.period?.to === period?.to,
  );
}

/** The cells as values of the update form, and what is wrong with their columns. */
function readCells({ cells }: WrittenReturn): {
  readonly values: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
} {
  const values = new Map<string, string>();
  const problems: string[] = [];
  const figures: string[] = [];
  for (const [column, cell] of cells) {
    const figure = /^(?:figure|metric)\s*:\s*(.+)$/.exec(column)?.[1];
    const target = /^target\s*:\s*(.+)$/.exec(column)?.[1];
    const field = columns[column];
    if (figure !== undefined) {
      const goal = cells.get(`target: ${figure}`);
      figures.push([figure, cell, ...(goal === undefined ? [] : [`target ${goal}`])].join(" | "));
    } else if (target !== undefined) {
      if (!cells.has(`figure: ${target}`) && !cells.has(`metric: ${target}`))
        problems.push(`“${column}” has no “figure: ${target}”.`);
    } else if (field === undefined) problems.push(`There is no column “${column}”.`);
    else values.set(field, listFields.has(field) ? cell.replaceAll(/\s*;\s*/g, "\n") : readCell(field, cell));
  }
  const listed = values.get("metrics");
  if (figures.length > 0) values.set("metrics", [...(listed === undefined ? [] : [listed]), ...figures].join("\n"));
  return { values: withPeriod(values, problems), problems };
}

function readCell(field: string, cell: string): string {
  return field === "rating"
    ? cell
        .toLowerCase()
        .trim()
        .replaceAll(/[\s/]+/g, "-")
    : cell;
}

/** A period in one cell (`2026-10`, `Q2 2026-27`, `October 2026`) as its first and last day. */
function withPeriod(values: Map<string, string>, problems: string[]): ReadonlyMap<string, string> {
  const period = values.get("period");
  values.delete("period");
  if (period === undefined) return values;
  const days = readPeriod(period);
  if (!days) problems.push(`“${period}” is no period. Write it as 2026-10 or as Q2 2026-27.`);
  else for (const [name, day] of Object.entries(days)) values.set(name, day);
  return values;
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

function readPeriod(text: string): { readonly from: Day; readonly to: Day } | undefined {
  const quarter = /^q([1-4])\s+(\d{4})[-/](?:\d{2}|\d{4})$/i.exec(text.trim());
  const month = /^([a-z]{3,9})\.?\s+(\d{4})$/i.exec(text.trim());
  if (quarter) {
    // Q1 of a financial year begins in April.
    const start = new Date(Date.UTC(Number(quarter[2]), 3 * Number(quarter[1]), 1));
    const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 3, 0));
    return { from: start.toISOString().slice(0, 10), to: end.toISOString().slice(0, 10) };
  }
  const number = month ? months.indexOf((month[1] ?? "").slice(0, 3).toLowerCase()) + 1 : 0;
  const span = readDaySpan(number > 0 ? `${month?.[2]}-${String(number).padStart(2, "0")}` : text.trim());
  return span && { from: span.from, to: dayBefore(span.to) };
}

/** The pilot of a live programme that a cell names, by id or by one of its names; else what is wrong, in words. */
function findPilot(said: string, knowledge: Knowledge): Subject | string {
  if (said.trim() === "") return "It names no pilot.";
  const pilots = knowledge
    .ofKind("participation")
    .filter(({ programme }) => knowledge.subject(programme ?? "")?.status === "live");
  const wanted = fold(said);
  const found = pilots.filter(
    ({ id }) => id === said.trim() || knowledge.namesOf(id).some((name) => fold(name) === wanted),
  );
  const [pilot] = found;
  if (!pilot) return `There is no pilot “${said}” in a live programme.`;
  return found.length === 1
    ? pilot
    : `“${said}” stands for several pilots: ${found.map(({ id }) => id).join(", ")}. Write the id.`;
}
