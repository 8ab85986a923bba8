import { describe, expect, it } from "vitest";
import type { RecordQuery } from "../../../src/core/record-query.ts";
import { count, fact, find, ids, name, participations, recordedOn, run } from "./example-ledger.ts";

const [eastmere, northford, hillside] = ["harbour-eastmere", "harbour-northford", "hillside-east"] as const;
const pilots = participations("harbour", "pilot");
const april = { from: "2026-04-01", to: "2026-05-01" };
const quarter = { from: "2026-01-01", to: "2026-04-01" };

function homes(id: string, recordedSeq: number, from: string, to: string) {
  return fact(id, "homes", count(1), { recordedSeq, validFrom: from, validTo: to });
}

describe("who is missing of those expected", () => {
  it("states found of expected, who is missing, and when they were last heard", async () => {
    const facts = [homes(eastmere, 5, "2026-01-01", "2026-04-01"), homes(northford, 3, "2025-10-01", "2026-01-01")];
    const query: RecordQuery = { ...pilots, attribute: "homes", expect: { query: pilots, period: quarter } };
    const result = await find(query, facts);
    expect(ids(result)).toEqual([eastmere]);
    expect(result.expected).toEqual({
      found: 1,
      of: 2,
      missing: [{ subject: expect.objectContaining({ id: northford }), lastHeard: recordedOn(3) }],
    });
  });

  it("states that nobody was found instead of having no result", async () => {
    const result = await find({ ...pilots, attribute: "homes", expect: { query: pilots } });
    expect([result.rows, result.total, result.expected?.found, result.expected?.of]).toEqual([[], 0, 0, 2]);
    expect(result.expected?.missing.map((each) => each.lastHeard)).toEqual([undefined, undefined]);
  });

  it("expects each group's own pilots only", async () => {
    const facts = [homes(hillside, 5, "2026-01-01", "2026-04-01"), homes(eastmere, 5, "2026-01-01", "2026-04-01")];
    const anybody: RecordQuery = { select: "participation", where: [], do: "list", attribute: "homes" };
    const result = await find({ ...anybody, expect: { query: pilots } }, facts);
    expect(result.total).toBe(2);
    expect(result.expected).toMatchObject({ found: 1, of: 2 });
  });

  it("finds who was heard since a day, of any attribute", async () => {
    const facts = [fact(eastmere, "lead", name("Ann Lee"), { recordedSeq: 9 }), fact(northford, "homes", count(1))];
    const result = await find({ ...pilots, since: "2026-03-05", expect: { query: pilots } }, facts);
    expect(result.expected).toMatchObject({ found: 1, of: 2, missing: [{ lastHeard: recordedOn(1) }] });
  });

  it("counts a point by when it began and an undated one by when it was recorded", async () => {
    const query: RecordQuery = { ...pilots, attribute: "lead", expect: { query: pilots, period: april } };
    const began = fact(eastmere, "lead", name("Ann Lee"), { validFrom: "2026-04-30" });
    const before = fact(northford, "lead", name("Bo Khan"), { validFrom: "2026-03-31" });
    expect(ids(await find(query, [began, before]))).toEqual([eastmere]);
    const undated = { ...fact(northford, "lead", name("Bo Khan")), recordedAt: "2026-03-31T23:30:00.000Z" };
    expect(ids(await find(query, [undated]))).toEqual([northford]);
  });

  it("has no result where nobody is expected either", async () => {
    const nobody = participations("nowhere");
    expect(await run({ ...nobody, expect: { query: nobody } })).toEqual({ outcome: "noResult" });
  });
});
