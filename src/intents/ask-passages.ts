import { holdsFigures, isContrary } from "../answer/contrast.ts";
import { figuresOf } from "../answer/gate/figures.ts";
import { countNegations } from "../answer/gate/negation.ts";
import { hasNewName, scoreSentences } from "../answer/passage-sentences.ts";
import type { ScoredSentence, SentenceQuestion } from "../answer/passage-sentences.ts";
import type { PassageEvidence } from "../core/evidence.ts";
import type { Knowledge } from "../core/knowledge.ts";
import type { Passage, PassageSentence } from "../core/document.ts";
import type { DocumentReader } from "../core/store.ts";
import type { Day } from "../core/time.ts";
import type { ReadScope } from "../core/trust.ts";
import { isSoundTrust } from "../core/trust.ts";
import { contentWords, fold, wordsOf } from "../core/words.ts";
import type { RankedPassage, Search } from "../retrieval/search.ts";
import { yearsIn } from "../router/time-phrases.ts";
import type { NamedThings } from "../router/slots.ts";
import { countsIn, listsNames, namesPerson, namesPlace } from "./wanted-in-sentence.ts";
import type { Wanted } from "./wanted.ts";

/** What passages are looked up with. */
export interface PassageContext {
  readonly documents: DocumentReader;
  readonly search: Search;
  readonly scope: ReadScope;
  readonly knowledge: Knowledge;
  readonly named: NamedThings;
  readonly question: SentenceQuestion;
  readonly text: string;
  /** True where the question holds nothing but names and everyday words: any sentence about the names will do. */
  readonly bare: boolean;
  /** The day that the answer must hold on. */
  readonly trueAt: Day | undefined;
  /** True for why and how: a sentence that denies something may explain. */
  readonly explains: boolean;
  readonly wanted: Wanted;
  /** How many sentences at most. */
  readonly most: number;
}

/** What the passages say. `best` is the best sentence whether or not it is good enough. */
export interface PassageFinding {
  readonly chosen: readonly PassageEvidence[];
  readonly best: ScoredSentence | undefined;
  readonly passages: readonly RankedPassage[];
}

/** How well a sentence must fit; found on the labelled questions and on XQuAD with paragraphs removed (docs/decisions). */
const thresholds = {
  coverage: 0.56,
  coverageTyped: 0.6,
  focusCoverage: 0.5,
  focusOpen: 0.65,
  focusTyped: 0.68,
  missing: 0.42,
  missingTyped: 0.28,
  companion: 0.75,
} as const;
const passagesRead = 10;
/** Every note about a thing holds its name: what says what it is may rank low. */
const depthForBare = 100;

/** Finds the sentences that answer a question. */
export async function findSentences(context: PassageContext): Promise<PassageFinding> {
  const { search, scope, named, knowledge, text } = context;
  const expansions = [
    ...named.programmes,
    ...named.places.flatMap((place) => place.participations),
    ...named.others,
  ].flatMap((subject) => knowledge.namesOf(subject.id).slice(0, 3));
  const reach = context.bare ? { depth: depthForBare, limit: 2 * depthForBare } : { limit: passagesRead };
  const passages = await search.search({ text, expansions, scope, ...reach });
  const scored = scoreSentences(
    { ...context.question, otherNames: otherNamesOf(context) },
    passages.map((one) => withoutOtherPlaces(one, context)),
  )
    .map((one) => (defines(one.sentence.text, context) ? { ...one, score: one.score + 0.6 } : one))
    .toSorted((left, right) => right.score - left.score)
    .filter(
      (one) =>
        isAbout(one, context) &&
        !isContrary(text, one.sentence.text) &&
        fitsBasis(one.sentence.text, context) &&
        !isFragment(one.sentence.text),
    );
  const best = scored[0];
  const accepted = scored.filter((one) => isAccepted(one, context));
  const first = accepted[0];
  const chosen = first
    ? withCompanions(first, {
        accepted,
        scored,
        most: context.most,
        isDefinition: defines(first.sentence.text, context),
      })
    : [];
  return { chosen: await quote(chosen, context), best, passages };
}

/** True for a sentence that says what the only thing named in a bare question is: "X was a programme of 13 pilots". */
function defines(sentence: string, { bare, named, knowledge }: PassageContext): boolean {
  const [subject, ...more] = named.programmes.length > 0 ? named.programmes : named.others;
  if (!bare || named.places.length > 0 || !subject || more.length > 0) return false;
  const lower = fold(sentence);
  const name = knowledge
    .namesOf(subject.id)
    .map(fold)
    .find((one) => lower.startsWith(`${one} `) || lower.startsWith(`${one},`));
  return (
    name !== undefined && /^(?:,? or [^,]+,)? (?:is|was|are|were) (?:an?|the|one of) /.test(lower.slice(name.length))
  );
}

