import type { Day } from "../core/time.ts";
import { endOfDay } from "../core/time.ts";
import { lastDayOf, readTimeWindow } from "./time-windows.ts";
import type { UpdateQuestion, UpdateQuestionKind, UpdateReading } from "./update-question.ts";
import { updateRules, type ReadingText } from "./update-question-rules.ts";

/** Points back at what was said before. */
const anaphora =
  /\b(?:it|its|they|them|their|theirs|there|that pilot|this pilot|the pilot|he|she|that one|those|these)\b/;
const asKnown =
  /\b(?:did|do|had) (?:we|you|they|i) (?:then )?(?:think|know|believe|hold|have)\b|\b(?:as|what) (?:we|was|it was|they) (?:then )?(?:knew|known|thought|believed)\b|\bknew (?:it |about it )?(?:then|at the time)\b|\b(?:known|believed|thought) (?:then|at the time)\b|\bat the time\b/;

/** Kinds whose window is the day that their state is asked for. */
const statesOnDays: readonly UpdateQuestionKind[] = ["ratings", "latest", "risks", "help", "figures", "spend"];

/**
 * Reads a question about updates by its words alone. `blanked` is the question with names as blanks, offsets kept; windows are
 * read from it. Undefined for a text that asks for nothing of the kind.
 */
export function readUpdateQuestion(blanked: string, today: Day): UpdateReading | undefined {
  const text = plainly(blanked);
  const window = readTimeWindow(text, today);
  const reading: ReadingText = { text, ...(window && { window }) };
  for (const read of updateRules) {
    const found = read(reading);
    if (found) return { ...found, ...clocksOf(found.question, reading, today), standsAlone: !anaphora.test(text) };
  }
  return undefined;
}

/** The clocks that a question sets: a day, or a month for what holds on its last day. */
function clocksOf(
  { kind }: UpdateQuestion,
  { text, window }: ReadingText,
  today: Day,
): Pick<UpdateReading, "trueAt" | "knownAt"> {
  if (!window || !statesOnDays.includes(kind) || window.how === "since" || window.how === "ahead") return {};
  const knew = asKnown.test(text);
  const isState =
    kind === "ratings" || knew || (window.how === "day" && kind !== "latest") || /\bas (?:of|at)\b/.test(text);
  if (!isState || window.how === "current") return {};
  const trueAt = lastDayOf(window, today);
  return { trueAt, ...(knew && { knownAt: endOfDay(trueAt) }) };
}

/** In lower case, apostrophes straight, "hasn't" as "has not". */
function plainly(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\bcan't\b/g, "can not")
    .replace(/n't\b|(?<=\b(?:has|have|had|did|is|are|do|does|was|were))nt\b/g, " not");
}
