import { z } from "zod";
import { maybe, parseBatchOutput, type BatchFailure } from "../batch-output.ts";

const pence = maybe(z.int());

const proposed = z.looseObject({
  pilot: z.string().nullable(),
  programme: z.string().nullable(),
  period: maybe(z.looseObject({ from: z.string(), to: z.string() })),
  rating: maybe(z.string()),
  scale: maybe(z.string()),
  trend: maybe(z.string()),
  narrative: maybe(z.string()),
  milestones: z.array(
    z.looseObject({
      name: z.string(),
      due: maybe(z.string()),
      forecast: maybe(z.string()),
      done: maybe(z.union([z.string(), z.boolean()])),
    }),
  ),
  metrics: z.array(
    z.looseObject({ name: z.string(), value: z.number(), unit: maybe(z.string()), target: maybe(z.number()) }),
  ),
  spend: maybe(z.looseObject({ toDatePence: pence, forecastPence: pence, budgetPence: pence })),
  risks: z.array(z.looseObject({ text: z.string(), ownerRole: maybe(z.string()), mitigation: maybe(z.string()) })),
  help: z.array(z.looseObject({ department: z.string(), text: z.string() })),
  nextSteps: z.array(z.looseObject({ text: z.string(), due: maybe(z.string()) })),
  marking: maybe(z.string()),
  personalData: z.array(z.looseObject({ kind: z.string(), start: z.int(), end: z.int() })),
});

/** One update as `propose --batch` writes it. */
export type Proposed = z.infer<typeof proposed>;

const proposedLine = z.looseObject({
  id: z.string(),
  isUpdate: z.boolean(),
  proposals: z.array(proposed),
  question: maybe(
    z.looseObject({ field: maybe(z.string()), text: z.string().min(1), choices: z.array(z.unknown()).min(1) }),
  ),
});

/** A line as `propose --batch` writes it. */
export type ProposedLine = z.infer<typeof proposedLine>;

/** The proposals and failures of a batch's output in order. Throws where a line is neither. */
export function parseProposedLines(output: string): readonly (ProposedLine | BatchFailure)[] {
  return parseBatchOutput(output, proposedLine);
}

/** True for a line that holds what a message proposes. */
export function isProposedLine(line: ProposedLine | BatchFailure): line is ProposedLine {
  return "isUpdate" in line;
}
