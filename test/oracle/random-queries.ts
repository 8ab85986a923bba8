import fc from "fast-check";
import { type Condition, type RecordQuery, type SetOperation, comparisons } from "../../src/core/record-query.ts";
import { updateQuery } from "./random-update-queries.ts";
import { askedDays, favourites, ids, moments, randomAttributes, sometimes } from "./random-ledger.ts";

const statedPaths = [
  ...randomAttributes.map((each) => each.id),
  "councils.region",
  "department.theme",
  "sponsors.people",
  "programme.grant",
  "programme.started",
  "councils.people",
  "metric:referrals",
  "metric:home-visits",
];
const statedPath = fc.oneof(fc.constantFrom(...favourites), fc.constantFrom(...statedPaths));
const amountPath = fc.constantFrom(
  "grant",
  "grant",
  "spend",
  "homes",
  "people",
  "share",
  "started",
  "programme.grant",
  "councils.people",
  "metric",
  "metric:referrals",
  "spendToDate",
);
const ownPaths = ["id", "kind", "name", "programme", "participationKind", "status", "fictional", "councils"];
const anyPath = fc.oneof(
  { arbitrary: statedPath, weight: 10 },
  { arbitrary: fc.constantFrom(...ownPaths, "programme.status", "programme.fictional", "department.name"), weight: 8 },
  { arbitrary: fc.constantFrom("nonsense", "theme.region", "councils.nonsense"), weight: 1 },
);

const wantedTexts = [
  "Housing",
  "skills",
  "housing ",
  "p1",
  "x0",
  "c1",
  "d1",
  "pilot",
  "closed",
  "2023",
  "2023-10-29",
  "2024",
];
const wantedNumbers = [0, 5, 10, 100, 105, 200, 12.5];
const conditionValue = fc.constantFrom<string | number | boolean>(...wantedTexts, ...wantedNumbers, true, false);

function fits(comparison: Condition["comparison"], value: string | number | boolean): boolean {
  if (comparison === "atLeast" || comparison === "atMost") return typeof value === "number";
  if (comparison === "contains") return typeof value === "string";
  const isDate = typeof value === "string" && value.startsWith("20");
  return comparison === "before" || comparison === "after" || comparison === "within" ? isDate : true;
}

const freeCondition: fc.Arbitrary<Condition> = fc
  .tuple(anyPath, fc.constantFrom(...comparisons), conditionValue)
  .filter(([, comparison, value]) => fits(comparison, value))
  .map(([path, comparison, value]) =>
    comparison === "known" || comparison === "unknown"
      ? { attribute: path, comparison }
      : { attribute: path, comparison, value },
  );
/** Conditions that are met often enough for something to be left. */
const likelyCondition = fc.constantFrom<Condition>(
  { attribute: "programme", comparison: "is", value: "p1" },
  { attribute: "participationKind", comparison: "is", value: "pilot" },
  { attribute: "theme", comparison: "known" },
  { attribute: "grant", comparison: "atLeast", value: 100 },
  { attribute: "id", comparison: "is", value: "x0" },
  { attribute: "councils.region", comparison: "known" },
);
const where = fc.oneof(
  { arbitrary: fc.constant<readonly Condition[]>([]), weight: 4 },
  { arbitrary: fc.array(likelyCondition, { minLength: 1, maxLength: 2 }), weight: 3 },
  { arbitrary: fc.array(freeCondition, { minLength: 1, maxLength: 2 }), weight: 2 },
);

const working = ["sum", "min", "max", "range", "latest", "history", "change"] as const;
const operation: fc.Arbitrary<Pick<RecordQuery, "do" | "attribute">> = fc.oneof(
  fc.constantFrom({ do: "list" as const }, { do: "count" as const }),
  statedPath.map((each) => ({ do: "list" as const, attribute: each })),
  fc.record({ do: fc.constantFrom("list", "count"), attribute: anyPath }),
  fc.record({ do: fc.constantFrom(...working), attribute: amountPath }),
  fc.record({ do: fc.constantFrom(...working), attribute: statedPath }),
);

