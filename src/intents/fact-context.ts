import type { Knowledge } from "../core/knowledge.ts";
import type { LedgerReader } from "../core/store.ts";
import type { Day } from "../core/time.ts";
import type { ReadScope } from "../core/trust.ts";
import type { FactQuestion } from "../ledger/fact-search.ts";
import type { NamedThings } from "../router/slots.ts";
import type { Wanted } from "./wanted.ts";

/** What facts are looked up with. */
export interface FactContext {
  readonly ledger: LedgerReader;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly named: NamedThings;
  readonly question: FactQuestion;
  readonly text: string;
  readonly trueAt?: Day | undefined;
  readonly wanted: Wanted;
}
