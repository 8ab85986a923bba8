import { formatMoney } from "../core/money.ts";
import type { Proposal, ProposedUpdate } from "../core/update.ts";

/** A proposal for a terminal: a line a field, and what is still asked. */
export function proposalText({ isUpdate, proposals, question }: Proposal): string {
  if (!isUpdate) return "This message reports nothing that could be logged as an update.";
  const asked = question && [question.text, ...question.choices.map(({ value, label }) => `  ${value}  ${label}`)];
  return [...proposals.map(updateText), ...(asked ? [asked.join("\n")] : [])].join("\n\n");
}

function updateText(update: ProposedUpdate): string {
  const { period, spend } = update;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ["Pilot", update.pilot ?? "not known"],
    ["Programme", update.programme ?? undefined],
    ["Period", period && `from ${period.from} up to but not including ${period.to}`],
    ["Rating", [update.rating, update.trend && `(${update.trend})`].filter(Boolean).join(" ") || undefined],
    ["Scale", update.scale],
    ["Marking", update.marking],
    ...update.metrics.map(({ name, value, unit, target }) => {
      const aim = target === undefined ? "" : ` (target ${target})`;
      return ["Metric", `${name}: ${value}${unit === undefined ? "" : ` ${unit}`}${aim}`] as const;
    }),
    ["Spent to date", pounds(spend?.toDatePence)],
    ["Forecast", pounds(spend?.forecastPence)],
    ["Budget", pounds(spend?.budgetPence)],
    ...update.milestones.map(({ name, due, forecast, done }) => {
      const dates = [due && `due ${due}`, forecast && `forecast ${forecast}`, doneText(done)].filter(Boolean);
      return ["Milestone", [name, ...dates].join(", ")] as const;
    }),
    ...update.risks.map(({ text, ownerRole, mitigation }) => {
      const more = [ownerRole && `owner: ${ownerRole}`, mitigation && `mitigation: ${mitigation}`].filter(Boolean);
      return ["Risk", [text, ...more].join("; ")] as const;
    }),
    ...update.help.map(({ department, text }) => ["Help wanted", `${department}: ${text}`] as const),
    ...update.nextSteps.map(({ text, due }) => ["Next", due === undefined ? text : `${text} (${due})`] as const),
    ["Summary", update.narrative],
    ["Personal data", update.personalData.map(({ kind }) => kind).join(", ") || undefined],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : [`${label.padEnd(14)}${value}`])).join("\n");
}

function doneText(done: ProposedUpdate["milestones"][number]["done"]): string | undefined {
  return done === true ? "done" : done && `done ${done}`;
}

function pounds(pence: number | undefined): string | undefined {
  return pence === undefined ? undefined : formatMoney({ pence, qualifier: "exact", basis: "cumulative" });
}
