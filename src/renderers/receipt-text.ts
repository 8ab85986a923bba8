import { assertNever } from "../core/assert-never.ts";
import type { ReplayOutcome } from "../core/assistant.ts";
import type { Citation } from "../core/citation.ts";
import type { Receipt, ReceiptCandidate, ReceiptVerdict } from "../core/receipt.ts";
import { cleanLine } from "./clean-text.ts";
import { formatInstant } from "./format-date.ts";
import { alignTable } from "./plain-table.ts";
import { renderPlainText } from "./plain-text.ts";

/** Names the exact place a citation quotes: the stored version and span, or the fact. */
export function spanOf(citation: Citation): string {
  switch (citation.kind) {
    case "passage":
      return `${citation.versionId}, characters ${citation.start} to ${citation.end}`;
    case "fact": {
      const facts = citation.factIds.length > 1 ? `facts ${citation.factIds.join(", ")}` : `fact ${citation.factId}`;
      return `${facts} (${citation.attribute} of ${citation.subject}), recorded ${formatInstant(citation.recordedAt)}`;
    }
    default:
      return assertNever(citation);
  }
}

/** Writes a score with up to three decimals: `12`, `0.873`. */
export function formatScore(score: number): string {
  return String(Number(score.toFixed(3)));
}

/** Writes what a score is made of: `lexical 0.8, vector 0.35`; empty where it was not recorded. */
export function formatFeatures(features: ReceiptCandidate["features"]): string {
  return Object.entries(features ?? {})
    .map(([name, value]) => `${name} ${formatScore(value)}`)
    .join(", ");
}

/** Says why a verdict passed or failed. */
export function verdictWords(verdict: ReceiptVerdict): string {
  return verdict.passed ? "stated in its source" : `left out: ${verdict.failures.join("; ")}`;
}

function candidateLines(candidates: readonly ReceiptCandidate[]): readonly string[] {
  if (candidates.length === 0) return ["Nothing was found to answer from."];
  return alignTable(
    ["Score", "Kind", "Title", "Id", "Made of"],
    candidates.map((candidate) => [
      formatScore(candidate.score),
      candidate.kind,
      candidate.title,
      candidate.id,
      formatFeatures(candidate.features),
    ]),
  );
}

function verdictLines(verdicts: readonly ReceiptVerdict[]): readonly string[] {
  if (verdicts.length === 0) return ["No sentence was proposed."];
  return verdicts.map((verdict) => cleanLine(`- ${verdict.sentence} (${verdictWords(verdict)})`));
}

function section(title: string, lines: readonly string[]): string {
  return [title, ...lines].join("\n");
}

/** A receipt as text: the question, how it was understood, the candidates with scores, the verdicts and the exact spans. */
export function receiptText(receipt: Receipt): string {
  const spans = receipt.reply.citations.map((citation) => cleanLine(`[${citation.number}] ${spanOf(citation)}`));
  return [
    section(`Receipt ${cleanLine(receipt.id)}`, [
      `Question: ${cleanLine(receipt.question)}`,
      `Asked ${formatInstant(receipt.createdAt)}, when ${receipt.knownSeq} events were known`,
      `Outcome: ${receipt.reply.outcome}, confidence ${formatScore(receipt.reply.confidence)}`,
      `Understood as: ${cleanLine(JSON.stringify(receipt.intent) ?? "not recorded")}`,
    ]),
    section("Considered, best first", candidateLines(receipt.candidates)),
    section("Sentences and the check against their sources", verdictLines(receipt.verdicts)),
    ...(spans.length === 0 ? [] : [section("Exact places quoted", spans)]),
    section("What was answered", [renderPlainText(receipt.reply)]),
  ].join("\n\n");
}

/** One sentence that says what a replay found. */
export function replaySummary(outcome: ReplayOutcome): string {
  switch (outcome.outcome) {
    case "same":
      return "Asked again with what was known then, the answer is the same.";
    case "differs":
      return "Asked again with what was known then, the answer is different.";
    case "evidencePurged":
      return `This cannot be asked again: ${cleanLine(outcome.because)}`;
    default:
      return assertNever(outcome);
  }
}

/** A replay as text: what it found and, where the answer differs, why and the new answer. */
export function replayText(outcome: ReplayOutcome): string {
  if (outcome.outcome !== "differs") return replaySummary(outcome);
  return [
    section(
      replaySummary(outcome),
      outcome.because.map((reason) => `- ${cleanLine(reason)}`),
    ),
    section("The answer now", [renderPlainText(outcome.reply)]),
  ].join("\n\n");
}
