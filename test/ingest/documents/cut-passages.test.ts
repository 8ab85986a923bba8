import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutPassages, type CutPassage } from "../../../src/ingest/documents/cut-passages.ts";

function quotes(raw: string, passages: readonly CutPassage[]): string[] {
  return passages.flatMap(({ sentences }) => sentences.map(({ start, end }) => raw.slice(start, end)));
}

function texts(passages: readonly CutPassage[]): string[] {
  return passages.flatMap(({ sentences }) => sentences.map(({ text }) => text));
}

const sentence = (words: number, first = "Word"): string => `${first}${" word".repeat(words - 1)}.`;

describe("cutPassages on Markdown", () => {
  it("keeps the heading path of ATX and Setext headings", () => {
    const raw = "# One\n\na\n\nTwo\n---\n\nb\n\n### Three\nc\n\nFour\n====\nd\n";
    expect(
      cutPassages(raw, { format: "markdown" }).map(({ headingPath, text }) => [headingPath.join(" > "), text]),
    ).toEqual([
      ["One", "a"],
      ["One > Two", "b"],
      ["One > Two > Three", "c"],
      ["Four", "d"],
    ]);
  });

  it("shows no marks but quotes the exact words, with Windows line endings as without", () => {
    const raw = "The **first** [page](https://x.uk/a_b)\r\ncost _very_ `little`. See **that**.\r\n";
    const passages = cutPassages(raw, { format: "markdown" });
    expect(texts(passages)).toEqual(["The first page cost very little.", "See that."]);
    expect(quotes(raw, passages)).toEqual([
      "The **first** [page](https://x.uk/a_b)\r\ncost _very_ `little`.",
      "See **that**.",
    ]);
  });

  it("puts the marks that touch a sentence's last word inside its span", () => {
    const raw = "See [the *report*](https://x.uk)\n\n**All bold.** Then plain.";
    const passages = cutPassages(raw, { format: "markdown" });
    expect(quotes(raw, passages)).toEqual(["See [the *report*](https://x.uk)", "**All bold.**", "Then plain."]);
    expect(texts(passages)).toEqual(["See the report", "All bold.", "Then plain."]);
  });

  it.each([
    ["2 * 3 * 4 is 24", "2 * 3 * 4 is 24"],
    ["snake_case_name stays", "snake_case_name stays"],
    ["a \\*literal\\* star", "a *literal* star"],
    ["`a * b` and `c * d`", "a * b and c * d"],
    ["![a map](map.png) of <b>Luton</b><br>", "a map of Luton"],
    ["fish &amp; chips &lt;3", "fish & chips <3"],
    ["see [this][ref] and [that] [1][2]\n\n[ref]: https://x.uk", "see this and [that] [1][2]"],
    ["https://x.uk/a_b_c and <https://y.uk>", "https://x.uk/a_b_c and https://y.uk"],
    ["was noted.[^1] <!-- why -->", "was noted."],
    ["***both*** and ~~gone~~", "both and gone"],
  ])("shows %j as %j", (raw, shown) => {
    expect(cutPassages(raw, { format: "markdown" }).map(({ text }) => text)).toEqual([shown]);
  });

  it("reads a table as one sentence a row, each cell with its header", () => {
    const raw = "| Council | Funding |\n|---|---:|\n| Luton | **£300,000** |\n| Hackney | |\n";
    const passages = cutPassages(raw, { format: "markdown" });
    expect(texts(passages)).toEqual(["Council: Luton; Funding: £300,000", "Council: Hackney"]);
    expect(quotes(raw, passages)[0]).toBe("Luton | **£300,000**");
  });

  it("makes list items, code lines and quoted paragraphs sentences of their own", () => {
    const raw =
      "Areas:\n\n- Luton\n  and Dunstable\n- [ ] Hackney\n\n1) One\n\n```sh\nrun this\n```\n\n> Quoted words\n> go on.\n> \n> - item\n";
    const passages = cutPassages(raw, { format: "markdown" });
    expect(texts(passages)).toEqual([
      "Areas:",
      "Luton and Dunstable",
      "Hackney",
      "One",
      "run this",
      "Quoted words go on.",
      "item",
    ]);
    expect(quotes(raw, passages)[5]).toBe("Quoted words\n> go on.");
  });

  it("makes a passage of a heading that has nothing below it", () => {
    const raw = "# Title\n\n## Empty\n\n## Full\n\ntext\n\n## Last\n";
    expect(cutPassages(raw, { format: "markdown" }).map(({ text }) => text)).toEqual(["Empty", "text", "Last"]);
  });

  it("cuts a long section into about equal passages of at most 120 words, at sentence ends", () => {
    const raw = Array.from({ length: 13 }, () => sentence(10)).join(" ");
    const words = cutPassages(raw, { format: "markdown" }).map(({ text }) => text.split(" ").length);
    expect(words).toEqual([70, 60]);
  });

  it("cuts inside a sentence only where it has more than 120 words", () => {
    const raw = `${sentence(119)} ${sentence(121)}`;
    const lengths = cutPassages(raw, { format: "markdown" }).flatMap(({ sentences }) =>
      sentences.map(({ text }) => text.split(" ").length),
    );
    expect(lengths).toEqual([119, 120, 1]);
  });

  it("keeps a list with its lead-in, and repeats the lead-in where the list goes on in another passage", () => {
    const items = Array.from({ length: 20 }, (_, at) => `- item ${at} ${"word ".repeat(8).trim()}`);
    const raw = `${sentence(60)}\n\nThe pilots are:\n\n${items.join("\n")}\n`;
    const passages = cutPassages(raw, { format: "markdown" });
    const led = passages.filter(({ sentences }) => sentences.some(({ text }) => text.startsWith("item")));
    expect(led.length).toBeGreaterThan(1);
    for (const { sentences } of led.slice(1)) {
      expect(sentences[0]?.text).toBe("The pilots are:");
      expect(raw.slice(sentences[0]?.start, sentences[0]?.end)).toBe("The pilots are:");
    }
    expect(led[1]?.start).toBe(led[1]?.sentences[1]?.start);
  });

  it("begins a passage at the lead-in rather than tear a list that fits", () => {
    const raw = `${sentence(100)}\n\nThe pilots are:\n\n${"- one two three four five\n".repeat(6)}`;
    expect(cutPassages(raw, { format: "markdown" }).map(({ text }) => text.slice(0, 15))).toEqual([
      "Word word word ",
      "The pilots are:",
    ]);
  });
});

