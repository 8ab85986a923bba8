import { z } from "zod";

/** A field that may be left out or null. */
const maybe = <Value>(schema: z.ZodType<Value>): z.ZodOptional<z.ZodType<Value | undefined>> =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();

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

const failure = z.looseObject({ id: z.string().optional(), error: z.string().min(1) });

/** A line that could not be asked, as `ask --batch` writes it. */
export type BatchFailure = z.infer<typeof failure>;

/** The lines of a batch's output in order. Throws where one is neither an answer nor an error. */
export function parseBatchOutput(output: string): readonly (BatchAnswer | BatchFailure)[] {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const parsed: unknown = JSON.parse(line);
      const isFailure = typeof parsed === "object" && parsed !== null && "error" in parsed;
      return isFailure ? failure.parse(parsed) : answer.parse(parsed);
    });
}

/** True for a line that holds an answer. */
export function isAnswer(line: BatchAnswer | BatchFailure): line is BatchAnswer {
  return "outcome" in line;
}
