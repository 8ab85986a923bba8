import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  readHelp,
  readMetric,
  readMilestone,
  readMoney,
  readRisk,
  readStep,
  readWrittenDay,
  writeHelp,
  writeMetric,
  writeMilestone,
  writeMoney,
  writeRisk,
  writeStep,
} from "../../../../src/intents/updates/form/form-lines.ts";

const words = fc
  .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
  .map((text) => text.trim())
  .filter((text) => text !== "" && !text.includes("\r"));
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const number = fc.oneof(
  fc.integer(),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
    .map((value) => (Object.is(value, -0) ? 0 : value)),
);
const unit = fc.stringMatching(/^[a-z][a-z ]{0,10}[a-z]$/).filter((text) => !/^(?:e[-+]?\d|k|m|bn)/.test(text));
const same = (name: string): string => name;

describe("a line of a form", () => {
  it("says a milestone as it was", () => {
    const milestone = fc.record(
      { name: words, due: day, forecast: day, done: fc.oneof(day, fc.constant(true as const)) },
      { requiredKeys: ["name"] },
    );
    fc.assert(
      fc.property(milestone, (item) => {
        expect(readMilestone(writeMilestone(item))).toEqual({ item });
      }),
    );
  });

  it("says a figure as it was", () => {
    const metric = fc.record({ name: words, value: number, unit, target: number }, { requiredKeys: ["name", "value"] });
    fc.assert(
      fc.property(metric, (item) => {
        expect(readMetric(writeMetric(item))).toEqual({ item });
      }),
    );
  });

  it("says a risk, help and a next step as they were", () => {
    const extras = fc.record({ ownerRole: words, mitigation: words }, { requiredKeys: [] });
    fc.assert(
      fc.property(words, extras, day, (text, extra, due) => {
        expect(readRisk(writeRisk({ text, ...extra }))).toEqual({ item: { text, ...extra } });
        expect(readHelp(writeHelp({ department: text, text: "a decision" }, same), same)).toEqual({
          item: { department: text, text: "a decision" },
        });
        expect(readStep(writeStep({ text, due }))).toEqual({ item: { text, due } });
      }),
    );
  });

  it("says an amount of money as it was", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (pence) => {
        expect(readMoney(writeMoney(pence))).toBe(pence);
      }),
    );
  });

  it.each([
    ["2026-11-30", "2026-11-30"],
    ["30/11/2026", "2026-11-30"],
    ["1 Dec 2026", "2026-12-01"],
    ["30th November 2026", "2026-11-30"],
    ["31 November 2026", undefined],
    ["Friday", undefined],
    ["30 Nov", undefined],
  ])("reads the day %s", (said, expected) => {
    expect(readWrittenDay(said)).toBe(expected);
  });

  it.each([
    ["referrals | 42 | target 60", { name: "referrals", value: 42, target: 60 }],
    ["visits | 1,250", { name: "visits", value: 1250 }],
    ["cost each | £4.50", { name: "cost each", value: 4.5, unit: "£" }],
    ["take-up | 62% | target 70%", { name: "take-up", value: 62, unit: "%", target: 70 }],
  ])("reads the figure %s as people write it", (line, item) => {
    expect(readMetric(line)).toEqual({ item });
  });

  it.each([
    [readMilestone("Wardens | some day"), "“some day” is not a date"],
    [readMilestone(" | 2026-11-30"), "name of the milestone is missing"],
    [readMetric("referrals | many"), "“many” is not a number"],
    [readMetric("referrals"), "“referrals” has no number after it. Write a line as: referrals | 42 | target 60"],
    [readMetric("referrals | 42 | about sixty"), "“about sixty” is not a target"],
    [readRisk("contract | Ann"), "Begin “Ann” with “owner:”"],
    [readHelp("a | b | c", same), "department | what is wanted"],
    [readStep("sign | soon"), "“soon” is not a date"],
  ])("says what is wrong with a line", (read, expected) => {
    expect("error" in read && read.error).toContain(expected);
  });
});
