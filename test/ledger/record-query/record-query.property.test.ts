import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordQuery, RecordResult } from "../../../src/core/record-query.ts";
import type { ReadScope } from "../../../src/core/trust.ts";
import { readRecordQuery } from "../../../src/ledger/record-query/record-query-schema.ts";
import { runRecordQuery } from "../../../src/ledger/record-query/run-record-query.ts";
import { createMemoryLedger } from "../../fakes/memory-ledger.ts";
import { canonicalResult } from "../../oracle/canonical-result.ts";
import type { World } from "../../oracle/naive-snapshot.ts";
import { randomAttributes, randomScope, randomWorld } from "../../oracle/random-ledger.ts";
import { randomQuery } from "../../oracle/random-queries.ts";
import { answerNaively } from "../../oracle/record-oracle.ts";

const attributes = new Map(randomAttributes.map((attribute) => [attribute.id, attribute]));
const validQuery = randomQuery.filter((query) => readRecordQuery(query) !== undefined);

function run(query: RecordQuery, world: World, scope: ReadScope): Promise<RecordResult> {
  return runRecordQuery(query, { ledger: createMemoryLedger(world), scope, attributes });
}

describe("runRecordQuery, on random ledgers", () => {
  it("finds what the naive oracle finds", async () => {
    await fc.assert(
      fc.asyncProperty(randomWorld, validQuery, randomScope, async (world, query, scope) => {
        const result = await run(query, world, scope);
        expect(canonicalResult(result)).toEqual(canonicalResult(answerNaively(query, world, scope)));
      }),
      { numRuns: 5000 },
    );
  });

  it("never lets a limit change what is counted, and puts the largest group first", async () => {
    await fc.assert(
      fc.asyncProperty(randomWorld, validQuery, randomScope, async (world, query, scope) => {
        const { limit: _, ...unlimited } = query;
        const [cut, whole] = [await run({ ...query, limit: 1 }, world, scope), await run(unlimited, world, scope)];
        if (cut.outcome !== "found" || whole.outcome !== "found") {
          expect(cut).toEqual(whole);
          return;
        }
        expect(cut).toEqual({ ...whole, rows: whole.rows.slice(0, 1) });
        const known = (whole.groups ?? []).filter((group) => group.key !== undefined).map((group) => group.rows.length);
        expect(known).toEqual(known.toSorted((left, right) => right - left));
      }),
    );
  });
});

describe("the random ledgers and queries", () => {
  it("reach every outcome, so that agreeing with the oracle means something", async () => {
    const seen = new Map<string, number>();
    const samples = fc.sample(fc.tuple(randomWorld, validQuery, randomScope), { seed: 20_261_122, numRuns: 2000 });
    for (const [world, query, scope] of samples) {
      const result = await run(query, world, scope);
      for (const each of [...traitsOf(result), ...updateTraitsOf(query, result)])
        seen.set(each, (seen.get(each) ?? 0) + 1);
    }
    const expected = [
      "found",
      "noResult",
      "notRecorded",
      "unknownAttribute",
      "several rows",
      "computed",
      "notComputed",
    ];
    expected.push("groups", "group without key", "conflict", "missing", "not missing", "last heard");
    expected.push("more", "less", "same", "incomparable");
    expected.push("updates", "several updates", "no updates", "expected updates", "last update");
    expect(expected.filter((trait) => (seen.get(trait) ?? 0) < 10)).toEqual([]);
  });
});

function updateTraitsOf({ select }: RecordQuery, result: RecordResult): readonly string[] {
  if (select !== "update") return [];
  if (result.outcome === "notRecorded" && result.attribute === "update") return ["no updates"];
  if (result.outcome !== "found") return [];
  const updates = result.rows.filter((row) => row.update).length;
  const missing = result.expected?.missing ?? [];
  const traits: readonly (readonly [string, boolean])[] = [
    ["updates", updates > 0],
    ["several updates", updates > 1],
    ["expected updates", (result.expected?.found ?? 0) > 0],
    ["last update", missing.some((each) => each.lastHeard !== undefined)],
  ];
  return traits.filter(([, holds]) => holds).map(([trait]) => trait);
}

function traitsOf(result: RecordResult): readonly string[] {
  if (result.outcome !== "found") return [result.outcome];
  const { rows, computed, notComputed, groups, conflicts, expected, compared } = result;
  const traits: readonly (readonly [string, boolean])[] = [
    ["several rows", rows.length > 1],
    ["computed", (computed ?? []).length > 0],
    ["notComputed", (notComputed ?? []).length > 0],
    ["groups", (groups ?? []).length > 1],
    ["group without key", (groups ?? []).some((group) => group.key === undefined)],
    ["conflict", conflicts.length > 0],
    ["missing", (expected?.missing ?? []).length > 0],
    ["not missing", (expected?.found ?? 0) > 0],
    ["last heard", (expected?.missing ?? []).some((each) => each.lastHeard !== undefined)],
    [compared?.difference ?? "not compared", true],
  ];
  return ["found", ...traits.filter(([, holds]) => holds).map(([trait]) => trait)];
}
