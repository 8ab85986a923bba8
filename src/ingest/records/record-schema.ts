import { z } from "zod";
import { answerTypes, attributeKinds } from "../../core/attribute.ts";
import { isDay, readDaySpan } from "../../core/time.ts";
import { isAudience, trusts, type Audience } from "../../core/trust.ts";
import { ratingScales } from "../../core/update.ts";
import type { RecordList } from "./record-file.ts";

/*
 * A record as docs/knowledge-format.md says it is written. What needs to know other records (values by the kind of their
 * attribute, references) is checked in check-records.ts.
 */

/** Names that a query already uses for what a subject is, not for what is recorded of it. */
const reservedAttributes = ["id", "kind", "name", "programme", "participationKind", "status", "councils"];

const text = z.string().trim().min(1);
const line = text.refine((value) => !/[\r\n]/.test(value), "It must be one line.");
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, "An id has lower-case letters, figures and hyphens, and begins with no hyphen.");
const attributeId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9-]*$/, "An attribute's id has letters, figures and hyphens, and begins with a small letter.")
  .refine((value) => !reservedAttributes.includes(value), `${reservedAttributes.join(", ")} cannot be attributes.`);
const day = z.string().refine(isDay, "It must be a day that exists, written YYYY-MM-DD.");
const partialDay = z
  .preprocess((value) => (typeof value === "number" ? String(value) : value), z.string())
  .refine((value) => readDaySpan(value) !== undefined, "It must be a date that exists: YYYY, YYYY-MM or YYYY-MM-DD.");
const ordered = (span: { readonly from?: string; readonly to?: string }): boolean =>
  span.from === undefined || span.to === undefined || span.from < span.to;
const order = { message: "`to` must be later than `from`: it is the first day that no longer counts.", path: ["to"] };

/** A value for which a mapping with one text in it may be left out: `Eastmere Council` is `{ text: Eastmere Council }`. */
const alias = z.preprocess(
  (value) => (typeof value === "string" ? { text: value } : value),
  z
    .strictObject({
      text: line,
      ambiguous: z.boolean().exactOptional(),
      place: z.boolean().exactOptional(),
      from: day.exactOptional(),
      to: day.exactOptional(),
    })
    .refine(ordered, order),
);

const statement = z
  .strictObject({
    value: z.unknown().refine((value) => value !== undefined && value !== null, "It is missing."),
    sources: z.array(id).min(1, "Every fact names at least one source."),
    from: day.exactOptional(),
    to: day.exactOptional(),
    confidence: z.literal("low").exactOptional(),
    note: text.exactOptional(),
  })
  .refine(ordered, order);

/** A fact as written, its value not yet read. */
export type WrittenStatement = z.infer<typeof statement>;

const facts = z.record(
  z.string(),
  z.preprocess((value): unknown => (Array.isArray(value) ? value : [value]), z.array(statement).min(1)),
);

const common = {
  id,
  name: line,
  aliases: z.array(alias).default([]),
  facts: facts.default({}),
  audience: z
    .custom<Audience>(
      (value) => typeof value === "string" && isAudience(value),
      "It must be public, programme:<id> or place:<id>.",
    )
    .default("public"),
  marking: line.exactOptional(),
};

/** The rules of a source. */
export const sourceSchema = z.strictObject({
  id,
  title: line,
  publisher: line.exactOptional(),
  url: z
    .url({ protocol: /^https?$/, error: "It must be an address that begins with https:// or http://." })
    .exactOptional(),
  published: partialDay.exactOptional(),
  trust: z.enum(trusts),
  note: text.exactOptional(),
});

/** The rules of an attribute. */
export const attributeSchema = z
  .strictObject({
    id: attributeId,
    label: line,
    kind: z.enum(attributeKinds),
    validity: z.enum(["point", "period"]),
    asks: z.array(line.refine((value) => value === value.toLowerCase(), "It must be in lower case.")),
    answers: z.enum(answerTypes),
    sentence: line,
    unit: line.exactOptional(),
  })
  .superRefine(({ sentence, kind }, context) => {
    const problem = sentenceProblem(sentence, kind === "flag");
    if (problem !== undefined) context.addIssue({ code: "custom", path: ["sentence"], message: problem });
  });

function sentenceProblem(sentence: string, isFlag: boolean): string | undefined {
  const unknown = [...sentence.matchAll(/\{[^}]*\}?/g)].find(([slot]) => !/^\{(subject|value|programme)\}$/.test(slot));
  if (unknown) return `${unknown[0]} is not known. Known: {subject}, {value}, {programme}.`;
  if (!sentence.includes("{subject}")) return "It must say {subject}.";
  return isFlag || sentence.includes("{value}") ? undefined : "It must say {value}.";
}

const returns = z
  .strictObject({
    every: z.enum(["month", "quarter", "halfYear"]),
    dueWorkingDay: z
      .int()
      .min(1, "It must be at least 1: the first working day after the period.")
      .max(60, "It must be at most 60: the working days of about a quarter."),
    from: day,
    to: day.exactOptional(),
  })
  .refine(ordered, order);

/** The rules of every kind of subject, by its list. */
export const subjectSchemas = {
  programmes: z
    .strictObject({
      ...common,
      status: z.enum(["live", "closed", "reference"]).exactOptional(),
      fictional: z.boolean().exactOptional(),
      returns: returns.exactOptional(),
      ratingScale: z.enum(ratingScales).exactOptional(),
    })
    .refine((programme) => programme.returns === undefined || programme.status === "live", {
      message: "Only a programme with `status: live` has returns. Set the status, or remove the returns.",
      path: ["returns"],
    }),
  participations: z.strictObject({
    ...common,
    programme: id,
    kind: z.enum(["pilot", "member"]),
    councils: z.array(id).min(1, "A participation has at least one council."),
    observer: z.boolean().exactOptional(),
  }),
  councils: z.strictObject(common),
  departments: z.strictObject(common),
  people: z.strictObject(common),
  terms: z.strictObject(common),
} satisfies Partial<Record<RecordList, z.ZodType>>;

/** A list whose records are subjects. */
export type SubjectList = keyof typeof subjectSchemas;

/** A subject as written and parsed; what only some kinds have is optional. */
export type WrittenSubject = z.infer<(typeof subjectSchemas)[SubjectList]>;
