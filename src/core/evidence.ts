import type { Attribute } from "./attribute.ts";
import type { Fact, Source, Subject } from "./ledger.ts";
import type { Passage, PassageSentence } from "./document.ts";

/** A sentence of a passage, offered as support. `score` from 0 to 1 within one question. */
export interface PassageEvidence {
  readonly kind: "passage";
  readonly passage: Passage;
  readonly sentence: PassageSentence;
  /** What is cited: the run of neighbouring sentences that the answer takes from the passage. Offsets into the raw text. */
  readonly start: number;
  readonly end: number;
  /** The stored words of the run, `rawText.slice(start, end)`. */
  readonly quote: string;
  readonly score: number;
}

/** A fact, offered as support, with everything needed to say it. */
export interface FactEvidence {
  readonly kind: "fact";
  readonly fact: Fact;
  readonly subject: Subject;
  readonly attribute: Attribute;
  readonly sources: readonly Source[];
  /** Every way to write the subject, its own name first. */
  readonly names: readonly string[];
  readonly score: number;
}

/** What an answer may rest on. */
export type Evidence = PassageEvidence | FactEvidence;

/** A sentence before the gate, with what it rests on. */
export interface Draft {
  readonly text: string;
  readonly evidence: readonly Evidence[];
  /** What the ledger's evaluator worked out from the evidence, in words: a count, a comparison, "not among". */
  readonly computed?: string;
  /** The sentence says only what was worked out: that something was reported, how often, when; not what it says. */
  readonly isWorkedOut?: boolean;
  /** All of its evidence is cited as one: a sum, of which no single source says anything. */
  readonly isCitedTogether?: boolean;
  /** A language model put it into these words. */
  readonly isByModel?: boolean;
}
