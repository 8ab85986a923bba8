import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import type { RecordQuery, SetOperation } from "../core/record-query.ts";

/** The stems of the words by which joint pilots are asked for. */
export const jointStems: ReadonlySet<string> = new Set([
  "joint",
  "jointli",
  "share",
  "sever",
  "multipl",
  "split",
  "team",
]);

/** "Joint pilots", "shared between several councils": those of more than one council. */
export function asksForJoint(text: string): boolean {
  return (
    /\bjoint(?:ly)?\b/i.test(text) ||
    /\b(?:more than one|several|multiple|two or more|at least two) (?:council|local authorit|authorit)/i.test(text)
  );
}

/** The participations of a programme that several councils share, as sets of one each. */
export function jointOnes(programme: Subject, knowledge: Knowledge): SetOperation {
  const joint = knowledge.participationsOf(programme.id).filter(({ councils = [] }) => councils.length > 1);
  const queries = joint.map(({ id }): RecordQuery => {
    return { select: "participation", where: [{ attribute: "id", comparison: "is", value: id }], do: "list" };
  });
  return { operator: "any", on: "id", queries };
}
