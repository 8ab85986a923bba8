import { z } from "zod";
import type { UpdateChangePayload, UpdatePayload } from "../../core/ledger.ts";
import { isAudience, type Audience } from "../../core/trust.ts";
import { ratings, ratingScales, trends, type ConfirmedUpdate, type UpdateFields } from "../../core/update.ts";

/*
 * The payloads of the events of updates as they come back from a store: data from outside the type system, so they are
 * parsed again. Members that a later version may add are dropped, never an error: an old event must always replay.
 */

/** An update as its payload and its derived row hold it: without the event that recorded it. */
export type StatedUpdate = Omit<ConfirmedUpdate, "recordedSeq" | "recordedAt">;

const audience = z.custom<Audience>((value) => typeof value === "string" && isAudience(value));
const optionalText = z.string().exactOptional();
const pence = z.int().exactOptional();
const change = z.enum(["edited", "deleted"]);

const fields: z.ZodType<UpdateFields> = z.object({
  period: z.object({ from: z.string(), to: z.string() }).exactOptional(),
  rating: z.enum(ratings).exactOptional(),
  scale: z.enum(ratingScales).exactOptional(),
  trend: z.enum(trends).exactOptional(),
  narrative: optionalText,
  milestones: z
    .array(
      z.object({
        name: z.string(),
        due: optionalText,
        forecast: optionalText,
        done: z.union([z.string(), z.literal(true)]).exactOptional(),
      }),
    )
    .readonly(),
  metrics: z
    .array(z.object({ name: z.string(), value: z.number(), unit: optionalText, target: z.number().exactOptional() }))
    .readonly(),
  spend: z.object({ toDatePence: pence, forecastPence: pence, budgetPence: pence }).exactOptional(),
  risks: z.array(z.object({ text: z.string(), ownerRole: optionalText, mitigation: optionalText })).readonly(),
  help: z.array(z.object({ department: z.string(), text: z.string() })).readonly(),
  nextSteps: z.array(z.object({ text: z.string(), due: optionalText })).readonly(),
});

const update: z.ZodType<StatedUpdate> = z.object({
  id: z.string(),
  pilot: z.string(),
  programme: z.string(),
  fields,
  validFrom: z.string(),
  postedAt: z.string(),
  version: z.int(),
  author: z.string(),
  confirmedBy: z.string(),
  message: z.object({ place: z.string(), id: z.string(), permalink: optionalText }).exactOptional(),
  source: change.exactOptional(),
  text: optionalText,
  spans: z
    .array(z.object({ field: z.string(), start: z.int(), end: z.int() }))
    .readonly()
    .exactOptional(),
  marking: optionalText,
  audience,
  fictional: z.boolean().exactOptional(),
});

const updatePayload: z.ZodType<UpdatePayload> = z.object({
  type: z.literal("update"),
  update,
  reason: optionalText,
});

const changePayload: z.ZodType<UpdateChangePayload> = z.object({
  type: z.literal("updateChange"),
  reason: optionalText,
  source: change.exactOptional(),
});

/** The version that a stored payload holds, or undefined where it holds none. */
export function readUpdatePayload(body: unknown): UpdatePayload | undefined {
  return updatePayload.safeParse(body).data;
}

/** What a stored payload says of a withdrawal or a mark, or undefined where it says nothing. */
export function readUpdateChange(body: unknown): UpdateChangePayload | undefined {
  return changePayload.safeParse(body).data;
}
