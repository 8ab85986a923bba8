import { describe, expect, it } from "vitest";
import { checkSentence } from "../../../src/answer/gate/sentence-gate.ts";
import type { Support } from "../../../src/answer/gate/sentence-gate.ts";
import { findInventedNames, supportOf } from "./statements.ts";

const failuresOf = (text: string, words: string, more: Partial<Support> = {}): readonly string[] =>
  checkSentence(text, [supportOf(words, more)], findInventedNames).failures;

describe("the sentence gate lets pass", () => {
  it.each([
    ["£5m and £5 million", "The quay cost £5m.", "The quay cost £5 million."],
    ["£5 million and £5,000,000", "The quay cost £5 million.", "The quay cost £5,000,000."],
    ["£1.5bn and £1,500 million", "The quay cost £1.5bn.", "The quay cost £1,500 million."],
    ["a day said as its month", "The buses began on 8 November 2021.", "The buses began in November 2021."],
    ["a day said as its year", "The buses began on 8 November 2021.", "The buses began in 2021."],
    ["an ISO day and the day in words", "The buses began on 2021-11-08.", "The buses began on 8 November 2021."],
    ["thirteen and 13", "There were thirteen quays.", "There were 13 quays."],
    [
      "a figure in words that opens a sentence",
      "There were 13 quays in the trial.",
      "Thirteen quays were in the trial.",
    ],
    ["5% and five per cent", "Noise fell by 5%.", "Noise fell by five per cent."],
    ["half and 50%", "Half of the quays closed.", "50% of the quays closed."],
    ["up to and no more than", "Quays got up to £5,000.", "Quays got no more than £5,000."],
    ["at least and or more", "The buses carried at least 40 riders.", "The buses carried 40 or more riders."],
    ["a financial year", "In 2023-24 the spend was £4,000.", "In 2023-24 the spend was £4,000."],
    ["a financial year with a slash", "In 2023/24 the spend was £4,000.", "In 2023-24 the spend was £4,000."],
    ["no later than, which denies nothing", "Returns came no later than May 2022.", "Returns came by May 2022."],
    ["the season of a date left out", "The buses began in spring 2022.", "The buses began in 2022."],
  ])("%s", (_, words, text) => {
    expect(failuresOf(text, words)).toEqual([]);
  });

  it("a figure inside a name, wherever it stands", () => {
    const more = { names: ["Ferry Advice 1066"] };
    expect(failuresOf("Ferry Advice 1066 ran the desk.", "The charity ran the desk.", more)).toEqual([]);
    expect(failuresOf("The desk was run with Ferry Advice 1066.", "The desk was run with a charity.", more)).toEqual(
      [],
    );
  });

  it("a denial inside a name, in the sentence and in the words", () => {
    const more = { names: ["No Wrong Quay"] };
    expect(failuresOf("No Wrong Quay began in 2019.", "No Wrong Quay began in 2019.", more)).toEqual([]);
    expect(failuresOf("The network began in 2019.", "No Wrong Quay, a network, began in 2019.", more)).toEqual([]);
  });

  it("the title, publisher and date of a source named as such", () => {
    const more = { origin: ["13 lessons from 2019", "Coast Office (North)", "10 April 2024"] };
    const words = "The quay grant was £5,000.";
    const text =
      "The quay grant was £5,000, according to “13 lessons from 2019” (Coast Office (North), 10 April 2024).";
    expect(failuresOf(text, words, more)).toEqual([]);
  });

  it("a short statement with the caution that a weak source needs", () => {
    const text = "The grant was £5,000, according to “Copy”, a machine-reworded copy, to be treated with caution.";
    expect(failuresOf(text, "The grant was £5,000.", { origin: ["Copy"] })).toEqual([]);
  });

  it("a subject under another of its names, and the frame of a passage", () => {
    const more = { names: ["Wexcombe Council"], subjects: ["wexcombe"] };
    expect(failuresOf("Wexcombe Council closed the quay in 2022.", "The quay closed in 2022.", more)).toEqual([]);
  });

  it("a quotation whose neighbour denies something", () => {
    const words = "Two quays are on record.\nTwo quays are on record. The others are not listed.";
    expect(failuresOf("Two quays are on record.", words, { verbatim: true })).toEqual([]);
  });

  it("what two sources say together", () => {
    const supports = [supportOf("Eastmere Council got £5,000."), supportOf("Wexcombe Council got £7,000.")];
    const text = "Eastmere Council got £5,000 and Wexcombe Council got £7,000.";
    expect(checkSentence(text, supports, findInventedNames)).toEqual({ passed: true, failures: [] });
  });
});

