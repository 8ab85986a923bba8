import { compare, type CountedField, type Finding } from "./field-counts.ts";
import { holdsWords } from "./match-text.ts";
import type { Proposed } from "./proposed-line.ts";
import { scoreDated } from "./score-dated.ts";
import { scoreHelp, scoreMetrics, scoreRisks } from "./score-lists.ts";
import type { ProposalLabel } from "./update-message.ts";

/** An update without content, which is held against a label that nothing was proposed for. */
export const nothingProposed: Proposed = {
  pilot: null,
  programme: null,
  milestones: [],
  metrics: [],
  risks: [],
  help: [],
  nextSteps: [],
  personalData: [],
};

/** The label of an update without content, for one that is proposed without need. */
export const nothingWanted: ProposalLabel = {
  pilot: null,
  programme: null,
  narrativeContains: [],
  milestones: [],
  metrics: [],
  spend: {},
  risks: [],
  help: [],
  nextSteps: [],
  personalData: [],
};

/** Holds one proposed update against its label, field by field; personal data is held against the whole message. */
export function scoreProposal(label: ProposalLabel, proposed: Proposed): readonly Finding[] {
  return [
    ...compare("pilot", { wanted: label.pilot ?? undefined, got: proposed.pilot ?? undefined }),
    ...compare("programme", { wanted: label.programme ?? undefined, got: proposed.programme ?? undefined }),
    ...compare("period", { wanted: daysOf(label.period), got: daysOf(proposed.period) }),
    ...compare<string>("rating", { wanted: label.rating, got: proposed.rating }),
    ...(label.scale ? compare<string>("scale", { wanted: label.scale, got: proposed.scale }) : []),
    ...compare<string>("trend", { wanted: label.trend, got: proposed.trend }),
    ...label.narrativeContains.map((words) => judgeNarrative(words, proposed.narrative ?? "")),
    ...scoreDated(label, proposed),
    ...scoreMetrics(label.metrics, proposed.metrics),
    ...scoreSpend(label.spend, proposed.spend),
    ...scoreRisks(label.risks, proposed.risks),
    ...scoreHelp(label.help, proposed.help),
    ...compare("marking", { wanted: plainMarking(label.marking), got: plainMarking(proposed.marking) }),
  ];
}

function daysOf(period: { readonly from: string; readonly to: string } | undefined): string | undefined {
  return period && `${period.from} to ${period.to}`;
}

function judgeNarrative(wanted: string, narrative: string): Finding {
  return { field: "narrative", verdict: holdsWords(wanted, narrative) ? "right" : "missed", wanted };
}

const sums = [
  ["spend.toDate", "toDatePence"],
  ["spend.forecast", "forecastPence"],
  ["spend.budget", "budgetPence"],
] as const satisfies readonly (readonly [CountedField, string])[];

function scoreSpend(label: ProposalLabel["spend"], spend: Proposed["spend"]): readonly Finding[] {
  return sums.flatMap(([field, key]) => compare(field, { wanted: label[key], got: spend?.[key] }));
}

/** `Official – Sensitive` and `OFFICIAL-SENSITIVE` are one marking. */
function plainMarking(marking: string | undefined): string | undefined {
  return marking
    ?.toUpperCase()
    .replaceAll(/[^A-Z]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
