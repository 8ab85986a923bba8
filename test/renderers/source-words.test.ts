import { describe, expect, it } from "vitest";
import type { Trust } from "../../src/core/trust.ts";
import { linkOf, trustCaution } from "../../src/renderers/source-words.ts";

const page = "https://www.example.org/page";

describe("linkOf", () => {
  it.each<[Trust, string | undefined]>([
    ["official", page],
    ["press", page],
    ["informal", page],
    ["unsigned", undefined],
    ["spun", undefined],
  ])("links an https address of a source that is %s to %s", (trust, link) => {
    expect(linkOf({ url: page, trust })).toBe(link);
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//www.example.org",
    "/relative",
    "https://user:secret@www.example.org/",
    "https://",
  ])("never links %s", (url) => {
    expect(linkOf({ url, trust: "official" })).toBeUndefined();
  });
});

describe("trustCaution", () => {
  it.each<[Trust, string | undefined]>([
    ["official", undefined],
    ["press", undefined],
    ["informal", "an informal source"],
    ["unsigned", "an unsigned source, not linked"],
    ["spun", "a machine-reworded copy, not linked"],
  ])("says of a source that is %s: %s", (trust, words) => {
    expect(trustCaution(trust)).toBe(words);
  });
});
