import type { Value } from "../../core/attribute.ts";
import type { MoneyBasis } from "../../core/money.ts";
import { readDaySpan, type Day, type DaySpan } from "../../core/time.ts";
import type { HelpWanted, Metric, Milestone, NextStep, Risk, Spend, UpdateFields } from "../../core/update.ts";
import type { UpdateAttributeId } from "./update-attributes.ts";

/** What a field of an update states of its pilot. */
export interface FieldStatement {
  readonly attribute: UpdateAttributeId;
  /** The path of the field, as spans name it: `metrics.0`. */
  readonly field: string;
  readonly value: Value;
  readonly part?: string;
  readonly unit?: string;
}

/** Everything that the fields of an update state, in the order of `updateAttributeIds`. */
export function statementsOf(fields: UpdateFields): readonly FieldStatement[] {
  return [
    ...words("rating", "rating", fields.rating),
    ...words("trend", "trend", fields.trend),
    ...words("narrative", "narrative", fields.narrative),
    ...fields.milestones.flatMap(milestoneStatements),
    ...fields.metrics.flatMap(metricStatements),
    ...spendStatements(fields.spend ?? {}),
    ...fields.risks.flatMap((risk, index) => words("risk", `risks.${index}`, sayRisk(risk))),
    ...fields.help.flatMap(helpStatements),
    ...fields.nextSteps.flatMap((step, index) => words("nextStep", `nextSteps.${index}`, sayStep(step))),
  ];
}

function words(attribute: UpdateAttributeId, field: string, text: string | undefined): readonly FieldStatement[] {
  return text === undefined || text === "" ? [] : [{ attribute, field, value: { kind: "text", text } }];
}

function milestoneStatements(milestone: Milestone, index: number): readonly FieldStatement[] {
  const field = `milestones.${index}`;
  const { name: part, due, forecast, done } = milestone;
  const dated = (attribute: UpdateAttributeId, day: Day | true | undefined): readonly FieldStatement[] =>
    typeof day === "string" ? [{ attribute, field, part, value: dateValue(day) }] : [];
  return [
    { attribute: "milestone", field, part, value: { kind: "text", text: sayMilestone(milestone) } },
    ...dated("milestoneDue", due),
    ...dated("milestoneForecast", forecast),
    ...dated("milestoneDone", done),
  ];
}

function dateValue(text: Day): Value {
  const days = readDaySpan(text);
  return { kind: "date", text, ...(days && { days }) };
}

function metricStatements({ name: part, value, unit, target }: Metric, index: number): readonly FieldStatement[] {
  const field = `metrics.${index}`;
  const state = (attribute: UpdateAttributeId, amount: number): FieldStatement => ({
    attribute,
    field,
    part,
    ...amountOf(amount, unit?.trim()),
  });
  return [state("metric", value), ...(target === undefined ? [] : [state("metricTarget", target)])];
}

function amountOf(amount: number, unit: string | undefined): Pick<FieldStatement, "value" | "unit"> {
  if (unit === undefined || unit === "") return { value: { kind: "count", count: amount } };
  if (/^(?:%|per ?cent)$/i.test(unit)) return { value: { kind: "percent", percent: amount } };
  if (/^(?:£|gbp|pounds?)$/i.test(unit)) return { value: moneyValue(Math.round(amount * 100), "total") };
  return { value: { kind: "count", count: amount }, unit };
}

function moneyValue(pence: number, basis: MoneyBasis): Value {
  return { kind: "money", money: { pence, qualifier: "exact", basis } };
}

function spendStatements({ toDatePence, forecastPence, budgetPence }: Spend): readonly FieldStatement[] {
  const state = (attribute: UpdateAttributeId, key: keyof Spend, pence: number | undefined, basis: MoneyBasis) =>
    pence === undefined ? [] : [{ attribute, field: `spend.${key}`, value: moneyValue(pence, basis) }];
  return [
    ...state("spendToDate", "toDatePence", toDatePence, "cumulative"),
    ...state("spendForecast", "forecastPence", forecastPence, "total"),
    ...state("budget", "budgetPence", budgetPence, "total"),
  ];
}

function helpStatements({ department, text }: HelpWanted, index: number): readonly FieldStatement[] {
  const field = `help.${index}`;
  const from: readonly FieldStatement[] =
    department === "" ? [] : [{ attribute: "helpFrom", field, value: { kind: "reference", id: department } }];
  return [...words("help", field, text), ...from];
}

function sayMilestone({ name, due, forecast, done }: Milestone): string {
  return withDetails(name, [
    due && `due ${sayDay(due)}`,
    forecast && `forecast ${sayDay(forecast)}`,
    done && (done === true ? "done" : `done ${sayDay(done)}`),
  ]);
}

function sayRisk({ text, ownerRole, mitigation }: Risk): string {
  return withDetails(text, [ownerRole && `owner: ${ownerRole}`, mitigation && `mitigation: ${mitigation}`]);
}

function sayStep({ text, due }: NextStep): string {
  return withDetails(text, [due && `by ${sayDay(due)}`]);
}

function withDetails(text: string, details: readonly (string | undefined)[]): string {
  const said = details.filter(Boolean).join("; ");
  return said === "" ? text : `${text.replace(/\.$/, "")} (${said})`;
}

const dayWords = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function sayDay(day: Day): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : dayWords.format(time);
}

/** The days that a figure without a period belongs to: the day from which its update holds. */
export function singleDay(day: Day): DaySpan {
  return readDaySpan(day) ?? { from: day, to: day };
}
