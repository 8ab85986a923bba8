import type { Knowledge } from "../core/knowledge.ts";

/** Questions that what is on file can answer, made from its own names: at most six. */
export function suggestQuestions(knowledge: Knowledge): readonly string[] {
  const programmes = knowledge.ofKind("programme").filter((programme) => !programme.fictional);
  const withParts = programmes.filter((programme) => knowledge.participationsOf(programme.id).length > 0);
  const [first, second] = withParts.toSorted(
    (a, b) => knowledge.participationsOf(b.id).length - knowledge.participationsOf(a.id).length,
  );
  const term = knowledge.ofKind("term").find((subject) => /^[A-Z]{3,}$/.test(subject.name));
  return [
    first && `Which councils were in ${first.name}?`,
    first && second && `Which councils were in both ${first.name} and ${second.name}?`,
    first && `Who funded ${first.name}?`,
    second && `What was ${second.name}?`,
    first && `What did ${first.name} find?`,
    term && `What does ${term.name} mean?`,
  ].filter((question) => question !== undefined);
}
