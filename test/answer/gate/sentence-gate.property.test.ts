import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkSentence } from "../../../src/answer/gate/sentence-gate.ts";
import {
  anySpelling,
  anyStatement,
  findInventedNames,
  namesById,
  plainSpelling,
  supportOf,
  writeStatement,
} from "./statements.ts";
import type { Statement } from "./statements.ts";

/** A way to falsify a statement, and the line that the gate must give for it; undefined where it does not apply. */
interface Falsehood {
  readonly name: string;
  readonly falsify: (statement: Statement) => Statement | undefined;
  readonly failure: RegExp;
}

function swap<Part extends keyof Statement>(part: Part, from: Statement[Part], to: Statement[Part]) {
  return (statement: Statement): Statement | undefined =>
    statement[part] === from ? { ...statement, [part]: to } : undefined;
}

const figureFailure = /^figure .* is not in the cited words$/;
const hedgeFailure = /^figure .* is stated as \w+, the cited words have \w+$/;
const dateFailure = /^date .* is not in the cited words$/;
const subjectFailure = /^Harbour Day Boats is not what the cited words are about$/;

const falsehoods: readonly Falsehood[] = [
  { name: "another amount", falsify: (one) => ({ ...one, amount: (one.amount % 900) + 1 }), failure: figureFailure },
  { name: "million for billion", falsify: swap("scale", "billion", "million"), failure: figureFailure },
  { name: "billion for million", falsify: swap("scale", "million", "billion"), failure: figureFailure },
  { name: "an amount without its pound sign", falsify: swap("currency", "£", ""), failure: figureFailure },
  {
    name: "another count",
    falsify: (one) => ({ ...one, count: one.count === 24 ? 23 : one.count + 1 }),
    failure: figureFailure,
  },
  { name: "a count made a percentage", falsify: swap("countUnit", "", "%"), failure: figureFailure },
  { name: "another percentage", falsify: (one) => ({ ...one, percent: one.percent + 1 }), failure: figureFailure },
  { name: "a percentage made a count", falsify: swap("percentUnit", "%", ""), failure: figureFailure },
  { name: "no hedge for up to", falsify: swap("hedge", "up to", ""), failure: hedgeFailure },
  { name: "no hedge for about", falsify: swap("hedge", "about", ""), failure: hedgeFailure },
  { name: "no hedge for at least", falsify: swap("hedge", "at least", ""), failure: hedgeFailure },
  { name: "an added up to", falsify: swap("hedge", "", "up to"), failure: hedgeFailure },
  { name: "an added about", falsify: swap("hedge", "", "about"), failure: hedgeFailure },
  { name: "an added at least", falsify: swap("hedge", "", "at least"), failure: hedgeFailure },
  { name: "at least for up to", falsify: swap("hedge", "up to", "at least"), failure: hedgeFailure },
  {
    name: "each for in total",
    falsify: swap("basis", "in total", "each"),
    failure: /^the cited amount is not for each$/,
  },
  { name: "an added each", falsify: swap("basis", "", "each"), failure: /^the cited amount is not for each$/ },
  {
    name: "in total for each",
    falsify: swap("basis", "each", "in total"),
    failure: /^the cited amount is for each, not in all$/,
  },
  {
    name: "an added in total",
    falsify: swap("basis", "", "in total"),
    failure: /^the cited amount is not said to be in all$/,
  },
  { name: "another year", falsify: (one) => ({ ...one, year: one.year + 51 }), failure: dateFailure },
  {
    name: "another month",
    falsify: (one) => (one.precision === "year" ? undefined : { ...one, month: (one.month % 12) + 1 }),
    failure: dateFailure,
  },
  {
    name: "another day",
    falsify: (one) => (one.precision === "day" ? { ...one, day: (one.day % 28) + 1 } : undefined),
    failure: dateFailure,
  },
  { name: "a day where only the month is known", falsify: swap("precision", "month", "day"), failure: dateFailure },
  { name: "a month where only the year is known", falsify: swap("precision", "year", "month"), failure: dateFailure },
  {
    name: "an added not",
    falsify: swap("denial", "none", "not"),
    failure: /^it denies what the cited words do not deny$/,
  },
  {
    name: "an added never",
    falsify: swap("denial", "none", "never"),
    failure: /^it denies what the cited words do not deny$/,
  },
  {
    name: "an added without",
    falsify: swap("denial", "none", "without"),
    failure: /^it denies what the cited words do not deny$/,
  },
  { name: "a removed not", falsify: swap("denial", "not", "none"), failure: /^the cited words deny it$/ },
  { name: "a removed never", falsify: swap("denial", "never", "none"), failure: /^the cited words deny it$/ },
  { name: "a removed without", falsify: swap("denial", "without", "none"), failure: /^the cited words deny it$/ },
  {
    name: "another council",
    falsify: swap("council", namesById.eastmere, namesById.wexcombe),
    failure: /^Wexcombe Council is not what the cited words are about$/,
  },
  {
    name: "the programme that looks like it",
    falsify: swap("programme", namesById["night-buses"], namesById["day-boats"]),
    failure: subjectFailure,
  },
  {
    name: "a council that nobody knows",
    falsify: (one) => ({ ...one, council: "Zogborough" }),
    failure: /^name zogborough is not in the cited words$/,
  },
  {
    name: "a programme that nobody knows",
    falsify: (one) => ({ ...one, programme: "Harbour Zeppelins" }),
    failure: /^name zeppelins is not in the cited words$/,
  },
];

describe("the sentence gate, on statements made at random", () => {
  it("lets a true sentence pass however its figures and dates are spelled", () => {
    fc.assert(
      fc.property(anyStatement, anySpelling, anySpelling, fc.boolean(), (statement, cited, said, verbatim) => {
        const support = supportOf(writeStatement(statement, cited), { verbatim });
        const verdict = checkSentence(writeStatement(statement, said), [support], findInventedNames);
        expect(verdict).toEqual({ passed: true, failures: [] });
      }),
    );
  });

  it("lets a date be said with less precision than it is known", () => {
    fc.assert(
      fc.property(anyStatement, fc.constantFrom("month" as const, "year" as const), (statement, precision) => {
        const support = supportOf(writeStatement({ ...statement, precision: "day" }, plainSpelling));
        const text = writeStatement({ ...statement, precision }, plainSpelling);
        expect(checkSentence(text, [support], findInventedNames).failures).toEqual([]);
      }),
    );
  });

  it.each(falsehoods)("stops $name and says which check failed", ({ falsify, failure }) => {
    let checked = 0;
    fc.assert(
      fc.property(anyStatement, anySpelling, fc.boolean(), (statement, spelling, verbatim) => {
        const falsified = falsify(statement);
        fc.pre(falsified !== undefined);
        const support = supportOf(writeStatement(statement, plainSpelling), { verbatim });
        const verdict = checkSentence(writeStatement(falsified, spelling), [support], findInventedNames);
        expect(verdict.passed).toBe(false);
        expect(verdict.failures).toEqual(expect.arrayContaining([expect.stringMatching(failure)]));
        checked += 1;
      }),
    );
    expect(checked).toBeGreaterThan(20);
  });

  it("passes nothing that cites nothing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(checkSentence(text, [], findInventedNames)).toEqual({ passed: false, failures: ["it cites nothing"] });
      }),
    );
  });

  it("lets every quotation of plain words pass, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const support = supportOf(text, { verbatim: true });
        expect(checkSentence(text, [support], findInventedNames)).toEqual({ passed: true, failures: [] });
      }),
    );
  });
});
