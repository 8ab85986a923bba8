import { noFields } from "../../../core/update.ts";
import type { Knowledge } from "../../../core/knowledge.ts";
import type { Subject } from "../../../core/ledger.ts";
import type { Day } from "../../../core/time.ts";
import type { ConfirmedUpdate, ProposedUpdate, UpdateFields } from "../../../core/update.ts";
import { describeChange, describeFields } from "../describe-fields.ts";
import type { SaidField } from "../describe-fields.ts";
import { personalDataIn } from "../personal-data.ts";
import { hasContent, readUpdateForm } from "../form/read-update-form.ts";
import { fillReturn, repeatedFigure } from "./fill-return.ts";
import { findReturnPilot, isNamed } from "./find-return-pilot.ts";
import { cellOf, readReturnRow } from "./read-return-row.ts";
import type { ReadRow } from "./read-return-row.ts";
import { readColumns } from "./return-columns.ts";
import type { ColumnField, KnownColumn } from "./return-columns.ts";
import type { ReturnProblem, WrittenReturn, WrittenReturns } from "./written-returns.ts";

/** What a row would do. `amend` changes an update that stands, `same` changes nothing. */
export type PlannedReturn =
  | { readonly row: number; readonly action: "refuse"; readonly problems: readonly ReturnProblem[] }
  | PlannedChange;

/** A row that can be recorded. */
export interface PlannedChange {
  readonly row: number;
  readonly action: "add" | "amend" | "same";
  readonly pilot: Subject;
  readonly fields: UpdateFields;
  readonly marking?: string;
  /** The update that it is compared with: the one it names, else the newest for the same pilot and period. */
  readonly amends?: ConfirmedUpdate;
  /** What is new, or old and new side by side. */
  readonly changes: readonly SaidField[];
}

/** What a file would do: what is wrong with its columns, and its rows in order. */
export interface ReturnPlan {
  readonly columnProblems: readonly ReturnProblem[];
  readonly rows: readonly PlannedReturn[];
}

/** What rows are planned with. */
export interface ReturnContext {
  readonly knowledge: Knowledge;
  /** Every update that stands, the newest first. */
  readonly standing: readonly ConfirmedUpdate[];
  readonly today: Day;
}

/** Works out what each row would do; nothing is written. Two rows for one update, or one pilot and period, are refused. */
export function planReturns(written: WrittenReturns, context: ReturnContext): ReturnPlan {
  const { known, problems } = readColumns(written);
  const hasNames = known.some((column) => column.kind === "field" && namingFields.includes(column.field));
  if (!hasNames) return { columnProblems: problems, rows: [] };
  const seen = new Map<string, number>();
  const rows = written.rows.map((row): PlannedReturn => {
    const faults = written.faults.filter((fault) => fault.row === row.row).map((fault) => withHeading(fault, written));
    const { planned, key } = planRow(row, known, { ...context, faults });
    const first = key === undefined ? undefined : seen.get(key);
    if (key !== undefined && first === undefined) seen.set(key, row.row);
    if (first === undefined) return planned;
    const twice = problemAt(row, known, "pilot", `It is about the same pilot and period as row ${first}.`);
    return refuse(row, planned.action === "refuse" ? [twice, ...planned.problems] : [twice]);
  });
  return { columnProblems: problems, rows };
}

const namingFields: readonly ColumnField[] = ["pilot", "update"];

function withHeading(fault: ReturnProblem, { columns }: WrittenReturns): ReturnProblem {
  const heading = columns.find(({ letter }) => letter === fault.letter)?.heading;
  return { ...fault, ...(heading !== undefined && { heading }) };
}

/** What only one row of a file may be about: the update that it names, else its pilot and period. */
function keyOf(pilot: Subject, named: ConfirmedUpdate | undefined, { values }: ReadRow): string {
  return named?.id ?? [pilot.id, values.get("from") ?? "", values.get("to") ?? ""].join(" ");
}

function refuse({ row }: WrittenReturn, problems: readonly ReturnProblem[]): PlannedReturn {
  return { row, action: "refuse", problems };
}

