import type { FactEvidence } from "../../core/evidence.ts";
import type { Knowledge } from "../../core/knowledge.ts";
import type { Fact } from "../../core/ledger.ts";
import type { ConfirmedUpdate } from "../../core/update.ts";
import { factsStated } from "../../ledger/updates/derive-update-rows.ts";
import type { UpdateAttributeId } from "../../ledger/updates/update-attributes.ts";
import type { FieldStatement } from "../../ledger/updates/update-facts.ts";
import { withContext } from "../fact-evidence.ts";

/** Something that an update states, and the fact in the ledger that holds it. */
export interface StatedFact extends FieldStatement {
  readonly fact: Fact;
}

const kept = new WeakMap<ConfirmedUpdate, readonly StatedFact[]>();

/**
 * Everything an update states, in the order in which it states it. The facts are those that its event put into the ledger: they
 * follow from it, so they need not be read again.
 */
export function factsStatedBy(update: ConfirmedUpdate): readonly StatedFact[] {
  const known = kept.get(update);
  if (known) return known;
  const { recordedSeq, recordedAt } = update;
  const stated = factsStated(withoutDeadLink(update)).map(({ statement, fact }) => {
    return { ...statement, fact: { ...fact, recordedSeq, recordedAt } };
  });
  kept.set(update, stated);
  return stated;
}

/** A link to a message that was deleted leads nowhere. */
function withoutDeadLink(update: ConfirmedUpdate): ConfirmedUpdate {
  if (update.source !== "deleted") return update;
  const { message: _gone, ...rest } = update;
  return rest;
}

/** What an update states under some attributes, as evidence; every attribute where none is given. */
export function evidenceOf(
  update: ConfirmedUpdate,
  knowledge: Knowledge,
  ...attributes: readonly UpdateAttributeId[]
): readonly FactEvidence[] {
  return factsStatedBy(update).flatMap(({ attribute, fact }) =>
    attributes.length === 0 || attributes.includes(attribute) ? (withContext(fact, knowledge) ?? []) : [],
  );
}

/** What an update states in one field, such as `metrics.0`, as evidence. */
export function evidenceOfField(update: ConfirmedUpdate, field: string, knowledge: Knowledge): readonly FactEvidence[] {
  return factsStatedBy(update).flatMap((stated) =>
    stated.field === field ? (withContext(stated.fact, knowledge) ?? []) : [],
  );
}

/** One piece of evidence that an update was made, whatever it says. */
export function evidenceThat(update: ConfirmedUpdate, knowledge: Knowledge): readonly FactEvidence[] {
  return evidenceOf(update, knowledge).slice(0, 1);
}
