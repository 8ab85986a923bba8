import type { FormSubmission } from "../../../core/form.ts";
import type { Knowledge } from "../../../core/knowledge.ts";
import { fold } from "../../../core/words.ts";
import { ratings, trends } from "../../../core/update.ts";
import type { ProposedUpdate, Spend, UpdateFields } from "../../../core/update.ts";
import { spansThatHold } from "../../../ledger/updates/field-words.ts";
import { dayAfter } from "../describe-fields.ts";
import type { ReadLine } from "./form-lines.ts";
import {
  clip,
  readHelp,
  readMetric,
  readMilestone,
  readMoney,
  readRisk,
  readStep,
  readWrittenDay,
} from "./form-lines.ts";
import {
  fieldNames,
  markingOptions,
  mostCharacters,
  mostWords,
  ratingOptions,
  scaleOf,
  trendOptions,
} from "./update-form.ts";

/** A form as it was read: the update that it says, or what is wrong by name of the field. */
export type ReadForm = { readonly proposed: ProposedUpdate } | { readonly errors: ReadonlyMap<string, string> };

/** How much one list holds. */
const mostLines = 50;

/** What a form is read with. */
export interface FormReading {
  readonly knowledge: Knowledge;
  /** What stood in the form when it was opened: words that were not changed stay with their fields. */
  readonly before: ProposedUpdate;
  /** Says what personal data a text holds; undefined for none. */
  readonly personalDataIn: (text: string) => string | undefined;
}

/** Reads a form as it came back; nothing in it is believed before it is checked. */
export function readUpdateForm(submission: FormSubmission, reading: FormReading): ReadForm {
  const { knowledge, before } = reading;
  const errors = new Map<string, string>();
  const said = (name: string): string => [submission.values[name] ?? ""].flat().join("\n").trim();
  const pilot = knowledge.subject(said("pilot"));
  const isPilot = pilot?.kind === "participation" && (pilot.participationKind === "pilot" || pilot.id === before.pilot);
  if (!isPilot) errors.set("pilot", "Choose the pilot that this is about.");
  const programme = pilot?.programme ?? null;
  const fields: UpdateFields = {
    ...readPeriod(said, errors),
    ...readRating(said("rating"), { ...before, programme }, { knowledge, errors }),
    ...readNarrative(said("narrative"), errors),
    ...readSpend(said, errors),
    milestones: readList("milestones", said, readMilestone, errors),
    metrics: readList("metrics", said, readMetric, errors),
    risks: readList("risks", said, readRisk, errors),
    help: readList("help", said, (line) => readHelp(line, (name) => departmentOf(name, knowledge)), errors),
    nextSteps: readList("nextSteps", said, readStep, errors),
    ...readTrend(said("trend"), errors),
  };
  const marking = readMarking(said("marking"), { before, errors });
  for (const name of ["narrative", "milestones", "metrics", "risks", "help", "nextSteps"]) {
    const found = reading.personalDataIn(said(name));
    if (found !== undefined && !errors.has(name))
      errors.set(name, `Take out ${found}: personal data must not be recorded.`);
  }
  checkLengths(submission, errors);
  checkNames(submission, errors);
  const isEmpty = !hasContent(fields);
  if (isEmpty && errors.size === 0) errors.set("narrative", "Say something: a rating, a summary or a figure.");
  if (errors.size > 0 || !pilot) return { errors };
  return {
    proposed: {
      ...fields,
      pilot: pilot.id,
      programme,
      ...(marking !== undefined && { marking }),
      personalData: [],
      spans: spansThatHold(before.spans, before, fields),
    },
  };
}

type Said = (name: string) => string;
type Errors = Map<string, string>;

/** True for an update that says anything at all. */
export function hasContent({ rating, trend, narrative, spend, ...lists }: UpdateFields): boolean {
  const { milestones, metrics, risks, help, nextSteps } = lists;
  const items = [milestones, metrics, risks, help, nextSteps].reduce((count, list) => count + list.length, 0);
  return rating !== undefined || trend !== undefined || narrative !== undefined || spend !== undefined || items > 0;
}

function readPeriod(said: Said, errors: Errors): Pick<UpdateFields, "period"> {
  const [from, to] = [said("from"), said("to")];
  if (from === "" && to === "") return {};
  const days = { from: readWrittenDay(from), to: readWrittenDay(to) };
  if (days.from === undefined) errors.set("from", from === "" ? "Give the first day too." : notADay);
  if (days.to === undefined) errors.set("to", to === "" ? "Give the last day too." : notADay);
  if (days.from === undefined || days.to === undefined) return {};
  if (days.to < days.from) errors.set("to", "The last day comes before the first.");
  return { period: { from: days.from, to: dayAfter(days.to) } };
}

