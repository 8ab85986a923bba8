import { describe, expect, it } from "vitest";
import { wordsOfField } from "../../../src/ledger/updates/field-words.ts";

describe("the words of a field", () => {
  const text = "Amber. 42 referrals (target 60), 9 visits (so far).";
  const at = (field: string, words: string) => ({
    field,
    start: text.indexOf(words),
    end: text.indexOf(words) + words.length,
  });

  it("go on to the bracket that closes one they open", () => {
    const spans = [at("metrics.0.value", "42"), at("metrics.0.name", "referrals"), at("metrics.0.target", "60")];
    expect(wordsOfField(text, spans, "metrics.0")).toBe("42 referrals (target 60)");
  });

  it("take no bracket that they do not open", () => {
    const spans = [at("metrics.1.value", "9"), at("metrics.1.name", "visits")];
    expect(wordsOfField(text, spans, "metrics.1")).toBe("9 visits");
    expect(wordsOfField(text, [at("note", "so far")], "note")).toBe("so far");
  });
});
