import type { AnswerType } from "../core/attribute.ts";
import type { Passage, PassageSentence } from "../core/document.ts";
import { synonymsOf } from "../core/synonyms.ts";
import type { Word } from "../core/words.ts";
import { contentWords, stemOf, wordsOf } from "../core/words.ts";
import { blankOut, datesOf } from "./gate/dates.ts";
import type { Figure } from "./gate/figures.ts";
import { figuresOf } from "./gate/figures.ts";
import { capitalisedWords } from "./gate/names.ts";

/** A passage as retrieval ranked it; `score` from 0 to 1 within the question. */
export interface ScoredPassage {
  readonly passage: Passage;
  readonly score: number;
}

/** What the sentences are judged by. */
export interface SentenceQuestion {
  /** The question as it stands, with the names of what it is about. */
  readonly text: string;
  /** Content words of the question, names included, in order. */
  readonly words: readonly Word[];
  /** Those that say what is asked about it: no names, no question words. */
  readonly focus: readonly Word[];
  readonly answers?: AnswerType;
  /** How much a stem tells, higher for rarer words. */
  readonly weightOf: (stem: string) => number;
  /** For a stem that stands in a name, the other names of the same thing, each as its stems. */
  readonly otherNames?: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** A sentence with the parts of its score, all from 0 to 1. */
export interface ScoredSentence {
  readonly passage: Passage;
  readonly sentence: PassageSentence;
  readonly score: number;
  /** Weighted share of the question's words in the sentence, its neighbour before, its headings and title. */
  readonly coverage: number;
  /** The same for the focus alone; 1 for a question that is only a name. */
  readonly focusCoverage: number;
  /** The weight of the rarest focus word that is found nowhere around the sentence, as a share of the focus. */
  readonly missing: number;
  /** The focus words, by stem, that are found nowhere around the sentence. */
  readonly unsaid: readonly string[];
  /** True where the sentence holds the kind of thing asked for; undefined where any will do. */
  readonly typeFits: boolean | undefined;
}

/** Where a question's word is found, and how much that counts. */
const placeWeights = { sentence: 1, synonym: 0.85, frame: 0.75, neighbour: 0.7 } as const;

/** Scores every sentence of the passages, best first. Weights as measured on reading-comprehension sets (docs/decisions). */
export function scoreSentences(
  question: SentenceQuestion,
  passages: readonly ScoredPassage[],
): readonly ScoredSentence[] {
  return passages
    .flatMap(({ passage, score }) => {
      const frame = stemsOf([passage.meta.title, passage.meta.sourceTitle ?? "", ...passage.headingPath].join(" "));
      return passage.sentences.map((sentence, index) =>
        scoreSentence(question, {
          passage,
          sentence,
          frame,
          passageScore: score,
          before: passage.sentences[index - 1],
        }),
      );
    })
    .toSorted(
      (a, b) => b.score - a.score || (a.passage.id < b.passage.id ? -1 : 1) || a.sentence.start - b.sentence.start,
    );
}

interface SentenceInPlace {
  readonly passage: Passage;
  readonly sentence: PassageSentence;
  readonly frame: ReadonlySet<string>;
  readonly passageScore: number;
  readonly before: PassageSentence | undefined;
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map((word) => word.stem));
}

