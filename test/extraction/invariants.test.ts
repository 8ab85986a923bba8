import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ProposedUpdate } from "../../src/core/update.ts";
import { proposeText, type Posting } from "./proposing.ts";

const statements = [
  "42 referrals so far (target 60).",
  "We spent £12,500 of £40k.",
  "12 of 30 homes surveyed.",
  "Depot lease signed 3 November.",
  "The launch slipped from 1 December to 15 January.",
  "Worried about the depot lease.",
  "Need the Department for Coasts to confirm the berth.",
  "Next: count riders by 18 December.",
  "85% attendance at the drop-in.",
  "Nine wardens trained.",
  "Still amber.",
  "Forecast £38,000.",
];
const chatter = [
  "Lovely cake on Friday, thanks to whoever made it.",
  "See you all at the board.",
  "Have a good weekend!",
  "Speak soon.",
  "Thanks all for reading.",
  "Happy Friday!",
  "The kettle is broken again.",
];
const bound: Posting = { bound: ["night-buses-wexcombe"] };
const some = (list: readonly string[], most: number): fc.Arbitrary<readonly string[]> =>
  fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: most });

/** What is said, without the words around it and where they stand. */
function contentOf(proposed: ProposedUpdate): object {
  const without = new Set(["spans", "narrative", "personalData"]);
  return Object.fromEntries(Object.entries(proposed).filter(([field]) => !without.has(field)));
}

/** The same in small letters, for texts whose letters were changed. */
function plainContent(text: string, posting: Posting = bound): string {
  const { isUpdate, proposals, question } = proposeText(text, posting);
  return JSON.stringify([isUpdate, question?.field, proposals.map(contentOf)])
    .toLowerCase()
    .replace(/[‘’]/g, "'");
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []);

describe("a proposal of any statements", () => {
  it("names and counts only what the words that it points at say", () => {
    fc.assert(
      fc.property(some([...statements, ...chatter], 8), (parts) => {
        const text = `Amber. ${parts.join(" ")}`;
        for (const proposed of proposeText(text, bound).proposals) {
          const said = wordsOf(text);
          const names = [
            ...proposed.metrics.map(({ name }) => name),
            ...proposed.milestones.map(({ name }) => name),
            ...proposed.risks.map((risk) => risk.text),
            ...proposed.nextSteps.map((step) => step.text),
            ...proposed.help.map((help) => help.text),
          ];
          for (const name of names) for (const word of wordsOf(name)) expect(said).toContain(word);
          const wordsAt = (field: string): string => {
            const span = proposed.spans.find((one) => one.field === field);
            expect(span, field).toBeDefined();
            return text.slice(span?.start, span?.end);
          };
          for (const [index, { value, target }] of proposed.metrics.entries()) {
            expect(wordsAt(`metrics.${index}.value`)).toMatch(value === 9 ? /^nine$/i : new RegExp(`^${value}%?$`));
            if (target !== undefined) expect(wordsAt(`metrics.${index}.target`)).toBe(String(target));
          }
          for (const key of Object.keys(proposed.spend ?? {})) expect(wordsAt(`spend.${key}`)).toMatch(/^£\d/);
          for (const [index, { due }] of proposed.nextSteps.entries())
            if (due !== undefined) expect(wordsAt(`nextSteps.${index}.due`)).toMatch(/\d|day/);
        }
      }),
      { seed: 20_261_122, numRuns: 120 },
    );
  });

  it("is the same with small talk and goodbyes behind it", () => {
    fc.assert(
      fc.property(some(statements, 5), some(chatter, 3), fc.constantFrom(" ", "\n", "\n\n"), (parts, talk, gap) => {
        const text = `Wexcombe: amber. ${parts.join(" ")}`;
        expect(plainContent(`${text}${gap}${talk.join(gap)}`, {})).toBe(plainContent(text, {}));
      }),
      { seed: 7, numRuns: 120 },
    );
  });

  it.each<[string, (text: string) => string]>([
    ["capitals", (text) => text.toUpperCase()],
    ["small letters", (text) => text.toLowerCase()],
    ["blanks that do not break", (text) => text.replaceAll(" ", "\u00a0")],
    ["line ends of Windows", (text) => text.replaceAll("\n", "\r\n")],
    ["blanks around it", (text) => `\n  ${text} \n\n`],
  ])("is the same in %s", (_, changed) => {
    fc.assert(
      fc.property(some(statements, 6), fc.constantFrom(" ", "\n"), (parts, gap) => {
        const text = `Wexcombe: amber.${gap}${parts.join(gap)}`;
        expect(plainContent(changed(text), {})).toBe(plainContent(text, {}));
      }),
      { seed: 11, numRuns: 40 },
    );
  });

  it("is the same with curly quotation marks", () => {
    const text = "Wexcombe's pilot: amber. We've had 42 referrals. It isn't red. The depot's lease won't be signed.";
    expect(plainContent(text.replaceAll("'", "’"), {})).toBe(plainContent(text, {}));
  });
});

describe("updates of several pilots", () => {
  const own = [
    "Wexcombe: amber, 42 referrals (target 60).",
    "Port Calder HDB is green, 9 sessions.",
    "Elverby – red. Spent £12k of £40k.",
    "Eastmere HNB (amber): worried about the depot lease.",
  ];

  it("are the same in any order and with any gap between them", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(own, { minLength: 2 }),
        fc.constantFrom(" ", "\n", "\n\n"),
        fc.constantFrom("", "- ", "• "),
        (parts, gap, bullet) => {
          const mark = gap === " " ? "" : bullet;
          const together = proposeText(parts.map((part) => mark + part).join(gap)).proposals.map(contentOf);
          expect(together).toEqual(parts.flatMap((part) => proposeText(part).proposals.map(contentOf)));
        },
      ),
      { seed: 3, numRuns: 80 },
    );
  });
});
