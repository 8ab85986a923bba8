import type { Knowledge } from "../core/knowledge.ts";
import type { Thread } from "../router/follow-up.ts";
import { sayOnly } from "./replies.ts";

const askingWord =
  /^\W*(?:(?:hi|hello|hey|and|so|but|ok|okay|please|pls|also|quick (?:one|question))\W+)*(?:who|whom|whose|what|what's|whats|when|where|which|why|how|hows|how's|is|isn't|are|aren't|was|wasn't|were|do|does|did|didn't|can|could|would|should|will|has|have|had|any|list|show|tell|give|name|define|explain|compare|summari[sz]e|find|describe|count|anyone|remind|check|look up|search)\b/i;

/** True for words that ask for something, or that name something on record. */
export function asksSomething(text: string, knowledge: Knowledge): boolean {
  const plain = text.replace(/[\u2018\u2019]/g, "'");
  return plain.includes("?") || askingWord.test(plain) || knowledge.findMentions(text).length > 0;
}

/** Stricter than `askingWord`: "will do" and "is fine" are said to each other. */
const followingWord =
  /^\W*(?:(?:hi|hello|hey|and|so|but|ok|okay|please|pls|also|then)\W+)*(?:who|whom|whose|what|what's|whats|when|where|which|why|how|how's|list|show|tell me|give me|name|define|explain|compare|summari[sz]e|find|describe|count|remind me|look up|search)\b(?! (?:an? (?!few\b)|nice\b|funny\b|odd\b))/i;

/** A reply of so many words may be all that is needed to go on: a name, or one of the choices that were offered. */
const mostNaming = 4;
const mostChoosing = 8;

/**
 * True for what somebody says in a thread without naming us and without asking: it is for the others there. A short name goes on
 * from the last answer, and after an offer of choices any few words may be one of them.
 */
export function isRemark(text: string, thread: Pick<Thread, "choices"> | undefined, knowledge: Knowledge): boolean {
  const plain = text.replace(/[\u2018\u2019]/g, "'");
  if (plain.includes("?") || followingWord.test(plain)) return false;
  const words = plain.trim().split(/\s+/).length;
  if (words <= mostNaming && knowledge.findMentions(text).length > 0) return false;
  return (thread?.choices.length ?? 0) === 0 || words > mostChoosing;
}

/** What is said to words that neither ask nor report anything. */
export const friendlyReply = sayOnly(
  "smallTalk",
  "Thanks. I answer questions about pilot programmes and log updates from their teams: ask me something, or tell me how your pilot is going. “help” says what else I do.",
);
