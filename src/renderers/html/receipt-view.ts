import type { ReplayOutcome } from "../../core/assistant.ts";
import type { Receipt } from "../../core/receipt.ts";
import { cleanLine } from "../clean-text.ts";
import { formatInstant } from "../format-date.ts";
import { formatFeatures, formatScore, replaySummary, spanOf, verdictWords } from "../receipt-text.ts";
import { viewReply } from "./reply-view.ts";
import type { ReplyView } from "./reply-view.ts";

/** A receipt as the template draws it. */
export interface ReceiptView {
  readonly summary: readonly { readonly label: string; readonly value: string }[];
  readonly candidates: readonly {
    readonly score: string;
    readonly kind: string;
    readonly title: string;
    readonly id: string;
    readonly features: string;
  }[];
  readonly verdicts: readonly { readonly sentence: string; readonly passed: boolean; readonly words: string }[];
  readonly spans: readonly { readonly number: number; readonly words: string }[];
}

/** A replay as the template draws it; `reply` only where the answer differs. */
export interface ReplayView {
  readonly summary: string;
  readonly because: readonly string[];
  readonly reply?: ReplyView;
}

const outcomeWords: Readonly<Record<Receipt["reply"]["outcome"], string>> = {
  answered: "Answered",
  refused: "Not answered",
  askedBack: "Asked back",
  proposed: "Proposed an update",
  done: "Done",
};

/** What a page shows of a receipt. */
export function viewReceipt(receipt: Receipt): ReceiptView {
  const { reply } = receipt;
  return {
    summary: [
      { label: "Question", value: cleanLine(receipt.question) },
      { label: "Asked", value: formatInstant(receipt.createdAt) },
      { label: "Outcome", value: `${outcomeWords[reply.outcome]}, confidence ${formatScore(reply.confidence)}` },
      { label: "Events known then", value: String(receipt.knownSeq) },
      { label: "Understood as", value: cleanLine(JSON.stringify(receipt.intent) ?? "not recorded") },
      { label: "Receipt", value: cleanLine(receipt.id) },
    ],
    candidates: receipt.candidates.map((candidate) => ({
      score: formatScore(candidate.score),
      kind: candidate.kind === "fact" ? "Record" : "Passage",
      title: cleanLine(candidate.title),
      id: cleanLine(candidate.id),
      features: cleanLine(formatFeatures(candidate.features)),
    })),
    verdicts: receipt.verdicts.map((verdict) => ({
      sentence: cleanLine(verdict.sentence),
      passed: verdict.passed,
      words: cleanLine(verdictWords(verdict)),
    })),
    spans: reply.citations.map((citation) => ({ number: citation.number, words: cleanLine(spanOf(citation)) })),
  };
}

/** What a page shows of a replay. */
export function viewReplay(outcome: ReplayOutcome): ReplayView {
  const summary = replaySummary(outcome);
  if (outcome.outcome !== "differs") return { summary, because: [] };
  return { summary, because: outcome.because.map(cleanLine), reply: viewReply(outcome.reply, { stored: false }) };
}
