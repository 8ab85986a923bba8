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

/** What decides an answer besides the question: who asks, and where. */
export interface Asking {
  /** What the place is bound to: ids of programmes and of participations. */
  readonly bound?: { readonly programmes: readonly string[]; readonly pilots: readonly string[] };
  /** Of programmes by id: the last event that the person had been told of, and when. */
  readonly lastAsked?: Readonly<Record<string, { readonly seq: number; readonly at: Instant }>>;
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
  readonly asking?: Asking;
  /** The programmes whose updates it told of. */
  readonly updatesOf?: readonly string[];
  /** The intent as data, for a reader. */
  readonly intent: unknown;
  readonly candidates: readonly ReceiptCandidate[];
  readonly verdicts: readonly ReceiptVerdict[];
  readonly reply: Reply;
}
