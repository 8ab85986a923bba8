import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Citation } from "../../../src/core/citation.ts";
import type { Form } from "../../../src/core/form.ts";
import type { Block, Reply } from "../../../src/core/reply.ts";
import { renderForm } from "../../../src/renderers/slack/render-form.ts";
import { renderMessage } from "../../../src/renderers/slack/render-message.ts";
import { renderHome, renderNotice } from "../../../src/renderers/slack/render-view.ts";
import { slackLimits } from "../../../src/renderers/slack/limits.ts";
import { problemsOfMessage, problemsOfView } from "../../fakes/slack/validate-blocks.ts";
import { plainReply, recordCitation } from "./sample-replies.ts";

const markdown = fc
  .array(
    fc.constantFrom(
      "**bold**",
      "_it_",
      "`code`",
      "```\nfence\n```",
      "# head",
      "[a](https://e.org)",
      "<https://e.org|x>",
      "<!channel>",
      "<@U123>",
      "&amp;",
      "&",
      "> q",
      "Llŷn Môn ŵy",
      "👩‍👩‍👧‍👦",
      "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
      "\ud83d",
      "£12,500.",
      "\u202Eabc",
      "word",
      "sentence. Another one!",
      "\n\n",
      "x".repeat(700),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(" "));
const anyText = fc.oneof(markdown, fc.string({ unit: "binary", maxLength: 300 }), fc.constant(""));
const hugeText = fc.oneof(anyText, fc.constant("Mae'r cyngor 🚌 <b>yn</b> aros & aros. ".repeat(1100)));
const cites = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 });
const sentence = fc.record({ text: hugeText, citations: cites });
const short = fc.string({ maxLength: 120 });

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("paragraph" as const), sentences: fc.array(sentence, { maxLength: 6 }) }),
  fc.record({ kind: fc.constant("list" as const), items: fc.array(sentence, { maxLength: 40 }) }),
  fc.record({
    kind: fc.constant("table" as const),
    caption: anyText,
    columns: fc.array(short, { maxLength: 24 }),
    rows: fc.array(fc.array(anyText, { maxLength: 24 }), { maxLength: 120 }),
    citations: cites,
  }),
  fc.record({ kind: fc.constant("heading" as const), text: anyText }),
  fc.record({
    kind: fc.constant("fields" as const),
    fields: fc.array(fc.record({ label: anyText, value: anyText, citations: cites }), { maxLength: 30 }),
  }),
  fc.record({ kind: fc.constant("quote" as const), text: hugeText }),
  fc.record({
    kind: fc.constant("actions" as const),
    buttons: fc.array(
      fc.record({
        label: anyText,
        call: fc.record({ verb: fc.constant("confirm" as const), target: short, hash: short, value: anyText }),
        sure: anyText,
      }),
      { maxLength: 30 },
    ),
  }),
  fc.record({
    kind: fc.constant("choices" as const),
    choices: fc.array(fc.record({ label: anyText, text: anyText }), { maxLength: 30 }),
  }),
  fc.record({
    kind: fc.constant("notice" as const),
    tone: fc.constantFrom("info" as const, "warning" as const, "refusal" as const),
    text: hugeText,
  }),
  fc.record({
    kind: fc.constant("chart" as const),
    caption: anyText,
    shape: fc.constant("line" as const),
    series: fc.array(
      fc.record({ name: anyText, points: fc.array(fc.record({ x: short, y: fc.integer() }), { maxLength: 60 }) }),
      { maxLength: 5 },
    ),
    citations: cites,
  }),
);

const citation: fc.Arbitrary<Omit<Citation, "number">> = fc
  .record({
    title: anyText,
    publisher: anyText,
    url: fc.constantFrom("https://example.org/a?b=1&c=2", `https://example.org/${"p".repeat(1450)}`, "javascript:1"),
    trust: fc.constantFrom("official" as const, "spun" as const),
    marking: short,
  })
  .map((changes) => ({ ...recordCitation, ...changes }));

const reply: fc.Arbitrary<Reply> = fc
  .record({
    blocks: fc.array(block, { maxLength: 12 }),
    citations: fc.array(citation, { maxLength: 40 }),
    marking: anyText,
    banner: fc.option(anyText, { nil: undefined }),
    receipt: fc.constantFrom("", "r-1", "r".repeat(120)),
    outcome: fc.constantFrom("answered" as const, "refused" as const, "proposed" as const),
  })
  .map(({ citations, banner, ...rest }) => ({
    ...plainReply,
    ...rest,
    ...(banner !== undefined && { banner }),
    citations: citations.map((one, index) => ({ ...one, number: index + 1 }) as Citation),
  }));

function charactersIn(value: unknown): number {
  return JSON.stringify(value).length;
}

describe("whatever a reply holds", () => {
  it("every page of it is a message that Slack takes, within our own limits", () => {
    fc.assert(
      fc.property(reply, fc.integer({ min: 1, max: 9 }), fc.boolean(), (one, page, mayShare) => {
        const { text, blocks } = renderMessage(one, { page, mayShare, thread: "1.2", notes: ["I do not read files."] });
        expect(problemsOfMessage(blocks)).toEqual([]);
        expect(blocks.length).toBeLessThanOrEqual(50);
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(slackLimits.fallbackText);
        expect(text.isWellFormed()).toBe(true);
        // Our cap of 11,000 counts texts, addresses and values; the names of members come on top in JSON.
        expect(charactersIn(blocks)).toBeLessThan(30_000);
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it("its Home tab and its window are views that Slack takes", () => {
    fc.assert(
      fc.property(reply, (one) => {
        expect(problemsOfView(renderHome(one))).toEqual([]);
        expect(problemsOfView(renderNotice(one, "Not saved"))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

const field: fc.Arbitrary<Form["fields"][number]> = fc.record({
  name: fc.uuid(),
  label: anyText,
  kind: fc.constantFrom("text", "longText", "choice", "multi", "date", "number", "money"),
  hint: anyText,
  value: fc.oneof(hugeText, fc.array(short, { maxLength: 3 }), fc.constantFrom("2026-02-30", "2026-02-28", "12", "a1")),
  error: anyText,
  maxLength: fc.integer({ min: 1, max: 10_000 }),
  options: fc.uniqueArray(fc.record({ value: short, label: anyText }), {
    maxLength: 230,
    selector: ({ value }) => value,
  }),
});

describe("whatever a form holds", () => {
  it("its modal is a view that Slack takes", () => {
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 25 }), anyText, anyText, (fields, title, intro) => {
        const form: Form = { id: "update", target: "d-1", hash: "h", title, intro, fields, submitLabel: title };
        expect(problemsOfView(renderForm(form, "m".repeat(4000)))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
