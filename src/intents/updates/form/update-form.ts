import type { Form, FormField, FormSubmission } from "../../../core/form.ts";
import type { Knowledge } from "../../../core/knowledge.ts";
import type { Subject } from "../../../core/ledger.ts";
import { ratings, trends } from "../../../core/update.ts";
import type { ProposedUpdate, RatingScale } from "../../../core/update.ts";
import { dayBefore, nameOf, sayRating } from "../describe-fields.ts";
import { writeHelp, writeMetric, writeMilestone, writeMoney, writeRisk, writeStep } from "./form-lines.ts";

/** At most so many words of narrative. */
export const mostWords = 250;

/** How many characters a field of the form holds: what a Slack input takes. */
export const mostCharacters = 3000;

/** The names of its fields. */
export const fieldNames = [
  "pilot",
  "from",
  "to",
  "rating",
  "trend",
  "narrative",
  "spent",
  "forecast",
  "budget",
  "milestones",
  "metrics",
  "risks",
  "help",
  "nextSteps",
  "marking",
] as const;

/** How many pilots are offered: what a Slack menu takes. */
const mostPilots = 100;

/** A value of a choice, and how it is shown. */
interface FormOption {
  readonly value: string;
  readonly label: string;
}

/** What a form is opened for. `target` is a draft, an update, or `new`. */
export interface FormTarget {
  readonly target: string;
  readonly hash: string;
  readonly title: string;
  readonly submitLabel: string;
}

/** The pilots that may be chosen, those of the caller's own places first. */
export function pilotChoices(
  knowledge: Knowledge,
  own: { readonly pilots: readonly string[]; readonly programmes: readonly string[] },
  current: string | null,
): readonly Subject[] {
  const isLive = ({ programme }: Subject): boolean => knowledge.subject(programme ?? "")?.status === "live";
  const pilots = knowledge.ofKind("participation").filter(({ participationKind }) => participationKind === "pilot");
  const isOwn = ({ id, programme }: Subject): boolean =>
    own.pilots.includes(id) || own.programmes.includes(programme ?? "");
  const rank = (pilot: Subject): number => (pilot.id === current ? 0 : isOwn(pilot) ? 1 : isLive(pilot) ? 2 : 3);
  return pilots
    .filter((pilot) => rank(pilot) < 3)
    .toSorted((left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name, "en"))
    .slice(0, mostPilots);
}

/** Every field of an update to fill in, with what stands in it now. */
export function updateForm(
  proposed: ProposedUpdate,
  { target, hash, title, submitLabel }: FormTarget,
  { knowledge, pilots }: { readonly knowledge: Knowledge; readonly pilots: readonly Subject[] },
): Form {
  const intro =
    "Fill in what there is to say; leave the rest empty. Write about the pilot, not about people: no names, addresses, numbers or dates of birth of residents.";
  return {
    id: "update",
    target,
    hash,
    title,
    intro,
    fields: [
      ...mainFields(proposed, { knowledge, pilots }),
      ...listFields(proposed, knowledge),
      markingField(proposed),
    ],
    submitLabel,
  };
}

interface FieldContext {
  readonly knowledge: Knowledge;
  readonly pilots: readonly Subject[];
}

function mainFields(proposed: ProposedUpdate, { knowledge, pilots }: FieldContext): readonly FormField[] {
  const { pilot, period, rating, trend, narrative, spend } = proposed;
  const scale = scaleOf(proposed, knowledge);
  return [
    {
      name: "pilot",
      label: "Pilot",
      kind: "choice",
      isRequired: true,
      ...(pilot !== null && { value: pilot }),
      options: pilots.map((one) => ({ value: one.id, label: labelOf(one, knowledge) })),
    },
    optional("from", "First day it reports on", "date", period?.from),
    optional("to", "Last day it reports on", "date", period && dayBefore(period.to)),
    { ...optional("rating", "Rating", "choice", rating), options: ratingOptions(scale) },
    { ...optional("trend", "Compared with last time", "choice", trend), options: trendOptions },
    {
      ...optional("narrative", "Summary", "longText", narrative),
      maxLength: mostCharacters,
      hint: `At most ${mostWords} words.`,
    },
    optional("spent", "Spent to date", "money", written(spend?.toDatePence)),
    optional("forecast", "Forecast spend", "money", written(spend?.forecastPence)),
    optional("budget", "Budget", "money", written(spend?.budgetPence)),
  ];
}