const notADay = "This is not a date. Write it as 2026-11-30.";

function readRating(
  said: string,
  proposed: ProposedUpdate,
  { knowledge, errors }: { readonly knowledge: Knowledge; readonly errors: Errors },
): Pick<UpdateFields, "rating" | "scale"> {
  if (said === "") return {};
  const scale = scaleOf(proposed, knowledge);
  const rating = ratings.find((one) => one === said);
  if (rating && ratingOptions(scale).some(({ value }) => value === rating)) return { rating, scale };
  errors.set("rating", `This programme rates on: ${sayOptions(ratingOptions(scale))}. Choose one of them.`);
  return {};
}

function readTrend(said: string, errors: Errors): Pick<UpdateFields, "trend"> {
  if (said === "") return {};
  const trend = trends.find((one) => one === said);
  if (trend) return { trend };
  errors.set("trend", `Choose one of: ${sayOptions(trendOptions)}.`);
  return {};
}

/** A marking is one of those that are offered, or the one that stood there. */
function readMarking(
  said: string,
  { before, errors }: { readonly before: ProposedUpdate; readonly errors: Errors },
): string | undefined {
  if (said === "") return undefined;
  const offered = markingOptions(before);
  if (offered.some(({ value }) => value === said)) return said;
  errors.set("marking", `Choose one of: ${offered.map(({ label }) => label).join(", ")}.`);
  return undefined;
}

function sayOptions(options: readonly { readonly label: string }[]): string {
  return options.map(({ label }) => label.toLowerCase()).join(", ");
}

/** Platforms hold people to the length of a field where they can; here it is held whatever they do. */
function checkLengths({ values }: FormSubmission, errors: Errors): void {
  for (const name of fieldNames) {
    const length = [values[name] ?? ""].flat().join("\n").trim().length;
    if (length > mostCharacters) {
      const [has, most] = [length, mostCharacters].map((count) => count.toLocaleString("en-GB"));
      errors.set(name, `This has ${has} characters. Shorten it to ${most}.`);
    }
  }
}

/** A form that was opened before a field was taken away still sends it: its words are given back and not lost. */
function checkNames({ values }: FormSubmission, errors: Errors): void {
  for (const [name, value] of Object.entries(values)) {
    const said = [value].flat().join(" ").trim();
    if (said === "" || fieldNames.some((known) => known === name)) continue;
    errors.set(
      "narrative",
      `This form has changed since you opened it, and “${clip(said)}” has no field in it any more.`,
    );
  }
}

function readNarrative(said: string, errors: Errors): Pick<UpdateFields, "narrative"> {
  const count = countWords(said);
  if (count > mostWords) errors.set("narrative", `The summary has ${count} words. Shorten it to ${mostWords}.`);
  return said === "" ? {} : { narrative: said };
}

/** How many words a text has. */
function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== "").length;
}

function readSpend(said: Said, errors: Errors): Pick<UpdateFields, "spend"> {
  const read = (name: string): number | undefined => {
    const text = said(name);
    const pence = text === "" ? undefined : readMoney(text);
    if (text !== "" && pence === undefined) errors.set(name, `“${clip(text)}” is not an amount. Write it as £12,500.`);
    return pence;
  };
  const [toDatePence, forecastPence, budgetPence] = [read("spent"), read("forecast"), read("budget")];
  const spend: Spend = {
    ...(toDatePence !== undefined && { toDatePence }),
    ...(forecastPence !== undefined && { forecastPence }),
    ...(budgetPence !== undefined && { budgetPence }),
  };
  return Object.keys(spend).length > 0 ? { spend } : {};
}

function readList<Item>(
  name: string,
  said: Said,
  read: (line: string) => ReadLine<Item>,
  errors: Errors,
): readonly Item[] {
  const lines = said(name)
    .split(/\r?\n/)
    .map((line) => line.trim());
  const items: Item[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const found = read(line);
    if ("item" in found) items.push(found.item);
    else if (!errors.has(name)) errors.set(name, lines.length > 1 ? `Line ${index + 1}: ${found.error}` : found.error);
  }
  if (items.length > mostLines) errors.set(name, `These are ${items.length} lines. Keep to ${mostLines}.`);
  return items;
}

/** The id of the department of a name; the name itself where there is none on record, or several. */
function departmentOf(name: string, knowledge: Knowledge): string {
  const said = fold(name);
  const found = knowledge
    .ofKind("department")
    .filter(({ id }) => knowledge.namesOf(id).some((one) => fold(one) === said));
  const [only] = found;
  return found.length === 1 && only ? only.id : name;
}
