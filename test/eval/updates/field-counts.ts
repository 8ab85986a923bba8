/** The fields that are counted, in the order of the table. */
export const countedFields = [
  "pilot",
  "programme",
  "period",
  "rating",
  "scale",
  "trend",
  "narrative",
  "milestone.name",
  "milestone.due",
  "milestone.forecast",
  "milestone.done",
  "metric.name",
  "metric.value",
  "metric.unit",
  "metric.target",
  "spend.toDate",
  "spend.forecast",
  "spend.budget",
  "risk.text",
  "risk.ownerRole",
  "risk.mitigation",
  "help.department",
  "help.text",
  "nextStep.text",
  "nextStep.due",
  "marking",
  "personalData",
] as const;
export type CountedField = (typeof countedFields)[number];

/** One value held against its label. A value that is wrong is both invented and missed. */
export interface Finding {
  readonly field: CountedField;
  readonly verdict: "right" | "wrong" | "missed" | "invented";
  /** What was wanted and what came, for whoever tunes. */
  readonly wanted?: string;
  readonly got?: string;
}

/** How often a field was right, given without need or wrong, and left out or wrong. */
export interface Counts {
  readonly right: number;
  readonly invented: number;
  readonly missed: number;
}

/** Counts findings, of one field or of all. */
export function countFindings(findings: readonly Finding[], field?: CountedField): Counts {
  const of = (...verdicts: readonly Finding["verdict"][]): number =>
    findings.filter((finding) => (!field || finding.field === field) && verdicts.includes(finding.verdict)).length;
  return { right: of("right"), invented: of("wrong", "invented"), missed: of("wrong", "missed") };
}

/** Right of everything given, from 0 to 1; undefined where nothing was given. */
export function precision({ right, invented }: Counts): number | undefined {
  return right + invented === 0 ? undefined : right / (right + invented);
}

/** Right of everything wanted, from 0 to 1; undefined where nothing was wanted. */
export function recall({ right, missed }: Counts): number | undefined {
  return right + missed === 0 ? undefined : right / (right + missed);
}

/** The harmonic mean of precision and recall, micro-averaged; undefined where nothing was given or wanted. */
export function f1({ right, invented, missed }: Counts): number | undefined {
  const all = 2 * right + invented + missed;
  return all === 0 ? undefined : (2 * right) / all;
}

/** A value and its label, either of which may be left out. */
export interface Compared<Value> {
  readonly wanted: Value | undefined;
  readonly got: Value | undefined;
}

/** Holds one value against its label. Nothing is found where both are left out, or where the label takes anything. */
export function compare<Value extends string | number | boolean>(
  field: CountedField,
  { wanted, got }: Compared<Value>,
  isSame: (wanted: Value, got: Value) => boolean = Object.is,
): readonly Finding[] {
  if (wanted === "*" || (wanted === undefined && got === undefined)) return [];
  const said = {
    ...(wanted !== undefined && { wanted: String(wanted) }),
    ...(got !== undefined && { got: String(got) }),
  };
  if (wanted === undefined) return [{ field, verdict: "invented", ...said }];
  if (got === undefined) return [{ field, verdict: "missed", ...said }];
  return [{ field, verdict: isSame(wanted, got) ? "right" : "wrong", ...said }];
}
