import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentWords, fold, wordsOf } from "../../src/core/words.ts";

describe("wordsOf", () => {
  it.each([
    ["Ynys Môn's grant", ["ynys", "mon", "grant"]],
    ["£150,000 in 2021.", ["150,000", "in", "2021"]],
    ["didn’t", ["didnt"]],
    ["St Orran’s", ["st", "orran"]],
    ["step-by-step", ["step", "by", "step"]],
    ["", []],
  ])("folds the words of %j", (text, folded) => {
    expect(wordsOf(text).map((word) => word.folded)).toEqual(folded);
  });

  it("says where each word stands, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        for (const word of wordsOf(text)) expect(text.slice(word.start, word.end)).toBe(word.text);
      }),
    );
  });

  it("gives 150,000 and 150000 one stem, and runs and running one", () => {
    const stems = wordsOf("150,000 150000 runs running").map((word) => word.stem);
    expect(stems).toEqual(["150000", "150000", "run", "run"]);
  });
});

describe("contentWords", () => {
  it("leaves out the words that say nothing", () => {
    expect(contentWords("What was the grant of each pilot?").map((word) => word.folded)).toEqual(["grant", "pilot"]);
  });
});

describe("fold", () => {
  it.each([
    ["MÔN", "mon"],
    ["Łódź", "łodz"],
    ["O’Hara", "o'hara"],
  ])("writes %s as %s", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});
