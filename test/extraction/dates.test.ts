import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayOf, isDay } from "../../src/core/time.ts";
import { createReadingText } from "../../src/extraction/text/reading-text.ts";
import { findDates } from "../../src/extraction/time/date-phrases.ts";
import type { DatePhrase, Tense } from "../../src/extraction/time/date-rule.ts";

/** A Friday. */
const friday = "2026-11-20";

function datesIn(words: string, today = friday, tense: Tense = "future"): readonly DatePhrase[] {
  const text = createReadingText(words);
  return findDates(text, { start: 0, end: text.plain.length }, { today, tense });
}

function dueOf(words: string, today = friday, tense: Tense = "future"): readonly (string | undefined)[] {
  return datesIn(words, today, tense).map(({ due }) => due);
}

describe("a day to come", () => {
  it.each([
    ["by Friday", "2026-11-27"],
    ["on Monday", "2026-11-23"],
    ["monday", "2026-11-23"],
    ["this Saturday", "2026-11-21"],
    ["next Tuesday", "2026-11-24"],
    ["a week on Tuesday", "2026-12-01"],
    ["Tuesday week", "2026-12-01"],
    ["a fortnight on Monday", "2026-12-07"],
    ["a week tomorrow", "2026-11-28"],
    ["tomorrow morning", "2026-11-21"],
    ["the day after tomorrow", "2026-11-22"],
    ["in a fortnight", "2026-12-04"],
    ["in three weeks' time", "2026-12-11"],
    ["within ten working days", "2026-12-04"],
    ["12 Dec", "2026-12-12"],
    ["12th of December", "2026-12-12"],
    ["Dec 12th", "2026-12-12"],
    ["3 Jan", "2027-01-03"],
    ["Friday 11th December at noon", "2026-12-11"],
    ["the first of February", "2027-02-01"],
    ["the thirty-first of March 2027", "2027-03-31"],
    ["by the 7th", "2026-12-07"],
    ["on the twelfth", "2026-12-12"],
    ["Monday the 14th", "2026-12-14"],
    ["14/01/27", "2027-01-14"],
    ["21.12.2026", "2026-12-21"],
    ["2026-12-01", "2026-12-01"],
    ["by 3/4", "2027-04-03"],
    ["29 February 2028", "2028-02-29"],
    ["end of Q3", "2026-12-31"],
    ["end of Q1", "2027-06-30"],
    ["mid-January", "2027-01-15"],
    ["end of the month", "2026-11-30"],
    ["end of next month", "2026-12-31"],
    ["EOM", "2026-11-30"],
    ["by the end of February", "2027-02-28"],
    ["end March", "2027-03-31"],
    ["end of the week", "2026-11-20"],
    ["end of the financial year", "2027-03-31"],
    ["w/c 4 May", "2027-05-04"],
    ["week ending 12 Dec", "2026-12-12"],
    ["by Christmas", "2026-12-25"],
    ["by New Year's Eve", "2026-12-31"],
    ["by Easter", "2027-03-28"],
    ["14 listopada", "2027-11-14"],
  ])("%j is %s", (words, expected) => {
    expect(dueOf(words)).toEqual([expected]);
  });

  it.each(["31 June", "30/02/2027", "29 Feb 2027", "12/13/2026", "the 31st of April"])(
    "%j does not exist and is left out",
    (words) => {
      expect(datesIn(words)).toEqual([]);
    },
  );

  it.each([
    "in January",
    "early March",
    "late January",
    "next month",
    "next week",
    "Q2 2026/27",
    "by year end",
    "in the new year",
  ])("%j means no day", (words) => {
    expect(dueOf(words).filter((due) => due !== undefined)).toEqual([]);
  });

  it.each([
    "may slip",
    "12 may leave",
    "they march on",
    "he sat down",
    "every Monday",
    "on Mondays",
    "3/4 of the homes",
    "9/10 schools",
    "3-1",
    "10.30am",
    "section 17",
    "01632 960000",
  ])("%j is no date", (words) => {
    expect(datesIn(words)).toEqual([]);
  });

  it("is a day of the year that its weekday names", () => {
    expect(dueOf("Saturday 12 December", "2026-01-05")).toEqual(["2026-12-12"]);
  });
});

describe("a day gone by", () => {
  it.each([
    ["on Friday", "2026-11-20"],
    ["on Tuesday", "2026-11-17"],
    ["last Friday", "2026-11-13"],
    ["yesterday", "2026-11-19"],
    ["the day before yesterday", "2026-11-18"],
    ["two weeks ago", "2026-11-06"],
    ["on 12 Dec", "2025-12-12"],
    ["on the 24th.", "2026-10-24"],
  ])("%j was %s", (words, expected) => {
    expect(dueOf(words, friday, "past")).toEqual([expected]);
  });

  it("is the nearer one where neither past nor future is said", () => {
    expect(dueOf("due 30 October", friday, "either")).toEqual(["2026-10-30"]);
    expect(dueOf("due 10 February", friday, "either")).toEqual(["2027-02-10"]);
  });
});

