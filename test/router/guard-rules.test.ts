import { describe, expect, it } from "vitest";
import { guardVerdict } from "../../src/router/guard-rules.ts";
import { guardCases, knownGaps } from "./guard-cases.ts";

describe.each(Object.entries(guardCases))("guardVerdict, for %s", (verdict, { stopped, lookedUp }) => {
  it("has enough cases on both sides", () => {
    expect(Math.min(stopped.length, lookedUp.length)).toBeGreaterThanOrEqual(15);
  });

  it.each(stopped)("stops %s", (text) => {
    expect(guardVerdict(text)).toBe(verdict);
  });

  it.each(lookedUp)("lets through %s", (text) => {
    expect(guardVerdict(text)).toBeUndefined();
  });
});

describe("guardVerdict, where it is known to be wrong", () => {
  it.each(knownGaps)("takes %s for %s", (text, verdict) => {
    expect(guardVerdict(text)).toBe(verdict);
  });
});