/** By the stems of each name in the question, how else that thing is called: "FOI" and "Freedom of Information". */
function otherNamesOf({ named, knowledge }: PassageContext): ReadonlyMap<string, readonly (readonly string[])[]> {
  const names = new Map<string, readonly (readonly string[])[]>();
  for (const mention of named.mentions) {
    const [first] = mention.candidates;
    const stems = (name: string): readonly string[] => contentWords(name).map((word) => word.stem);
    const others = first
      ? knowledge
          .namesOf(first.subject)
          .map(stems)
          .filter(({ length }) => length > 0)
      : [];
    for (const stem of stems(mention.text)) names.set(stem, others);
  }
  return names;
}

/** What was paid for each does not say what was paid in all. */
function fitsBasis(sentence: string, { wanted, question }: PassageContext): boolean {
  const inAll = /\b(?:in total|altogether|overall|in all|total)\b/i.test(wanted.plain);
  return (
    question.answers !== "howMuch" ||
    !inAll ||
    !/\beach\b|\bper (?:pilot|place|council|area)\b|\b(?:further|additional|extra) grant\b/i.test(sentence)
  );
}

function isAccepted(one: ScoredSentence, context: PassageContext): boolean {
  const { bare, text } = context;
  if (one.typeFits === false || !holdsWanted(one, context)) return false;
  const denies = countNegations(one.sentence.text) > 0 && countNegations(text) === 0;
  if (denies && !context.explains) return false;
  if (bare && one.typeFits !== undefined) return false;
  const typed = one.typeFits !== undefined;
  if (one.coverage < (typed ? thresholds.coverageTyped : thresholds.coverage)) return false;
  if (bare) return true;
  // Where nothing on file is named, its words alone must show what a question is about.
  const isOpen = context.named.mentions.length === 0;
  return typed
    ? one.focusCoverage >= thresholds.focusTyped && one.missing <= thresholds.missingTyped
    : one.focusCoverage >= (isOpen ? thresholds.focusOpen : thresholds.focusCoverage) &&
        one.missing <= thresholds.missing;
}

/** True where a sentence holds what the question insists on, and for a bare place stands in a document about that place. */
function holdsWanted(
  { passage, sentence, unsaid }: ScoredSentence,
  { wanted, knowledge, named, bare }: PassageContext,
): boolean {
  if (wanted.stems.some((stem) => unsaid.includes(stem))) return false;
  if ((wanted.names || wanted.newName) && !hasNewName(sentence.text, wanted.text)) return false;
  if (wanted.names && countNegations(sentence.text) > 0) return false;
  if (wanted.count !== undefined && !figuresOf(sentence.text).some((figure) => figure.value === wanted.count))
    return false;
  if (wanted.counted !== undefined && !countsIn(sentence.text, wanted.counted)) return false;
  if (wanted.names && !listsNames(sentence.text, wanted, knowledge)) return false;
  if (wanted.person && !namesPerson(sentence.text, knowledge)) return false;
  if (wanted.place && !namesPlace(sentence.text, knowledge)) return false;
  const about = named.places.flatMap((place) => place.participations.map((one) => one.id));
  return (
    !bare ||
    about.length === 0 ||
    (passage.meta.participation !== undefined && about.includes(passage.meta.participation))
  );
}