function scoreSentence(question: SentenceQuestion, place: SentenceInPlace): ScoredSentence {
  // Whose word it is, is not what it says.
  const said = place.sentence.text.replace(/,? according to [^.;]*/i, "");
  const own = contentWords(said).map((word) => word.stem);
  const ownSet = new Set(own);
  const before = stemsOf(place.before?.text ?? "");
  const coverOf = (stem: string): number => {
    if (ownSet.has(stem)) return placeWeights.sentence;
    if (question.otherNames?.get(stem)?.some((name) => name.every((part) => ownSet.has(part))))
      return placeWeights.sentence;
    if ([...synonymsOf(stem)].some((other) => ownSet.has(other))) return placeWeights.synonym;
    if (place.frame.has(stem)) return placeWeights.frame;
    return before.has(stem) ? placeWeights.neighbour : 0;
  };
  const coverage = share(question.words, question.weightOf, coverOf);
  const focusCoverage = share(question.focus, question.weightOf, coverOf);
  const ownCoverage = share(question.words, question.weightOf, (stem) => (ownSet.has(stem) ? 1 : 0));
  const typeFits = holdsType(question.answers, place.sentence.text, question.text);
  // Who did something may be told without a name: "children under twelve". Then the sentence must say all that was asked.
  const saysAll = question.focus.length > 1 && question.focus.every((word) => ownSet.has(word.stem));
  const pairs = pairShare(question.words, own);
  const length = place.sentence.text.length < 30 ? -0.1 : own.length > 45 ? -0.05 : 0;
  const origin = aboutSources.test(place.sentence.text) && !aboutSources.test(question.text) ? -0.35 : 0;
  const fits = typeFits === false && question.answers === "who" && saysAll ? undefined : typeFits;
  const type = fits === undefined ? 0 : fits ? 0.15 : -0.1;
  return {
    passage: place.passage,
    sentence: place.sentence,
    score: 0.6 * ownCoverage + 0.4 * coverage + 0.4 * pairs + type + 0.6 * place.passageScore + length + origin,
    coverage,
    focusCoverage,
    missing: missingWeight(question, coverOf),
    unsaid: question.focus.filter((word) => coverOf(word.stem) === 0).map((word) => word.stem),
    typeFits: fits,
  };
}

// Sentences about where something is written, rather than about it.
const aboutSources =
  /\b(?:source|sources|published|dated|is on GOV\.UK|comes? from (?:an?|the) (?:\w+ ){0,3}(?:appendix|paper|page|report|copy)|restated)\b/i;

function share(words: readonly Word[], weightOf: (stem: string) => number, coverOf: (stem: string) => number): number {
  const total = words.reduce((sum, word) => sum + weightOf(word.stem), 0);
  return total === 0 ? 1 : words.reduce((sum, word) => sum + weightOf(word.stem) * coverOf(word.stem), 0) / total;
}

function missingWeight(question: SentenceQuestion, coverOf: (stem: string) => number): number {
  const total = question.focus.reduce((sum, word) => sum + question.weightOf(word.stem), 0);
  const missing = question.focus.filter((word) => coverOf(word.stem) === 0).map((word) => question.weightOf(word.stem));
  return total === 0 ? 0 : Math.max(0, ...missing) / total;
}

/** The share of the question's neighbouring words that are neighbours in the sentence too. */
function pairShare(words: readonly Word[], own: readonly string[]): number {
  if (words.length < 2) return 0;
  const pairs = new Set(own.slice(1).map((stem, index) => `${own[index]} ${stem}`));
  const wanted = words.slice(1).map((word, index) => `${words[index]?.stem} ${word.stem}`);
  return wanted.filter((pair) => pairs.has(pair)).length / wanted.length;
}

/** True where a sentence holds a figure, amount, date or name as the question word wants, and one that the question lacks. */
function holdsType(answers: AnswerType | undefined, text: string, question: string): boolean | undefined {
  switch (answers) {
    case "howMuch":
      return hasNewFigure(text, question, ["money", "percent"]);
    case "howMany":
      return hasNewFigure(text, question, ["number", "percent"]) || /\bone\b/i.test(text);
    case "when":
      return (
        datesOf(text).some((date) => !question.includes(date.text)) ||
        /\b(?:spring|summer|autumn|winter) \d{4}\b|\bbudget\b/i.test(text)
      );
    case "who":
      return hasNewName(text, question);
    case "where":
    case "what":
    case "which":
    case undefined:
      return undefined;
  }
}

function hasNewFigure(text: string, question: string, units: readonly Figure["unit"][]): boolean {
  const asked = figuresOf(blankOut(question, datesOf(question)));
  const stated = figuresOf(blankOut(text, datesOf(text))).filter((figure) => units.includes(figure.unit));
  return stated.some((figure) => !asked.some((other) => other.unit === figure.unit && other.value === figure.value));
}

/** True where a text names something that the question does not. */
export function hasNewName(text: string, question: string): boolean {
  const asked = new Set(wordsOf(question).map((word) => word.stem));
  return capitalisedWords(text).some((word) => !asked.has(stemOf(word)));
}
