import { z } from "zod";
import { messageOf } from "../core/errors.ts";
import type { Knowledge } from "../core/knowledge.ts";
import { isDay } from "../core/time.ts";
import type { Clock, Instant } from "../core/time.ts";
import type { ProposedUpdate } from "../core/update.ts";
import { resolvePlace } from "../extraction/pilots/resolve-place.ts";
import { proposeUpdates } from "../extraction/propose-updates.ts";

const id = z.union([z.string(), z.number()]);
const lineSchema = z.object({
  id,
  text: z.string(),
  author: z.string().nullish(),
  channel: z.string().nullish(),
  postedAt: z
    .string()
    .refine((text) => readPostedAt(text) !== undefined, "a day (YYYY-MM-DD) or an instant")
    .nullish(),
});
type Line = z.infer<typeof lineSchema>;

/** The instant that a day (its noon, which is on that day in London as well) or an instant stands for; undefined for other text. */
export function readPostedAt(text: string): Instant | undefined {
  if (isDay(text)) return `${text}T12:00:00.000Z`;
  // A year alone or a bare number is an instant to Date and to nobody else.
  if (!/^\d{4}-\d{2}-\d{2}[T ]/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Reads one line of a batch, JSON in and JSON out. A line that cannot be read gives `{id?, line, error}`. */
export function proposeBatchLine(text: string, number: number, knowledge: Knowledge, clock: Clock): string {
  const read = readLine(text);
  if ("error" in read)
    return JSON.stringify({ ...(read.id !== undefined && { id: read.id }), line: number, error: read.error });
  try {
    const { boundPilots, boundProgrammes } = resolvePlace(read.channel ?? "", knowledge);
    const postedAt = readPostedAt(read.postedAt ?? "") ?? clock.now().toISOString();
    const proposal = proposeUpdates({ text: read.text, postedAt, boundPilots, boundProgrammes }, knowledge);
    const { isUpdate, proposals, question } = proposal;
    return JSON.stringify({
      id: read.id,
      isUpdate,
      proposals: proposals.map(inOrder),
      ...(question && { question }),
    });
  } catch (error) {
    return JSON.stringify({ id: read.id, line: number, error: messageOf(error) });
  }
}

function readLine(text: string): Line | { readonly id?: string | number; readonly error: string } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { error: "not a line of JSON" };
  }
  const parsed = lineSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const known = z.object({ id }).safeParse(json);
  const issue = parsed.error.issues[0];
  return {
    ...(known.success && { id: known.data.id }),
    error: `${issue?.path.join(".") || "the line"}: ${issue?.message ?? "not valid"}`,
  };
}

/** The fields of a proposal in the order in which they are documented; what nobody stated stays away. */
function inOrder(proposed: ProposedUpdate): object {
  const { pilot, programme, period, rating, scale, trend, narrative, milestones, metrics, spend } = proposed;
  const { risks, help, nextSteps, marking, personalData, spans } = proposed;
  const figures = { milestones, metrics, spend, risks, help, nextSteps, marking, personalData, spans };
  return { pilot, programme, period, rating, scale, trend, narrative, ...figures };
}
