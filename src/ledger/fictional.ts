import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";

/** The real ones of some subjects; all of them where none is real, as in a demonstration of its own. */
export function realOnes(
  subjects: readonly Subject[],
  knowledge: Pick<Knowledge, "subject" | "participationsOf">,
): readonly Subject[] {
  const real = subjects.filter((subject) => !isFictional(subject, knowledge));
  return real.length > 0 ? real : subjects;
}

/**
 * True for what is invented: a programme that says so, whatever takes part in one, and a council or department of which
 * everything on record takes part in invented programmes only.
 */
export function isFictional(subject: Subject, knowledge: Pick<Knowledge, "subject" | "participationsOf">): boolean {
  if (subject.kind === "programme") return subject.fictional === true;
  if (subject.programme !== undefined) return knowledge.subject(subject.programme)?.fictional === true;
  if (subject.kind !== "council") return subject.fictional === true;
  const parts = knowledge.participationsOf(subject.id);
  return parts.length > 0 && parts.every(({ programme }) => knowledge.subject(programme ?? "")?.fictional === true);
}