describe("a stretch of days", () => {
  it.each([
    ["this month", "2026-11-01", "2026-12-01"],
    ["last month", "2026-10-01", "2026-11-01"],
    ["this week", "2026-11-16", "2026-11-23"],
    ["October", "2026-10-01", "2026-11-01"],
    ["October 2025", "2025-10-01", "2025-11-01"],
    ["Nov 26.", "2026-11-01", "2026-12-01"],
    ["Q2 2026/27", "2026-07-01", "2026-10-01"],
    ["Q4 25/26", "2026-01-01", "2026-04-01"],
    ["quarter two", "2026-07-01", "2026-10-01"],
    ["this quarter", "2026-10-01", "2027-01-01"],
    ["the quarter just gone", "2026-07-01", "2026-10-01"],
    ["FY25/26", "2025-04-01", "2026-04-01"],
    ["FY26", "2025-04-01", "2026-04-01"],
    ["2009/10", "2009-04-01", "2010-04-01"],
    ["H1 2026/27", "2026-04-01", "2026-10-01"],
    ["2026-27 H2", "2026-10-01", "2027-04-01"],
    ["year to date", "2026-04-01", "2026-11-21"],
    ["week ending 13 November", "2026-11-07", "2026-11-14"],
    ["fortnight to 13 November", "2026-10-31", "2026-11-14"],
    ["w/c 9 November", "2026-11-09", "2026-11-16"],
    ["week 46", "2026-11-09", "2026-11-16"],
    ["over the past two weeks", "2026-11-07", "2026-11-21"],
    ["3 to 5 March", "2026-03-03", "2026-03-06"],
    ["pazdziernik", "2026-10-01", "2026-11-01"],
  ])("%j is from %s up to %s", (words, from, to) => {
    expect(datesIn(words, friday, "past").map(({ span }) => span)).toEqual([{ from, to }]);
  });
});

describe("every date phrase", () => {
  const pieces = fc.constantFrom(
    ..."by on next last this a week fortnight end of mid early the Monday Tuesday Friday 12 31 29 30 1st 3rd February April Dec June Q1 Q4 2026/27 2027 FY in two weeks ago tomorrow month quarter year w/c ending to - / 30/02/27 10.12.26 Easter".split(
      " ",
    ),
  );
  const day = fc
    .date({ min: new Date("2001-01-01T00:00:00Z"), max: new Date("2089-12-31T00:00:00Z"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));

  it("means days that exist, inside the text, one after the other", () => {
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 10 }),
        day,
        fc.constantFrom<Tense>("past", "future", "either"),
        (words, today, tense) => {
          const text = createReadingText(words.join(" "));
          let last = 0;
          for (const found of findDates(text, { start: 0, end: text.plain.length }, { today, tense })) {
            expect(found.start).toBeGreaterThanOrEqual(last);
            expect(found.end).toBeGreaterThan(found.start);
            expect(found.end).toBeLessThanOrEqual(text.plain.length);
            expect([found.span.from, found.span.to].every(isDay)).toBe(true);
            expect(found.span.from < found.span.to).toBe(true);
            if (found.due !== undefined) expect(isDay(found.due)).toBe(true);
            last = found.end;
          }
        },
      ),
      { seed: 20_261_120, numRuns: 1500 },
    );
  });

  it("counts from the day in London, whatever the clock change", () => {
    // 23:30 UTC on 24 October 2026 is half past midnight on the 25th, when the clocks go back.
    const nights = ["2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-10-24T23:30:00Z", "2026-10-25T23:30:00Z"];
    const days = nights.map((at) => dayOf(new Date(at)));
    expect(days).toEqual(["2026-03-28", "2026-03-29", "2026-10-25", "2026-10-25"]);
    expect(days.map((today) => dueOf("tomorrow", today)[0])).toEqual([
      "2026-03-29",
      "2026-03-30",
      "2026-10-26",
      "2026-10-26",
    ]);
    expect(dueOf("in a fortnight", "2026-03-20")).toEqual(["2026-04-03"]);
  });

  it("is so many days after the day of posting as it says", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (today, count) => {
        const [due] = dueOf(`in ${count} days`, today);
        expect(Date.parse(`${due}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)).toBe(count * 86_400_000);
      }),
      { seed: 5 },
    );
  });

  it("with a weekday falls on that weekday, within a fortnight", () => {
    const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 6 }), fc.constantFrom("by", "next", "this"), (today, index, lead) => {
        const [due = ""] = dueOf(`${lead} ${names[index]}`, today);
        const at = new Date(`${due}T00:00:00Z`);
        expect((at.getUTCDay() + 6) % 7).toBe(index);
        const distance = (at.getTime() - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
        expect(distance).toBeGreaterThan(0);
        expect(distance).toBeLessThan(14);
      }),
      { seed: 6 },
    );
  });
});
