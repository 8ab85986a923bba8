import type { Outcome } from "./outcome.ts";

/**
 * Puts together the outcomes of a question that asks two things. Where every part is answered, or all but one, their sentences
 * follow one another and what was not found is said; undefined where the question is better taken as a whole.
 */
export function joinOutcomes(outcomes: readonly Outcome[]): Outcome | undefined {
  const found = outcomes.filter((outcome) => outcome.outcome === "answered");
  if (found.length === 0 || outcomes.some((outcome) => outcome.outcome === "askedBack")) return undefined;
  const refused = outcomes.filter((outcome) => outcome.outcome === "refused");
  return {
    outcome: "answered",
    drafts: found.flatMap((outcome) => outcome.drafts),
    confidence: Math.min(...found.map((outcome) => outcome.confidence)),
    about: [...new Set(found.flatMap((outcome) => outcome.about))],
    candidates: outcomes.flatMap((outcome) => outcome.candidates),
    unanswered: refused.map((outcome) => outcome.text),
  };
}
