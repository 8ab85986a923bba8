import type { Metric, Spend, UpdateFields } from "../../../core/update.ts";
import { figureKey, sameFigure } from "./return-columns.ts";
import type { ColumnField } from "./return-columns.ts";

/** What an update says once a row is put over it: an empty cell says nothing about what stands, `none` takes it out. */
export function fillReturn(said: UpdateFields, before: UpdateFields, emptied: ReadonlySet<string>): UpdateFields {
  const { period, rating, scale, trend, narrative } = before;
  const { milestones, metrics, risks, help, nextSteps, spend: _spend, ...single } = said;
  const list = <Item>(field: ColumnField, now: readonly Item[], then: readonly Item[]): readonly Item[] =>
    now.length > 0 ? now : emptied.has(field) ? [] : then;
  const spend = fillSpend(said.spend, before.spend, emptied);
  return {
    ...(period && { period }),
    ...(rating && !emptied.has("rating") && { rating, ...(scale && { scale }) }),
    ...(trend && !emptied.has("trend") && { trend }),
    ...(narrative !== undefined && { narrative }),
    ...single,
    ...(Object.keys(spend).length > 0 && { spend }),
    metrics: fillMetrics(metrics, before.metrics, emptied),
    milestones: list("milestones", milestones, before.milestones),
    risks: list("risks", risks, before.risks),
    help: list("help", help, before.help),
    nextSteps: list("nextSteps", nextSteps, before.nextSteps),
  };
}

function fillSpend(said: Spend = {}, before: Spend = {}, emptied: ReadonlySet<string>): Spend {
  const { toDatePence, forecastPence, budgetPence } = before;
  return {
    ...(toDatePence !== undefined && !emptied.has("spent") && { toDatePence }),
    ...(forecastPence !== undefined && !emptied.has("forecast") && { forecastPence }),
    ...(budgetPence !== undefined && !emptied.has("budget") && { budgetPence }),
    ...said,
  };
}

/** Figures that were there keep their place and the way their name is written; what is not said of one stays. */
function fillMetrics(
  said: readonly Metric[],
  before: readonly Metric[],
  emptied: ReadonlySet<string>,
): readonly Metric[] {
  const isOld = ({ name }: Metric): boolean => before.some((one) => sameFigure(one.name, name));
  const standing = before.filter(
    ({ name }) =>
      !emptied.has(figureKey(name)) && !(emptied.has("metrics") && !said.some((one) => sameFigure(one.name, name))),
  );
  const kept = standing.map((old) => {
    const now = said.find(({ name }) => sameFigure(name, old.name));
    return now ? { ...old, ...now, name: old.name } : old;
  });
  return [...kept, ...said.filter((metric) => !isOld(metric))];
}

/** The name of a figure that stands twice, or undefined. */
export function repeatedFigure(metrics: readonly Metric[]): string | undefined {
  return metrics.find(({ name }, index) => metrics.findIndex((other) => sameFigure(other.name, name)) !== index)?.name;
}