function problemAt(
  { row }: WrittenReturn,
  columns: readonly KnownColumn[],
  field: string,
  text: string,
): ReturnProblem {
  const column = columns.find((one) => one.kind === "field" && one.field === field);
  return { row, text, ...(column && { letter: column.letter, heading: column.heading }) };
}

interface RowContext extends ReturnContext {
  readonly faults: readonly ReturnProblem[];
}

/** What a row would do, and what no other row may be about. */
interface RowPlan {
  readonly planned: PlannedReturn;
  readonly key?: string;
}

function planRow(row: WrittenReturn, columns: readonly KnownColumn[], context: RowContext): RowPlan {
  const { knowledge, faults, today } = context;
  const at = (field: string, text: string): ReturnProblem => problemAt(row, columns, field, text);
  const found = findAbout(row, columns, context);
  const pilot = "problem" in found ? undefined : found.pilot;
  const read = readReturnRow(row, columns, { programme: knowledge.subject(pilot?.programme ?? ""), today });
  const problems = [...faults, ...read.problems, ...periodTwice(row, columns)];
  if ("problem" in found) return { planned: refuse(row, [at(found.field, found.problem), ...problems]) };
  const key = keyOf(found.pilot, found.named, read);
  const form = readAsForm(read, found.pilot, knowledge);
  const inCells = new Set(problems.map(({ letter }) => letter));
  const inForm = Array.from(form.errors, ([field, text]) =>
    at(formColumn(field, columns), sayError(field, text, read)),
  );
  // The form reads a cell that was wrong already as an empty one.
  const isNew = ({ letter }: ReturnProblem): boolean =>
    letter === undefined ? problems.length === 0 : !inCells.has(letter);
  const all = [...problems, ...inForm.filter(isNew)];
  if (all.length > 0) return { planned: refuse(row, all), key };
  const planned = planChange(row, { ...found, read, form }, context);
  return { planned: "problem" in planned ? refuse(row, [at(planned.field ?? "", planned.problem)]) : planned, key };
}

/** What a row is about: the update that it names and its pilot, or the pilot that it names. */
type About =
  | { readonly pilot: Subject; readonly named?: ConfirmedUpdate }
  | { readonly field: ColumnField; readonly problem: string };

function findAbout(row: WrittenReturn, columns: readonly KnownColumn[], context: RowContext): About {
  const named = namedUpdate(row, columns, context);
  if (named && "problem" in named) return named;
  const [said, programme] = [cellOf(row, columns, "pilot"), cellOf(row, columns, "programme")];
  if (!named) return findReturnPilot({ pilot: said, programme }, context.knowledge);
  const pilot = context.knowledge.subject(named.pilot);
  if (!pilot) return { field: "update", problem: `The pilot of ${named.id} is not on record.` };
  const isOther = said !== "" && !isNamed(said, pilot, context.knowledge);
  if (isOther)
    return { field: "pilot", problem: `${named.id} is about ${pilot.name}: an update stays with its pilot.` };
  return { pilot, named };
}

/** A period in one column and days in two others may say different things. */
function periodTwice(row: WrittenReturn, columns: readonly KnownColumn[]): readonly ReturnProblem[] {
  const isTwice =
    cellOf(row, columns, "period") !== "" &&
    (["from", "to"] as const).some((field) => cellOf(row, columns, field) !== "");
  return isTwice
    ? [problemAt(row, columns, "period", "It gives a period and days from and to. Keep one of them.")]
    : [];
}

/** The update that a row names, where an export was changed; undefined where it names none. */
function namedUpdate(
  row: WrittenReturn,
  columns: readonly KnownColumn[],
  { standing }: ReturnContext,
): ConfirmedUpdate | undefined | { readonly field: ColumnField; readonly problem: string } {
  const id = cellOf(row, columns, "update");
  if (id === "") return undefined;
  const update = standing.find((one) => one.id === id);
  if (!update)
    return { field: "update", problem: `${id} does not stand: it was withdrawn, or there is no such update.` };
  const version = cellOf(row, columns, "version");
  if (version === "" || version === String(update.version)) return update;
  const problem = `${id} was changed after this file was made: it is at version ${update.version} now. Export it again.`;
  return { field: "version", problem };
}

