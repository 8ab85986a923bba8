import { describe, expect, it } from "vitest";
import { isAudience, isSoundTrust, trustRank } from "../../src/core/trust.ts";

describe("trust", () => {
  it.each([
    ["official", true],
    ["press", true],
    ["informal", true],
    ["unsigned", false],
    ["spun", false],
  ] as const)("%s may stand alone: %s", (trust, sound) => {
    expect(isSoundTrust(trust)).toBe(sound);
  });

  it("ranks the most trusted first", () => {
    expect(trustRank("official")).toBe(0);
    expect(trustRank("press")).toBeLessThan(trustRank("spun"));
  });
});

describe("isAudience", () => {
  it.each([
    ["public", true],
    ["programme:night-buses", true],
    ["place:c-1", true],
    ["programme:", false],
    ["programme:Night", false],
    ["team:x", false],
    ["public ", false],
    ["programme:a\npublic", false],
  ])("%j: %s", (text, expected) => {
    expect(isAudience(text)).toBe(expected);
  });
});
