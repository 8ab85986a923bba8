import type { AnswerType, Attribute, AttributeKind } from "../core/attribute.ts";
import type { FactEvidence } from "../core/evidence.ts";
import { formatMoney } from "../core/money.ts";
import { synonymsOf } from "../core/synonyms.ts";
import type { Word } from "../core/words.ts";
import { contentWords, substanceOf, wordsOf } from "../core/words.ts";

/** What facts are looked for by. */
export interface FactQuestion {
  /** Every word of the question. */
  readonly words: readonly Word[];
  /** The words that say what is asked about: no names, no question words. */
  readonly focus: readonly Word[];
  readonly answers?: AnswerType;
  /** How much a stem tells, higher for rarer words. */
  readonly weightOf: (stem: string) => number;
}

/** A fact with how well it fits the question. */
export interface RankedFact {
  readonly evidence: FactEvidence;
  /** Share of the focus that the fact covers, weighted, from 0 to 1. */
  readonly coverage: number;
  /** The longest phrase of the attribute's `asks` that the question holds, in words; 0 for none. */
  readonly phrase: number;
  /** True where the value is of the kind that the question word wants; undefined where it wants none. */
  readonly typeFits: boolean | undefined;
  /** The focus words, by stem, that the fact itself says nothing of. */
  readonly missing: readonly string[];
  /** How many words of substance in the focus it says something of. */
  readonly touched: number;
  /** How many of these stand in the value itself, not only among the words that ask for it. */
  readonly inValue: number;
  readonly score: number;
}

const notFigures: readonly AttributeKind[] = [
  "text",
  "list",
  "name",
  "names",
  "reference",
  "references",
  "date",
  "span",
  "flag",
];

const kindsFor: Readonly<Partial<Record<AnswerType, readonly AttributeKind[]>>> = {
  howMany: ["count", "percent"],
  howMuch: ["money"],
  when: ["date", "span"],
  who: ["name", "names", "reference", "references"],
  which: notFigures,
  where: notFigures,
};

/** Ranks facts by how well attribute, value and kind of value fit the question, best first; ties in order of fact id. */
export function rankFacts(question: FactQuestion, facts: readonly FactEvidence[]): readonly RankedFact[] {
  const profiles = new Map<string, AttributeProfile>();
  const profileOf = (attribute: Attribute): AttributeProfile => {
    const known = profiles.get(attribute.id) ?? profile(attribute, question.words);
    profiles.set(attribute.id, known);
    return known;
  };
  const known = Map.groupBy(facts, ({ subject }) => subject.id);
  const around = new Map(
    Array.from(known, ([id, own]) => [id, new Set(own.flatMap((one) => valueWords(one).map((word) => word.stem)))]),
  );
  return facts
    .map((evidence) =>
      rankFact(question, evidence, {
        attribute: profileOf(evidence.attribute),
        around: around.get(evidence.subject.id) ?? new Set(),
      }),
    )
    .toSorted((a, b) => b.score - a.score || (a.evidence.fact.id < b.evidence.fact.id ? -1 : 1));
}

interface AttributeProfile {
  readonly isFigure: boolean;
  readonly phrase: number;
  readonly asked: ReadonlySet<string>;
  readonly nearby: ReadonlySet<string>;
}

function profile(attribute: Attribute, words: readonly Word[]): AttributeProfile {
  const stems = words.map((word) => word.stem);
  const phrases = [...attribute.asks, attribute.label].map((phrase) => wordsOf(phrase).map((word) => word.stem));
  const matched = phrases.filter((phrase) => holdsPhrase(stems, phrase));
  return {
    isFigure: attribute.kind === "money" || attribute.kind === "count" || attribute.kind === "percent",
    phrase: Math.max(0, ...matched.map((phrase) => phrase.length)),
    asked: new Set(matched.flat()),
    nearby: new Set([
      ...[...attribute.asks, attribute.label].flatMap((phrase) => contentWords(phrase).map((word) => word.stem)),
      ...contentWords(attribute.sentence.replaceAll(/\{\w+\}/g, " ")).map((word) => word.stem),
    ]),
  };
}

