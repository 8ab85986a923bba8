import type { Mention } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Choice } from "../core/reply.ts";
import { contentWords, fold, wordsOf } from "../core/words.ts";
import { z } from "zod";
import { asksForMeaning } from "./question-shape.ts";

/** What a conversation leaves behind for its next question. */
export const threadSchema = z.object({
  /** The last question as it was answered, complete in itself. */
  question: z.string(),
  /** How to name what it was about, complete in itself: "Eastmere, Harbour Night Buses". */
  about: z.array(z.string()),
  /** Whom the thread was answered for: nobody who may see less goes on from it. */
  audiences: z.array(z.string()).default([]),
  /** Choices offered and not yet taken. */
  choices: z.array(z.object({ label: z.string(), text: z.string() })),
});
export type Thread = z.infer<typeof threadSchema>;

const opening = /^(?:and|but|so|ok(?:ay)?|then|also|what about|how about|and what about|same for|now)\b[\s,]*/i;
const anaphora =
  /\b(?:it|its|that|this|they|them|their|theirs|there|those|these|he|she|him|her|his|the (?:programme|pilot|pilots|council|scheme|fund|network|project|same|members|places|others?)|that one)\b/i;
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

/** Completes a follow-up from its thread: a choice taken, another name put in, or the thread's subject added. A question that stands alone is returned as it is. */
export function completeFollowUp(text: string, thread: Thread | undefined, knowledge: Knowledge): string {
  if (!thread) return text;
  // After "how many …?" the bare question is for their names.
  if (
    /^\W*(?:and |ok |so )?(?:which|who|what) (?:ones?|are they|were they|are those|were those)\W*$/i.test(text) &&
    /\bhow many\b/i.test(thread.question)
  )
    return thread.question.replace(/\bhow many\b/i, "which");
  const choice = takenChoice(text, thread.choices);
  if (choice) return choice.text;
  const mentions = knowledge.findMentions(text).filter((mention) => isThing(mention, knowledge));
  const withoutNames = mentions
    .toReversed()
    .reduce((rest, mention) => rest.slice(0, mention.start) + rest.slice(mention.end), text);
  const opens = opening.test(text);
  const bare =
    contentWords(withoutNames.replace(opening, "")).filter(
      (word) => !["pilot", "one", "programm", "council"].includes(word.stem),
    ).length === 0;
  if (
    mentions.length > 0 &&
    bare &&
    (opens || wordsOf(text).length <= 6) &&
    !/\b(?:what|who|when|where|why|how|which)\b/i.test(withoutNames.replace(opening, ""))
  ) {
    return replaceNames(
      thread.question,
      mentions.map((mention) => mention.text),
      text,
      knowledge,
    );
  }
  if (mentions.length > 0 && !opens) return text;
  if (asksForMeaning(text)) return text;
  if (
    mentions.length === 0 &&
    /^(?:and |but |so |or )?(?:per|for each|in|by|from|with|without|during|at)\b/i.test(text)
  ) {
    return `${thread.question.replace(/[?\s]+$/, "")} ${text.replace(opening, "")}`;
  }
  const short = wordsOf(text).length <= 12;
  if (!opens && !short && !anaphora.test(text)) return text;
  const about = mentions.length > 0 ? [] : thread.about;
  const topic =
    contentWords(withoutNames).length === 0
      ? contentWords(withoutMentions(thread.question, knowledge)).map((word) => word.text)
      : [];
  const addition = [topic.join(" "), about.join(", ")].filter((part) => part !== "").join(", ");
  return addition === "" ? text : `${text.replace(opening, "").replace(/[?\s]+$/, "")} (${addition})?`;
}

/** Programmes, places and people carry a thread on; a term is part of what is asked. */
function isThing(mention: Mention, knowledge: Knowledge): boolean {
  return mention.candidates.some((candidate) => kindOf(candidate.subject, knowledge) !== "term");
}

/** The choice that a reply takes: by its number, or by words that only one label holds. */
export function takenChoice(text: string, choices: readonly Choice[]): Choice | undefined {
  const said = fold(text)
    .replace(/[^\p{L}\p{N}\s]/gu, "")
    .trim();
  const number =
    /^(?:option |number |no )?(\d)$/.exec(said)?.[1] ??
    String(ordinals.findIndex((word) => new RegExp(`^(?:the )?${word}(?: one)?$`).test(said)) + 1);
  const numbered = choices[Number(number) - 1];
  if (numbered) return numbered;
  if (said === "" || choices.length === 0) return undefined;
  const stems = contentWords(text)
    .map((word) => word.stem)
    .filter((stem) => stem !== "on");
  const matching = choices.filter((choice) => {
    const label = new Set(wordsOf(choice.label).map((word) => word.stem));
    return stems.length > 0 && stems.every((stem) => label.has(stem));
  });
  return matching.length === 1 ? matching[0] : undefined;
}

function withoutMentions(text: string, knowledge: Knowledge): string {
  return knowledge
    .findMentions(text)
    .toReversed()
    .reduce((rest, mention) => rest.slice(0, mention.start) + rest.slice(mention.end), text);
}

/** Puts new names into the last question: a name takes the place of one of its own kind, or is added where there is none. */
function replaceNames(question: string, names: readonly string[], text: string, knowledge: Knowledge): string {
  let completed = question;
  for (const name of names) {
    const kinds = kindsOf(text, name, knowledge);
    const old = knowledge
      .findMentions(completed)
      .find((mention) => mention.candidates.some((candidate) => kinds.has(kindOf(candidate.subject, knowledge))));
    completed = old
      ? completed.slice(0, old.start) + name + completed.slice(old.end)
      : `${completed.replace(/[?\s]+$/, "")} (${name})?`;
  }
  return completed;
}

function kindsOf(text: string, name: string, knowledge: Knowledge): ReadonlySet<string> {
  const mention = knowledge.findMentions(text).find((one) => one.text === name);
  return new Set(mention?.candidates.map((candidate) => kindOf(candidate.subject, knowledge)));
}

/** Councils and participations are one kind here: both are places. */
function kindOf(id: string, knowledge: Knowledge): string {
  const kind = knowledge.subject(id)?.kind ?? "";
  return kind === "council" || kind === "participation" ? "place" : kind;
}
