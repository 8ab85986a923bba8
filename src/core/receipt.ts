import type { Reply } from "./reply.ts";
import type { Audience } from "./trust.ts";
import type { Instant } from "./time.ts";

/** A passage or fact that was considered, and what became of it. */
export interface ReceiptCandidate {
  readonly kind: "passage" | "fact";
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly features?: Readonly<Record<string, number>>;
}

/** A sentence as it stood before the gate, and the gate's word on it. */
export interface ReceiptVerdict {
  readonly sentence: string;
  readonly passed: boolean;
  /** One line a failed check: `figure 350,000 is not in the cited words`. Empty when it passed. */
  readonly failures: readonly string[];
}

/** How an answer came about, kept for 90 days unless set otherwise. */
export interface Receipt {
  readonly id: string;
  readonly createdAt: Instant;
  /** The last event that was known when it was answered. */
  readonly knownSeq: number;
  readonly question: string;
  /** Whom it was answered for. */
  readonly audiences: readonly Audience[];
  readonly conversation?: string;
  /** The thread's state before the question, so that a replay starts from the same place. */
  readonly threadBefore?: unknown;
  readonly trueAt?: string;
  readonly knownAt?: string;
  /** The intent as data, for a reader. */
  readonly intent: unknown;
  readonly candidates: readonly ReceiptCandidate[];
  readonly verdicts: readonly ReceiptVerdict[];
  readonly reply: Reply;
}
