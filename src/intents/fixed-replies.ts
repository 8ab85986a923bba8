import type { Knowledge } from "../core/knowledge.ts";
import { sayList } from "../answer/say-value.ts";

/** What the assistant is and how to use it, from what is on file. */
export function helpText(knowledge: Knowledge): string {
  const programmes = knowledge
    .ofKind("programme")
    .filter((programme) => !programme.fictional)
    .map((programme) => programme.name);
  const known = programmes.length > 0 ? ` I know about ${sayList(programmes)}.` : "";
  return `I answer questions about pilot programmes from records and documents, and every sentence carries its source.${known} Ask who, which, how many, how much, when, why or what a term means. If nothing on file answers, I say so.`;
}

/** An answer to a greeting or thanks. */
export const smallTalkText =
  "Hello. Ask me about a pilot programme, a place that took part, or a term, and I will answer with sources.";
