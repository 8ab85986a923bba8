import { describe, expect, it } from "vitest";
import { backoffMs } from "../../src/work/backoff.ts";

const backoff = { firstMs: 500, longestMs: 10_000 };

describe("the pauses between tries", () => {
  it.each([
    [1, 500],
    [2, 1000],
    [5, 8000],
    [6, 10_000],
    [1000, 10_000],
  ])("after %i tries: %i ms at most", (tries, longest) => {
    expect(backoffMs(tries, () => 0, backoff)).toBe(longest);
    expect(backoffMs(tries, () => 1, backoff)).toBe(longest / 2);
  });
});
