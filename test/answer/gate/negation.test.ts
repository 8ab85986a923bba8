import { describe, expect, it } from "vitest";
import { countNegations } from "../../../src/answer/gate/negation.ts";

describe("countNegations", () => {
  it.each([
    ["It was not paid.", 1],
    ["It wasn’t paid, and couldn't be.", 2],
    ["It never ran without a driver.", 2],
    ["Neither quay nor pier closed.", 2],
    ["They failed to agree.", 1],
    ["No later than May, and not more than 40.", 0],
    ["Not only buses.", 0],
    ["Route no. 7 and a notice in the north.", 0],
  ])("counts %j as %i", (text, count) => {
    expect(countNegations(text)).toBe(count);
  });
});
