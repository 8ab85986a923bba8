import type { DraftBlock } from "../answer/compose-blocks.ts";
import type { Draft, Evidence } from "../core/evidence.ts";
import type { ReceiptCandidate } from "../core/receipt.ts";
import type { Choice } from "../core/reply.ts";

/** What a use case found, before the gate and the wording of refusals. */
export type Outcome = {
  /** The programmes that it is about whatever it cites; one that is invented is bannered. */
  readonly programmes?: readonly string[];
} & (
  | {
      readonly outcome: "answered";
      readonly drafts: readonly Draft[];
      readonly confidence: number;
      /** How to name what the answer is about, for the next question of the thread. */
      readonly about: readonly string[];
      readonly candidates: readonly ReceiptCandidate[];
      /** How it is laid out where it is more than one paragraph of its drafts. */
      readonly layout?: readonly DraftBlock[];
      /** What was asked as well and not found, one text a part. */
      readonly unanswered?: readonly string[];
    }
  | {
      readonly outcome: "refused";
      readonly text: string;
      /** The closest that is on file; named, never offered as the answer. */
      readonly nearest: readonly Evidence[];
      readonly about: readonly string[];
      readonly candidates: readonly ReceiptCandidate[];
    }
  | {
      readonly outcome: "askedBack";
      readonly question: string;
      readonly choices: readonly Choice[];
      readonly candidates: readonly ReceiptCandidate[];
    }
);

/** The line of a receipt for a piece of evidence. */
export function candidateOf(evidence: Evidence): ReceiptCandidate {
  return evidence.kind === "passage"
    ? { kind: "passage", id: evidence.passage.id, title: evidence.passage.meta.title, score: evidence.score }
    : {
        kind: "fact",
        id: evidence.fact.id,
        title: `${evidence.subject.name}: ${evidence.attribute.label}`,
        score: evidence.score,
      };
}