function listFields(proposed: ProposedUpdate, knowledge: Knowledge): readonly FormField[] {
  const { milestones, metrics, risks, help, nextSteps } = proposed;
  const name = (id: string): string => nameOf(id, knowledge);
  const list = (field: string, label: string, example: string, lines: readonly string[]): FormField => ({
    ...optional(field, label, "longText", lines.length > 0 ? lines.join("\n") : undefined),
    maxLength: mostCharacters,
    hint: `One on each line, such as: ${example}`,
  });
  return [
    list(
      "milestones",
      "Milestones",
      "New wardens start | 2026-11-30 | done 2026-11-28",
      milestones.map(writeMilestone),
    ),
    list("metrics", "Figures", "referrals | 42 | target 60", metrics.map(writeMetric)),
    list(
      "risks",
      "Risks",
      "contract runs out | owner: programme manager | mitigation: a second bidder",
      risks.map(writeRisk),
    ),
    list(
      "help",
      "Help wanted",
      "department | what is wanted",
      help.map((one) => writeHelp(one, name)),
    ),
    list("nextSteps", "Next steps", "sign the lease | 2026-12-12", nextSteps.map(writeStep)),
  ];
}

/** The handling labels that the form offers. */
const markings = ["OFFICIAL", "OFFICIAL-SENSITIVE"];

/** The handling labels that may be chosen: those that are offered, and the one that stands there. */
export function markingOptions({ marking }: ProposedUpdate): readonly FormOption[] {
  const known = marking === undefined || markings.includes(marking) ? markings : [...markings, marking];
  return known.map((value) => ({ value, label: value }));
}

function markingField(proposed: ProposedUpdate): FormField {
  return { ...optional("marking", "Marking", "choice", proposed.marking), options: markingOptions(proposed) };
}

function optional(name: string, label: string, kind: FormField["kind"], value: string | undefined): FormField {
  return { name, label, kind, isRequired: false, ...(value !== undefined && { value }) };
}

function written(pence: number | undefined): string | undefined {
  return pence === undefined ? undefined : writeMoney(pence);
}

/** How a pilot is offered: with its programme. */
export function labelOf(pilot: Subject, knowledge: Knowledge): string {
  const programme = knowledge.subject(pilot.programme ?? "")?.name;
  return programme === undefined ? pilot.name : `${pilot.name}, ${programme}`;
}

/** The scale that an update is rated on: its programme's, else its own, else the finer one. */
export function scaleOf({ programme, scale }: ProposedUpdate, knowledge: Knowledge): RatingScale {
  return knowledge.subject(programme ?? "")?.ratingScale ?? scale ?? "five-step";
}

/** The ratings of a scale, best first. */
export function ratingOptions(scale: RatingScale): readonly FormOption[] {
  return ratings
    .filter((rating) => scale === "five-step" || !rating.includes("-"))
    .toReversed()
    .map((value) => ({ value, label: sayRating(value) }));
}

const trendLabels = { up: "Better", same: "The same", down: "Worse" } as const;
/** What may be said of the last time, best first. */
export const trendOptions: readonly FormOption[] = trends.map((value) => ({ value, label: trendLabels[value] }));

/** The form as it came back, with what is wrong said at each field. */
export function withErrors(form: Form, { values }: FormSubmission, errors: ReadonlyMap<string, string>): Form {
  const fields = form.fields.map((field) => {
    const { value: _before, ...rest } = field;
    const [value, error] = [values[field.name], errors.get(field.name)];
    return { ...rest, ...(value !== undefined && value !== "" && { value }), ...(error !== undefined && { error }) };
  });
  return { ...form, fields };
}
