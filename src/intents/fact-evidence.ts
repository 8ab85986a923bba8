import type { Attribute } from "../core/attribute.ts";
import type { FactEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Fact } from "../core/ledger.ts";
import type { FactFilter, LedgerReader } from "../core/store.ts";
import type { ReadScope } from "../core/trust.ts";
import { trustRank } from "../core/trust.ts";

/**
 * Facts of records from the ledger with everything needed to say and cite them. Facts of subjects or attributes not known are
 * left out, and so is what updates state: that is told as updates, each with its day.
 */
export async function readFactEvidence(
  ledger: LedgerReader,
  scope: ReadScope,
  knowledge: Knowledge,
  filter: FactFilter,
): Promise<readonly FactEvidence[]> {
  const facts = await ledger.facts(scope, { origin: "records", ...filter });
  return facts.flatMap((fact) => withContext(fact, knowledge) ?? []);
}

/** A fact with its subject, attribute and sources; undefined where one of them is not known to this reader. */
export function withContext(fact: Fact, knowledge: Knowledge): FactEvidence | undefined {
  const subject = knowledge.subject(fact.subject);
  const attribute = knowledge.attributes.get(fact.attribute);
  if (!subject || !attribute) return undefined;
  const sources = fact.sources.flatMap((id) => knowledge.sources.get(id) ?? []);
  return { kind: "fact", fact, subject, attribute, sources, names: knowledge.namesOf(subject.id), score: 1 };
}

/**
 * The fact that best shows that a subject is on record: a plain statement that it took part before a date, a date before
 * anything else, and among those the most trusted.
 */
export function standingFact(facts: readonly FactEvidence[]): FactEvidence | undefined {
  const rank = (evidence: FactEvidence): number => {
    const { kind } = evidence.fact.value;
    return (kind === "flag" ? 0 : kind === "date" ? 10 : 20) + trustRank(evidence.fact.trust);
  };
  return facts.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** True for an attribute that says where something stands, whatever its id. */
export function asksForStatus(attribute: Attribute): boolean {
  return attribute.asks.includes("status");
}

/** Words by which an attribute that says what a term means is asked for. */
const meaningWords: readonly string[] = ["mean", "means", "meaning", "stand for", "stands for", "definition", "define"];

/** True for an attribute that says what a term means, whatever its id. */
export function saysMeaning(attribute: Attribute): boolean {
  return attribute.kind === "text" && attribute.asks.some((phrase) => meaningWords.includes(phrase));
}
