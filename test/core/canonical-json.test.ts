import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/core/canonical-json.ts";

describe("canonicalJson", () => {
  it.each([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, Z: 1, z: 2 }, '{"Z":1,"z":2}'],
    [[undefined], "[null]"],
    ["é\n", '"é\\n"'],
    [-0, "0"],
  ])("writes %o as %s", (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol("s")])("has no text for %o", (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it("writes one text for one value, which reads back as that value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
