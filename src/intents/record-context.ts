import type { Knowledge } from "../core/knowledge.ts";
import type { LedgerReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";

/** What the plans are run with. */
export interface RecordContext {
  readonly ledger: LedgerReader;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
}