/** True where the phrase's words occur in order, with at most four other words between neighbours. */
function holdsPhrase(stems: readonly string[], phrase: readonly string[]): boolean {
  const [first, ...rest] = phrase;
  if (first === undefined) return false;
  return stems.some((stem, start) => {
    if (stem !== first) return false;
    let at = start;
    return rest.every((next) => {
      const found = stems.slice(at + 1, at + 6).indexOf(next);
      at += found + 1;
      return found >= 0;
    });
  });
}

/** What a fact is judged beside: its attribute, and the words of everything else known of its subject. */
interface FactFrame {
  readonly attribute: AttributeProfile;
  readonly around: ReadonlySet<string>;
}

function rankFact(question: FactQuestion, evidence: FactEvidence, { attribute, around }: FactFrame): RankedFact {
  const value = new Set(valueWords(evidence).map((word) => word.stem));
  const parts = question.focus.map((word) => ({
    weight: question.weightOf(word.stem),
    cover: coverOf(word.stem, attribute, value),
    // Words that fit the subject's other facts say which subject is meant, not what is asked of it.
    around: around.has(word.stem) ? 0.7 : 0,
  }));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const isTouched = attribute.phrase > 0 || parts.some(({ cover }) => cover > 0);
  const covered = parts.reduce((sum, one) => sum + one.weight * Math.max(one.cover, isTouched ? one.around : 0), 0);
  const coverage = total === 0 ? 0 : covered / total;
  const typeFits = fitsType(question.answers, evidence.attribute);
  const type = typeFits === undefined ? 0 : typeFits ? 0.25 : -0.5;
  const missing = question.focus.filter((_, index) => (parts[index]?.cover ?? 0) === 0).map((word) => word.stem);
  const touched = question.focus.filter(
    (word, index) => substanceOf(word.stem) === 1 && (parts[index]?.cover ?? 0) > 0,
  ).length;
  const inValue = question.focus.filter((word) => substanceOf(word.stem) === 1 && value.has(word.stem)).length;
  const figure = attribute.isFigure && question.answers !== "howMany" && question.answers !== "howMuch" ? -0.2 : 0;
  const score = figure + coverage + 0.08 * Math.min(3, attribute.phrase) + type;
  return { evidence, coverage, phrase: attribute.phrase, typeFits, missing, touched, inValue, score };
}

function coverOf(stem: string, attribute: AttributeProfile, value: ReadonlySet<string>): number {
  if (attribute.asked.has(stem)) return 1;
  if (value.has(stem)) return 0.95;
  const synonyms = synonymsOf(stem);
  if (attribute.nearby.has(stem)) return 0.8;
  if ([...synonyms].some((other) => attribute.nearby.has(other) || value.has(other))) return 0.8;
  return 0;
}

function fitsType(answers: AnswerType | undefined, attribute: Attribute): boolean | undefined {
  if (answers === undefined || answers === "what") return undefined;
  if (attribute.answers === answers) return true;
  // "Name the evaluators" asks who they are.
  if (answers === "which" && attribute.answers === "who" && kindsFor.who?.includes(attribute.kind)) return true;
  // "How long" is met by a number of days as well.
  if (answers === "when" && /\b(?:days|weeks|months|years)\b/.test(attribute.unit ?? "")) return true;
  const kinds = kindsFor[answers];
  if (kinds === undefined) return undefined;
  if (kinds === notFigures) return kinds.includes(attribute.kind) ? undefined : false;
  return kinds.includes(attribute.kind);
}

/** The words of a fact's value and of what it is about; references are not spelled out. */
function valueWords({ fact, attribute, subject, names }: FactEvidence): readonly Word[] {
  const { value } = fact;
  const parts = [fact.part, fact.unit ?? attribute.unit, ...(subject.kind === "term" ? names : [])];
  if (value.kind === "text" || value.kind === "span" || value.kind === "name" || value.kind === "date")
    parts.push(value.text);
  if (value.kind === "money") parts.push(formatMoney(value.money));
  if (value.kind === "count") parts.push(String(value.count));
  if (value.kind === "percent") parts.push(`${value.percent}%`);
  if (value.kind === "list" || value.kind === "names") parts.push(...value.items);
  return contentWords(parts.filter(Boolean).join(" "));
}
