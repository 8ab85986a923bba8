import { z } from "zod";

/** A field that may be left out or null. */
export const maybe = <Value>(schema: z.ZodType<Value>): z.ZodOptional<z.ZodType<Value | undefined>> =>
  schema
    .nullish()
    .transform((value) => value ?? undefined)
    .optional();

const failure = z.looseObject({ id: z.string().optional(), error: z.string().min(1) });

/** A line of a batch that could not be read, as `ask --batch` and `propose --batch` write it. */
export type BatchFailure = z.infer<typeof failure>;

/** The lines of a batch's output in order. Throws where one is neither what `schema` reads nor an error. */
export function parseBatchOutput<Line>(output: string, schema: z.ZodType<Line>): readonly (Line | BatchFailure)[] {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const parsed: unknown = JSON.parse(line);
      const isFailure = typeof parsed === "object" && parsed !== null && "error" in parsed;
      return isFailure ? failure.parse(parsed) : schema.parse(parsed);
    });
}
