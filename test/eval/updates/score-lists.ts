import { foldText } from "../names.ts";
import { alignWithLeeway } from "./align.ts";
import { compare, type Finding } from "./field-counts.ts";
import { enough, shareOfName, shareSaid } from "./match-text.ts";
import type { Proposed } from "./proposed-line.ts";
import type { ProposalLabel } from "./update-message.ts";

type MetricLabel = ProposalLabel["metrics"][number];
type Metric = Proposed["metrics"][number];
type RiskLabel = ProposalLabel["risks"][number];
type Risk = Proposed["risks"][number];
type HelpLabel = ProposalLabel["help"][number];
type Help = Proposed["help"][number];

/** Under this share two texts are not about the same thing; from here on a text may still be wrong. */
const aboutTheSame = 0.3;

/** Holds metrics against their labels: the same name, or some of it and the same value. */
export function scoreMetrics(labels: readonly MetricLabel[], metrics: readonly Metric[]): readonly Finding[] {
  const likeness = (label: MetricLabel, { name, value }: Metric): number => {
    const sum = shareOfName(label.name, name) + (label.value === value ? 0.7 : 0);
    return sum >= enough ? sum : 0;
  };
  const { pairs, labelsLeft, gotLeft } = alignWithLeeway(labels, metrics, likeness);
  return [
    ...pairs.flatMap(({ label, got }) => compareMetric(label, got)),
    ...labelsLeft.flatMap((label) => compareMetric(label, undefined)),
    ...gotLeft.flatMap((got) => compareMetric(undefined, got)),
  ];
}

function compareMetric(label: MetricLabel | undefined, got: Metric | undefined): readonly Finding[] {
  return [
    ...compare("metric.name", { wanted: label?.name, got: got?.name }, isSameName),
    ...compare("metric.value", { wanted: label?.value, got: got?.value }),
    ...compare("metric.unit", { wanted: label?.unit, got: unitSaid(label, got) }, isSameUnit),
    ...compare("metric.target", { wanted: label?.target, got: got?.target }),
  ];
}

/** A unit that only repeats what is counted (42 referrals of referrals) says nothing. */
function unitSaid(label: MetricLabel | undefined, got: Metric | undefined): string | undefined {
  if (!got?.unit || label?.unit !== undefined) return got?.unit;
  return shareSaid(got.unit, `${label?.name ?? ""} ${got.name}`) >= enough ? undefined : got.unit;
}

function isSameUnit(wanted: string, got: string): boolean {
  const plain = (unit: string): string =>
    foldText(unit)
      .replace(/^(?:per ?cent|percent|pct)$/, "%")
      .trim();
  return plain(wanted) === plain(got) || shareOfName(plain(wanted), plain(got)) >= enough;
}

/** Holds risks against their labels. */
export function scoreRisks(labels: readonly RiskLabel[], risks: readonly Risk[]): readonly Finding[] {
  const likeness = (label: RiskLabel, { text }: Risk): number => cut(shareSaid(label.textContains, text));
  const { pairs, labelsLeft, gotLeft } = alignWithLeeway(labels, risks, likeness);
  return [
    ...pairs.flatMap(({ label, got }) => compareRisk(label, got)),
    ...labelsLeft.flatMap((label) => compareRisk(label, undefined)),
    ...gotLeft.flatMap((got) => compareRisk(undefined, got)),
  ];
}

function compareRisk(label: RiskLabel | undefined, got: Risk | undefined): readonly Finding[] {
  return [
    ...compare("risk.text", { wanted: label?.textContains, got: got?.text }, isSaid),
    ...compare("risk.ownerRole", { wanted: label?.ownerRole, got: got?.ownerRole }, isSameName),
    ...compare("risk.mitigation", { wanted: label?.mitigationContains, got: got?.mitigation }, isSaid),
  ];
}

/** Holds the help that is wanted against its labels. */
export function scoreHelp(labels: readonly HelpLabel[], help: readonly Help[]): readonly Finding[] {
  const likeness = (label: HelpLabel, { department, text }: Help): number =>
    cut(shareSaid(label.textContains, text) + (isSameDepartment(label.department, department) ? 0.5 : 0));
  const { pairs, labelsLeft, gotLeft } = alignWithLeeway(labels, help, likeness);
  return [
    ...pairs.flatMap(({ label, got }) => compareHelp(label, got)),
    ...labelsLeft.flatMap((label) => compareHelp(label, undefined)),
    ...gotLeft.flatMap((got) => compareHelp(undefined, got)),
  ];
}

function compareHelp(label: HelpLabel | undefined, got: Help | undefined): readonly Finding[] {
  return [
    ...compare("help.department", { wanted: label?.department, got: got?.department }, isSameDepartment),
    ...compare("help.text", { wanted: label?.textContains, got: got?.text }, isSaid),
  ];
}

function cut(likeness: number): number {
  return likeness >= aboutTheSame ? likeness : 0;
}

function isSameName(wanted: string, got: string): boolean {
  return shareOfName(wanted, got) >= enough;
}

function isSaid(wanted: string, got: string): boolean {
  return shareSaid(wanted, got) >= enough;
}

function isSameDepartment(wanted: string, got: string): boolean {
  return foldText(wanted) === foldText(got);
}
