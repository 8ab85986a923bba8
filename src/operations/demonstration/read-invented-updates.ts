import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import { KnowledgeError, messageOf } from "../../core/errors.ts";
import type { Day, DaySpan, Instant } from "../../core/time.ts";
import { dayOf } from "../../core/time.ts";
import { ratings } from "../../core/update.ts";
import type { Rating, Trend, UpdateFields } from "../../core/update.ts";
import { addDays, mondayOf } from "../../ledger/returns/days.ts";

/** An update of the demonstration, dated for a day on which it is set up. */
export interface InventedUpdate {
  readonly pilot: string;
  readonly postedAt: Instant;
  readonly fields: UpdateFields;
}

const words = z.string().min(1);
const dated = z.strictObject({ text: words, dueInDays: z.int().optional() });
const said = {
  pilot: words,
  rating: z.enum(ratings),
  narrative: words,
  metrics: z.array(z.strictObject({ name: words, value: z.number(), target: z.number().optional() })).default([]),
  spend: z.strictObject({ toDatePence: z.int(), budgetPence: z.int() }).optional(),
  risks: z
    .array(z.strictObject({ text: words, ownerRole: words.optional(), mitigation: words.optional() }))
    .default([]),
  help: z.array(z.strictObject({ department: words, text: words })).default([]),
  nextSteps: z.array(dated).default([]),
  milestones: z
    .array(
      z.strictObject({
        name: words,
        done: z.literal(true).optional(),
        dueInDays: z.int().optional(),
        forecastInDays: z.int().optional(),
      }),
    )
    .default([]),
};
const updateSchema = z.union([
  z.strictObject({ ...said, month: z.int().min(0).max(24), day: z.int().min(1).max(28) }),
  z.strictObject({ ...said, lastWeek: z.int().min(1).max(5) }),
]);
type WrittenUpdate = z.infer<typeof updateSchema>;
const fileSchema = z.strictObject({ updates: z.array(updateSchema) });

/** By this day of a month every pilot of the demonstration has reported on the month before. */
const reportedBy = 8;

/** The first day of the month that lies `back` months before the month that was last reported on. */
export function firstOfMonth(now: Date, back: number): Day {
  const [year = 0, month = 1, day = 1] = dayOf(now).split("-").map(Number);
  const last = day > reportedBy ? month - 1 : month - 2;
  return new Date(Date.UTC(year, last - 1 - back, 1)).toISOString().slice(0, 10);
}

/** Reads the updates of a demonstration, oldest first. Throws `KnowledgeError` where the file is not as it should be. */
export async function readInventedUpdates(path: string, now: Date): Promise<readonly InventedUpdate[]> {
  const parsed = fileSchema.safeParse(await readYaml(path));
  if (!parsed.success) throw new KnowledgeError(`${path} cannot be used: ${z.prettifyError(parsed.error)}`);
  const last = new Map<string, Rating>();
  return parsed.data.updates
    .map((written) => ({ written, ...datesOf(written, now) }))
    .toSorted((left, right) => (left.posted < right.posted ? -1 : left.posted > right.posted ? 1 : 0))
    .map(({ written, posted, period }, index) => {
      const before = last.get(written.pilot);
      last.set(written.pilot, written.rating);
      const fields = fieldsOf(written, { posted, before });
      // Those of one day come one after the other.
      const postedAt = new Date(Date.parse(`${posted}T10:00:00Z`) + index * 30_000).toISOString();
      return { pilot: written.pilot, postedAt, fields: { ...(period && { period }), ...fields } };
    });
}

interface Dates {
  readonly posted: Day;
  readonly period?: DaySpan;
}

function datesOf(written: WrittenUpdate, now: Date): Dates {
  if ("lastWeek" in written) return { posted: addDays(mondayOf(dayOf(now)), written.lastWeek - 8) };
  const [from, to] = [firstOfMonth(now, written.month), firstOfMonth(now, written.month - 1)];
  return { period: { from, to }, posted: addDays(to, written.day - 1) };
}

async function readYaml(path: string): Promise<unknown> {
  try {
    return parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw new KnowledgeError(`${path} cannot be read: ${messageOf(cause)}`, { cause });
  }
}

function fieldsOf(
  written: WrittenUpdate,
  { posted, before }: { readonly posted: Day; readonly before: Rating | undefined },
): UpdateFields {
  const { rating, narrative, metrics, risks, help } = written;
  const after = (days: number): Day => addDays(posted, days);
  return {
    rating,
    scale: "five-step",
    ...(before && { trend: trendOf(before, rating) }),
    narrative,
    metrics: metrics.map(({ target, ...metric }) => ({ ...metric, ...(target !== undefined && { target }) })),
    ...(written.spend && { spend: written.spend }),
    risks: risks.map(({ text, ownerRole, mitigation }) => ({
      text,
      ...(ownerRole !== undefined && { ownerRole }),
      ...(mitigation !== undefined && { mitigation }),
    })),
    help,
    nextSteps: written.nextSteps.map(({ text, dueInDays }) => ({
      text,
      ...(dueInDays !== undefined && { due: after(dueInDays) }),
    })),
    milestones: written.milestones.map(({ name, done, dueInDays, forecastInDays }) => ({
      name,
      ...(done && { done }),
      ...(dueInDays !== undefined && { due: after(dueInDays) }),
      ...(forecastInDays !== undefined && { forecast: after(forecastInDays) }),
    })),
  };
}

function trendOf(before: Rating, now: Rating): Trend {
  const difference = ratings.indexOf(now) - ratings.indexOf(before);
  return difference === 0 ? "same" : difference > 0 ? "up" : "down";
}
