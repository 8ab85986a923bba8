import { readFileSync } from "node:fs";
import { z } from "zod";
import { personalDataKinds, ratings, ratingScales, trends } from "../../../src/core/update.ts";

/** A day, or `*` where any day, or none, is right. */
const day = z.union([z.literal("*"), z.iso.date()]);

/** `optional`: right whether it is proposed or not. `either`: right as a milestone and as a next step. */
const leeway = { optional: z.boolean().default(false), either: z.boolean().default(false) };

const milestone = z.strictObject({
  name: z.string().min(1),
  due: day.optional(),
  forecast: day.optional(),
  done: z.union([z.literal(true), day]).optional(),
  ...leeway,
});

const metric = z.strictObject({
  name: z.string().min(1),
  value: z.number(),
  unit: z.string().optional(),
  target: z.number().optional(),
  ...leeway,
});

const risk = z.strictObject({
  textContains: z.string().min(1),
  ownerRole: z.string().optional(),
  mitigationContains: z.string().optional(),
  ...leeway,
});

const help = z.strictObject({ department: z.string().min(1), textContains: z.string().min(1), ...leeway });

const nextStep = z.strictObject({ textContains: z.string().min(1), due: day.optional(), ...leeway });

const personalData = z.strictObject({
  kind: z.enum(personalDataKinds),
  text: z.string().min(1),
  optional: z.boolean().default(false),
});

const proposal = z.strictObject({
  pilot: z.string().nullable(),
  programme: z.string().nullable(),
  period: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
  rating: z.enum(ratings).optional(),
  /** Scored only where a label has one: elsewhere it is the programme's, which a message does not say. */
  scale: z.enum(ratingScales).optional(),
  trend: z.enum(trends).optional(),
  narrativeContains: z.array(z.string().min(1)).default([]),
  milestones: z.array(milestone),
  metrics: z.array(metric),
  spend: z
    .strictObject({
      toDatePence: z.int().optional(),
      forecastPence: z.int().optional(),
      budgetPence: z.int().optional(),
    })
    .default({}),
  risks: z.array(risk),
  help: z.array(help),
  nextSteps: z.array(nextStep),
  marking: z.string().optional(),
  personalData: z.array(personalData),
});

const expected = z.strictObject({
  isUpdate: z.boolean(),
  /** The field that has to be asked about. */
  question: z.enum(["pilot", "rating"]).optional(),
  /** A question is neither needed nor wrong. */
  mayAsk: z.boolean().default(false),
  proposals: z.array(proposal),
});

const message = z
  .strictObject({
    id: z.string().min(1),
    kind: z.string().min(1),
    text: z.string().min(1),
    author: z.string().optional(),
    channel: z.string().optional(),
    postedAt: z.iso.datetime(),
    /** Never looked at while tuning; scored apart. */
    held: z.boolean().default(false),
    expected,
  })
  .refine(({ expected }) => expected.isUpdate === expected.proposals.length > 0, "an update has proposals, and only it")
  .refine(({ text, expected }) => expected.proposals.every(saysOf(text)), "personal data is not in the text");

function saysOf(text: string): (label: ProposalLabel) => boolean {
  return ({ personalData }) => personalData.every((label) => text.includes(label.text));
}

/** What one update of a message is expected to hold. */
export type ProposalLabel = z.infer<typeof proposal>;

/** A message with what it is expected to propose. */
export type UpdateMessage = z.infer<typeof message>;

/** Reads a file of messages, one JSON object a line. Throws with the number of a line that is none. */
export function readUpdateMessages(file: string): readonly UpdateMessage[] {
  const lines = readFileSync(file, "utf8").split("\n");
  const messages = lines.flatMap((line, at) => {
    if (line.trim() === "") return [];
    const parsed = message.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`${file}:${at + 1}: ${z.prettifyError(parsed.error)}`);
    return [parsed.data];
  });
  const ids = messages.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new Error(`${file}: the id ${twice} is used twice`);
  return messages;
}
