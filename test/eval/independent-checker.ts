import type { BatchAnswer } from "./batch-answer.ts";
import type { KnowledgeFiles } from "./knowledge-files.ts";
import { checkClaim } from "./sentence-checks.ts";
import { findSupport, type Support } from "./support.ts";

/*
 * A second opinion on every answer. It shares no code with the part that answers: it reads the documents and the YAML
 * itself, opens every citation there, and holds the sentence against what it finds.
 */

/** What the checker says of one sentence; no problem means that what it cites supports it. */
export interface Verdict {
  readonly sentence: string;
  readonly problems: readonly string[];
}

/** Holds every sentence of an answer against what it cites, in order. */
export function checkAnswer(answer: BatchAnswer, knowledge: KnowledgeFiles): readonly Verdict[] {
  const supports = new Map(answer.citations.map((citation) => [citation.number, findSupport(citation, knowledge)]));
  return answer.sentences.map(({ text, citations }) => {
    const sentence = text.replaceAll(/\s*\[\d+\]/g, "");
    if (citations.length === 0) return { sentence, problems: ["it cites nothing"] };
    const cited = citations.map((number) => supports.get(number) ?? { fault: `there is no citation ${number}` });
    const faults = cited.flatMap((support) => ("fault" in support ? [support.fault] : []));
    if (faults.length > 0) return { sentence, problems: faults };
    const sound = cited.filter((support): support is Support => "words" in support);
    return { sentence, problems: checkClaim({ sentence, supports: sound, knowledge }) };
  });
}
