import { z } from "zod";
import { subjectKinds } from "../../core/ledger.ts";
import { type Condition, type RecordQuery, comparisons, recordOperations } from "../../core/record-query.ts";
import { isDay, readDaySpan } from "../../core/time.ts";
import { isSubjectAttribute, lastSegment } from "./attribute-path.ts";
import { isOwnUpdateAttribute } from "./update-path.ts";

/** Bounds that keep a proposed query cheap to run and short enough to read in a receipt. */
const recordQueryLimits = {
  conditions: 12,
  textCharacters: 200,
  pathSegments: 4,
  /** Levels of queries inside queries, the outermost counted. */
  depth: 3,
  /** Queries in all, the outermost counted. */
  queries: 16,
  setQueries: 6,
  rows: 1000,
} as const;

const path = z
  .string()
  .max(recordQueryLimits.textCharacters)
  .regex(/^[A-Za-z][\w-]*(:[\p{L}\p{N}][\p{L}\p{N}_-]*)?(\.[A-Za-z][\w-]*(:[\p{L}\p{N}][\p{L}\p{N}_-]*)?)*$/u)
  .refine((text) => text.split(".").length <= recordQueryLimits.pathSegments, "has too many dots");
const day = z.string().refine(isDay, "is not a day");
const moment = z.union([day, z.iso.datetime()]);

const conditionSchema = z
  .strictObject({
    attribute: path,
    comparison: z.enum(comparisons),
    value: z
      .union([z.string().trim().min(1).max(recordQueryLimits.textCharacters), z.number(), z.boolean()])
      .exactOptional(),
  })
  .refine(hasFittingValue, "has a value that its comparison cannot use");

function hasFittingValue({ comparison, value }: Condition): boolean {
  switch (comparison) {
    case "known":
    case "unknown":
      return value === undefined;
    case "atLeast":
    case "atMost":
      return typeof value === "number";
    case "before":
    case "after":
    case "within":
      return typeof value === "string" && readDaySpan(value) !== undefined;
    case "contains":
      return typeof value === "string";
    default:
      return value !== undefined;
  }
}

function setsSchema(depth: number) {
  return z
    .strictObject({
      operator: z.enum(["all", "any", "none", "exactly"]),
      queries: z.array(querySchema(depth)).min(1).max(recordQueryLimits.setQueries),
      on: z.enum(["id", "councils"]),
      times: z.int().min(0).max(recordQueryLimits.setQueries).exactOptional(),
    })
    .refine(
      ({ operator, times }) => (operator === "exactly") === (times !== undefined),
      "has times only, and always, for exactly",
    );
}

const plainFields = {
  select: z.enum([...subjectKinds, "fact", "update"]),
  where: z.array(conditionSchema).max(recordQueryLimits.conditions),
  do: z.enum(recordOperations),
  attribute: path.exactOptional(),
  by: path.exactOptional(),
  trueAt: day.exactOptional(),
  knownAt: moment.exactOptional(),
  since: moment.exactOptional(),
  order: z.strictObject({ by: path, descending: z.boolean() }).exactOptional(),
  limit: z.int().min(1).max(recordQueryLimits.rows).exactOptional(),
};

const needsStatedValues = "needs an attribute that facts state";

/** A query with `depth` further levels below it. */
function querySchema(depth: number): z.ZodType<RecordQuery> {
  return depth === 0
    ? z.strictObject(plainFields).refine(hasAttributeToWorkOn, needsStatedValues)
    : z
        .strictObject({ ...plainFields, sets: setsSchema(depth - 1).exactOptional() })
        .refine(hasAttributeToWorkOn, needsStatedValues);
}

/**
 * A list or a count of subjects does without an attribute, and so do the latest and the history of updates; everything else
 * works on values that facts state.
 */
function hasAttributeToWorkOn(query: RecordQuery): boolean {
  const { select, attribute } = query;
  const isListed = query.do === "list" || query.do === "count";
  if (isListed && !(select === "fact" && attribute)) return true;
  if (select === "update" && (query.do === "latest" || query.do === "history")) return true;
  if (attribute === undefined) return false;
  const name = lastSegment(attribute);
  const isOwn = isSubjectAttribute(name) || (select === "update" && isOwnUpdateAttribute(name));
  return !isOwn;
}

function countQueries(query: RecordQuery): number {
  const inner = [...(query.sets?.queries ?? []), query.expect?.query, query.compare];
  return inner.reduce((count, each) => count + (each ? countQueries(each) : 0), 1);
}

const innerDepth = recordQueryLimits.depth - 2;

/** What a record query must look like, whoever proposes it: shape, values that fit their comparison, depth and size. */
export const recordQuerySchema: z.ZodType<RecordQuery> = z
  .strictObject({
    ...plainFields,
    sets: setsSchema(innerDepth).exactOptional(),
    expect: z
      .strictObject({
        query: querySchema(innerDepth),
        period: z
          .strictObject({ from: day, to: day })
          .refine(({ from, to }) => from < to, "ends before it begins")
          .exactOptional(),
      })
      .exactOptional(),
    compare: querySchema(innerDepth).exactOptional(),
  })
  .refine(hasAttributeToWorkOn, needsStatedValues)
  .refine((query) => countQueries(query) <= recordQueryLimits.queries, "holds too many queries");

/** The query that a value states, or undefined where it is none. Whether its attributes are declared shows when it is run. */
export function readRecordQuery(value: unknown): RecordQuery | undefined {
  const parsed = recordQuerySchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
