import { contentWords, fold, wordsOf } from "../../core/words.ts";
import { blankOut, datesOf, supportsDate } from "./dates.ts";
import type { StatedDate } from "./dates.ts";
import { figuresOf, isSameFigure } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { capitalisedWords } from "./names.ts";
import type { NameFinder } from "./names.ts";
import { countNegations } from "./negation.ts";

/** What a sentence may rest on: the cited words, and the names that frame them. */
export interface Support {
  /** The cited words themselves: figures, dates and denials must be found here. */
  readonly words: string;
  /** Names that the words stand under: headings, subject and programme with their other names. */
  readonly names: readonly string[];
  /** How the source is named: title, publisher, date of publication. Naming it claims nothing about its content. */
  readonly origin: readonly string[];
  /** Ids of the subjects that the words are about. */
  readonly subjects: readonly string[];
  /** The sentence is a quotation of the words, so wording needs no check of its own. */
  readonly verbatim: boolean;
}

/** The gate's word on a sentence: every failed check as one line. */
export interface Verdict {
  readonly passed: boolean;
  readonly failures: readonly string[];
}

/** How much of a sentence's own words must be found in what it cites, where it is not a quotation. */
const minimumWordShare = 0.6;

/**
 * Checks a sentence against what it cites: figures with their hedge and whether they are for each or in all, dates, names,
 * the subjects and programmes named, denials, and wording. A sentence that cites nothing never passes.
 */
export function checkSentence(text: string, supports: readonly Support[], findNames: NameFinder): Verdict {
  if (supports.length === 0) return { passed: false, failures: ["it cites nothing"] };
  const claim = blankPhrases(
    text,
    supports.flatMap((support) => support.origin),
  );
  const names = supports.flatMap((support) => support.names).filter((name) => /\d|\bnot?\b/i.test(name));
  const framed = blankPhrases(claim, names);
  const words = supports.map((support) => support.words).join("\n");
  const failures = [
    ...checkDates(framed, words),
    ...checkFigures(framed, words),
    ...checkBasis(framed, words),
    ...checkNames(claim, supports),
    ...checkSubjects(claim, supports, findNames),
    ...checkDenial(framed, supports),
    ...checkWording(claim, supports),
  ];
  return { passed: failures.length === 0, failures };
}

/** A name is cited as a name: the figures and dates inside "Citizens Advice 1066" claim nothing. */
function blankPhrases(text: string, phrases: readonly string[]): string {
  let blanked = text;
  for (const phrase of phrases.filter((one) => one.length > 2).toSorted((a, b) => b.length - a.length)) {
    const at = blanked.toLowerCase().indexOf(phrase.toLowerCase());
    if (at >= 0) blanked = blankOut(blanked, [{ start: at, end: at + phrase.length }]);
  }
  return blanked;
}

function checkDates(text: string, words: string): readonly string[] {
  const known = datesOf(words);
  const isKnown = (date: StatedDate): boolean => known.some((other) => supportsDate(other, date));
  return datesOf(text).flatMap((date) => (isKnown(date) ? [] : [`date ${date.text} is not in the cited words`]));
}

function figuresBesideDates(text: string): readonly Figure[] {
  return figuresOf(blankOut(text, datesOf(text)));
}

function checkFigures(text: string, words: string): readonly string[] {
  const known = figuresBesideDates(words);
  return figuresBesideDates(text).flatMap((figure) => {
    if (known.some((other) => isSameFigure(figure, other))) return [];
    const sameValue = known.find((other) => isSameFigure({ ...other, hedge: figure.hedge }, figure));
    return [
      sameValue
        ? `figure ${figure.text} is stated as ${figure.hedge}, the cited words have ${sameValue.hedge}`
        : `figure ${figure.text} is not in the cited words`,
    ];
  });
}

const perOne = /\b(?:each|per (?:pilot|place|council|area|member)|every (?:pilot|place|council|area)|apiece)\b/i;
const inAll = /\b(?:in total|altogether|in all|overall|combined|between them)\b/i;

/** Money for each and money in all are different statements. */
function checkBasis(text: string, words: string): readonly string[] {
  if (!text.includes("£")) return [];
  if (inAll.test(text) && perOne.test(words) && !inAll.test(words)) return ["the cited amount is for each, not in all"];
  if (perOne.test(text) && !perOne.test(words)) return ["the cited amount is not for each"];
  return [];
}

function checkNames(text: string, supports: readonly Support[]): readonly string[] {
  const known = new Set(
    supports
      .flatMap((support) => [support.words, ...support.names])
      .flatMap((name) => wordsOf(name).map((word) => word.folded)),
  );
  const unknown = capitalisedWords(text).filter((word) => !known.has(word));
  return [...new Set(unknown)].map((word) => `name ${word} is not in the cited words`);
}

function checkSubjects(text: string, supports: readonly Support[], findNames: NameFinder): readonly string[] {
  const known = new Set(
    supports.flatMap((support) => [...support.subjects, ...findNames(support.words).flatMap((name) => name.ids)]),
  );
  return findNames(text).flatMap((name) =>
    name.ids.some((id) => known.has(id)) ? [] : [`${name.text} is not what the cited words are about`],
  );
}

function checkDenial(text: string, supports: readonly Support[]): readonly string[] {
  const stated = countNegations(text);
  const known = supports.map((support) => countNegations(support.words));
  if (supports.some((support) => support.verbatim)) return [];
  if (stated > 0 && known.every((count) => count === 0)) return ["it denies what the cited words do not deny"];
  if (stated === 0 && known.every((count) => count > 0)) return ["the cited words deny it"];
  return [];
}

function checkWording(text: string, supports: readonly Support[]): readonly string[] {
  if (supports.some((support) => support.verbatim && isQuotation(text, support.words))) return [];
  const known = new Set(
    supports
      .flatMap((support) => [support.words, ...support.names])
      .flatMap((name) => wordsOf(name).map((word) => word.stem)),
  );
  const own = contentWords(text);
  const found = own.filter((word) => known.has(word.stem)).length;
  return own.length === 0 || found / own.length >= minimumWordShare
    ? []
    : ["most of its words are not in the cited words"];
}

function isQuotation(text: string, words: string): boolean {
  const flat = (value: string): string =>
    wordsOf(fold(value))
      .map((word) => word.folded)
      .join(" ");
  return flat(words).includes(flat(text));
}
