import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutToLimits, splitSentences } from "../../../src/ingest/documents/sentences.ts";

function split(text: string): string[] {
  return splitSentences(text).map(({ start, end }) => text.slice(start, end));
}

describe("splitSentences", () => {
  it.each([
    ["The pilot began in 2021. It ended in 2023.", ["The pilot began in 2021.", "It ended in 2023."]],
    ["It cost £1.7bn in all. Nobody knew.", ["It cost £1.7bn in all.", "Nobody knew."]],
    ["Mr. J. R. Smith and Dr Jones met Cllr. Patel.", ["Mr. J. R. Smith and Dr Jones met Cllr. Patel."]],
    ["Mr. Smith left. Mrs. Jones stayed.", ["Mr. Smith left.", "Mrs. Jones stayed."]],
    ["Some areas, e.g. Luton and St. Helens, joined.", ["Some areas, e.g. Luton and St. Helens, joined."]],
    ["It is small, i.e. Local. Others differ.", ["It is small, i.e. Local.", "Others differ."]],
    ["See No. 10 and No. 11. No. The rest is private.", ["See No. 10 and No. 11.", "No.", "The rest is private."]],
    [
      "Work by Acme Inc. was late. Acme Ltd. The end came.",
      ["Work by Acme Inc. was late.", "Acme Ltd.", "The end came."],
    ],
    ["We met at 5 p.m. The room was full.", ["We met at 5 p.m.", "The room was full."]],
    ["We met at 5 p.m. on Friday.", ["We met at 5 p.m. on Friday."]],
    ["See https://www.gov.uk/a.b?c=1. Then stop.", ["See https://www.gov.uk/a.b?c=1.", "Then stop."]],
    [
      "He paused... and went on. Then he left… Nobody saw.",
      ["He paused... and went on.", "Then he left…", "Nobody saw."],
    ],
    [
      "“Why not?” he asked. She said: ‘It works.’ They agreed.",
      ["“Why not?” he asked.", "She said: ‘It works.’", "They agreed."],
    ],
    ["1. First do this. 2. Then do that.", ["1. First do this.", "2. Then do that."]],
    ["The U.K. Government paid. The U.S. did not.", ["The U.K. Government paid.", "The U.S. did not."]],
    ["Does it work? Yes! £3m was saved.", ["Does it work?", "Yes!", "£3m was saved."]],
    ["lift increased with angle . the wing stalled .", ["lift increased with angle .", "the wing stalled ."]],
    ["Smith et al. found nothing. (See p. 12.) Done.", ["Smith et al. found nothing.", "(See p. 12.)", "Done."]],
    ["No stop at the end", ["No stop at the end"]],
    ["", []],
    ["   ", []],
  ])("splits %j", (text, sentences) => {
    expect(split(text)).toEqual(sentences);
  });

  it("gives spans in order that hold every character but spaces", () => {
    const words = fc.constantFrom(
      "The",
      "pilot",
      "Mr.",
      "e.g.",
      "£1.7bn",
      "ended.",
      "Why?",
      "“No.”",
      "p.m.",
      "A.",
      "…",
      "(yes)",
      ".",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ minLength: 1, maxLength: 8 })), { maxLength: 40 }), (parts) => {
        const text = parts.join(" ").replace(/\s+/g, " ");
        const spans = splitSentences(text);
        let before = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(text.slice(before, start).trim()).toBe("");
          before = end;
        }
        expect(text.slice(before).trim()).toBe("");
      }),
    );
  });
});

describe("cutToLimits", () => {
  const limits = { maxWords: 4, maxCharacters: 30 };

  it("leaves what fits as it is", () => {
    expect(cutToLimits("one two three four", { start: 0, end: 18 }, limits)).toEqual([{ start: 0, end: 18 }]);
  });

  it("cuts after a clause before it cuts at a space", () => {
    const text = "one two three, four five six seven eight";
    const pieces = cutToLimits(text, { start: 0, end: text.length }, limits);
    expect(pieces.map(({ start, end }) => text.slice(start, end))).toEqual([
      "one two three,",
      "four five six seven",
      "eight",
    ]);
  });

  it("cuts a word that is longer than a passage without tearing a character apart", () => {
    const text = `x${"😀".repeat(40)}`;
    const pieces = cutToLimits(text, { start: 0, end: text.length }, limits).map(({ start, end }) =>
      text.slice(start, end),
    );
    expect(pieces.join("")).toBe(text);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(30);
      expect(piece.isWellFormed()).toBe(true);
    }
  });
});
