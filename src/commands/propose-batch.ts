import { z } from "zod";
import { lineId, readBatchLine, sayFault } from "../channels/cli/batch-line.ts";
import { messageOf } from "../core/errors.ts";
import type { Knowledge } from "../core/knowledge.ts";
import { isDay } from "../core/time.ts";
import type { Clock, Instant } from "../core/time.ts";
import type { ProposedUpdate } from "../core/update.ts";
import { resolvePlace } from "../extraction/pilots/resolve-place.ts";
import { proposeUpdates } from "../extraction/propose-updates.ts";

const lineSchema = z.object({
  id: lineId,
  text: z.string(),
  author: z.string().nullish(),
  channel: z.string().nullish(),
  postedAt: z
    .string()
    .refine((text) => readPostedAt(text) !== undefined, "a day (YYYY-MM-DD) or an instant")
    .nullish(),
});

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
  const read = readBatchLine(text, lineSchema);
  if ("error" in read) return sayFault(read, number);
  const { line } = read;
  try {
    const { boundPilots, boundProgrammes } = resolvePlace(line.channel ?? "", knowledge);
    const postedAt = readPostedAt(line.postedAt ?? "") ?? clock.now().toISOString();
    const proposal = proposeUpdates({ text: line.text, postedAt, boundPilots, boundProgrammes }, knowledge);
    const { isUpdate, proposals, question } = proposal;
    return JSON.stringify({
      id: line.id,
      isUpdate,
      proposals: proposals.map(inOrder),
      ...(question && { question }),
    });
  } catch (error) {
    return sayFault({ id: line.id, error: messageOf(error) }, number);
  }
}

/** The fields of a proposal in the order in which they are documented; what nobody stated stays away. */
function inOrder(proposed: ProposedUpdate): object {
  const { pilot, programme, period, rating, scale, trend, narrative, milestones, metrics, spend } = proposed;
  const { risks, help, nextSteps, marking, personalData, spans } = proposed;
  const figures = { milestones, metrics, spend, risks, help, nextSteps, marking, personalData, spans };
  return { pilot, programme, period, rating, scale, trend, narrative, ...figures };
}
