import { z } from "zod";

/** The id of a line of a batch. */
export const lineId = z.union([z.string(), z.number()]);

/** Why a line of a batch cannot be read, with its id where it has one. */
export interface LineFault {
  readonly id?: string | number;
  readonly error: string;
}

/** A line of a batch as its schema reads it, or what is wrong with it. */
export function readBatchLine<Line>(text: string, schema: z.ZodType<Line>): { readonly line: Line } | LineFault {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { error: "not a line of JSON" };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { line: parsed.data };
  const known = z.object({ id: lineId }).safeParse(json);
  const issue = parsed.error.issues[0];
  return {
    ...(known.success && { id: known.data.id }),
    error: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not valid"}`,
  };
}

/** What a batch prints for a line that failed. */
export function sayFault({ id, error }: LineFault, number: number): string {
  return JSON.stringify({ ...(id !== undefined && { id }), line: number, error });
}
