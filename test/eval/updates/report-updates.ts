import { formatRows } from "../format-rows.ts";
import { sayShare, share } from "../tally.ts";
import { countedFields, countFindings, f1, precision, recall, type Counts, type Finding } from "./field-counts.ts";
import type { ScoredMessage } from "./score-message.ts";
import { tallyUpdates } from "./tally-updates.ts";

/** A table of all fields, and what holds of the messages as wholes, for one set of messages. */
export function formatUpdateReport(title: string, scored: readonly ScoredMessage[]): string {
  const findings = scored.flatMap((one) => one.findings);
  const counts = tallyUpdates(scored);
  const fields = countedFields.map((field) => row(field, countFindings(findings, field)));
  const of = (part: number, whole: number): string => `${part}/${whole} ${sayShare(share(part, whole))}`;
  return [
    `## ${title}`,
    "",
    ...formatRows(
      ["field", "wanted", "given", "right", "precision", "recall", "F1"],
      [...fields, row("all", counts.fields)],
    ),
    "",
    `messages ${counts.n}, updates ${counts.updates}, others ${counts.others}`,
    `false proposals ${of(counts.falseProposals, counts.others)}`,
    `missed updates ${of(counts.missedUpdates, counts.updates)}`,
    `wrong pilots ${counts.wrongPilots}`,
    `questions asked ${of(counts.questions - counts.questionsNotAsked, counts.questions)}, without need ${counts.questionsWithoutNeed}`,
    "",
  ].join("\n");
}

function row(name: string, counts: Counts): readonly string[] {
  const { right, invented, missed } = counts;
  const shares = [precision(counts), recall(counts), f1(counts)].map((value) => value?.toFixed(3) ?? "–");
  return [name, String(right + missed), String(right + invented), String(right), ...shares];
}

/** A table of the messages by kind: how many have nothing wrong, and the F1 of their fields. */
export function formatKinds(scored: readonly ScoredMessage[]): string {
  const kinds = [...new Set(scored.map(({ message }) => message.kind))].toSorted();
  const rows = kinds.map((kind) => {
    const ofKind = scored.filter(({ message }) => message.kind === kind);
    const right = ofKind.filter((one) => !isWrong(one)).length;
    const { fields } = tallyUpdates(ofKind);
    return [kind, String(ofKind.length), String(right), f1(fields)?.toFixed(3) ?? "–"];
  });
  return [...formatRows(["kind", "n", "without fault", "F1"], rows), ""].join("\n");
}

/** What is wrong with each message, under its words. Held messages are left out whole. */
export function formatSeenFaults(scored: readonly ScoredMessage[]): readonly string[] {
  return scored
    .filter((one) => !one.message.held && isWrong(one))
    .map(({ message, faults, findings }) =>
      [
        `✗ ${message.id} (${message.kind}) ${oneLine(message.text)}`,
        ...faults.map((fault) => `    ${fault}`),
        ...findings.filter(({ verdict }) => verdict !== "right").map((finding) => `    ${sayFinding(finding)}`),
      ].join("\n"),
    );
}

function isWrong({ faults, findings }: ScoredMessage): boolean {
  return faults.length > 0 || findings.some(({ verdict }) => verdict !== "right");
}

function sayFinding({ field, verdict, wanted, got }: Finding): string {
  const parts = [wanted !== undefined && `wanted ${wanted}`, got !== undefined && `got ${got}`].filter(Boolean);
  return `${field} ${verdict}: ${parts.map((part) => oneLine(String(part))).join(", ")}`;
}

function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{C}]+/gu, " ").trim();
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
