import type { AnswerType, Attribute, AttributeKind, Validity } from "../../core/attribute.ts";

/** The attributes that updates fill, in the order in which an update states them. */
export const updateAttributeIds = [
  "rating",
  "trend",
  "narrative",
  "milestone",
  "milestoneDue",
  "milestoneForecast",
  "milestoneDone",
  "metric",
  "metricTarget",
  "spendToDate",
  "spendForecast",
  "budget",
  "risk",
  "help",
  "helpFrom",
  "nextStep",
] as const;
export type UpdateAttributeId = (typeof updateAttributeIds)[number];

interface Declaration {
  readonly label: string;
  readonly kind: AttributeKind;
  readonly validity: Validity;
  readonly answers: AnswerType;
  readonly asks: readonly string[];
  readonly sentence: string;
}

const declarations: Readonly<Record<UpdateAttributeId, Declaration>> = {
  rating: {
    label: "rating",
    kind: "text",
    validity: "point",
    answers: "what",
    asks: ["rating", "rated", "rag", "rag rating", "rag status", "on track", "off track", "delivery confidence"],
    sentence: "{subject} was rated {value}.",
  },
  trend: {
    label: "trend",
    kind: "text",
    validity: "point",
    answers: "what",
    asks: ["trend", "direction of travel", "better or worse", "improving", "getting worse"],
    sentence: "The trend of {subject} against its last rating was: {value}.",
  },
  narrative: {
    label: "narrative",
    kind: "text",
    validity: "point",
    answers: "what",
    asks: ["narrative", "progress", "how is it going", "how are things", "latest news"],
    sentence: "{subject} reported: {value}.",
  },
  milestone: {
    label: "milestone",
    kind: "text",
    validity: "point",
    answers: "which",
    asks: ["milestone", "milestones", "key dates", "deliverables"],
    sentence: "A milestone of {subject}: {value}.",
  },
  milestoneDue: {
    label: "milestone due",
    kind: "date",
    validity: "point",
    answers: "when",
    asks: ["milestone due", "due", "deadline"],
    sentence: "The milestone “{part}” of {subject} was due on {value}.",
  },
  milestoneForecast: {
    label: "milestone forecast",
    kind: "date",
    validity: "point",
    answers: "when",
    asks: ["milestone forecast", "forecast for", "expected", "slipped to"],
    sentence: "The milestone “{part}” of {subject} was forecast for {value}.",
  },
  milestoneDone: {
    label: "milestone done",
    kind: "date",
    validity: "point",
    answers: "when",
    asks: ["milestone done", "done", "completed", "reached", "finished"],
    sentence: "The milestone “{part}” of {subject} was done on {value}.",
  },
  metric: {
    label: "metric",
    kind: "count",
    validity: "period",
    answers: "howMany",
    asks: ["metric", "metrics", "measure", "figure reported"],
    sentence: "The figure that {subject} reported for {part} was {value}.",
  },
  metricTarget: {
    label: "target",
    kind: "count",
    validity: "period",
    answers: "howMany",
    asks: ["target", "targets", "goal", "against target"],
    sentence: "The target of {subject} for {part} was {value}.",
  },
  spendToDate: {
    label: "spend to date",
    kind: "money",
    validity: "period",
    answers: "howMuch",
    asks: ["spend to date", "spent", "spend", "spent so far", "spend so far", "expenditure"],
    sentence: "The spend of {subject} to date was {value}.",
  },
  spendForecast: {
    label: "forecast spend",
    kind: "money",
    validity: "period",
    answers: "howMuch",
    asks: ["forecast spend", "spend forecast", "forecast to spend", "expects to spend", "outturn"],
    sentence: "The forecast spend of {subject} was {value}.",
  },
  budget: {
    label: "budget",
    kind: "money",
    validity: "period",
    answers: "howMuch",
    asks: ["budget", "budgeted"],
    sentence: "The budget of {subject} was {value}.",
  },
  risk: {
    label: "risk",
    kind: "text",
    validity: "point",
    answers: "what",
    asks: ["risk", "risks", "at risk", "worried about", "worries", "concerns", "issues"],
    sentence: "A risk reported by {subject}: {value}.",
  },
  help: {
    label: "help wanted",
    kind: "text",
    validity: "point",
    answers: "what",
    asks: ["help wanted", "help needed", "asked for help", "needs help", "support wanted", "support needed"],
    sentence: "Help wanted by {subject}: {value}.",
  },
  helpFrom: {
    label: "help wanted from",
    kind: "reference",
    validity: "point",
    answers: "which",
    asks: ["help from", "help wanted from", "help needed from", "asked for help from"],
    sentence: "{subject} asked for help from {value}.",
  },
  nextStep: {
    label: "next step",
    kind: "text",
    validity: "point",
    answers: "what",
    asks: ["next step", "next steps", "doing next", "happens next", "plans"],
    sentence: "A next step of {subject}: {value}.",
  },
};

/** The one declaration of each attribute that updates fill. */
export const updateAttributes: readonly Attribute[] = updateAttributeIds.map((id) => ({ id, ...declarations[id] }));

/** What the knowledge folder declares, with the attributes of updates where it declares none of that id; in order of id. */
export function withUpdateAttributes(declared: readonly Attribute[]): readonly Attribute[] {
  const ids = new Set(declared.map(({ id }) => id));
  return [...declared, ...updateAttributes.filter(({ id }) => !ids.has(id))].toSorted((left, right) =>
    left.id < right.id ? -1 : 1,
  );
}
