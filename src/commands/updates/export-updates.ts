import type { Knowledge } from "../../core/knowledge.ts";
import type { ConfirmedUpdate, Metric } from "../../core/update.ts";
import { dayBefore, nameOf } from "../../intents/updates/describe-fields.ts";
import { writeHelp, writeMilestone, writeMoney, writeRisk, writeStep } from "../../intents/updates/form/form-lines.ts";
import { figureKey } from "../../intents/updates/returns/return-columns.ts";
import { csvFile } from "../../renderers/files/csv-file.ts";
import { exitCodes } from "../command.ts";
import { writeOut } from "../write-out.ts";
import type { UpdatesContext } from "./operator.ts";

/** Writes updates as CSV, one a row, with where each came from; `updates import` takes the file back, changed or not. */
export async function exportUpdates(
  path: string,
  updates: readonly ConfirmedUpdate[],
  { operator, print }: UpdatesContext,
): Promise<number> {
  const figures = figureNames(updates);
  const headings = [
    ["update", "version", "programme", "pilot", "from", "to", "rating", "trend", "summary"],
    figures.flatMap((name) => [`figure: ${name}`, `target: ${name}`]),
    ["spent", "forecast", "budget", "milestones", "risks", "help wanted", "next steps"],
    ["marking", "posted", "recorded", "message"],
  ].flat();
  const rows = updates.map((update) => updateRow(update, figures, operator.knowledge));
  await writeOut(path, csvFile([headings, ...rows]));
  print(`${updates.length} ${updates.length === 1 ? "update" : "updates"} written to ${path}`);
  return exitCodes.ok;
}

/** The names of all figures, each once however it is written, in order. */
function figureNames(updates: readonly ConfirmedUpdate[]): readonly string[] {
  const names = updates.flatMap(({ fields }) => fields.metrics.map(({ name }) => name));
  return [...new Map(names.map((name) => [figureKey(name), name])).values()].toSorted((left, right) =>
    left.localeCompare(right, "en"),
  );
}

function updateRow(update: ConfirmedUpdate, figures: readonly string[], knowledge: Knowledge): readonly string[] {
  const { period, rating, trend, narrative, spend, metrics, milestones, risks, help, nextSteps } = update.fields;
  const money = (pence: number | undefined): string => (pence === undefined ? "" : writeMoney(pence));
  return [
    [update.id, String(update.version), nameOf(update.programme, knowledge), nameOf(update.pilot, knowledge)],
    [period?.from ?? "", period ? dayBefore(period.to) : "", rating ?? "", trend ?? "", narrative ?? ""],
    figures.flatMap((name) => figureCells(metrics.find((one) => figureKey(one.name) === figureKey(name)))),
    [money(spend?.toDatePence), money(spend?.forecastPence), money(spend?.budgetPence)],
    [milestones.map(writeMilestone), risks.map(writeRisk)].map((lines) => lines.join("\n")),
    help.map((one) => writeHelp(one, (id) => nameOf(id, knowledge))).join("\n"),
    nextSteps.map(writeStep).join("\n"),
    [update.marking ?? "", update.postedAt, update.recordedAt, update.message?.permalink ?? ""],
  ].flat();
}

function figureCells(metric: Metric | undefined): readonly [string, string] {
  if (!metric) return ["", ""];
  const { value, unit, target } = metric;
  const written = unit === undefined ? String(value) : unit === "%" ? `${value}%` : `${value} ${unit}`;
  return [written, target === undefined ? "" : String(target)];
}
