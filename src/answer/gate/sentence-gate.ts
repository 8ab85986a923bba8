import { synonymsOf } from "../../core/synonyms.ts";
import type { Word } from "../../core/words.ts";
import { contentWords, fold, stopWords, wordsOf } from "../../core/words.ts";
import { findPhrases, withoutAttribution } from "./attribution.ts";
import { blankOut, datesOf, supportsDate } from "./dates.ts";
import type { StatedDate } from "./dates.ts";
import { figuresOf, isSameFigure } from "./figures.ts";
import type { Figure } from "./figures.ts";
import { capitalisedWords, openingWords } from "./names.ts";
import type { NameFinder } from "./names.ts";
import { countNegations } from "./negation.ts";
import { ordinalsOf } from "./ordinals.ts";

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
  const { claim, said } = withoutAttribution(
    text,
    supports.flatMap((support) => support.origin),
  );
  const claimless = namesThatClaimNothing(supports);
  const framed = blankNames(claim, claimless);
  const words = supports.map((support) => support.words).join("\n");
  const failures = [
    ...checkDates(framed, words),
    ...checkFigures(framed, words),
    ...checkOrdinals(framed, words),
    ...checkBasis(framed, words),
    ...checkNames(claim, supports),
    ...checkSubjects(claim, supports, findNames),
    ...checkDenial(framed, supports, claimless),
    ...checkWording(said, supports),
  ];
  return { passed: failures.length === 0, failures };
}

/** A name is cited as a name: the figures, dates and denials inside "Citizens Advice 1066" claim nothing. */
function namesThatClaimNothing(supports: readonly Support[]): readonly string[] {
  const names = new Set(supports.flatMap((support) => support.names));
  return [...names].filter((name) => /\d|\b(?:not?|never|without)\b/i.test(name));
}

function blankNames(text: string, names: readonly string[]): string {
  if (text === "" || names.length === 0) return text;
  return blankOut(text, findPhrases(text, names, { start: 0, end: text.length }));
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

function checkOrdinals(text: string, words: string): readonly string[] {
  const read = (from: string): ReturnType<typeof ordinalsOf> => ordinalsOf(blankOut(from, datesOf(from)));
  const known = new Set(read(words).map((ordinal) => ordinal.value));
  return read(text).flatMap(({ value, text: said }) => (known.has(value) ? [] : [`${said} is not in the cited words`]));
}

const perOne =
  /\b(?:each(?! other)|per (?:pilot|place|council|area|member)|every (?:pilot|place|council|area|member)|apiece)\b/i;
const inAll = /\b(?:in total|altogether|in all|overall|combined|between them)\b/i;
const total = /\b(?:totals?|totalling|totalled|whole|sum)\b/i;

/** An amount for each and an amount in all are different statements. */
function checkBasis(text: string, words: string): readonly string[] {
  if (figuresBesideDates(text).length === 0) return [];
  const [each, all] = [perOne.test(words), inAll.test(words)];
  if (perOne.test(text) && !each) return ["the cited amount is not for each"];
  if (inAll.test(text) && each && !all) return ["the cited amount is for each, not in all"];
  if (inAll.test(text) && !all && !total.test(words)) return ["the cited amount is not said to be in all"];
  return [];
}

function checkNames(text: string, supports: readonly Support[]): readonly string[] {
  const known = new Set(knownWords(supports).map((word) => word.folded));
  const stems = new Set(knownWords(supports).map((word) => word.stem));
  // The months of a date are checked with the date.
  const undated = blankOut(text, datesOf(text));
  const unknown = capitalisedWords(undated).filter((word) => !known.has(word));
  const opening = openingWords(undated).filter((word) => !mayOpen(word, stems));
  return [...new Set([...unknown, ...opening.map((word) => word.folded)])].map(
    (word) => `name ${word} is not in the cited words`,
  );
}

/** A word with which a sentence may begin: one that is cited, says nothing by itself, or is checked as a figure. */
function mayOpen(word: Word, known: ReadonlySet<string>): boolean {
  if (stopWords.has(word.folded) || known.has(word.stem)) return true;
  return (
    [...synonymsOf(word.stem)].some((other) => known.has(other)) ||
    figuresOf(word.text).length > 0 ||
    ordinalsOf(word.text).length > 0
  );
}

function knownWords(supports: readonly Support[]): readonly Word[] {
  return supports.flatMap((support) => [support.words, ...support.names]).flatMap((name) => wordsOf(name));
}

function checkSubjects(text: string, supports: readonly Support[], findNames: NameFinder): readonly string[] {
  const known = new Set(
    supports.flatMap((support) => [...support.subjects, ...findNames(support.words).flatMap((name) => name.ids)]),
  );
  return findNames(text).flatMap((name) =>
    name.ids.some((id) => known.has(id)) ? [] : [`${name.text} is not what the cited words are about`],
  );
}

function checkDenial(text: string, supports: readonly Support[], names: readonly string[]): readonly string[] {
  const stated = countNegations(text);
  const cited = supports.map((support) => blankNames(support.words, names));
  const known = cited.map(countNegations);
  // The first line is the statement itself; what was worked out from it, or its raw text with its neighbours, follows.
  const least = cited.map((words) => countNegations(words.split("\n")[0] ?? ""));
  const denied = supports.map(({ verbatim }, index) => (verbatim ? least[index] : known[index]) ?? 0);
  if (stated > 0 && known.every((count) => count === 0)) return ["it denies what the cited words do not deny"];
  if (stated > known.reduce((sum, count) => sum + count, 0)) return ["it denies more than the cited words deny"];
  if (stated === 0 && denied.every((count) => count > 0)) return ["the cited words deny it"];
  if (least.every((count) => count > stated)) return ["the cited words deny more of it"];
  return [];
}

function checkWording(text: string, supports: readonly Support[]): readonly string[] {
  if (supports.some((support) => support.verbatim && isQuotation(text, support.words))) return [];
  const known = new Set(knownWords(supports).map((word) => word.stem));
  const undated = blankOut(text, datesOf(text));
  // Figures and dates have checks of their own, however they are spelled.
  const own = contentWords(blankOut(undated, figuresOf(undated)));
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
