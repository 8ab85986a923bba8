import type { Draft, FactEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { LedgerReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { sayFacts } from "./ask-facts.ts";
import { readFactEvidence, saysMeaning } from "./fact-evidence.ts";

/** Says what a term means, the shortest statement first; empty where its meaning is not on file. */
export async function define(
  subject: string,
  context: { readonly ledger: LedgerReader; readonly scope: ReadScope; readonly knowledge: Knowledge },
): Promise<readonly Draft[]> {
  const { ledger, scope, knowledge } = context;
  const facts = await readFactEvidence(ledger, scope, knowledge, { subjects: [subject] });
  const meanings = facts.filter(({ attribute }) => saysMeaning(attribute));
  const length = ({ fact }: FactEvidence): number => (fact.value.kind === "text" ? fact.value.text.length : 0);
  return sayFacts(
    meanings.toSorted((a, b) => length(a) - length(b)),
    knowledge,
  );
}
