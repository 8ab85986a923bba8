import type { Audience, Trust } from "./trust.ts";
import type { Instant } from "./time.ts";

interface CitationBase {
  /** From 1, in the order in which the sentences cite them. */
  readonly number: number;
  readonly title: string;
  readonly publisher?: string;
  readonly published?: string;
  /** Left out for a source that must not be linked. */
  readonly url?: string;
  /** The words that support the sentence. For a passage exactly `rawText.slice(start, end)`. */
  readonly quote: string;
  readonly trust: Trust;
  readonly audience: Audience;
  readonly marking?: string;
}

/** A citation of stored words. */
export interface PassageCitation extends CitationBase {
  readonly kind: "passage";
  readonly documentId: string;
  readonly versionId: string;
  readonly passageId: string;
  readonly start: number;
  readonly end: number;
  readonly headingPath: readonly string[];
}

/** A citation of a fact in the ledger. */
export interface FactCitation extends CitationBase {
  readonly kind: "fact";
  /** The first fact cited; `factIds` has all of them where one source states several in the same way. */
  readonly factId: string;
  readonly factIds: readonly string[];
  readonly subject: string;
  readonly attribute: string;
  readonly sourceId?: string;
  /** The update that states it; one citation holds everything that is cited of one update. */
  readonly update?: string;
  readonly recordedAt: Instant;
}

/** What a sentence rests on. */
export type Citation = PassageCitation | FactCitation;