describe("cutPassages on plain text", () => {
  it("takes a line for a paragraph unless it was wrapped", () => {
    const raw =
      "A title line\n\nJob one\nLuton Council\n\nThis sentence was wrapped at width by the London\nBorough of Hackney at forty or so units of it all\nand ends. Another.\n";
    expect(texts(cutPassages(raw, { format: "plain" }))).toEqual([
      "A title line",
      "Job one",
      "Luton Council",
      "This sentence was wrapped at width by the London Borough of Hackney at forty or so units of it all and ends.",
      "Another.",
    ]);
  });

  it("keeps marks that mean something else in plain text", () => {
    expect(texts(cutPassages("# 1 of *two* [x](y)\n  • Luton\n", { format: "plain" }))).toEqual([
      "# 1 of *two* [x](y)",
      "Luton",
    ]);
  });

  it("leaves masked lines out and joins nothing across them", () => {
    const raw = "kept one\nmasked\nkept two\n";
    const passages = cutPassages(raw, { format: "plain", mask: [{ start: 9, end: 15 }] });
    expect(texts(passages)).toEqual(["kept one", "kept two"]);
  });
});

const word = fc.constantFrom(
  "Luton",
  "pilot",
  "£1.7bn",
  "Mr.",
  "ended.",
  "so",
  "e.g.",
  "why?",
  "naïve",
  "日本",
  "😀",
  "a:b",
);
const paragraph = fc.array(word, { minLength: 1, maxLength: 200 }).map((words) => words.join(" "));
const block = fc.oneof(
  paragraph,
  fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `# ${words.join(" ")}`),
  fc.array(paragraph, { minLength: 1, maxLength: 4 }).map((items) => items.map((item) => `- ${item}`).join("\n")),
  fc.tuple(word, word, word, word).map(([a, b, c, d]) => `| ${a} | ${b} |\n|---|---|\n| ${c} | ${d} |`),
  paragraph.map((text) => `> ${text}`),
  fc.constantFrom("```\nsome code\n```", "**bold *it* [link](x)**", "---", "***", "[", "](", "`` ` ", "<a", "|", "\\"),
  fc.string({ unit: "grapheme", maxLength: 60 }),
);
const document = fc
  .tuple(fc.array(block, { maxLength: 12 }), fc.constantFrom("\n\n", "\r\n\r\n", "\n", "\r"))
  .map(([blocks, gap]) => blocks.join(gap));

describe("cutPassages on anything", () => {
  it.each(["markdown", "plain"] as const)("gives %s spans within bounds, in order, that do not overlap", (format) => {
    fc.assert(
      fc.property(document, (raw) => {
        let before = 0;
        for (const passage of cutPassages(raw, { format })) {
          const own = passage.sentences.filter(({ start }) => start >= passage.start);
          expect(passage.sentences.length - own.length).toBeLessThanOrEqual(1);
          for (const { text, start, end } of own) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(raw.length);
            expect(text).toBe(text.replace(/\s+/g, " ").trim());
            expect(text).not.toBe("");
            before = end;
          }
          expect(passage.start).toBe(own[0]?.start);
          expect(passage.end).toBe(own.at(-1)?.end);
          expect(passage.text).toBe(passage.sentences.map(({ text }) => text).join(" "));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("shows of plain text exactly its normalised slice", () => {
    fc.assert(
      fc.property(document, (raw) => {
        for (const { sentences } of cutPassages(raw, { format: "plain" }))
          for (const { text, start, end } of sentences)
            expect(text).toBe(raw.slice(start, end).replace(/\s+/g, " ").trim());
      }),
    );
  });

  it("loses no word of a text without markup", () => {
    const plainWord = fc.constantFrom("Luton", "pilot", "£1.7bn", "Mr.", "ended.", "so", "why?", "naïve");
    const blocks = fc.array(fc.array(plainWord, { minLength: 1, maxLength: 200 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(blocks, fc.constantFrom("markdown", "plain"), (given, format) => {
        const raw = given.map((words) => words.join(" ")).join("\n\n");
        const shown = cutPassages(raw, { format: format === "plain" ? "plain" : "markdown" }).map(({ text }) => text);
        expect(shown.join(" ")).toBe(given.flat().join(" "));
      }),
    );
  });

  it("gives passages of at most 120 words and 2,000 characters, but for a repeated lead-in", () => {
    fc.assert(
      fc.property(document, (raw) => {
        for (const { sentences, start } of cutPassages(raw, { format: "markdown" })) {
          const text = sentences
            .filter((one) => one.start >= start)
            .map((one) => one.text)
            .join(" ");
          expect(text.split(" ").length).toBeLessThanOrEqual(120);
          expect(text.length).toBeLessThanOrEqual(2100);
        }
      }),
    );
  });
});
