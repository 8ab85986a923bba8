import { z } from "zod";
import { maybe, parseBatchOutput, type BatchFailure } from "./batch-output.ts";

const citation = z.looseObject({
  number: z.int().positive(),
  kind: z.enum(["passage", "fact"]),
  title: z.string(),
  url: maybe(z.string()),
  quote: z.string(),
  documentId: maybe(z.string()),
  start: maybe(z.int()),
  end: maybe(z.int()),
  subject: maybe(z.string()),
  attribute: maybe(z.string()),
});

/** A citation as `ask --batch` writes it. */
export type BatchCitation = z.infer<typeof citation>;

const answer = z.looseObject({
  id: z.string(),
  intent: z.string(),
  outcome: z.enum(["answered", "refused", "askedBack"]),
  text: z.string(),
  sentences: z.array(z.looseObject({ text: z.string(), citations: z.array(z.int().positive()) })),
  citations: z.array(citation),
  confidence: z.number().min(0).max(1),
  receipt: z.string().min(1),
  ms: z.number().min(0),
});

/** An answer as `ask --batch` writes it. */
export type BatchAnswer = z.infer<typeof answer>;

/** The answers and failures of a batch's output in order. Throws where a line is neither. */
export function parseAnswers(output: string): readonly (BatchAnswer | BatchFailure)[] {
  return parseBatchOutput(output, answer);
}

/** True for a line that holds an answer. */
export function isAnswer(line: BatchAnswer | BatchFailure): line is BatchAnswer {
  return "outcome" in line;
}
