import fc from "fast-check";
import type { NameFinder } from "../../../src/answer/gate/names.ts";
import type { Support } from "../../../src/answer/gate/sentence-gate.ts";

/** The invented names of these tests, by id: three councils and two programmes that look alike. */
export const namesById = {
  eastmere: "Eastmere Council",
  "port-calder": "Port Calder Council",
  wexcombe: "Wexcombe Council",
  "night-buses": "Harbour Night Buses",
  "day-boats": "Harbour Day Boats",
} as const;

/** Finds the invented names, each meaning one subject. */
export const findInventedNames: NameFinder = (text) =>
  Object.entries(namesById).flatMap(([id, name]) => (text.includes(name) ? [{ ids: [id], text: name }] : []));

/** A support made of words alone; the rest is empty unless given. */
export function supportOf(words: string, more: Partial<Support> = {}): Support {
  return { words, names: [], origin: [], subjects: [], verbatim: false, ...more };
}

const numberWords = [
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split(" "),
  ..."seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five".split(" "),
];
const monthNames = "January February March April May June July August September October November December".split(" ");

/** Everything that a sentence of these tests claims, each part by itself, so that one can be falsified. */
export interface Statement {
  readonly council: string;
  readonly programme: string;
  readonly denial: "none" | "not" | "never" | "without";
  readonly hedge: "" | "up to" | "about" | "at least";
  readonly currency: "£" | "";
  readonly amount: number;
  readonly scale: "million" | "billion";
  readonly basis: "" | "each" | "in total";
  readonly count: number;
  readonly countUnit: "" | "%";
  readonly percent: number;
  readonly percentUnit: "" | "%";
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly precision: "day" | "month" | "year";
}

/** Which of several ways to write the same thing. */
export interface Spelling {
  readonly amount: "word" | "letter" | "digits";
  readonly count: "digits" | "words";
  readonly percent: "sign" | "words";
  readonly date: "long" | "iso";
}

/** The spelling of a plain English sentence. */
export const plainSpelling: Spelling = { amount: "word", count: "digits", percent: "sign", date: "long" };

/** Writes a statement as one sentence. */
export function writeStatement(statement: Statement, spelling: Spelling): string {
  const { council, programme, denial, basis, hedge } = statement;
  const verb = { none: "received", not: "did not receive", never: "never received", without: "received" }[denial];
  const amount = [hedge, writeAmount(statement, spelling), basis].filter(Boolean).join(" ");
  const condition = denial === "without" ? " without conditions" : " with conditions";
  return `${council} in ${programme} ${verb} ${amount}${condition}, for ${writeCount(statement, spelling)} homes and ${writePercent(statement, spelling)} of streets, ${writeDate(statement, spelling)}.`;
}

function writeAmount({ currency, amount, scale }: Statement, spelling: Spelling): string {
  switch (spelling.amount) {
    case "word":
      return `${currency}${amount} ${scale}`;
    case "letter":
      return `${currency}${amount}${currency === "" ? " " : ""}${scale === "million" ? "m" : "bn"}`;
    case "digits":
      return `${currency}${amount}${scale === "million" ? ",000,000" : ",000,000,000"}`;
  }
}

function writeCount({ count, countUnit }: Statement, spelling: Spelling): string {
  return spelling.count === "words" && countUnit === "" ? (numberWords[count] ?? "") : `${count}${countUnit}`;
}

function writePercent({ percent, percentUnit }: Statement, spelling: Spelling): string {
  return spelling.percent === "words" && percentUnit === "%" ? `${percent} per cent` : `${percent}${percentUnit}`;
}

function writeDate({ year, month, day, precision }: Statement, spelling: Spelling): string {
  if (precision === "year") return `in ${year}`;
  if (precision === "month") return `in ${monthNames[month - 1]} ${year}`;
  if (spelling.date === "long") return `on ${day} ${monthNames[month - 1]} ${year}`;
  return `on ${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** Statements whose figures all differ, so that no falsified one is found elsewhere in the sentence. */
export const anyStatement: fc.Arbitrary<Statement> = fc
  .record({
    council: fc.constantFrom(namesById.eastmere, namesById["port-calder"], namesById.wexcombe),
    programme: fc.constantFrom(namesById["night-buses"], namesById["day-boats"]),
    denial: fc.constantFrom<Statement["denial"][]>("none", "not", "never", "without"),
    hedge: fc.constantFrom<Statement["hedge"][]>("", "up to", "about", "at least"),
    currency: fc.constant<Statement["currency"]>("£"),
    amount: fc.integer({ min: 2, max: 900 }),
    scale: fc.constantFrom<Statement["scale"][]>("million", "billion"),
    basis: fc.constantFrom<Statement["basis"][]>("", "each", "in total"),
    count: fc.integer({ min: 2, max: 24 }),
    countUnit: fc.constant<Statement["countUnit"]>(""),
    percent: fc.integer({ min: 30, max: 98 }),
    percentUnit: fc.constant<Statement["percentUnit"]>("%"),
    year: fc.integer({ min: 1990, max: 2039 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    precision: fc.constantFrom<Statement["precision"][]>("day", "month", "year"),
  })
  .filter(({ amount, count, percent }) => amount !== count && amount !== percent);

export const anySpelling: fc.Arbitrary<Spelling> = fc.record({
  amount: fc.constantFrom<Spelling["amount"][]>("word", "letter", "digits"),
  count: fc.constantFrom<Spelling["count"][]>("digits", "words"),
  percent: fc.constantFrom<Spelling["percent"][]>("sign", "words"),
  date: fc.constantFrom<Spelling["date"][]>("long", "iso"),
});