describe("the sentence gate stops", () => {
  it.each([
    ["half for a third", "Half of the quays closed.", "A third of the quays closed.", "figure A third"],
    ["two thirds for a third", "A third of the quays closed.", "Two-thirds of the quays closed.", "figure Two-thirds"],
    ["two for one", "Two quays closed early.", "One quay closed early.", "figure One"],
    ["a thousand for a hundred", "A hundred riders came.", "A thousand riders came.", "figure A thousand"],
    [
      "five riders for five per cent",
      "Five riders in all left.",
      "Five per cent of riders in all left.",
      "figure Five per cent",
    ],
    [
      "one end of a range",
      "The cost was between £5,000 and £9,000.",
      "The cost was £5,000.",
      "figure £5,000 is stated as exact, the cited words have range",
    ],
    ["the end of a run of figures", "It took 15-20 days.", "It took 15-90 days.", "figure 90"],
    ["the end of a run of years", "It ran 2023-2024.", "It ran 2023-2029.", "date 2029"],
    ["another financial year", "In 2023-24 it was £4,000.", "In 2023-25 it was £4,000.", "date 25"],
    ["another decade", "The quay closed in the 1990s.", "The quay closed in the 1980s.", "date 1980"],
    ["a decade for its first year", "The quay closed in the 1990s.", "The quay closed in 1990.", "date 1990"],
    ["another season", "The buses began in spring 2022.", "The buses began in autumn 2022.", "date 2022"],
    ["the end of a year for its start", "It ended at the end of 2022.", "It ended at the start of 2022.", "date 2022"],
    ["another month without a year", "The fair is in May each year.", "The fair is in June each year.", "name june"],
    ["second for first", "It was the first quay to close.", "It was the second quay to close.", "second"],
    ["3rd for 2nd", "It was the 2nd quay to close.", "It was the 3rd quay to close.", "3rd"],
    [
      "or more added",
      "The buses carried 40 riders.",
      "The buses carried 40 or more riders.",
      "figure 40 is stated as atLeast, the cited words have exact",
    ],
    [
      "an amount with its commas in odd places",
      "The quay cost £5,000.",
      "The quay cost £50,00.50.",
      "figure £50,00.50",
    ],
    [
      "an invented name in brackets",
      "The grant of the quay was £5,000.",
      "The grant of the quay (Zog) was £5,000.",
      "name zog",
    ],
    ["an invented acronym", "The grant of the quay was £5,000.", "The ZQX grant of the quay was £5,000.", "name zqx"],
    [
      "one of two denials dropped",
      "No quay closed, and none was sold.",
      "No quay closed, and one was sold.",
      "the cited words deny more of it",
    ],
    [
      "a denial added to another",
      "No quay closed, but one was sold.",
      "No quay closed, but one was never sold.",
      "it denies more than the cited words deny",
    ],
    [
      "a contraction that denies",
      "The quay closed.",
      "The quay didn’t close.",
      "it denies what the cited words do not deny",
    ],
    [
      "a sentence about something else",
      "The quay closed in 2022.",
      "Lorries queued along the shore road in 2022.",
      "most of its words are not in the cited words",
    ],
  ])("%s", (_, words, text, failure) => {
    expect(failuresOf(text, words)).toEqual(expect.arrayContaining([expect.stringContaining(failure)]));
  });

  it("a removed denial in part of a quotation", () => {
    const words = "It is not the case that the quay closed in 2022.";
    expect(failuresOf("The quay closed in 2022.", words, { verbatim: true })).toEqual(["the cited words deny it"]);
  });

  it("the date of publication told as the date of what happened", () => {
    const failures = failuresOf("The quay closed in 2024.", "The quay closed in 2022.", {
      origin: ["The closing", "2024"],
    });
    expect(failures).toEqual(["date 2024 is not in the cited words"]);
  });

  it("a programme that is named only in the title of the source", () => {
    const more = { origin: ["Harbour Day Boats"], subjects: ["night-buses"] };
    const failures = failuresOf("Harbour Day Boats began in 2023.", "Harbour Night Buses began in 2023.", more);
    expect(failures).toEqual([
      "name day is not in the cited words",
      "name boats is not in the cited words",
      "Harbour Day Boats is not what the cited words are about",
      "most of its words are not in the cited words",
    ]);
  });
});
