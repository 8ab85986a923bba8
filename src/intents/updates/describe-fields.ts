import { sayDate, sayList } from "../../answer/say-value.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import { formatMoney } from "../../core/money.ts";
import type { LabelledValue } from "../../core/reply.ts";
import type { Day, DaySpan } from "../../core/time.ts";
import { readDaySpan } from "../../core/time.ts";
import type { FieldSpan, Metric, Milestone, Rating, Risk, Spend, Trend, UpdateFields } from "../../core/update.ts";
import { fold } from "../../core/words.ts";
import { wordsOfField } from "../../ledger/updates/field-words.ts";

/** One thing that an update says. `field` is its path, as spans name it: `metrics.0`. */
export interface SaidField {
  readonly field: string;
  readonly label: string;
  readonly value: string;
}

/** Everything that an update says, in the order of its form. */
export function describeFields(fields: UpdateFields, knowledge: Knowledge): readonly SaidField[] {
  const { period, rating, trend, narrative, milestones, metrics, spend, risks, help, nextSteps } = fields;
  return [
    ...one("period", "Period", period && sayPeriod(period)),
    ...one("rating", "Rating", rating && sayRating(rating)),
    ...one("trend", "Trend", trend && trendWords[trend]),
    ...one("narrative", "Summary", narrative),
    ...many("milestones", "Milestone", milestones.map(sayMilestone)),
    ...many("metrics", "Figure", metrics.map(sayMetric)),
    ...spendFields(spend ?? {}),
    ...many("risks", "Risk", risks.map(sayRisk)),
    ...many(
      "help",
      "Help wanted",
      help.map(({ department, text }) => sayHelp(nameOf(department, knowledge), text)),
    ),
    ...many(
      "nextSteps",
      "Next step",
      nextSteps.map(({ text, due }) => withDetails(text, [due && `by ${sayDate(due)}`])),
    ),
  ];
}

/** What an update says as labelled values, each with the words that it came from. */
export function labelledFields(
  fields: UpdateFields,
  {
    knowledge,
    text,
    spans,
  }: { readonly knowledge: Knowledge; readonly text: string; readonly spans: readonly FieldSpan[] },
): readonly LabelledValue[] {
  return describeFields(fields, knowledge).map(({ field, label, value }) => {
    const words = wordsOfField(text, spans, field);
    return { label, value, ...(words !== undefined && saysMore(words, value) && { words }), citations: [] };
  });
}

/** False for words that stand in the value already: they would be read twice. */
function saysMore(words: string, value: string): boolean {
  const plain = (said: string): string => fold(said).replaceAll(/\s+/g, " ").trim();
  return !plain(value).includes(plain(words));
}

/** What changed from one content to another, old and new side by side; what both say is left out. */
export function describeChange(before: UpdateFields, after: UpdateFields, knowledge: Knowledge): readonly SaidField[] {
  const [old, now] = [describeFields(before, knowledge), describeFields(after, knowledge)];
  const isIn = (list: readonly SaidField[], { label, value }: SaidField): boolean =>
    list.some((other) => other.label === label && other.value === value);
  const gone = old.filter((field) => !isIn(now, field));
  const come = now.filter((field) => !isIn(old, field));
  const paired = come.map((field) => {
    const was = gone.find(({ field: path, label }) => path === field.field && label === field.label);
    return { was, field };
  });
  const left = gone.filter((field) => !paired.some(({ was }) => was === field));
  return [
    ...paired.map(({ was, field }) => ({
      ...field,
      value: was ? `${was.value} → ${field.value}` : `added: ${field.value}`,
    })),
    ...left.map((field) => ({ ...field, value: `${field.value} → taken out` })),
  ];
}

/** The fields that a return usually has and this one has not, in words; empty where it has all of them. */
export function missingFields({ period, rating, narrative }: UpdateFields): readonly string[] {
  return [period ? [] : "a period", rating ? [] : "a rating", narrative === undefined ? "a summary" : []].flat();
}

/** Writes a rating as people do. */
export function sayRating(rating: Rating): string {
  return rating.charAt(0).toUpperCase() + rating.slice(1);
}

const trendWords: Readonly<Record<Trend, string>> = {
  up: "Better than last time",
  same: "The same as last time",
  down: "Worse than last time",
};

/** Writes the days that an update reports on: a month, a quarter, or from when to when. */
export function sayPeriod({ from, to }: DaySpan): string {
  const month = from.slice(0, 7);
  if (readDaySpan(month)?.to === to && from.endsWith("-01")) return sayDate(month);
  const last = dayBefore(to);
  if (last === from) return sayDate(from);
  const isWholeMonths = from.endsWith("-01") && to.endsWith("-01");
  return isWholeMonths ? `${sayDate(month)} to ${sayDate(last.slice(0, 7))}` : `${sayDate(from)} to ${sayDate(last)}`;
}

/** The day before a day. */
export function dayBefore(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** The day after a day. */
export function dayAfter(day: Day): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

function sayMilestone({ name, due, forecast, done }: Milestone): string {
  return withDetails(name, [
    due && `due ${sayDate(due)}`,
    forecast && `forecast ${sayDate(forecast)}`,
    done && (done === true ? "done" : `done ${sayDate(done)}`),
  ]);
}

function sayMetric({ name, value, unit, target }: Metric): string {
  const amount = (number: number): string => {
    const figure = number.toLocaleString("en-GB", { maximumFractionDigits: 10 });
    if (unit === undefined) return figure;
    return unit === "%" ? `${figure}%` : unit === "£" ? `£${figure}` : `${figure} ${unit}`;
  };
  return `${name}: ${amount(value)}${target === undefined ? "" : ` (target ${amount(target)})`}`;
}

function sayRisk({ text, ownerRole, mitigation }: Risk): string {
  return withDetails(text, [ownerRole && `owner: ${ownerRole}`, mitigation && `mitigation: ${mitigation}`]);
}

function sayHelp(department: string, text: string): string {
  return department === "" ? text : `${text} (from ${department})`;
}

/** The name of a record, or the text itself where it is the id of none. */
export function nameOf(id: string, knowledge: Knowledge): string {
  return knowledge.subject(id)?.name ?? id;
}

function spendFields({ toDatePence, forecastPence, budgetPence }: Spend): readonly SaidField[] {
  return [
    ...one("spend.toDatePence", "Spent to date", sayPence(toDatePence)),
    ...one("spend.forecastPence", "Forecast spend", sayPence(forecastPence)),
    ...one("spend.budgetPence", "Budget", sayPence(budgetPence)),
  ];
}

function sayPence(pence: number | undefined): string | undefined {
  return pence === undefined ? undefined : formatMoney({ pence, qualifier: "exact", basis: "total" });
}

function one(field: string, label: string, value: string | undefined): readonly SaidField[] {
  return value === undefined ? [] : [{ field, label, value }];
}

function many(field: string, label: string, values: readonly string[]): readonly SaidField[] {
  return values.map((value, index) => ({ field: `${field}.${index}`, label, value }));
}

function withDetails(text: string, details: readonly (string | undefined)[]): string {
  const said = details.filter((detail) => detail !== undefined);
  return said.length === 0 ? text : `${text.replace(/\.$/, "")} (${sayList(said)})`;
}
