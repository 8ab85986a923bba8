import { readFileSync } from "node:fs";
import { z } from "zod";

const support = z.union([
  z.strictObject({ document: z.string(), quote: z.string().min(1) }),
  z.strictObject({ subject: z.string(), attribute: z.string() }),
]);

/** Words of a note, or a fact, that may support the answer. */
export type SupportLabel = z.infer<typeof support>;

const question = z.strictObject({
  id: z.string().min(1),
  kind: z.string().min(1),
  question: z.string(),
  thread: z.string().optional(),
  trueAt: z.string().optional(),
  knownAt: z.string().optional(),
  expect: z.enum(["answered", "refused", "askedBack"]),
  /** Of each inner list at least one must be in the text. */
  must: z.array(z.array(z.string().min(1)).min(1)).default([]),
  mustNot: z.array(z.string().min(1)).default([]),
  support: z.array(support).default([]),
  /** Never looked at while tuning; scored apart. */
  held: z.boolean().default(false),
  /** Which folder it is asked of, where a file has questions for several. */
  knowledge: z.string().optional(),
});

/** A question with the answer that is expected of it. */
export type Question = z.infer<typeof question>;

/** Reads a file of questions, one JSON object a line. Throws with the number of a line that is none. */
export function readQuestions(file: string): readonly Question[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const questions = lines.flatMap((line, at) => {
    if (line.trim() === "") return [];
    const parsed = question.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${file}:${at + 1}: ${z.prettifyError(parsed.error)}`);
    return [parsed.data];
  });
  const ids = questions.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`${file}: the id ${twice} is used twice`);
  return questions;
}
