import { z } from "zod";
import type { AttributeKind, Value } from "../../core/attribute.ts";
import { assertNever } from "../../core/assert-never.ts";
import { moneyBases, moneyQualifiers, readPence, type Money } from "../../core/money.ts";
import { readDaySpan } from "../../core/time.ts";

const text = z.string().trim().min(1);
const items = z.array(text, "It must be a list: [one, another].").min(1, "The list is empty.");
const id = text.regex(/^[a-z0-9][a-z0-9-]*$/, "It must be the id of another record.");

const pence = text.transform((amount, context) => {
  const read = readPence(amount);
  if (read !== undefined) return read;
  const message = 'It must be an amount in quotes, like "£150,000", "£12.50", "£46m" or "£1.7bn".';
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const money = z
  .strictObject({
    amount: pence,
    to: pence.exactOptional(),
    qualifier: z.enum(moneyQualifiers),
    basis: z.enum(moneyBases),
  })
  .superRefine(({ amount, to, qualifier }, context) => {
    const problem = rangeProblem(amount, to, qualifier === "range");
    if (problem !== undefined) context.addIssue({ code: "custom", path: ["to"], message: problem });
  })
  .transform(({ amount, to, qualifier, basis }): Money => {
    return { pence: amount, ...(to !== undefined && { toPence: to }), qualifier, basis };
  });

function rangeProblem(from: number, to: number | undefined, isRange: boolean): string | undefined {
  if (isRange && to === undefined) return "A range needs `to`.";
  if (!isRange && to !== undefined) return "Only a range has `to`.";
  return to !== undefined && to <= from ? "`to` must be more than the amount." : undefined;
}

// A year that YAML took for a number is as good as one in quotes.
const date = z
  .preprocess((value) => (Number.isInteger(value) ? String(value) : value), text)
  .refine(
    (value) => !/^[\d\s/.-]+$/.test(value) || readDaySpan(value) !== undefined,
    "It must be a date that exists, YYYY, YYYY-MM or YYYY-MM-DD, or a moment in words.",
  );

/** Reads a value as its attribute's kind writes it; fails with zod's issues. */
export function valueSchema(kind: AttributeKind): z.ZodType<Value> {
  switch (kind) {
    case "text":
    case "span":
    case "name":
      return text.transform((read): Value => ({ kind, text: read }));
    case "list":
    case "names":
      return items.transform((read): Value => ({ kind, items: read }));
    case "count":
      return z
        .int()
        .min(0)
        .transform((count): Value => ({ kind, count }));
    case "percent":
      return z.number().transform((percent): Value => ({ kind, percent }));
    case "money":
      return money.transform((read): Value => ({ kind, money: read }));
    case "date":
      return date.transform((read): Value => dateValue(read));
    case "reference":
      return id.transform((read): Value => ({ kind, id: read }));
    case "references":
      return z
        .array(id)
        .min(1, "The list is empty.")
        .transform((ids): Value => ({ kind, ids }));
    case "flag":
      return z.boolean().transform((flag): Value => ({ kind, flag }));
    default:
      return assertNever(kind);
  }
}

function dateValue(read: string): Value {
  const days = readDaySpan(read);
  return { kind: "date", text: read, ...(days !== undefined && { days }) };
}