interface FormOutcome {
  readonly errors: ReadonlyMap<string, string>;
  readonly proposed?: ProposedUpdate;
}

/** Reads the values of a row as the update form would, with all that it checks. */
function readAsForm({ values, emptied }: ReadRow, pilot: Subject, knowledge: Knowledge): FormOutcome {
  const before = { ...noFields, pilot: pilot.id, programme: pilot.programme ?? null, personalData: [], spans: [] };
  const read = (said: Readonly<Record<string, string>>): FormOutcome => {
    const submission = { id: "update", target: "new", hash: "", values: { ...said, pilot: pilot.id } } as const;
    const form = readUpdateForm(submission, { knowledge, before, personalDataIn });
    return "proposed" in form ? { errors: new Map(), proposed: form.proposed } : form;
  };
  const says = [...values.keys()].some((name) => !["from", "to", "marking"].includes(name));
  if (says || emptied.size === 0) return read(Object.fromEntries(values));
  // A row that only takes something out says enough where an update stands; the form wants some words.
  const { errors, proposed } = read({ ...Object.fromEntries(values), narrative: "none" });
  const { narrative: _narrative, ...rest } = proposed ?? before;
  return proposed ? { errors, proposed: rest } : { errors };
}

/** The column that the form's field stands in; lists may be spread over columns of their own. */
function formColumn(field: string, columns: readonly KnownColumn[]): string {
  const has = (name: string): boolean => columns.some((column) => column.kind === "field" && column.field === name);
  return (field === "from" || field === "to") && !has(field) ? "period" : field;
}

function sayError(field: string, text: string, { values }: ReadRow): string {
  return field === "rating" ? `“${values.get("rating") ?? ""}” is no rating here. ${text}` : text;
}

function planChange(
  { row }: WrittenReturn,
  {
    pilot,
    named,
    read,
    form,
  }: {
    readonly pilot: Subject;
    readonly named?: ConfirmedUpdate;
    readonly read: ReadRow;
    readonly form: FormOutcome;
  },
  { knowledge, standing }: ReturnContext,
): PlannedChange | { readonly field?: ColumnField; readonly problem: string } {
  const { proposed } = form;
  if (!proposed) return { problem: "It says nothing." };
  const {
    pilot: _pilot,
    programme: _programme,
    personalData: _data,
    spans: _spans,
    marking: said,
    ...written
  } = proposed;
  const amends = named ?? (written.period && sameReturn(standing, pilot, written));
  if (!amends && !written.period)
    return { field: "period", problem: "It says no period. Write it as October 2026, or fill in from and to." };
  const fields = fillReturn(written, amends?.fields ?? noFields, read.emptied);
  if (!hasContent(fields))
    return { problem: amends ? `Nothing would be left of ${amends.id}. Withdraw it instead.` : "It says nothing." };
  const twice = repeatedFigure(fields.metrics);
  if (twice !== undefined) return { problem: `It gives the figure “${twice}” twice.` };
  if (read.emptied.has("marking") && amends?.marking !== undefined)
    return {
      field: "marking",
      problem: `${amends.id} is marked ${amends.marking}: a marking is changed, never taken away.`,
    };
  const marking = said ?? amends?.marking;
  const base = { row, pilot, fields, ...(marking !== undefined && { marking }), ...(amends && { amends }) };
  if (!amends)
    return { ...base, action: "add", changes: [...describeFields(fields, knowledge), ...sayMarking(marking)] };
  const changes = [
    ...describeChange(amends.fields, fields, knowledge),
    ...(marking === amends.marking ? [] : sayMarking(`${amends.marking ?? "none"} → ${marking ?? "none"}`)),
  ];
  return { ...base, action: changes.length === 0 ? "same" : "amend", changes };
}

function sayMarking(value: string | undefined): readonly SaidField[] {
  return value === undefined ? [] : [{ field: "marking", label: "Marking", value }];
}

function sameReturn(
  standing: readonly ConfirmedUpdate[],
  pilot: Subject,
  { period }: UpdateFields,
): ConfirmedUpdate | undefined {
  return standing.find(
    ({ pilot: of, fields }) =>
      of === pilot.id && fields.period?.from === period?.from && fields.period?.to === period?.to,
  );
}
