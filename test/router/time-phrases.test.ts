import { describe, expect, it } from "vitest";
import { readTimeSlots, yearsIn } from "../../src/router/time-phrases.ts";

describe("a date after as of", () => {
  it.each([
    ["2022-03-01", "2022-03-01"],
    ["2022", "2022-12-31"],
    ["March 2022", "2022-03-31"],
    ["February 2024", "2024-02-29"],
    ["1 March 2022", "2022-03-01"],
    ["1st of March, 2022", "2022-03-01"],
    ["30 February 2022", undefined],
    ["2022-02-30", undefined],
    ["Marchember 2022", undefined],
    ["soon", undefined],
  ])("%s means the end of %s", (phrase, day) => {
    expect(readTimeSlots(`Who led it as of ${phrase}?`).trueAt).toBe(day);
  });
});

describe("readTimeSlots", () => {
  it.each([
    ["Who led it on 1 March 2022?", { trueAt: "2022-03-01" }],
    ["Who led it as of March 2022?", { trueAt: "2022-03-31" }],
    ["Who led it as at 2022?", { trueAt: "2022-12-31" }],
    ["What did we know on 1 March 2026?", { trueAt: "2026-03-01", knownAt: "2026-03-01T23:59:59.999Z" }],
    // British Summer Time: the day ends an hour earlier in UTC.
    ["What did we think the grant was on 1 July 2026?", { trueAt: "2026-07-01", knownAt: "2026-07-01T22:59:59.999Z" }],
  ])("sets the clocks of %s", (text, clocks) => {
    const { text: _, ...slots } = readTimeSlots(text);
    expect(slots).toEqual(clocks);
  });

  it.each([
    "Which pilots began in 2021?",
    "When did the buses begin on 19 May 2023?",
    "What was spent on 30 February 2022?",
    "What was the grant?",
    "What was spent on buses?",
  ])("leaves %s alone", (text) => {
    expect(readTimeSlots(text)).toEqual({ text });
  });

  it("takes the words that set a clock out of the question", () => {
    const { text } = readTimeSlots("Who led it on 1 March 2022?");
    expect(text).not.toContain("2022");
    expect(text).toContain("Who led it");
  });
});

describe("yearsIn", () => {
  it("finds years and no other figures", () => {
    expect(yearsIn("In 2021 and 1999 13 pilots spent £2,022 of 20210.")).toEqual([2021, 1999]);
  });
});