/** A title or caption that stands as a line of its own says nothing by itself. */
function isFragment(text: string): boolean {
  return !/[.!?;:]["\u201d\u2019')]*$|[:;]\s/.test(text) && !/\d/.test(text) && wordsOf(text).length < 8;
}

/**
 * The entity gate: every place and programme, year and amount of the question must stand in the sentence, in its headings and
 * title, or be what its document is about.
 */
function isAbout(one: ScoredSentence, { named, knowledge, text, trueAt }: PassageContext): boolean {
  const { passage, sentence } = one;
  const around = [sentence.text, passage.meta.title, ...passage.headingPath].join(" \n ");
  const mentioned = new Set(
    knowledge.findMentions(around).flatMap((mention) => mention.candidates.map((candidate) => candidate.subject)),
  );
  for (const id of [passage.meta.programme, passage.meta.participation]) if (id) mentioned.add(id);
  const places = named.places.every(
    (place) =>
      [...place.councils, ...place.participations].some((subject) => mentioned.has(subject.id)) &&
      isSameProgramme(place.participations, passage),
  );
  const programmes = named.programmes.every((programme) => mentioned.has(programme.id));
  const asked = [...yearsIn(text), ...(trueAt === undefined ? [] : yearsIn(trueAt))];
  // A question that holds two years against each other is explained by what speaks of neither.
  const years =
    asked.length > 1 || asked.every((year) => `${around} ${passage.meta.published ?? ""}`.includes(String(year)));
  return places && programmes && years && holdsFigures(text, around);
}

/** A passage about another participation of the same place is about something else. */
function isSameProgramme(participations: readonly { readonly id: string }[], passage: Passage): boolean {
  const { participation } = passage.meta;
  return (
    participation === undefined || participations.length === 0 || participations.some((one) => one.id === participation)
  );
}

/** A note about one pilot says little about a programme as a whole: it stands back where no place is named. */
function withoutOtherPlaces(one: RankedPassage, { named }: PassageContext): RankedPassage {
  const about = one.passage.meta.participation;
  const isNamed = named.places.some((place) => place.participations.some((subject) => subject.id === about));
  return about === undefined || isNamed || named.programmes.length === 0 ? one : { ...one, score: one.score - 0.3 };
}

/**
 * The best sentence, those that are nearly as good, and what follows it under the same heading, in reading order within a
 * passage: an explanation seldom fits into one sentence.
 */
function withCompanions(
  first: ScoredSentence,
  {
    accepted,
    scored,
    most,
    isDefinition,
  }: {
    readonly accepted: readonly ScoredSentence[];
    readonly scored: readonly ScoredSentence[];
    readonly most: number;
    /** What says what a thing is, is explained by what follows it rather than by what was said of it elsewhere. */
    readonly isDefinition: boolean;
  },
): readonly ScoredSentence[] {
  const near = accepted.filter((one) => one !== first && one.score >= first.score * thresholds.companion);
  const sound = near.filter((one) => isSoundTrust(one.passage.meta.trust));
  const following = scored
    .filter((one) => one.passage.id === first.passage.id && one.sentence.start > first.sentence.start)
    .toSorted((a, b) => a.sentence.start - b.sentence.start)
    .slice(0, most === 2 ? 1 : 2);
  const chosen: ScoredSentence[] = [first];
  const others = sound.slice(0, most - 1);
  for (const one of isDefinition ? [...following, ...others] : [...others, ...following]) {
    if (chosen.length < most && !chosen.some((other) => other === one || saysTheSame(one, other))) chosen.push(one);
  }
  const rank = (one: ScoredSentence): number => chosen.findIndex((other) => other.passage.id === one.passage.id);
  return chosen.toSorted((a, b) => rank(a) - rank(b) || a.sentence.start - b.sentence.start);
}

function saysTheSame(one: ScoredSentence, other: ScoredSentence): boolean {
  const left = new Set(wordsOf(fold(one.sentence.text)).map((word) => word.stem));
  const right = new Set(wordsOf(fold(other.sentence.text)).map((word) => word.stem));
  const shared = [...left].filter((stem) => right.has(stem)).length;
  return shared / Math.min(left.size, right.size) > 0.8;
}

async function quote(
  chosen: readonly ScoredSentence[],
  { documents, scope }: PassageContext,
): Promise<readonly PassageEvidence[]> {
  const evidence: PassageEvidence[] = [];
  for (const { passage, sentence, score } of chosen) {
    const version = await documents.documentVersion(scope, passage.versionId);
    if (!version) continue;
    const { start, end } = runAround(
      sentence,
      chosen.filter((one) => one.passage.id === passage.id),
      version.rawText,
    );
    evidence.push({ kind: "passage", passage, sentence, start, end, quote: version.rawText.slice(start, end), score });
  }
  return evidence;
}

/** The stretch of neighbouring chosen sentences around one of them, with nothing but white space between. */
function runAround(
  sentence: PassageSentence,
  chosen: readonly ScoredSentence[],
  rawText: string,
): { readonly start: number; readonly end: number } {
  let { start, end } = sentence;
  const spans = chosen.map((one) => one.sentence).toSorted((a, b) => a.start - b.start);
  for (const next of spans) if (next.start >= end && rawText.slice(end, next.start).trim() === "") end = next.end;
  for (const before of spans.toReversed())
    if (before.end <= start && rawText.slice(before.end, start).trim() === "") start = before.start;
  return { start, end };
}
