import type { Draft } from "../core/evidence.ts";
import type { Mention } from "../core/intent.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Subject } from "../core/ledger.ts";
import { asksForContrast } from "../router/question-shape.ts";
import { define } from "./define.ts";
import type { RecordContext } from "./record-context.ts";

/** Answers "what is the difference between A and B?" by what each of them means; empty where it asks for something else. */
export async function askContrast(
  question: string,
  mentions: readonly Mention[],
  context: RecordContext,
): Promise<readonly Draft[]> {
  if (!asksForContrast(question)) return [];
  const terms = mentions.map((mention) => termOf(mention, context.knowledge));
  const distinct = [...new Map(terms.flatMap((term) => (term ? [[term.id, term] as const] : []))).values()];
  if (distinct.length < 2) return [];
  const meanings = await Promise.all(distinct.map(async ({ id }) => (await define(id, context)).slice(-1)));
  return meanings.every(({ length }) => length > 0) ? meanings.flat() : [];
}

/** The term that a name stands for: the term itself, or the one that explains the programme of that name. */
function termOf({ candidates }: Mention, knowledge: Knowledge): Subject | undefined {
  const subjects = candidates.flatMap(({ subject }) => knowledge.subject(subject) ?? []);
  return subjects.find(({ kind }) => kind === "term");
}
