import type { Knowledge } from "../core/knowledge.ts";
import { sayOnly } from "./replies.ts";

const askingWord =
  /^\W*(?:(?:hi|hello|hey|and|so|but|ok|okay|please|pls|also|quick (?:one|question))\W+)*(?:who|whom|whose|what|what's|whats|when|where|which|why|how|hows|how's|is|isn't|are|aren't|was|wasn't|were|do|does|did|didn't|can|could|would|should|will|has|have|had|any|list|show|tell|give|name|define|explain|compare|summari[sz]e|find|describe|count|anyone|remind|check|look up|search)\b/i;

/** True for words that ask for something, or that name something on record. */
export function asksSomething(text: string, knowledge: Knowledge): boolean {
  const plain = text.replace(/[\u2018\u2019]/g, "'");
  return plain.includes("?") || askingWord.test(plain) || knowledge.findMentions(text).length > 0;
}

/** What is said to words that neither ask nor report anything. */
export const friendlyReply = sayOnly(
  "smallTalk",
  "Thanks. I answer questions about pilot programmes and log updates from their teams: ask me something, or tell me how your pilot is going. “help” says what else I do.",
);
