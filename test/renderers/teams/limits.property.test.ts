import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../../src/core/citation.ts";
import type { Block, Reply } from "../../../src/core/reply.ts";
import { trusts } from "../../../src/core/trust.ts";
import { cleanLine } from "../../../src/renderers/clean-text.ts";
import { cutText, splitText } from "../../../src/renderers/teams/cut-text.ts";
import { escapeMarkdown } from "../../../src/renderers/teams/markdown.ts";
import { renderAnswerCard, renderDialog } from "../../../src/renderers/teams/render-dialog.ts";
import { renderMessage } from "../../../src/renderers/teams/render-message.ts";
import { searchResults } from "../../../src/renderers/teams/search-results.ts";
import { answeredReply } from "../../fakes/fake-replies.ts";
import { cardSchema, messageSchema, sizeOf, textsIn } from "./card-schema.ts";

const most = 28 * 1024;

const pieces = [
  "**bold** and _italic_",
  "[a link](https://www.example.org/a_b(c)) and ![a picture](x)",
  "# heading\n- item\n1. number\n> quote",
  "<at>Somebody</at> <script>alert(1)</script> &amp; &lt;b&gt;",
  "| a | b |\n|---|---|",
  "```code``` `code` ~~gone~~",
  "[1] [2] [99]",
  "👩🏽‍🚒 yn gweithio 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👨‍👩‍👧‍👦",
  "Llanfairpwllgwyngyll, tŷ, dŵr, sŵn, ŵyr a'r môr.",
  "\u202Efdp.exe\u202C \u001B[31mred\u001B[0m \u0000",
  "\uD83D broken \uDE00",
  "A sentence ends here. Another one begins! Does it? “It does.”",
];
const words = fc.oneof(
  fc.constantFrom(...pieces),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.lorem({ maxCount: 12 }),
);
const text = fc.oneof(
  { weight: 8, arbitrary: fc.array(words, { maxLength: 8 }).map((parts) => parts.join(" ")) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(words, fc.integer({ min: 1, max: 40_000 }))
      .map(([part, length]) => `${part} `.repeat(Math.ceil(length / (part.length + 1))).slice(0, length)),
  },
);
const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 4 });
const sentence = fc.record({ text, citations: numbers });
const call = fc.record({
  verb: fc.constantFrom("confirm", "edit", "why", "share", "undo", "choose", "snooze", "showSource"),
  target: fc.string({ maxLength: 120 }),
  value: fc.string({ maxLength: 300 }),
});
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("paragraph" as const), sentences: fc.array(sentence, { maxLength: 40 }) }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(sentence, { maxLength: 60 }) }),
  fc.record({
    kind: fc.constant("table" as const),
    caption: text,
    columns: fc.array(text, { maxLength: 9 }),
    rows: fc.array(fc.array(text, { maxLength: 9 }), { maxLength: 30 }),
    citations: numbers,
  }),
  fc.record({ kind: fc.constant("heading" as const), text }),
  fc.record({ kind: fc.constant("quote" as const), text }),
  fc.record({
    kind: fc.constant("fields" as const),
    fields: fc.array(fc.record({ label: text, value: text, words: text, citations: numbers }), { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant("chart" as const),
    caption: text,
    shape: fc.constantFrom("line" as const, "bar" as const),
    series: fc.array(
      fc.record({
        name: text,
        points: fc.array(fc.record({ x: text, y: fc.double({ noNaN: true }) }), { maxLength: 12 }),
      }),
      { maxLength: 3 },
    ),
    citations: numbers,
  }),
  fc.record({
    kind: fc.constant("notice" as const),
    tone: fc.constantFrom("info" as const, "refusal" as const, "warning" as const),
    text,
  }),
  fc.record({
    kind: fc.constant("choices" as const),
    choices: fc.array(fc.record({ label: text, text: fc.string({ minLength: 1, maxLength: 400 }) }), { maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant("actions" as const),
    buttons: fc.array(fc.record({ label: text, call, sure: text }), { maxLength: 12 }),
  }),
);

const citation: fc.Arbitrary<Citation> = fc
  .record({
    number: fc.integer({ min: 1, max: 30 }),
    title: text,
    publisher: text,
    published: fc.constantFrom("2021", "2021-11-08", "soon"),
    url: fc.oneof(fc.webUrl(), fc.constantFrom("javascript:alert(1)", "https://user:pass@example.org", "not a url")),
    quote: text,
    trust: fc.constantFrom(...trusts),
    marking: text,
  })
  .map((changes) => {
    const [first] = answeredReply.citations;
    if (!first) throw new Error("The sample cites nothing.");
    return { ...first, ...changes };
  });

const reply: fc.Arbitrary<Reply> = fc.record(
  {
    outcome: fc.constantFrom("answered", "refused", "askedBack", "proposed", "done"),
    intent: fc.constantFrom("ask", "logUpdate", "help"),
    blocks: fc.array(block, { minLength: 1, maxLength: 6 }),
    citations: fc.array(citation, { maxLength: 30 }),
    confidence: fc.constant(1),
    receipt: fc.constantFrom("", "r-1"),
    marking: text,
    banner: text,
    trueAt: fc.constant("2026-03-01"),
    isByModel: fc.boolean(),
  },
  { requiredKeys: ["outcome", "intent", "blocks", "citations", "confidence", "receipt"] },
);

const runs = { numRuns: 150, interruptAfterTimeLimit: 8000 };

describe("whatever a reply says", () => {
  it("its message has the right shape, fits, and is whole text", () => {
    fc.assert(
      fc.property(reply, fc.boolean(), (drawn, isSeenByMany) => {
        const message = renderMessage(drawn, { isSeenByMany, author: "29:asha" });
        expect(messageSchema.safeParse(message).error?.issues ?? []).toEqual([]);
        expect(sizeOf(message)).toBeLessThanOrEqual(most);
        expect(textsIn(message).filter((one) => !one.isWellFormed())).toEqual([]);
        expect(message.text ?? "").not.toMatch(/<\/?[a-z]/i);
      }),
      runs,
    );
  });

  it("every part of it fits in a dialog, and the card that takes another's place fits too", () => {
    fc.assert(
      fc.property(reply, fc.integer({ min: 0, max: 200 }), (drawn, from) => {
        for (const card of [renderDialog(drawn, { from }).card, renderAnswerCard(drawn)]) {
          if (card.body.length === 0) continue;
          expect(cardSchema.safeParse(card).error?.issues ?? []).toEqual([]);
          expect(sizeOf(card)).toBeLessThanOrEqual(most);
        }
      }),
      runs,
    );
  });

  it("its search results fit, and lead nowhere that may not be linked", () => {
    fc.assert(
      fc.property(reply, (drawn) => {
        for (const result of searchResults({ ...drawn, outcome: "answered" })) {
          expect(sizeOf(result)).toBeLessThanOrEqual(most);
          expect(JSON.stringify(result)).not.toMatch(/\]\(javascript:/);
        }
      }),
      runs,
    );
  });
});

describe("Markdown", () => {
  it("shows exactly the words that were escaped", () => {
    const unescape = (markdown: string): string =>
      markdown
        .replaceAll(/\\([\\`*_~[\]#+=.)-])/g, "$1")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&amp;", "&");
    fc.assert(
      fc.property(text, (given) => {
        const line = cleanLine(given);
        expect(unescape(escapeMarkdown(line)).replaceAll(/&amp;/g, "&")).toBe(line.replaceAll(/&amp;/g, "&"));
      }),
    );
  });

  it("has no mark of a citation, no link and no tag of its content", () => {
    fc.assert(
      fc.property(text, (given) => {
        const escaped = escapeMarkdown(cleanLine(given));
        expect(escaped).not.toMatch(/(?<!\\)\[\d+(?<!\\)\]|(?<!\\)\]\(|<\/?[a-z]/i);
      }),
    );
  });
});

describe("cutting", () => {
  it("stays within the limit and never cuts inside a character", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 500 }), (given, limit) => {
        const whole = given.toWellFormed();
        const cut = cutText(whole, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
        expect(whole.startsWith(cut.replace(/…$/, "")) || cut === whole).toBe(true);
      }),
    );
  });

  it("in pieces loses nothing but white space", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 500 }), (given, limit) => {
        const whole = given.toWellFormed();
        const parts = splitText(whole, limit);
        expect(parts.join("").replaceAll(/\s/g, "")).toBe(whole.replaceAll(/\s/g, ""));
        for (const part of parts) expect(part.isWellFormed()).toBe(true);
        if (whole.length > limit) for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it("ends with a sentence where it can", () => {
    expect(cutText("One sentence is here. Another one is much longer than it.", 40)).toBe("One sentence is here.");
    expect(cutText("One two three four five six seven", 20)).toBe("One two three four…");
    expect(cutText("👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒👩🏽‍🚒", 10)).toBe("👩🏽‍🚒…");
  });
});