const subjectQuery: fc.Arbitrary<RecordQuery> = fc
  .record({
    select: fc.oneof(
      { arbitrary: fc.constant("participation" as const), weight: 6 },
      { arbitrary: fc.constantFrom("council", "programme", "fact", "fact", "department", "term"), weight: 4 },
    ),
    where,
    operation,
    by: sometimes(anyPath),
    order: sometimes(fc.record({ by: anyPath, descending: fc.boolean() })),
    limit: sometimes(fc.integer({ min: 1, max: 3 })),
    trueAt: sometimes(fc.constantFrom(...askedDays)),
    knownAt: sometimes(fc.constantFrom(...askedDays, ...moments)),
    since: sometimes(fc.constantFrom(...askedDays, ...moments)),
  })
  .map(({ select, where: conditions, operation: asked, ...rest }) => {
    const optional = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== undefined));
    return { select, where: conditions, ...asked, ...optional };
  });

const plainQuery = fc.oneof({ arbitrary: subjectQuery, weight: 3 }, { arbitrary: updateQuery, weight: 2 });

function setsOver(query: fc.Arbitrary<RecordQuery>): fc.Arbitrary<SetOperation> {
  return fc
    .record({
      operator: fc.constantFrom("all", "any", "none", "exactly"),
      queries: fc.array(query, { minLength: 1, maxLength: 3 }),
      on: fc.constantFrom("id", "councils"),
      times: fc.integer({ min: 0, max: 2 }),
    })
    .map(({ operator, queries, on, times }) =>
      operator === "exactly" ? { operator, queries, on, times } : { operator, queries, on },
    );
}

function maybeSets(query: fc.Arbitrary<RecordQuery>): fc.Arbitrary<Pick<RecordQuery, "sets">> {
  return sometimes(setsOver(query)).map((sets) => (sets ? { sets } : {}));
}

const members: fc.Arbitrary<RecordQuery> = fc.constantFrom(...ids.programmes).map((id) => ({
  select: "participation",
  where: [{ attribute: "programme", comparison: "is", value: id }],
  do: "list",
}));
const innerQuery = fc.oneof(members, plainQuery);
const nestedQuery = fc
  .tuple(innerQuery, maybeSets(innerQuery))
  .map(([query, sets]): RecordQuery => ({ ...query, ...sets }));
const period = fc.constantFrom(
  { from: "2023-01-01", to: "2024-01-01" },
  { from: "2024-01-01", to: "2024-06-01" },
  { from: "2024-06-01", to: "2024-06-02" },
);

/** A query that often comes to one value. */
const comparableQuery: fc.Arbitrary<RecordQuery> = fc
  .record({
    id: fc.constantFrom("x0", "x1"),
    attribute: fc.constantFrom("grant", "homes", "homes", "people", "people", "theme"),
    do: fc.constantFrom("list", "min", "max", "sum", "latest"),
  })
  .map(({ id, attribute: asked, do: operation }) => ({
    select: "participation",
    where: [{ attribute: "id", comparison: "is", value: id }],
    do: operation,
    attribute: asked,
  }));

const comparison: fc.Arbitrary<RecordQuery> = fc
  .tuple(comparableQuery, comparableQuery, fc.constantFrom(true, true, false), sometimes(fc.constantFrom(...askedDays)))
  .map(([query, other, isSame, trueAt]) => {
    const compare = isSame && query.attribute !== undefined ? { ...other, attribute: query.attribute } : other;
    return { ...query, compare, ...(trueAt && { trueAt }) };
  });

const expectation = fc
  .tuple(innerQuery, sometimes(period))
  .map(([query, due]) => ({ query, ...(due && { period: due }) }));

const richQuery: fc.Arbitrary<RecordQuery> = fc
  .tuple(plainQuery, maybeSets(nestedQuery), sometimes(expectation), sometimes(nestedQuery))
  .map(([query, sets, expect, compare]) => ({
    ...query,
    ...sets,
    ...(expect && { expect }),
    ...(compare && { compare }),
  }));

/** Any query of the language, some of which the schema refuses. */
export const randomQuery: fc.Arbitrary<RecordQuery> = fc.oneof(
  { arbitrary: richQuery, weight: 4 },
  { arbitrary: comparison, weight: 3 },
);
