import { z } from "zod";
import { answerTypes, attributeKinds, type Attribute, type Value } from "../core/attribute.ts";
import { subjectKinds, type RecordPayload, type Source, type StatedFact, type Subject } from "../core/ledger.ts";
import { moneyBases, moneyQualifiers } from "../core/money.ts";
import { isAudience, trusts, type Audience } from "../core/trust.ts";
import { ratingScales } from "../core/update.ts";

/*
 * The payload of `recordImported` as it comes back from a store: data from outside the type system, so it is parsed again.
 * Members that a later version may add are dropped, never an error: an old event must always replay.
 */

const trust = z.enum(trusts);
const audience = z.custom<Audience>((value) => typeof value === "string" && isAudience(value));
const words = z.array(z.string()).readonly();
const optionalText = z.string().exactOptional();

const value: z.ZodType<Value> = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["text", "span", "name"]), text: z.string() }),
  z.object({ kind: z.enum(["list", "names"]), items: words }),
  z.object({ kind: z.literal("count"), count: z.number() }),
  z.object({ kind: z.literal("percent"), percent: z.number() }),
  z.object({
    kind: z.literal("money"),
    money: z.object({
      pence: z.int(),
      toPence: z.int().exactOptional(),
      qualifier: z.enum(moneyQualifiers),
      basis: z.enum(moneyBases),
    }),
  }),
  z.object({
    kind: z.literal("date"),
    text: z.string(),
    days: z.object({ from: z.string(), to: z.string() }).exactOptional(),
  }),
  z.object({ kind: z.literal("reference"), id: z.string() }),
  z.object({ kind: z.literal("references"), ids: words }),
  z.object({ kind: z.literal("flag"), flag: z.boolean() }),
]);

const source: z.ZodType<Source> = z.object({
  id: z.string(),
  title: z.string(),
  publisher: optionalText,
  url: optionalText,
  published: optionalText,
  trust,
  note: optionalText,
});

const attribute: z.ZodType<Attribute> = z.object({
  id: z.string(),
  label: z.string(),
  kind: z.enum(attributeKinds),
  validity: z.enum(["point", "period"]),
  asks: words,
  answers: z.enum(answerTypes),
  sentence: z.string(),
  unit: optionalText,
});

const subject: z.ZodType<Subject> = z.object({
  id: z.string(),
  kind: z.enum(subjectKinds),
  name: z.string(),
  programme: optionalText,
  participationKind: z.enum(["pilot", "member"]).exactOptional(),
  councils: words.exactOptional(),
  status: z.enum(["live", "closed", "reference"]).exactOptional(),
  fictional: z.boolean().exactOptional(),
  returns: z
    .object({
      every: z.enum(["month", "quarter", "halfYear"]),
      dueWorkingDay: z.int(),
      from: z.string(),
      to: optionalText,
    })
    .exactOptional(),
  ratingScale: z.enum(ratingScales).exactOptional(),
  isObserver: z.boolean().exactOptional(),
  audience,
  marking: optionalText,
});

const alias = z.object({
  text: z.string(),
  ambiguous: z.boolean(),
  place: z.boolean(),
  from: optionalText,
  to: optionalText,
});

const fact: z.ZodType<StatedFact> = z.object({
  attribute: z.string(),
  value,
  sources: words,
  trust,
  from: optionalText,
  to: optionalText,
  lowConfidence: z.boolean(),
  note: optionalText,
});

const recordPayload: z.ZodType<RecordPayload> = z.discriminatedUnion("type", [
  z.object({ type: z.literal("source"), source }),
  z.object({ type: z.literal("attribute"), attribute }),
  z.object({
    type: z.literal("subject"),
    subject,
    aliases: z.array(alias).readonly(),
    facts: z.array(fact).readonly(),
  }),
]);

/** The record that a stored payload holds, or undefined where it holds none. */
export function readRecordPayload(body: unknown): RecordPayload | undefined {
  return recordPayload.safeParse(body).data;
}
