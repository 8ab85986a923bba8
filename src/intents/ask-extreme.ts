import { sayFact } from "../answer/say-fact.ts";
import type { Draft } from "../core/evidence.ts";
import type { AttributeKind } from "../core/attribute.ts";
import type { RankedFact } from "../ledger/fact-search.ts";
import { runRecordQuery } from "../ledger/record-query/run-record-query.ts";
import { readExtreme, readNoun } from "../router/question-shape.ts";
import type { Routed } from "../router/route.ts";
import type { RecordContext } from "./record-context.ts";
import { withContext } from "./fact-evidence.ts";

const measured: readonly AttributeKind[] = ["money", "count", "percent", "date"];

/**
 * Answers "which programme had the largest …" by the ledger's evaluator: the facts that hold the extreme value. Empty where
 * the question asks for none, where fewer than two subjects have a value, or where the values must not be compared.
 */
export async function askExtreme(
  routed: Routed,
  ranked: readonly RankedFact[],
  context: RecordContext,
): Promise<readonly Draft[]> {
  const extreme = readExtreme(routed.question);
  const kind = readNoun(routed.question)?.select;
  const best = ranked.find(
    ({ evidence, phrase, touched }) =>
      evidence.subject.kind === kind && measured.includes(evidence.attribute.kind) && (phrase > 0 || touched > 0),
  );
  if (extreme === undefined || routed.intent.slots.answers !== "which" || !best || routed.named.places.length > 0)
    return [];
  const { attribute, subject } = best.evidence;
  const [programme] = routed.named.programmes;
  if (programme && subject.kind !== "participation") return [];
  const where = programme ? [{ attribute: "programme", comparison: "is", value: programme.id } as const] : [];
  const result = await runRecordQuery(
    { select: subject.kind, where, do: extreme, attribute: attribute.id },
    { ledger: context.ledger, scope: context.scope, attributes: context.knowledge.attributes },
  );
  if (result.outcome !== "found" || result.computed?.length !== 1) return [];
  const valued = new Set(result.rows.filter((row) => row.facts.length > 0).map((row) => row.subject.id));
  if (valued.size < 2) return [];
  const facts = (result.computed[0]?.from ?? []).flatMap((fact) => withContext(fact, context.knowledge) ?? []);
  const word = extremeWord(extreme, attribute.kind);
  return facts.map((evidence) => ({
    text: `${sayFact(evidence, context.knowledge).replace(/\.$/, "")}, the ${word} of ${valued.size} on record.`,
    evidence: [evidence],
    computed: `the ${word} of ${valued.size} on record`,
  }));
}

function extremeWord(extreme: "max" | "min", kind: AttributeKind): string {
  if (kind === "date") return extreme === "max" ? "latest" : "earliest";
  return extreme === "max" ? "largest" : "smallest";
}
