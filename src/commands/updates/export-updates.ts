import { writeFile } from "node:fs/promises";
import { formatMoney } from "../../core/money.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { dayBefore, describeFields } from "../../intents/updates/describe-fields.ts";
import { csvFile } from "../../renderers/files/reply-csv.ts";
import { exitCodes } from "../command.ts";
import type { UpdatesContext } from "./operator.ts";

/** Writes updates as CSV, one a row, with where each came from and since when it is known. */
export async function exportUpdates(
  path: string,
  updates: readonly ConfirmedUpdate[],
  { operator, print }: UpdatesContext,
): Promise<number> {
  const { knowledge } = operator;
  const metrics = [...new Set(updates.flatMap(({ fields }) => fields.metrics.map(({ name }) => name)))].toSorted();
  const fixed = [
    "update",
    "programme",
    "pilot",
    "from",
    "to",
    "rating",
    "trend",
    "summary",
    "spent",
    "forecast",
    "budget",
  ];
  const lists = ["milestones", "risks", "help wanted", "next steps"];
  const origin = ["marking", "posted", "recorded", "version", "message"];
  const headings = [
    ...fixed,
    ...metrics.flatMap((name) => [`figure: ${name}`, `target: ${name}`]),
    ...lists,
    ...origin,
  ];
  const rows = updates.map((update) => {
    const { fields } = update;
    const { period, rating, trend, narrative, spend } = fields;
    const said = describeFields(fields, knowledge);
    const list = (name: string): string =>
      said
        .filter(({ field }) => field.startsWith(`${name}.`))
        .map(({ value }) => value)
        .join("; ");
    const nameOf = (id: string): string => knowledge.subject(id)?.name ?? id;
    return [
      update.id,
      nameOf(update.programme),
      nameOf(update.pilot),
      period?.from ?? "",
      period ? dayBefore(period.to) : "",
      rating ?? "",
      trend ?? "",
      narrative ?? "",
      ...[spend?.toDatePence, spend?.forecastPence, spend?.budgetPence].map(writePence),
      ...metrics.flatMap((name) => {
        const metric = fields.metrics.find((one) => one.name === name);
        return [metric?.value, metric?.target].map((value) => (value === undefined ? "" : String(value)));
      }),
      ...["milestones", "risks", "help", "nextSteps"].map(list),
      update.marking ?? "",
      update.postedAt,
      update.recordedAt,
      String(update.version),
      update.message?.permalink ?? "",
    ];
  });
  await writeFile(path, csvFile([headings, ...rows]));
  print(`${updates.length} updates written to ${path}`);
  return exitCodes.ok;
}

function writePence(pence: number | undefined): string {
  return pence === undefined ? "" : formatMoney({ pence, qualifier: "exact", basis: "total" });
}
