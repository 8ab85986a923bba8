import type { Knowledge } from "../core/knowledge.ts";
import type { Routed } from "../router/route.ts";
import { splitQuestion } from "../router/split-question.ts";
import { joinOutcomes } from "./join-outcomes.ts";
import type { Outcome } from "./outcome.ts";

/** Answers a question that asks several things part by part; undefined where it is better taken as a whole. */
export async function askParts(
  { question, intent }: Routed,
  knowledge: Knowledge,
  askOne: (question: string) => Promise<Outcome>,
): Promise<Outcome | undefined> {
  if (intent.kind !== "ask" && intent.kind !== "define") return undefined;
  const parts = splitQuestion(question, (part) => namesToCarry(part, knowledge));
  if (parts.length < 2) return undefined;
  const outcomes: Outcome[] = [];
  for (const part of parts) outcomes.push(await askOne(part));
  const open = outcomes[0];
  if (open?.outcome === "askedBack")
    return { ...open, choices: open.choices.map((choice) => ofWhole(choice, question)) };
  // What is answered as a whole is taken apart only where every part of it is answered.
  const isWhole = intent.kind === "define" || intent.plans.length > 0;
  return isWhole && outcomes.some(({ outcome }) => outcome !== "answered") ? undefined : joinOutcomes(outcomes);
}

/** The choice of a part as one of the whole question: what the part leaves open is open in all of them. */
function ofWhole<Choice extends { readonly text: string }>(choice: Choice, question: string): Choice {
  const added = /\([^()]*\)\?$/.exec(choice.text)?.[0];
  return added === undefined ? choice : { ...choice, text: `${question.replace(/[?\s]+$/, "")} ${added}` };
}

/** The names in a part that the next part is about as well: a term only where nothing else is named. */
function namesToCarry(part: string, knowledge: Knowledge): readonly string[] {
  const mentions = knowledge.findMentions(part);
  const isTerm = (id: string): boolean => knowledge.subject(id)?.kind === "term";
  const things = mentions.filter(({ candidates }) => !candidates.every(({ subject }) => isTerm(subject)));
  return (things.length > 0 ? things : mentions).map(({ text }) => text);
}
