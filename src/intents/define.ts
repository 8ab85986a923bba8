import type { Draft } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { LedgerReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { sayFacts } from "./ask-facts.ts";
import { readFactEvidence } from "./fact-evidence.ts";

/** The attributes that say what a term means, in the order in which they are said. */
const meaningAttributes = ["expansion", "definition"];

/** Says what a term means; empty where its meaning is not on file. */
export async function define(
  subject: string,
  context: { readonly ledger: LedgerReader; readonly scope: ReadScope; readonly knowledge: Knowledge },
): Promise<readonly Draft[]> {
  const { ledger, scope, knowledge } = context;
  const facts = await readFactEvidence(ledger, scope, knowledge, {
    subjects: [subject],
    attributes: meaningAttributes,
  });
  const ordered = facts.toSorted(
    (a, b) => meaningAttributes.indexOf(a.attribute.id) - meaningAttributes.indexOf(b.attribute.id),
  );
  return sayFacts(ordered, knowledge);
}
