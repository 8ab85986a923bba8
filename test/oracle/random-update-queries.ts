import fc from "fast-check";
import type { Condition, RecordQuery } from "../../src/core/record-query.ts";
import { askedDays, moments, sometimes } from "./random-ledger.ts";

const statedPaths = [
  "rating",
  "rating",
  "metric",
  "metric:referrals",
  "metric:home-visits",
  "spendToDate",
  "risk",
  "milestoneDue",
];
const ownPaths = ["id", "pilot", "programme", "period", "validFrom", "postedAt", "recordedAt", "version", "marking"];
const otherPaths = [
  "scale",
  "source",
  "fictional",
  "author",
  "confirmedBy",
  "place",
  "helpFrom",
  "milestoneDue:referrals",
];
const pilotPaths = ["participationKind", "name", "councils", "grant", "theme", "councils.region", "status"];
const longPaths = ["pilot.name", "pilot.councils.region", "programme.status", "programme.grant", "helpFrom.theme"];
const wrongPaths = ["nonsense", "rating.theme", "period.name", "helpFrom.nonsense", "nonsense:referrals"];

/** Any path from an update. */
const updatePath = fc.oneof(
  { arbitrary: fc.constantFrom(...statedPaths), weight: 8 },
  { arbitrary: fc.constantFrom(...ownPaths, ...otherPaths), weight: 8 },
  { arbitrary: fc.constantFrom(...pilotPaths, ...longPaths), weight: 4 },
  { arbitrary: fc.constantFrom(...wrongPaths), weight: 1 },
);

const likely = fc.constantFrom<Condition>(
  { attribute: "rating", comparison: "is", value: "amber" },
  { attribute: "rating", comparison: "contains", value: "amber" },
  { attribute: "rating", comparison: "isNot", value: "green" },
  { attribute: "metric:referrals", comparison: "atLeast", value: 10 },
  { attribute: "programme", comparison: "is", value: "p1" },
  { attribute: "pilot", comparison: "is", value: "x0" },
  { attribute: "pilot", comparison: "isNot", value: "x0" },
  { attribute: "participationKind", comparison: "is", value: "pilot" },
  { attribute: "period", comparison: "within", value: "2024" },
  { attribute: "postedAt", comparison: "after", value: "2024-03" },
  { attribute: "validFrom", comparison: "before", value: "2024-06-01" },
  { attribute: "fictional", comparison: "is", value: false },
  { attribute: "version", comparison: "atLeast", value: 2 },
  { attribute: "helpFrom", comparison: "is", value: "d1" },
  { attribute: "id", comparison: "is", value: "u0" },
  { attribute: "programme.status", comparison: "is", value: "live" },
);
const free = fc
  .tuple(updatePath, fc.constantFrom("known", "unknown"))
  .map(([attribute, comparison]): Condition => ({ attribute, comparison }));

const working = ["sum", "min", "max", "range", "change"] as const;
const operation: fc.Arbitrary<Pick<RecordQuery, "do" | "attribute">> = fc.oneof(
  { arbitrary: fc.constantFrom("list", "count", "latest", "history").map((each) => ({ do: each })), weight: 4 },
  {
    arbitrary: fc.record({ do: fc.constantFrom("list", "count", "latest", "history"), attribute: updatePath }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ do: fc.constantFrom(...working), attribute: fc.constantFrom(...statedPaths, "grant") }),
    weight: 2,
  },
  {
    arbitrary: fc.record({ do: fc.constant("change"), attribute: fc.constantFrom("rating", "metric:referrals") }),
    weight: 2,
  },
);

/** A query over updates, without anything inside it. */
export const updateQuery: fc.Arbitrary<RecordQuery> = fc
  .record({
    where: fc.oneof(
      { arbitrary: fc.constant<readonly Condition[]>([]), weight: 4 },
      { arbitrary: fc.array(likely, { minLength: 1, maxLength: 2 }), weight: 4 },
      { arbitrary: fc.tuple(likely, free), weight: 2 },
    ),
    asked: operation,
    by: sometimes(updatePath),
    order: sometimes(fc.record({ by: updatePath, descending: fc.boolean() })),
    limit: sometimes(fc.integer({ min: 1, max: 3 })),
    trueAt: sometimes(fc.constantFrom(...askedDays)),
    knownAt: sometimes(fc.constantFrom(...askedDays, ...moments)),
    since: sometimes(fc.constantFrom(...askedDays, ...moments)),
  })
  .map(({ where, asked, ...rest }) => {
    const optional = Object.fromEntries(Object.entries(rest).filter(([, each]) => each !== undefined));
    return { select: "update", where, ...asked, ...optional };
  });
