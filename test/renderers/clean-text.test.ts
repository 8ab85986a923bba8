import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanLine, cleanText } from "../../src/renderers/clean-text.ts";

describe("cleanText", () => {
  it.each([
    ["colours", "\u001B[31mred\u001B[0m", "red"],
    ["a window title", "a\u001B]0;owned\u0007b", "ab"],
    ["a terminal link", "\u001B]8;;https://x.example\u001B\\text\u001B]8;;\u001B\\", "text"],
    ["a device control string", "a\u001BPq#0\u001B\\b", "ab"],
    ["a clear screen in eight bits", "a\u009B2Jb", "ab"],
    ["a reset", "a\u001Bcb", "ab"],
    ["an unfinished sequence", "a\u001B[", "a"],
    ["a bell and a backspace", "a\u0007b\u0008c", "abc"],
    ["a right-to-left override", "\u202Efdp.exe\u202C", "fdp.exe"],
    ["direction isolates", "\u2067a\u2069", "a"],
    ["half a surrogate pair", "a\uD800b", "a\uFFFDb"],
  ])("takes out %s", (_, text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it("keeps line feeds and tabs and turns other line ends into line feeds", () => {
    expect(cleanText("a\r\nb\rc\u2028d\te\n")).toBe("a\nb\nc\nd\te\n");
  });

  it("keeps letters of every script, emoji and pound signs", () => {
    expect(cleanText("Gŵyl £5 – 日本 👩‍👩‍👧 العربية")).toBe("Gŵyl £5 – 日本 👩‍👩‍👧 العربية");
  });

  it("leaves nothing that steers a terminal, whatever comes in", () => {
    const steering = fc.constantFrom("\u001B", "[", "]", "31m", "\u0007", "\u009B", "\\", "\u202E", "a");
    fc.assert(
      fc.property(fc.array(steering), (parts) => {
        const clean = cleanText(parts.join(""));
        expect([...clean].filter((character) => /\p{Cc}|[\u202A-\u202E]/u.test(character))).toEqual([]);
      }),
    );
  });
});

describe("cleanLine", () => {
  it("puts content on one line", () => {
    expect(cleanLine("  a\n\n b\u00A0\tc ")).toBe("a b c");
  });
});
